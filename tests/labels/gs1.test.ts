import { describe, expect, test } from 'vitest'
import { GS, reading, refusalOf, result, warningsOf, withCheckDigit } from './reader-support'

const GTIN = withCheckDigit('0950600013435')
const ITEM = `01${GTIN}`

describe('GS1 element strings', () => {
  test('predefined lengths need no separator, all others do unless last (GenSpecs 7.8.5)', () => {
    const text = `${ITEM}1726123110AB1${GS}21S9`
    expect(reading(text).elements).toEqual([
      { id: '01', value: GTIN },
      { id: '17', value: '261231' },
      { id: '10', value: 'AB1' },
      { id: '21', value: 'S9' },
    ])
    expect(reading(text).fields).toMatchObject({ gtin: GTIN, di: GTIN, expiry: '2026-12-31', lot: 'AB1', serial: 'S9' })
    // (7003) has a fixed length and is not in the table: what follows without FNC1 runs into it.
    expect(refusalOf(`${ITEM}7003261031235910AB1`)).toBe('LENGTH')
    expect(reading(`${ITEM}70032610312359${GS}10AB1`).fields).toMatchObject({
      expiry: '2026-10-31T23:59',
      expiryPrecision: 'minute',
      lot: 'AB1',
    })
  })

  test('the order is free; a leading, trailing or doubled separator is tolerated', () => {
    expect(reading(`10AB1${GS}21S9${GS}${ITEM}17261231`).fields).toMatchObject({ gtin: GTIN, lot: 'AB1', serial: 'S9' })
    expect(reading(`${GS}${ITEM}10AB1${GS}`).fields).toMatchObject({ lot: 'AB1' })
    expect(reading(`${ITEM}${GS}10AB1`).fields).toMatchObject({ lot: 'AB1' })
    expect(warningsOf(`${ITEM}10AB1${GS}${GS}17261231`)).toContain('EMPTY_ELEMENT')
  })

  test('a repeated identifier must carry the same value', () => {
    expect(reading(`${ITEM}10AB1${GS}${ITEM}`).fields).toMatchObject({ gtin: GTIN, lot: 'AB1' })
    expect(refusalOf(`${ITEM}10AB1${GS}10AB2`)).toBe('REPEATED_AI')
  })

  test('unassigned identifiers are refused, also those that have a predefined length', () => {
    for (const text of ['14261231', '18261231', '19261231', '38123', '89AB', '3999123456', '3106000100', '1']) {
      expect(['UNKNOWN_AI', 'CHECK_DIGIT']).toContain(refusalOf(text))
    }
    expect(refusalOf(`]C1${ITEM}14261231`)).toBe('UNKNOWN_AI')
  })

  test('values that are cut short, too long or empty are refused', () => {
    expect(refusalOf(ITEM.slice(0, -1))).toBe('LENGTH')
    expect(refusalOf(`${ITEM}17`)).toBe('LENGTH')
    expect(refusalOf(`${ITEM}10`)).toBe('LENGTH')
    expect(refusalOf(`${ITEM}21${GS}17261231`)).toBe('LENGTH')
    expect(reading(`${ITEM}10${'A'.repeat(20)}`).fields.lot).toBe('A'.repeat(20))
    expect(refusalOf(`${ITEM}10${'A'.repeat(21)}`)).toBe('LENGTH')
  })

  test('a refusal names its place and what was seen', () => {
    const found = result(`${ITEM}10A#1`)
    expect(found).toMatchObject({ kind: 'refused', refusal: { code: 'CHARSET', position: 19, seen: '#1' } })
  })

  test('the raw text and every part are kept as printed', () => {
    const text = `]d2${ITEM}1721030010ab-1/2`
    const found = result(text)
    expect(found.raw).toBe(text)
    expect(reading(text).elements).toContainEqual({ id: '17', value: '210300' })
    expect(reading(text).fields.lot).toBe('ab-1/2')
  })
})

