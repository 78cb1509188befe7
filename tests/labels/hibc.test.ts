import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readHibc } from '~/modules/labels/rules/hibc'
import type { Ctx, Outcome } from '~/modules/labels/rules/outcome'

// Written from ANSI/HIBC 2.6: 2.1 primary, 2.2 secondary, 2.3 supplements, 4.1 printed line, appendices B (check) and E.
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%'
const check = (text: string) =>
  ALPHABET[[...text].reduce((sum, character) => sum + ALPHABET.indexOf(character), 0) % 43]!
const sealed = (text: string) => text + check(text)
const ITEM = '+A99912345'
const LINK = check(ITEM)
const combined = (data: string) => sealed(`${ITEM}/${data}`)
const secondary = (data: string, link = LINK) => sealed(`+${data}${link}`)

function read(text: string, symbologyId: string | null = null): Outcome {
  const ctx: Ctx = { thisYear: 2026, symbologyId, warnings: [] }
  return readHibc(text, ctx)
}

function reading(text: string, symbologyId: string | null = null) {
  const outcome = read(text, symbologyId)
  if (outcome.kind !== 'read') throw new Error(`${JSON.stringify(text)} is not read: ${JSON.stringify(outcome)}`)
  return outcome.reading
}

const refused = (code: string) => ({ kind: 'refused', refusal: { code } })
const ITEM_FIELDS = { lic: 'A999', pcn: '1234', unitOfMeasure: 5, di: 'A99912345' }

/** Secondary data, and what it says for a lot; the serial form says the same of a serial. */
const DATED: readonly (readonly [data: string, fields: Record<string, unknown>])[] = [
  ['09263C001', { expiry: '2026-09-30', expiryPrecision: 'month' }],
  ['12263C001', { expiry: '2026-12-31', expiryPrecision: 'month' }],
  ['02283C001', { expiry: '2028-02-29', expiryPrecision: 'month' }],
  ['02273C001', { expiry: '2027-02-28', expiryPrecision: 'month' }],
  ['20928263C001', { expiry: '2026-09-28', expiryPrecision: 'day' }],
  ['32609283C001', { expiry: '2026-09-28', expiryPrecision: 'day' }],
  ['4260928223C001', { expiry: '2026-09-28T22', expiryPrecision: 'hour', expiryZone: 'UTC' }],
  ['4260928003C001', { expiry: '2026-09-28T00', expiryPrecision: 'hour' }],
  ['5262713C001', { expiry: '2026-09-28', expiryPrecision: 'day' }],
  ['5283663C001', { expiry: '2028-12-31' }],
  ['626271223C001', { expiry: '2026-09-28T22', expiryPrecision: 'hour' }],
  ['73C001', {}],
  ['80173C001', { quantity: 1 }],
  ['89932609283C001', { quantity: 99, expiry: '2026-09-28' }],
  ['82432609283C001', { quantity: 24, expiry: '2026-09-28' }],
  ['82409263C001', { quantity: 24, expiry: '2026-09-30', expiryPrecision: 'month' }],
  ['9001005092623C001', { quantity: 100, expiry: '2009-09-19' }],
  ['90010073C001', { quantity: 100 }],
  ['902345626271223C001', { quantity: 2345, expiry: '2026-09-28T22' }],
]

