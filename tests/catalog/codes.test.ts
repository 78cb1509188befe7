import { describe, expect, test } from 'vitest'
import { gtinHolds, storedCode } from '~/modules/catalog/rules/codes'
import type { PrintedCode } from '~/modules/catalog/types'
import { codesOf } from '~/modules/labels/rules/product-codes'
import type { LabelFields, LabelReading, Symbology } from '~/modules/labels/types'

const reading = (symbology: Symbology, fields: LabelFields): LabelReading => ({
  symbology,
  form: symbology,
  elements: [],
  fields,
  warnings: [],
})

describe('the product codes of a label', () => {
  const cases: [string, Symbology, LabelFields, PrintedCode[]][] = [
    [
      'a GTIN is a GS1 code',
      'gs1',
      { gtin: '05901234123457', di: '05901234123457', lot: 'A1' },
      [{ scheme: 'gs1', code: '05901234123457' }],
    ],
    [
      'a GTIN of the United States carries its NDC too',
      'ean',
      { gtin: '00300450549105' },
      [
        { scheme: 'gs1', code: '00300450549105' },
        { scheme: 'ndc', code: '0045054910' },
        { scheme: 'ndc', code: '00045054910' },
        { scheme: 'ndc', code: '00450054910' },
        { scheme: 'ndc', code: '00450549100' },
      ],
    ],
    [
      'a carton names the products in it',
      'gs1',
      { contentGtin: '05901234123457', count: 12 },
      [{ scheme: 'gs1', code: '05901234123457' }],
    ],
    [
      'a HIBC primary names its product with the unit of measure',
      'hibc',
      { di: 'A99912345' },
      [{ scheme: 'hibc', code: 'A99912345' }],
    ],
    ['a HIBC secondary names no product', 'hibc', { lot: '3C001', expiry: '2026-01-31' }, []],
    [
      'an ISBT 128 processor product identifier comes before the product description',
      'isbt128',
      { di: 'A9999XYZ100T0476', pdc: 'T0476' },
      [
        { scheme: 'isbt128', code: 'A9999XYZ100T0476' },
        { scheme: 'isbt128', code: 'T0476' },
      ],
    ],
    [
      'an ISBT 128 product code counts with its first five characters',
      'isbt128',
      { productCode: 'T1295003' },
      [{ scheme: 'isbt128', code: 'T1295' }],
    ],
    [
      'an ISBT 128 supply names manufacturer and catalog number',
      'isbt128',
      { manufacturer: 'XX', catalog: '00027QzE' },
      [{ scheme: 'isbt128', code: 'XX00027QzE' }],
    ],
    ['a donation number alone names no product', 'isbt128', { din: 'A999926000001' }, []],
    ['a PZN is a code of its own', 'pzn', { pzn: '12345678' }, [{ scheme: 'pzn', code: '12345678' }]],
    ['a lot alone names no product', 'gs1', { lot: 'MX2231' }, []],
  ]
  test.each(cases)('%s', (_claim, symbology, fields, codes) => {
    expect(codesOf(reading(symbology, fields))).toEqual(codes)
  })
})

describe('a code as it is stored', () => {
  const cases: [string, PrintedCode, string | null][] = [
    ['thirteen digits become fourteen', { scheme: 'gs1', code: '5901234123457' }, '05901234123457'],
    ['eight digits become fourteen', { scheme: 'gs1', code: '96385074' }, '00000096385074'],
    ['a wrong check digit is refused', { scheme: 'gs1', code: '5901234123458' }, null],
    ['eleven digits are no GTIN', { scheme: 'gs1', code: '59012341234' }, null],
    ['zeros alone are no GTIN, though their check digit holds', { scheme: 'gs1', code: '00000000000000' }, null],
    ['letters are no GTIN', { scheme: 'gs1', code: 'MX2231' }, null],
    [
      'a HIBC number begins with a letter and ends with the unit of measure',
      { scheme: 'hibc', code: 'A99912345' },
      'A99912345',
    ],
    ['a HIBC number in small letters is refused', { scheme: 'hibc', code: 'a99912345' }, null],
    ['an NDC loses its hyphens', { scheme: 'ndc', code: '0045-0549-10' }, '0045054910'],
    ['an ISBT 128 code keeps its case', { scheme: 'isbt128', code: 'XX00027QzE' }, 'XX00027QzE'],
    ['an empty code is refused', { scheme: 'own', code: ' ' }, null],
  ]
  test.each(cases)('%s', (_claim, code, stored) => {
    expect(storedCode(code)).toBe(stored)
  })

  test('the check digit of every GTIN is the only digit that holds', () => {
    const holding = [...'0123456789'].filter((digit) => gtinHolds(`0590123412345${digit}`))
    expect(holding).toEqual(['7'])
  })
})
