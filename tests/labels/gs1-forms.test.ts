import { describe, expect, test } from 'vitest'
import { GS, reading, refusalOf, result, warningsOf, withCheckDigit } from './reader-support'

const GTIN = withCheckDigit('0950600013435')
const SSCC = withCheckDigit('00614141123456789')

describe('symbology identifiers', () => {
  test.each([']C1', ']d2', ']d5', ']Q3', ']Q4', ']e0', ']J1', ']z1'])('%s carries GS1', (id) => {
    expect(reading(`${id}01${GTIN}10AB1`).fields).toMatchObject({ gtin: GTIN, lot: 'AB1' })
    expect(reading(`01${GTIN}10AB1`, { symbologyId: id }).fields).toMatchObject({ gtin: GTIN, lot: 'AB1' })
  })

  test.each([']C0', ']d1', ']Q0', ']Q1', ']A0', ']J0', ']z0'])(
    '%s does not: GS1 text in it is asked, other text is plain',
    (id) => {
      const found = result(`${id}01${GTIN}10AB1`)
      expect(found).toMatchObject({ kind: 'ambiguous', readings: [{ fields: { gtin: GTIN } }, { symbology: 'plain' }] })
      expect(reading(`${id}SUPPLIER 4711`)).toMatchObject({ symbology: 'plain', fields: {} })
      expect(reading(`${id}${GTIN}`).fields.gtin).toBe(GTIN)
    },
  )

  test('an identifier that no barcode has is refused, an empty barcode too', () => {
    expect(refusalOf(']X')).toBe('SYMBOLOGY_ID')
    expect(refusalOf(`]XX01${GTIN}`)).toBe('SYMBOLOGY_ID')
    expect(refusalOf(']C1')).toBe('LENGTH')
    expect(refusalOf(']d1')).toBe('EMPTY')
    expect(refusalOf('')).toBe('EMPTY')
  })

  test('EAN, ITF and composite carriers hold numbers of their length', () => {
    const ean = withCheckDigit('590123412345')
    expect(reading(`]E0${ean}`).fields.gtin).toBe(`0${ean}`)
    expect(reading(`]E3${ean}12`).fields.gtin).toBe(`0${ean}`)
    expect(reading(']E496385074').fields.gtin).toBe('00000096385074')
    expect(reading(`]I1${GTIN}`).fields.gtin).toBe(GTIN)
    expect(refusalOf(`]E0${ean.slice(1)}`)).toBe('LENGTH')
    expect(refusalOf(`]E4${ean}`)).toBe('LENGTH')
    expect(refusalOf(']E412ABC678')).toBe('CHARSET')
    const composite = reading(`]E496385074|]e010AB1${GS}21S9`)
    expect(composite.fields).toMatchObject({ gtin: '00000096385074', lot: 'AB1', serial: 'S9' })
  })
})

describe('GS1 as it is printed', () => {
  test('parentheses or brackets, with or without spaces and line ends', () => {
    const fields = { gtin: GTIN, expiry: '2026-12-31', lot: 'AB1', serial: 'S9' }
    expect(reading(`(01)${GTIN}(17)261231(10)AB1(21)S9`).fields).toMatchObject(fields)
    expect(reading(`(01) ${GTIN} (17) 261231 (10) AB1 (21) S9`).fields).toMatchObject(fields)
    expect(reading(`(01)${GTIN}\n(17)261231\n(10)AB1\n(21)S9`).fields).toMatchObject(fields)
    expect(reading(`[01]${GTIN}[17]261231[10]AB1[21]S9`).fields).toMatchObject(fields)
  })

  test('a parenthesis that leads no identifier is asked; an escaped one is of the lot', () => {
    expect(result(`(01)${GTIN}(10)AB(1)C`)).toMatchObject({
      kind: 'ambiguous',
      readings: [{ fields: { lot: 'AB(1)C' } }],
    })
    expect(reading(`(01)${GTIN}(10)AB\\(1\\)C`).fields.lot).toBe('AB(1)C')
  })

  test.each([
    ['(1)09506000134352', 'SYNTAX'],
    ['((01))1234', 'SYNTAX'],
    ['(', 'SYNTAX'],
    ['()12345', 'UNKNOWN_AI'],
    ['(12345)12345', 'UNKNOWN_AI'],
    ['(1A)12', 'CHARSET'],
    ['(10)', 'LENGTH'],
    ['(10)12345(11)', 'LENGTH'],
    ['(10)12345^', 'CHARSET'],
    ['(10) ', 'LENGTH'],
  ])('%s is refused', (text, code) => {
    expect(refusalOf(text)).toBe(code)
  })
})