describe('primary symbols', () => {
  test('every one of the 43 check characters is read, a space and a slash too', () => {
    const seen = new Set<string>()
    for (let i = 0; i < 400; i++) {
      const text = sealed(`+B1X2P${ALPHABET[i % 36]}${i}4`)
      seen.add(text.at(-1)!)
      expect(reading(text)).toMatchObject({
        form: 'hibc-primary',
        link: text.at(-1),
        fields: { lic: 'B1X2', pcn: `P${ALPHABET[i % 36]}${i}`, unitOfMeasure: 4 },
      })
    }
    expect(seen.size).toBe(43)
  })

  test('a product number has 1 to 18 characters', () => {
    expect(reading(sealed('+A999X0')).fields).toEqual({ di: 'A999X0', lic: 'A999', pcn: 'X', unitOfMeasure: 0 })
    expect(reading(sealed(`+A999${'X'.repeat(18)}9`)).fields).toMatchObject({ pcn: 'X'.repeat(18), unitOfMeasure: 9 })
    expect(read(sealed(`+A999${'X'.repeat(19)}9`))).toMatchObject(refused('LENGTH'))
    expect(read(sealed('+A9990'))).toMatchObject(refused('LENGTH'))
  })

  test.each([
    ['a letter as unit of measure', '+A9991234A'],
    ['a hyphen in the product number', '+A99912-45'],
    ['a dollar sign in the labeler code', '+A$9912345'],
    ['a full stop at the beginning', '+.99912345'],
  ])('%s is refused', (_what, text) => {
    expect(read(sealed(text))).toMatchObject(refused('FORMAT'))
  })

  test.each([
    ['+', 'LENGTH'],
    ['++', 'LENGTH'],
    ['+A', 'LENGTH'],
    ['', 'NOT_HIBC'],
    ['A99912345', 'NOT_HIBC'],
    ['0109506000117843', 'NOT_HIBC'],
    ['+a99912345', 'CHARSET'],
    ['+A9991234ß5', 'CHARSET'],
    ['+A999_12345', 'CHARSET'],
    [`${ITEM}0`, 'CHECK_CHARACTER'],
  ])('%j is refused', (text, code) => {
    expect(read(text)).toMatchObject(refused(code))
  })

  test('a refused check character says what would be right, and that a space may have been cut off', () => {
    const spaced = Array.from({ length: 200 }, (_, i) => `+A999${1000 + i}0`).find((text) => check(text) === ' ')!
    expect(reading(`${spaced} `).link).toBe(' ')
    expect(read(spaced)).toMatchObject({ kind: 'refused', refusal: { detail: expect.stringMatching(/^. $/) } })
    expect(read(`${ITEM}0`)).toMatchObject({
      refusal: { detail: LINK, position: ITEM.length, seen: '0' },
    })
  })

  test('the printed line is read: asterisks around it, an underscore for a space', () => {
    const spaced = Array.from({ length: 200 }, (_, i) => `+A999${1000 + i}0`).find((text) => check(text) === ' ')!
    expect(reading(`*${spaced}_*`)).toMatchObject({ link: ' ', fields: { lic: 'A999' } })
    expect(reading(`*${sealed(ITEM)}*`).fields).toEqual(ITEM_FIELDS)
    expect(reading(`*${sealed(`+$$73C001 `).replace('001 ', '001_')}*`).fields.link).toBe(' ')
  })

  test('only line ends are taken off the end, never a space', () => {
    expect(reading(`${sealed(ITEM)}\r\n`).fields).toEqual(ITEM_FIELDS)
    expect(read(`${sealed(ITEM)} `)).toMatchObject(refused('CHECK_CHARACTER'))
  })
})