describe('GS1 check digits', () => {
  const digits = '5060917510004151'
  test.each([
    ['00', 18],
    ['01', 14],
    ['02', 14],
    ['03', 14],
    ['253', 13],
    ['255', 13],
    ['402', 17],
    ['410', 13],
    ['417', 13],
    ['8017', 18],
    ['8018', 18],
  ])('(%s) is right with its check digit only', (ai, length) => {
    const value = withCheckDigit(digits.padEnd(length - 1, '7').slice(0, length - 1))
    expect(reading(`]C1${ai}${value}`).elements[0]).toEqual({ id: ai, value })
    for (let wrong = 1; wrong <= 9; wrong++) {
      const last = (Number(value.at(-1)) + wrong) % 10
      expect(refusalOf(`]C1${ai}${value.slice(0, -1)}${last}`)).toBe('CHECK_DIGIT')
    }
  })

  test('(8003) checks the thirteen digits behind its zero', () => {
    const asset = withCheckDigit('211234567890')
    expect(reading(`80030${asset}ABC`).fields.grai).toBe(`0${asset}ABC`)
    expect(refusalOf(`]C180031${asset}`)).toBe('OTHER')
    expect(refusalOf('800302112345678901ABC')).toBe('CHECK_DIGIT')
  })

  test('(8006) and (8026) also want a piece within its total', () => {
    const piece = withCheckDigit('0506091751000')
    expect(reading(`]C18006${piece}0102`).elements[0]!.value).toBe(`${piece}0102`)
    for (const wrong of ['0001', '0100', '0302']) expect(refusalOf(`]C18006${piece}${wrong}`)).toBe('OTHER')
  })

  test('(8013) has two check characters over all its characters (GenSpecs 7.9.5)', () => {
    expect(reading('80131987654Ad4X4bL5ttr2310c2K').fields.gmn).toBe('1987654Ad4X4bL5ttr2310c2K')
    expect(refusalOf('80131987654Ad4X4bL5ttr2310c2X')).toBe('CHECK_DIGIT')
  })
})

describe('GS1 characters', () => {
  test('a lot may hold all of set 82 and nothing else', () => {
    const legal = `!"%&'()*+,-./:;<=>?AZ_az09`
    for (const character of legal) expect(reading(`${ITEM}10A${character}`).fields.lot).toBe(`A${character}`)
    for (const character of '#$@[\\]`~é') expect(refusalOf(`${ITEM}10A${character}`)).not.toBe('read')
    expect(refusalOf(`${ITEM}10A B`)).toBe('CHARSET')
  })

  test('capitals and small letters are different lots', () => {
    expect(reading(`${ITEM}10aB`).fields.lot).toBe('aB')
  })

  test('digits stay digits, (8010) has set 39, (8030) base64', () => {
    expect(refusalOf(']C101A2345678901231')).toBe('CHARSET')
    expect(reading(']C180101234AB#/-').elements[0]!.value).toBe('1234AB#/-')
    expect(refusalOf(']C180101234ab')).toBe('CHARSET')
    expect(reading(`]C18030Ab-_9${GS}00${withCheckDigit('12345678901234567')}`).fields.sscc).toBeDefined()
    expect(refusalOf(']C18030A+B')).toBe('CHARSET')
    expect(refusalOf(']C18030AB=C')).toBe('CHARSET')
  })
})