describe('Digital Link', () => {
  test('the last key of the path with its qualifiers in order, attributes in the query, the fragment dropped', () => {
    expect(reading(`https://id.gs1.org/01/${GTIN}/22/2A/10/A%2FB/21/S9?17=261231&x=1&y#z`).fields).toMatchObject({
      gtin: GTIN,
      cpv: '2A',
      lot: 'A/B',
      serial: 'S9',
      expiry: '2026-12-31',
    })
    expect(reading(`HTTPS://A.EXAMPLE/shop/00/faux/00/${SSCC}?`).fields.sscc).toBe(SSCC)
    expect(reading(`https://a/01/${GTIN}/235/T9?10=AB1`).fields).toMatchObject({ tpx: 'T9', lot: 'AB1' })
  })

  test.each([
    ['a qualifier before its place', `https://a/01/${GTIN}/21/S9/10/AB1`, 'SYNTAX'],
    ['qualifiers of two alternatives', `https://a/01/${GTIN}/22/1/235/T`, 'SYNTAX'],
    ['a qualifier in the query', `https://a/01/${GTIN}?10=AB1`, 'SYNTAX'],
    ['an identifier that no query may have', `https://a/00/${SSCC}?8200=X`, 'SYNTAX'],
    ['an unknown numeric name', `https://a/01/${GTIN}?89=X`, 'UNKNOWN_AI'],
    ['a repeat', `https://a/01/${GTIN}?99=X&99=X`, 'REPEATED_AI'],
    ['an empty value', `https://a/01/${GTIN}?99=`, 'LENGTH'],
    ['a wrong check digit', `https://a/01/${GTIN.slice(0, 13)}${(Number(GTIN[13]) + 1) % 10}`, 'CHECK_DIGIT'],
    ['a date that is none', `https://a/01/${GTIN}?17=260230`, 'DATE'],
    ['no key', 'https://a/products/12345', 'SYNTAX'],
    ['a character that no address has', `https://a/01/${GTIN}<x`, 'CHARSET'],
    ['an encoded control character', `https://a/01/${GTIN}?99=A%00B`, 'CHARSET'],
    ['a slash at the end', `https://a/00/${SSCC}/`, 'SYNTAX'],
  ])('%s is refused', (_what, text, code) => {
    expect(refusalOf(text)).toBe(code)
  })

  test('older forms are read and say so: names for identifiers, numbers that are not padded', () => {
    const ean = withCheckDigit('952012345678')
    expect(reading(`https://a/01/${ean}`).fields.gtin).toBe(`0${ean}`)
    expect(reading(`https://a/gtin/${GTIN}/lot/AB1`).fields).toMatchObject({ gtin: GTIN, lot: 'AB1' })
    expect(warningsOf(`https://a/gtin/${GTIN}`)).toContain('OLD_DIGITAL_LINK')
  })

  test('a scheme in mixed case is no Digital Link', () => {
    expect(reading(`]Q1HtTps://a/01/${GTIN}`).symbology).toBe('plain')
  })
})

describe('bare numbers', () => {
  test('GTIN of 8, 12, 13 and 14 digits and SSCC, by their check digit', () => {
    expect(reading(withCheckDigit('590123412345')).fields.gtin).toBe(`0${withCheckDigit('590123412345')}`)
    expect(reading(GTIN).fields.gtin).toBe(GTIN)
    expect(reading('96385074').fields.gtin).toBe('00000096385074')
    expect(reading(withCheckDigit('15703538141037517')).fields.sscc).toBe(withCheckDigit('15703538141037517'))
    expect(refusalOf('5901234123458')).toBe('CHECK_DIGIT')
    expect(refusalOf('12345678')).toBe('CHECK_DIGIT')
  })

  test('UPC-A of number system 3 is an NDC without its dashes: three candidates', () => {
    const upc = withCheckDigit('30045054910')
    for (const text of [upc, `0${upc}`, `00${upc}`]) {
      expect(reading(text)).toMatchObject({
        symbology: 'ndc',
        fields: {
          gtin: `00${upc}`,
          ndc10: '0045054910',
          ndc11Candidates: ['00045054910', '00450054910', '00450549100'],
        },
      })
    }
    expect(reading(`]d201${`00${upc}`}10AB1`).fields.ndc10).toBe('0045054910')
    expect(reading(withCheckDigit('50045054910')).fields.ndc10).toBeUndefined()
  })

  test('eight digits that are EAN-8 and UPC-E are asked without a symbology identifier', () => {
    expect(result('01234565')).toMatchObject({
      kind: 'ambiguous',
      reason: 'UPC_E_OR_EAN_8',
      readings: [{ fields: { gtin: '00000001234565' } }, { fields: { gtin: '00012345000065', upcE: '01234565' } }],
    })
    expect(reading('01234565', { symbologyId: ']E4' }).fields.gtin).toBe('00000001234565')
    expect(reading('01234565', { symbologyId: ']E0' }).fields.gtin).toBe('00012345000065')
  })

  test('eight digits that begin as a date are a date, right or wrong', () => {
    expect(reading('17261231').fields.expiry).toBe('2026-12-31')
    expect(refusalOf('11120230')).toBe('DATE')
  })

  test('a lot alone that also checks as a product number is asked', () => {
    const text = withCheckDigit('101234567890')
    expect(result(text)).toMatchObject({
      kind: 'ambiguous',
      readings: [{ fields: { gtin: `0${text}` } }, { fields: { lot: text.slice(2) } }],
    })
  })

  test('PZN has weights 1 to 7 modulo 11', () => {
    expect(reading('-12345626').fields.pzn).toBe('12345626')
    expect(reading('PZN-12345626')).toMatchObject({ symbology: 'pzn', fields: { pzn: '12345626' } })
    expect(refusalOf('-12345627')).toBe('CHECK_DIGIT')
    expect(refusalOf('-1234562')).toBe('LENGTH')
  })
})