describe('secondary data', () => {
  test.each(DATED)('$$%s is read in a combined, a lone and a joined symbol', (data, fields) => {
    const lot = reading(combined(`$$${data}`))
    expect(lot).toMatchObject({ form: 'hibc-combined', fields: { ...ITEM_FIELDS, ...fields } })
    expect(lot.link).toBeUndefined()
    const alone = reading(secondary(`$$${data}`))
    expect(alone).toMatchObject({
      form: 'hibc-secondary',
      link: LINK,
      fields: { ...fields, link: LINK, lot: lot.fields.lot },
    })
    expect(alone.warnings.map((warning) => warning.code)).toContain('REQUISITE_MISSING')
    const joined = reading(sealed(ITEM) + secondary(`$$${data}`))
    expect(joined.form).toBe('hibc-joined')
    expect(joined.fields).toEqual(lot.fields)
    const serial = reading(combined(`$$+${data}`))
    expect(serial.fields).toEqual({ ...lot.fields, lot: undefined, serial: lot.fields.lot })
  })

  test.each([
    ['$3C001', { lot: '3C001' }],
    ['$+0001', { serial: '0001' }],
    ['26271', { expiry: '2026-09-28', lot: undefined }],
    ['26271BC34567', { expiry: '2026-09-28', lot: 'BC34567' }],
    ['26271ABCDEFGHIJKLM', { expiry: '2026-09-28', lot: 'ABCDEFGHIJKLM' }],
    ['$$824', { quantity: 24, lot: undefined }],
    ['$$800', { quantity: 0 }],
    ['$$900100', { quantity: 100 }],
    ['$$824L1', { quantity: 24, lot: 'L1' }],
    ['$$3260928', { expiry: '2026-09-28', lot: undefined }],
    ['$$0926', { expiry: '2026-09-30', lot: undefined }],
    ['$$7LOT123456789012345', { lot: 'LOT123456789012345' }],
    ['$$7YZ-1.5', { lot: 'YZ-1.5' }],
  ])('%s says what it says', (data, fields) => {
    expect(reading(combined(data)).fields).toEqual({
      ...ITEM_FIELDS,
      expiryPrecision: 'expiry' in fields ? expect.any(String) : undefined,
      ...fields,
    })
  })

  test.each([
    ['$$13263C001', 'DATE', 'month 13'],
    ['$$00263C001', 'DATE', 'month 00'],
    ['$$20229263C001', 'DATE', 'February 29 of 2026'],
    ['$$20900263C001', 'DATE', 'day 00: only GS1 has it'],
    ['$$32613013C001', 'DATE', 'month 13'],
    ['$$32609313C001', 'DATE', 'September 31'],
    ['$$4260928243C001', 'DATE', 'hour 24'],
    ['$$626271993C001', 'DATE', 'hour 99'],
    ['$$5260003C001', 'DATE', 'day 000 of the year'],
    ['$$5263663C001', 'DATE', 'day 366 of 2026'],
    ['$$326092', 'DATE', 'a date cut off'],
    ['$$092', 'DATE', 'a month cut off'],
    ['$$8248', 'DATE', 'a second quantity where the date belongs'],
    ['$$82499L1', 'DATE', 'a lot that could be a date'],
    ['19991', 'DATE', 'day 991 of the year'],
    ['$$', 'FORMAT', 'nothing behind the flags'],
    ['$$ABC', 'FORMAT', 'no date format'],
    ['$$+', 'FORMAT', 'nothing behind the flags'],
    ['$', 'LENGTH', 'no lot'],
    ['$+', 'LENGTH', 'no serial'],
    ['$$7', 'LENGTH', 'neither date nor lot'],
    ['$$82', 'QUANTITY', 'one digit of two'],
    ['$$8A1', 'QUANTITY', 'a letter in the quantity'],
    ['$$90010', 'QUANTITY', 'four digits of five'],
    ['$$7LOT1234567890123456', 'LENGTH', '19 characters of lot'],
    ['$LOT1234567890123456', 'LENGTH', '19 characters of lot'],
    ['26271ABCDEFGHIJKLMN', 'LENGTH', '14 characters behind the legacy date'],
    ['$$7A+B', 'CHARSET', 'two scans that ran together'],
    ['2627', 'FORMAT', 'four digits'],
    ['X1', 'FORMAT', 'an unknown supplement'],
    ['$$7L1/', 'FORMAT', 'an empty supplement'],
    ['$$7L1//SX1', 'FORMAT', 'an empty supplement'],
    ['$$7L1/12', 'FORMAT', 'a slash in the lot'],
  ])('%s is refused: %s, %s', (data, code) => {
    expect(read(combined(data))).toMatchObject(refused(code))
    expect(read(secondary(data)).kind).toBe('refused')
  })

  test('two-digit years lie within the window of GS1', () => {
    expect(reading(combined('$$3760101L1')).fields.expiry).toBe('2076-01-01')
    expect(reading(combined('$$3770101L1')).fields.expiry).toBe('1977-01-01')
  })

  test('a secondary symbol ends in its link and its check, whatever characters those are', () => {
    for (const link of ALPHABET) {
      const text = secondary('$$73C001', link)
      expect(reading(text), text).toMatchObject({ link, fields: { lot: '3C001', link } })
    }
  })
})

describe('supplements', () => {
  test.each([
    ['SX1', { serial: 'X1' }],
    ['SXYZ456789012345678', { serial: 'XYZ456789012345678' }],
    ['16D20260131', { productionDate: '2026-01-31', productionDatePrecision: 'day' }],
    ['14D20280131', { expiry: '2028-01-31', expiryPrecision: 'day' }],
    ['Q1', { quantity: 1 }],
    ['Q500', { quantity: 500 }],
    [
      '14D20280131/16D20260131/SX1/Q12',
      { expiry: '2028-01-31', productionDate: '2026-01-31', serial: 'X1', quantity: 12 },
    ],
    ['$$+320090677DEFG45/16D20111212', { serial: '77DEFG45', expiry: '2020-09-06', productionDate: '2011-12-12' }],
  ])('/%s is read behind a lot', (data, fields) => {
    expect(reading(combined(`$$7L1/${data}`)).fields).toMatchObject({ ...ITEM_FIELDS, lot: 'L1', ...fields })
    expect(reading(secondary(`$$7L1/${data}`)).fields).toMatchObject({ lot: 'L1', ...fields })
  })

  test.each([
    ['S', 'LENGTH'],
    ['SXYZ4567890123456789', 'LENGTH'],
    ['16D20260229', 'DATE'],
    ['16D2026013', 'DATE'],
    ['14D202601311', 'DATE'],
    ['14D2026A131', 'DATE'],
    ['14D', 'DATE'],
    ['Q', 'QUANTITY'],
    ['Q1A', 'QUANTITY'],
    ['Q123456789', 'QUANTITY'],
  ])('/%s is refused: %s', (data, code) => {
    expect(read(combined(`$$7L1/${data}`))).toMatchObject(refused(code))
  })

  test('of two dates that agree the more exact one is kept, two that disagree are refused', () => {
    expect(reading(combined('$$0928L1/14D20280917')).fields).toMatchObject({
      expiry: '2028-09-17',
      expiryPrecision: 'day',
    })
    expect(reading(combined('$$428091716L1/14D20280917')).fields).toMatchObject({
      expiry: '2028-09-17T16',
      expiryPrecision: 'hour',
    })
    expect(reading(combined('$$3280917L1/14D20280917')).fields.expiry).toBe('2028-09-17')
    expect(read(combined('$$0928L1/14D20281017'))).toMatchObject(refused('DATE'))
    expect(read(combined('$$3280917L1/14D20280918'))).toMatchObject(refused('DATE'))
    expect(read(combined('$$7L1/16D20260101/16D20260102'))).toMatchObject(refused('DATE'))
  })

  test.each([
    ['$$7L1/$$7L2', 'FORMAT'],
    ['$$+7S1/SS2', 'FORMAT'],
    ['$$8127L1/Q13', 'QUANTITY'],
  ])('a label that states something twice and differently is refused: %s', (data, code) => {
    expect(read(combined(data))).toMatchObject(refused(code))
  })

  test('a label may state the same twice', () => {
    expect(reading(combined('$$8127L1/Q12/$L1')).fields).toMatchObject({ lot: 'L1', quantity: 12 })
  })
})