describe('GS1 dates', () => {
  test.each(['11', '12', '13', '15', '16', '17'])(
    '(%s) day 00 is the last day of its month, leap years included',
    (ai) => {
      const name = {
        11: 'productionDate',
        12: 'dueDate',
        13: 'packagingDate',
        15: 'bestBefore',
        16: 'sellBy',
        17: 'expiry',
      }[ai]!
      expect(reading(`]d2${ai}240200`).fields).toMatchObject({ [name]: '2024-02-29', [`${name}Precision`]: 'month' })
      expect(reading(`]d2${ai}260200`).fields).toMatchObject({ [name]: '2026-02-28', [`${name}Precision`]: 'month' })
      expect(reading(`]d2${ai}260430`).fields).toMatchObject({ [name]: '2026-04-30', [`${name}Precision`]: 'day' })
      for (const wrong of ['261301', '260001', '260132', '260431', '260230', '250229']) {
        expect(refusalOf(`]d2${ai}${wrong}`)).toBe('DATE')
      }
    },
  )

  test('the century is the one nearest today: 49 years back to 50 ahead (GenSpecs 7.12)', () => {
    expect(reading(']d217760101').fields.expiry).toBe('2076-01-01')
    expect(reading(']d217770101').fields.expiry).toBe('1977-01-01')
    expect(reading(']d217020101', { now: '2051-06-01' }).fields.expiry).toBe('2002-01-01')
    expect(reading(']d217010101', { now: '2051-06-01' }).fields.expiry).toBe('2101-01-01')
    expect(reading(']d217251231', { now: '2075-01-01' }).fields.expiry).toBe('2125-12-31')
  })

  test('expiry with time has no day 00, hours to 23 and minutes to 59', () => {
    expect(refusalOf(']d270032610002359')).toBe('DATE')
    expect(refusalOf(']d270032610312400')).toBe('TIME')
    expect(refusalOf(']d270032610312360')).toBe('TIME')
  })

  test('an expiry with its time stays beside the day', () => {
    expect(reading(`]d270032610312359${GS}17261031`).fields.expiry).toBe('2026-10-31T23:59')
    expect(reading(`]d21726103170032610312359`).fields.expiry).toBe('2026-10-31T23:59')
  })

  test('delivery times may say that there is none; release dates are whole days', () => {
    expect(reading(']C143242312319999').elements[0]!.value).toBe('2312319999')
    expect(refusalOf(']C143242312312460')).toBe('TIME')
    expect(refusalOf(']C14326231200')).toBe('DATE')
    expect(refusalOf(']C172502024023012')).toBe('LENGTH')
    expect(refusalOf(']C1725020240230')).toBe('DATE')
  })
})

describe('GS1 values of the rarer identifiers', () => {
  test.each([
    ['422', '276', '277'],
    ['423', '276752840', '276001'],
    ['4307', 'DE', 'XX'],
    ['4309', '02790858483015297971', '18000000013015297971'],
    ['4321', '1', '2'],
    ['4330', '001000-', '001000+'],
    ['3910', '8401250', '0001250'],
    ['7030', '999A', '998A'],
    ['7040', '1AB_', '1AB!'],
    ['7041', 'PX', 'P1'],
    ['7241', '80', '11'],
    ['7252', '9', '3'],
    ['7258', '2/3', '4/3'],
    ['4300', 'A%20B', 'A%2GB'],
    ['8001', '12341234512398', '00001234512398'],
    ['8004', '1234ASSET', '12'],
    ['8007', 'GB82WEST12345698765432', 'GB83WEST12345698765432'],
    ['8008', '2612312359', '2612312460'],
    ['8011', '123', '0123'],
    ['8110', '012345612345611110123', '012345612345611110124444'],
    ['8112', '001234561234560123456', '201234561234560123456'],
  ])('(%s) takes %s and refuses %s', (ai, right, wrong) => {
    expect(reading(`]C1${ai}${right}`).elements[0]).toEqual({ id: ai, value: right })
    expect(result(`]C1${ai}${wrong}`).kind).toBe('refused')
  })
})

describe('GS1 companions', () => {
  test('a barcode without a product says so, for the other barcode of the label', () => {
    expect(warningsOf('1726123110AB1')).toContain('MISSING_GTIN')
    expect(warningsOf(`${ITEM}10AB1`)).toEqual([])
  })

  test('what must not or must stand together is a warning, since a label may be two barcodes', () => {
    expect(warningsOf(`(01)${GTIN}(02)${GTIN}(37)5`)).toContain('CONFLICTING_PAIR')
    expect(warningsOf(`(01)${GTIN}(3102)000100(3103)000100`)).toContain('CONFLICTING_PAIR')
    expect(warningsOf('(4303)A')).toContain('REQUISITE_MISSING')
    expect(warningsOf(`(00)${withCheckDigit('12345678901234567')}(4302)A(4303)B`)).toEqual([])
  })

  test('counts are numbers', () => {
    expect(reading('30000999').fields).toMatchObject({ count: 999, quantity: 999 })
  })
})