describe('ISO 15434 envelopes', () => {
  const envelope = (...parts: string[]) => `[)>\x1e06${GS}${parts.join(GS)}\x1e\x04`

  test('format 06 carries a PPN with lot, serial and dates', () => {
    const text = envelope('9N112097776020', '1TABC123', 'SX9', 'D290331', '16D20201231')
    expect(reading(text)).toMatchObject({
      symbology: 'iso15434',
      fields: {
        ppn: '112097776020',
        ppnOrGtin: '112097776020',
        pzn: '20977760',
        lot: 'ABC123',
        serial: 'X9',
        expiry: '2029-03-31',
        productionDate: '2020-12-31',
      },
    })
    expect(reading(`]d1${text}`).fields.lot).toBe('ABC123')
    expect(reading(envelope('9N112097776020', 'D290300')).fields).toMatchObject({
      expiry: '2029-03-31',
      expiryPrecision: 'month',
    })
  })

  test('keyboard scanners lose the record separator and the trailer', () => {
    expect(reading(`[)>06${GS}9N112097776020${GS}1TABC123`).fields.lot).toBe('ABC123')
  })

  test.each([
    ['a wrong PPN check', envelope('9N112097776021'), 'CHECK_DIGIT'],
    ['a short PPN', envelope('9N111'), 'LENGTH'],
    ['a PPN and a GTIN', envelope(`8P${GTIN}`, '9N112097776020'), 'SYNTAX'],
    ['an empty part', envelope('9N112097776020', '', '1TA'), 'SYNTAX'],
    ['a lot with a strange character', envelope('9N112097776020', '1TA#1'), 'CHARSET'],
    ['a serial over 20', envelope('9N112097776020', `S${'9'.repeat(21)}`), 'LENGTH'],
    ['a date that is none', envelope('9N112097776020', 'D290231'), 'DATE'],
    ['an unknown identifier', envelope('9N112097776020', '99ZA'), 'UNKNOWN_IDENTIFIER'],
    ['another format', `[)>\x1e12${GS}A\x1e\x04`, 'FORMAT'],
  ])('%s is refused', (_what, text, code) => {
    expect(refusalOf(text)).toBe(code)
  })

  test('format 05 carries GS1', () => {
    expect(reading(`[)>\x1e05${GS}01${GTIN}10AB1\x1e\x04`).fields).toMatchObject({ gtin: GTIN, lot: 'AB1' })
  })
})

describe('typed label text', () => {
  test('lot, expiry and serial by their words, always with the warning that nothing was scanned', () => {
    expect(reading('LOT 3C001 EXP 05/2026').fields).toMatchObject({
      lot: '3C001',
      expiry: '2026-05-31',
      expiryPrecision: 'month',
    })
    expect(reading('Ch.-B.: 3C001 verw. bis: 12/2026').fields).toMatchObject({ lot: '3C001', expiry: '2026-12-31' })
    expect(reading('Lot: A1 SN: 77 Use by 3 MAR 2027').fields).toMatchObject({
      lot: 'A1',
      serial: '77',
      expiry: '2027-03-03',
    })
    expect(reading('REF 4711-2 LOT 3C001').fields).toMatchObject({ ref: '4711-2', lot: '3C001' })
    expect(warningsOf('LOT 3C001')).toContain('NO_MACHINE_CODE')
    expect(refusalOf('LOT A B')).toBe('CHARSET')
  })

  test('day and month in figures only are asked where both ways are dates', () => {
    expect(result('EXP 12/11/26')).toMatchObject({
      kind: 'ambiguous',
      readings: [{ fields: { expiry: '2026-12-11' } }, { fields: { expiry: '2026-11-12' } }],
    })
    expect(reading('EXP 13/11/26').fields.expiry).toBe('2026-11-13')
    expect(refusalOf('EXP 32/13/26')).toBe('DATE')
  })
})

test('a text of 2 million characters is refused for its length, whatever it begins with', () => {
  const text = `01${GTIN}10`.padEnd(2_000_000, 'A')
  expect(refusalOf(text)).toBe('TOO_LONG')
})