describe('several symbols in one text', () => {
  const primary = sealed(ITEM)
  const lot = secondary('$$32609283C001')

  test.each([
    ['primary first', primary + lot],
    ['secondary first', lot + primary],
    ['on two lines', `${primary}\r\n${lot}\r`],
    ['secondary first, on two lines', `${lot}\n${primary}`],
  ])('%s', (_order, text) => {
    expect(reading(text)).toMatchObject({
      form: 'hibc-joined',
      fields: { ...ITEM_FIELDS, lot: '3C001', expiry: '2026-09-28' },
    })
    expect(reading(text).fields.link).toBeUndefined()
  })

  test('three symbols, the third a supplement with its own link', () => {
    const fields = { ...ITEM_FIELDS, lot: '3C001', expiry: '2026-09-28', serial: '4012', expiryPrecision: 'day' }
    expect(reading(primary + lot + secondary('S4012')).fields).toEqual(fields)
    expect(reading(primary + lot + secondary('$+4012')).fields).toEqual(fields)
  })

  test('every link character joins, also one that is itself a plus', () => {
    for (let i = 0; i < 300; i++) {
      const item = `+B1X2P${ALPHABET[i % 36]}${i}4`
      const text = sealed(item) + secondary('$$32609283C001', check(item))
      expect(reading(text), text).toMatchObject({ fields: { pcn: item.slice(5, -1), lot: '3C001' } })
    }
  })

  test('two symbols of different products are refused by their link', () => {
    const stranger = secondary('$$32609283C001', LINK === 'A' ? 'B' : 'A')
    expect(read(primary + stranger)).toMatchObject(refused('LINK_CHARACTER'))
    expect(read(`${stranger}\r\n${primary}`)).toMatchObject(refused('LINK_CHARACTER'))
    expect(read(primary + sealed('+A99954321'))).toMatchObject(refused('LINK_CHARACTER'))
  })

  test('a wrong check character in either of them is refused', () => {
    expect(read(`${ITEM}0${lot}`)).toMatchObject(refused('CHECK_CHARACTER'))
    expect(read(primary + lot.slice(0, -1) + (lot.endsWith('0') ? '1' : '0'))).toMatchObject(refused('CHECK_CHARACTER'))
    expect(read(`${primary}\r${lot.slice(0, -1)}`).kind).toBe('refused')
  })

  test('what is wrong in the second is said', () => {
    expect(read(primary + secondary('$$32613013C001'))).toMatchObject(refused('DATE'))
  })

  test('a text made of hundreds of tiny right symbols is refused', () => {
    const hostile = `+20${'+20'.repeat(160)}+2X`
    expect(read(hostile).kind).toBe('refused')
  })
})

describe('what is not a supply, and carriers', () => {
  test.each(['+/EO5232013', '+/KN12345A', '+/ACMRN123456/V2009121908334'])(
    'a hospital’s own label is refused by name: %s',
    (text) => {
      expect(read(text)).toMatchObject(refused('HIBC_PAS'))
    },
  )

  test('a Basic UDI-DI is read as one, and names neither product nor lot', () => {
    expect(reading('++A999MODELIDENTIFIER11S8')).toMatchObject({
      form: 'hibc-basic-udi-di',
      fields: { basicUdiDi: '++A999MODELIDENTIFIER11S8' },
    })
    expect(read('++A999MODELIDENTIFIER11S9')).toMatchObject(refused('CHECK_CHARACTER'))
    expect(read('++A999MODELIDENTIFIER12S8')).toMatchObject(refused('CHECK_CHARACTER'))
    expect(read('++A99912345/$$7L1')).toMatchObject(refused('HIBC_BASIC_UDI'))
    expect(read(`++A999${'M'.repeat(18)}S8`)).toMatchObject(refused('HIBC_BASIC_UDI'))
  })

  test.each([']A0', ']A1', ']C0', ']d1', ']Q0', ']Q1', null])('%s carries HIBC without a word', (symbologyId) => {
    expect(reading(sealed(ITEM), symbologyId).warnings).toEqual([])
  })

  test.each([']C1', ']d2', ']d5', ']Q3'])('%s announces GS1: a warning', (symbologyId) => {
    expect(reading(combined('$$7L1'), symbologyId).warnings.map((warning) => warning.code)).toEqual([
      'CARRIER_MISMATCH',
    ])
  })

  test.each([']A3', ']A7'])('%s: the scanner took the check character off, which is said', (symbologyId) => {
    const stripped = reading(ITEM, symbologyId)
    expect(stripped).toMatchObject({ form: 'hibc-primary', fields: ITEM_FIELDS })
    expect(stripped.link).toBeUndefined()
    expect(stripped.warnings.map((warning) => warning.code)).toEqual(['CHECK_CHARACTER_STRIPPED_BY_SCANNER'])
    expect(reading(`+$$73C001${LINK}`, symbologyId).fields).toMatchObject({ lot: '3C001', link: LINK })
    expect(reading(`${ITEM}/$$7L1`, symbologyId).fields).toMatchObject({ ...ITEM_FIELDS, lot: 'L1' })
    expect(read('+A9991234A', symbologyId)).toMatchObject(refused('FORMAT'))
  })

  test('where a check character may have been taken off or not, both readings are shown', () => {
    const outcome = read(sealed(ITEM), ']A3')
    expect(outcome).toMatchObject({
      kind: 'ambiguous',
      readings: [{ fields: { di: 'A999123457' } }, { fields: ITEM_FIELDS }],
    })
  })

  test('elements keep every part as printed', () => {
    const parts = reading(combined('$$82432609283C001/16D20260131/SX1')).elements.map(
      ({ id, value }) => `${id}=${value}`,
    )
    const whole = combined('$$82432609283C001/16D20260131/SX1')
    expect(parts).toEqual([
      'LIC=A999',
      'PCN=1234',
      'U/M=5',
      '$$8=24',
      '$$3=260928',
      'LOT=3C001',
      '16D=20260131',
      'S=X1',
      `CHECK=${whole.at(-1)}`,
    ])
  })
})

describe('any text', () => {
  const label = fc.constantFrom(
    sealed(ITEM),
    combined('$$32609283C001/SX1'),
    secondary('$$42609281L1'),
    combined('26271ABC'),
    sealed(ITEM) + secondary('$$7L1'),
  )
  const change = fc.record({ at: fc.nat(), to: fc.constantFrom(...ALPHABET, ''), also: fc.boolean() })

  test('is read or refused, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', '+', '+A', '+$$', '++', '*+'), (rest, start) => {
        expect(['read', 'refused', 'ambiguous']).toContain(read(start + rest).kind)
      }),
      { numRuns: 3000 },
    )
  })

  test('with a wrong check character is never read', () => {
    fc.assert(
      fc.property(label, fc.array(change, { minLength: 1, maxLength: 3 }), (text, changes) => {
        let mutated = text
        for (const { at, to, also } of changes) {
          const place = at % (mutated.length + 1)
          mutated = mutated.slice(0, place) + to + mutated.slice(place + (also ? 1 : 0))
        }
        const outcome = read(mutated)
        if (outcome.kind !== 'read' || outcome.reading.form === 'hibc-joined') return
        expect(mutated.at(-1)).toBe(check(mutated.slice(0, -1)))
      }),
      { numRuns: 10_000 },
    )
  })

  test('joined is read only where every symbol in it has its check character', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...ALPHABET), (at, to) => {
        const text = sealed(ITEM) + secondary('$$32609283C001')
        const place = at % text.length
        const outcome = read(text.slice(0, place) + to + text.slice(place + 1))
        if (text[place] !== to) expect(outcome.kind).toBe('refused')
      }),
      { numRuns: 2000 },
    )
  })
})
