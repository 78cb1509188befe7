import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readIsbt128 } from '~/modules/labels/rules/isbt128'
import type { Ctx, Outcome } from '~/modules/labels/rules/outcome'

// Written from ST-001 v6.2.2 (2.1–2.5, appendix A), ST-012 v1.4.0 (SEC), ST-017 v1.0.0 (UDI, Basic UDI-DI).

function read(text: string, symbologyId: string | null = null): Outcome {
  const ctx: Ctx = { thisYear: 2026, symbologyId, warnings: [] }
  return readIsbt128(text, ctx)
}

function reading(text: string, symbologyId: string | null = null) {
  const outcome = read(text, symbologyId)
  if (outcome.kind !== 'read') throw new Error(`${JSON.stringify(text)} is not read: ${JSON.stringify(outcome)}`)
  return outcome.reading
}

const refused = (code: string) => ({ kind: 'refused', refusal: { code } })

/** ISO/IEC 7064 modulo 37-2 by its weights, the other way than the reader's: powers of two from the right (App. A.1). */
function check37(text: string): number {
  let sum = 0
  let weight = 2
  for (const character of [...text].reverse()) {
    sum += '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*'.indexOf(character) * weight
    weight = (weight * 2) % 37
  }
  return (38 - (sum % 37)) % 37
}

const two = (value: number) => String(value).padStart(2, '0')
const DIN = 'A999926000001'
const GRID = `9991ABCDE12345678${two(check37('9991ABCDE12345678'))}`
const SEC = 'PL001499Z549917123456A00T041600320171231'
const PPIC = 'A9999XYZ100T0476'

/** Every structure: its number, identifier, legal data, and positions with a character that can't stand there. */
const STRUCTURES: readonly (readonly [
  number: string,
  identifier: string,
  data: string,
  wrong: readonly (readonly [number, string])[],
])[] = [
  [
    '001',
    '=',
    `${DIN}00`,
    [
      [1, 'O'],
      [3, 'A'],
      [5, 'Z'],
      [12, 'X'],
      [13, 'Q'],
      [14, 'I'],
    ],
  ],
  [
    '002',
    '=%',
    '6200',
    [
      [0, '%'],
      [2, 'a'],
      [3, 'b'],
    ],
  ],
  [
    '003',
    '=<',
    'S12954A0',
    [
      [0, '1'],
      [4, 'a'],
      [6, 'a'],
      [7, 'A'],
    ],
  ],
  [
    '004',
    '=>',
    '026001',
    [
      [0, 'A'],
      [5, 'A'],
    ],
  ],
  ['005', '&>', '0260011200', [[9, 'A']]],
  ['006', '=*', '026001', [[2, '-']]],
  ['007', '&*', '0260011200', [[7, ' ']]],
  ['008', '=}', '026001', [[5, 'l']]],
  ['009', '&}', '0260011200', [[6, 'O']]],
  ['010', '&(', 'N0001', [[1, 'a']]],
  ['011', '={', '123456789012345678', [[0, 'A']]],
  ['012', '=\\', '620000000000000000', [[17, 'A']]],
  ['013', '&\\', '620000000000000000', [[17, 'A']]],
  ['014', '&{', '010203040000000001', [[8, 'A']]],
  ['015', '=[', '123456789012345678', [[3, 'a']]],
  ['016', '="', '123456789012345678', [[3, 'a']]],
  [
    '017',
    '=)',
    '1TE123456A',
    [
      [1, 'e'],
      [9, '-'],
    ],
  ],
  ['018', '&)', '00001234rZ', [[0, ' ']]],
  [
    '019',
    '=;',
    'A99990000000395421746',
    [
      [0, '0'],
      [20, 'A'],
    ],
  ],
  [
    '020',
    "='",
    'A999900395A',
    [
      [0, 'O'],
      [10, 'a'],
    ],
  ],
  [
    '021',
    '=-',
    'XX00027QzE',
    [
      [0, 'x'],
      [9, '.'],
    ],
  ],
  ['022', '&-', '00001234rZ', [[9, '&']]],
  ['024', '=#', '0119701231', [[0, 'A']]],
  ['026', '=]', '202602', [[5, 'B']]],
  ['027', '&"', '300000000000000000', [[4, 'p']]],
  [
    '028',
    '=$',
    'A999917123450102',
    [
      [0, 'O'],
      [15, 'A'],
    ],
  ],
  ['031', '=(', '1001202601311200', [[15, 'Z']]],
  ['032', '=,', '000012', [[5, 'a']]],
  [
    '033',
    '&+',
    'A9999AB3456',
    [
      [0, 'O'],
      [10, 'b'],
    ],
  ],
  [
    '034',
    '=/',
    PPIC,
    [
      [1, 'O'],
      [14, '='],
      [15, 'z'],
    ],
  ],
  ['035', '&,1', '000000000000XYZ123', [[13, 'x']]],
  ['036', '&,2', '0000000000001234RZ', [[17, 'z']]],
  [
    '037',
    '&,3',
    '9991ABCDE1234567890',
    [
      [0, '0'],
      [3, 'A'],
      [10, 'a'],
    ],
  ],
  [
    '038',
    '&,4',
    SEC,
    [
      [0, '1'],
      [21, '1'],
      [39, 'A'],
    ],
  ],
  [
    '039',
    '&:',
    GRID,
    [
      [0, '0'],
      [5, 'a'],
      [17, 'A'],
    ],
  ],
  [
    '040',
    '&/',
    'CHA999926000001',
    [
      [0, 'X'],
      [2, 'O'],
      [7, 'A'],
    ],
  ],
]

const replaced = (text: string, at: number, character: string) => text.slice(0, at) + character + text.slice(at + 1)

describe('data structures', () => {
  test.each(STRUCTURES)(
    '%s %s is cut by its length and checked in every character',
    (number, identifier, data, wrong) => {
      const alone = reading(identifier + data)
      expect(alone.elements).toEqual([{ id: number, value: data }])
      expect(alone.symbology).toBe('isbt128')
      expect(read(identifier + data.slice(0, -1))).toMatchObject(refused('LENGTH'))
      expect(read(`${identifier + data}1`)).toMatchObject(refused('IDENTIFIER'))
      for (const [at, character] of wrong) {
        const text = identifier + replaced(data, at, character)
        expect(read(text), text).toMatchObject(refused('FORMAT'))
      }
      // A structure behind it begins exactly where it ends.
      expect(reading(`${identifier + data}&(N0001`).elements.at(-1)).toEqual({ id: '010', value: 'N0001' })
    },
  )

  test.each([
    ['=%6200', { bloodGroup: '6200' }],
    ['=<S12954A0', { productCode: 'S12954A0', pdc: 'S1295' }],
    [
      '=)1TE123456A',
      { di: '1TE123456A', containerDI: '1TE123456A', containerManufacturer: 'TE', containerCatalog: '123456A' },
    ],
    ['&)00001234rZ', { lot: '00001234rZ', lotShown: '1234rZ' }],
    ['&-0000000000', { lot: '0000000000', lotShown: '0' }],
    ['&,10000000000005434RZ', { lot: '0000000000005434RZ', lotShown: '5434RZ' }],
    ['=;A99990000000395421746', { donorId: 'A99990000000395421746' }],
    ["='A999900395A", { staffId: 'A999900395A' }],
    ['=-XX00027QzE', { manufacturer: 'XX', catalog: '00027QzE' }],
    ['=#0119701231', { patientBirthDate: '1970-12-31' }],
    ['&#0105ABC12', { patientId: 'ABC12' }],
    ['=$A999917123450102', { consignment: 'A999917123450102' }],
    ['=,000012', { divisions: '000012' }],
    ['=,AABBCC', { divisions: 'AABBCC' }],
    ['&+A9999AB3456', { finp: 'A9999', fpc: 'AB3456' }],
    ['=/A9997AB3456T0123', { di: 'A9997AB3456T0123', finp: 'A9997', fpc: 'AB3456', pdc: 'T0123' }],
    ['&,20000000000001234RZ', { supplementalId: '0000000000001234RZ' }],
    [`&:${GRID}`, { grid: GRID }],
    ['&/CHA999926000001', { coi: 'CHA999926000001' }],
    ['={123456789012345678', {}],
  ])('%s gives its fields and no others', (text, fields) => {
    expect(reading(text).fields).toEqual(fields)
  })

  test('structures with repeating segments are as long as they say', () => {
    const segment = '01000100001000'
    expect(reading(`&$02${segment}${segment}`).elements).toEqual([{ id: '029', value: `02${segment}${segment}` }])
    expect(read(`&$03${segment}${segment}`)).toMatchObject(refused('LENGTH'))
    expect(read(`&$01${segment}${segment}`)).toMatchObject(refused('IDENTIFIER'))
    expect(read(`&$01${replaced(segment, 13, 'A')}`)).toMatchObject(refused('FORMAT'))
    expect(reading('&%00200400102010040020201').elements).toEqual([{ id: '030', value: '00200400102010040020201' }])
    expect(read('&%0020040010201004002020')).toMatchObject(refused('LENGTH'))
    expect(read('&%999')).toMatchObject(refused('LENGTH'))
    expect(reading('&#0205ABc12=%6200').fields).toMatchObject({ patientId: 'ABc12', bloodGroup: '6200' })
    expect(read('&#0105AB-12')).toMatchObject(refused('FORMAT'))
    expect(read('&#0106ABC12')).toMatchObject(refused('LENGTH'))
  })

  test.each([
    ['=', 'LENGTH'],
    ['&', 'LENGTH'],
    ['&,', 'LENGTH'],
    ['&a', 'LENGTH'],
    ['=z123', 'UNKNOWN_IDENTIFIER'],
    ['=0999926000001000', 'UNKNOWN_IDENTIFIER'],
    ['=O999926000001000', 'UNKNOWN_IDENTIFIER'],
    ['=&6200', 'UNKNOWN_IDENTIFIER'],
    ['&<S12954A0', 'UNKNOWN_IDENTIFIER'],
    ['&A999926000001000', 'UNKNOWN_IDENTIFIER'],
    ['&,5ABC', 'UNKNOWN_IDENTIFIER'],
    ['=é', 'UNKNOWN_IDENTIFIER'],
    ['GARBAGE', 'IDENTIFIER'],
    ['', 'IDENTIFIER'],
    ['\\6200', 'IDENTIFIER'],
  ])('%s is refused as %s', (text, code) => {
    expect(read(text)).toMatchObject(refused(code))
  })

  test('what a nation or facility defines is kept unread to the end', () => {
    expect(reading('&aLOCAL=%6200')).toMatchObject({
      form: 'isbt128-&a',
      elements: [{ id: '&a', value: 'LOCAL=%6200' }],
      fields: {},
    })
    expect(reading(`=${DIN}00&;123`).elements.at(-1)).toEqual({ id: '&;', value: '123' })
    expect(reading('&!0').elements).toEqual([{ id: '&!', value: '0' }])
  })

  test('what is wrong is said with its place', () => {
    expect(read(`=${DIN}00=>02636A`)).toMatchObject({ refusal: { code: 'FORMAT', position: 23, seen: 'A' } })
    expect(read(`=${DIN}00GARBAGE`)).toMatchObject({ refusal: { code: 'IDENTIFIER', position: 16, seen: 'G' } })
  })
})

describe('donation numbers', () => {
  test('the number is 13 characters, whatever the flags', () => {
    for (const flags of ['00', '01', '04', '05', '15', '19', '20', '59', '97', '99', 'A1', 'YP']) {
      expect(reading(`=${DIN}${flags}`).fields).toEqual({ din: DIN, flags })
    }
  })

  test('flags from 60 to 96 are a check on the number, and only the right one is accepted', () => {
    for (const din of [DIN, 'G123417654321', '1234526654321', 'W000026123456', 'ZZZ9900000001']) {
      const right = check37(din)
      for (let value = 0; value <= 36; value++) {
        const outcome = read(`=${din}${60 + value}`)
        expect(outcome).toMatchObject(
          value === right ? { kind: 'read', reading: { fields: { din } } } : refused('FLAG_CHECKSUM'),
        )
      }
    }
  })

  test('the worked examples of the standard: G1234 17 654321 A, flags 70, and A9999 21 123456 3', () => {
    expect(check37('G123417654321')).toBe(10)
    expect(reading('G1234 17 654321 A')).toMatchObject({
      form: 'isbt128-keyed-din',
      fields: { din: 'G123417654321', checkCharacter: 'A' },
    })
    expect(reading('A9999 21 123456 3').fields).toEqual({ din: 'A999921123456', checkCharacter: '3' })
    expect(reading('G123417654321A').fields.din).toBe('G123417654321')
  })

  test('a typed number with any other check character is refused, and the right one is said', () => {
    for (const given of '0123456789BCDEFGHIJKLMNOPQRSTUVWXYZ*') {
      expect(read(`G1234 17 654321 ${given}`)).toMatchObject({
        refusal: { code: 'CHECK_CHARACTER', detail: 'A' },
      })
    }
  })

  test.each([
    'G1234 17 654321',
    'G1234 17 654321 AA',
    'G1234-17-654321-A',
    'O1234 17 654321 A',
    'G12A4 17 654321 A',
    '12345266543213',
    'g1234 17 654321 a',
  ])('%s is no typed donation number', (text) => {
    expect(read(text)).toMatchObject(refused('IDENTIFIER'))
  })
})

describe('dates', () => {
  const NAMES = [
    ['=>', '&>', 'expiry', 'expiryPrecision'],
    ['=*', '&*', 'collectionDate', 'collectionDatePrecision'],
    ['=}', '&}', 'productionDate', 'productionDatePrecision'],
  ] as const

  test.each(NAMES)('%s has a day, %s a day and a time', (day, time, name, precision) => {
    expect(reading(`${day}026365`).fields).toEqual({ [name]: '2026-12-31', [precision]: 'day' })
    expect(reading(`${time}0263652359`).fields).toEqual({ [name]: '2026-12-31T23:59', [precision]: 'minute' })
    expect(reading(`${time}0263650000`).fields).toMatchObject({ [name]: '2026-12-31T00:00' })
  })

  test.each([
    ['026001', '2026-01-01'],
    ['026365', '2026-12-31'],
    ['024366', '2024-12-31'],
    ['024060', '2024-02-29'],
    ['026060', '2026-03-01'],
    ['000366', '2000-12-31'],
    ['099365', '2099-12-31'],
    ['100001', '2100-01-01'],
    ['100365', '2100-12-31'],
    ['999365', '1999-12-31'],
    ['996366', '1996-12-31'],
  ])('%s is %s', (data, day) => {
    expect(reading(`=>${data}`).fields.expiry).toBe(day)
  })

  test.each([
    '=>026000',
    '=>026366',
    '=>024367',
    '=>100366',
    '=>026999',
    '=>300001',
    '=>800001',
    '&>0260012400',
    '&>0260011260',
    '&>0260001200',
    '=]202613',
    '=]202600',
  ])('%s is no date', (text) => {
    expect(read(text)).toMatchObject(refused('DATE'))
  })

  test('a month is good through its last day', () => {
    expect(reading('=]202602').fields).toEqual({ expiry: '2026-02-28', expiryPrecision: 'month' })
    expect(reading('=]202802').fields.expiry).toBe('2028-02-29')
  })

  test('two dates that agree give the more exact one, two that disagree are refused', () => {
    expect(reading('=>026031&>0260311200').fields).toMatchObject({
      expiry: '2026-01-31T12:00',
      expiryPrecision: 'minute',
    })
    expect(reading('&>0260311200=>026031').fields.expiry).toBe('2026-01-31T12:00')
    expect(reading('=]202601=>026015').fields.expiry).toBe('2026-01-15')
    expect(read('=>026031=>026032')).toMatchObject(refused('FORMAT'))
    expect(read('=>026031&>0260321200')).toMatchObject(refused('DATE'))
    expect(read('=]202601=>026032')).toMatchObject(refused('DATE'))
  })

  test.each([
    [
      '=(1001202601311200',
      { expiry: '2026-01-31T12:00', expiryPrecision: 'minute', flexibleType: '01', flexibleZone: '1' },
    ],
    ['=(2001202601311200', { expiry: '2026-01-31T12:00', expiryZone: 'UTC', flexibleZone: '2' }],
    ['=(1002202601311200', { collectionDate: '2026-01-31T12:00', flexibleType: '02' }],
    ['=(1003202601311200', { productionDate: '2026-01-31T12:00', flexibleType: '03' }],
    ['=(1004202602281200', { flexibleDate: '2026-02-28T12:00', flexibleType: '04' }],
  ])('the flexible date %s says what it is a date of', (text, fields) => {
    expect(reading(text).fields).toMatchObject(fields)
  })

  test.each([
    ['=(1001202613311200', 'DATE'],
    ['=(1001202602291200', 'DATE'],
    ['=(1001202601312400', 'DATE'],
    ['=(1001202601311260', 'DATE'],
    ['=(3001202601311200', 'FORMAT'],
    ['=(1101202601311200', 'FORMAT'],
    ['=>026030=(1001202601311200', 'DATE'],
    ['=(1001202601311200=(1001202601311201', 'FORMAT'],
  ])('the flexible date %s is refused: %s', (text, code) => {
    expect(read(text)).toMatchObject(refused(code))
  })

  test('flexible dates of several types stand together, and one in UTC beside a local one', () => {
    expect(reading('=(1002202601301200=(1001202601311200').fields).toMatchObject({
      expiry: '2026-01-31T12:00',
      collectionDate: '2026-01-30T12:00',
    })
    expect(reading('=(2001202602010400&>0260312200').fields).toEqual({
      expiry: '2026-01-31T22:00',
      expiryPrecision: 'minute',
      flexibleDate: '2026-02-01T04:00',
      flexibleType: '01',
      flexibleZone: '2',
    })
  })

  test('a date of birth is a day', () => {
    expect(read('=#0119700229')).toMatchObject(refused('DATE'))
  })
})

describe('products and divisions', () => {
  test.each([
    ['=<S1295499', ['DIVISIONS_REQUIRED']],
    ['=<P1295499', ['DIVISIONS_REQUIRED']],
    ['=<E0382V99', ['DIVISIONS_REQUIRED']],
    ['=<S1295499=,000012', []],
    ['=,000012=<S1295499', []],
    ['=<S12954A0', []],
    ['=<T1295099', []],
    ['=<V1295199', []],
  ])('%s: 99 asks for the divisions where it is a division code', (text, codes) => {
    expect(reading(text).warnings.map((warning) => warning.code)).toEqual(codes)
  })

  test('the lot of the product goes before the lot of its container', () => {
    expect(reading('&)00001234rZ&,1000000000000XYZ123').fields.lotShown).toBe('XYZ123')
    expect(reading('&,1000000000000XYZ123&)00001234rZ').fields.lotShown).toBe('XYZ123')
  })

  test('a label that states something twice and differently is refused', () => {
    expect(read(`=${DIN}00=A99992600000200`)).toMatchObject(refused('FORMAT'))
    expect(read('=<S12954A0=<S12954B0')).toMatchObject(refused('FORMAT'))
    expect(read('&)0000000001&)0000000002')).toMatchObject(refused('FORMAT'))
    expect(reading(`=${DIN}00=${DIN}00`).fields.din).toBe(DIN)
    expect(reading('&(N0001&(N0002').elements.length).toBe(2)
  })

  test('a checksum of a donor registry number is verified', () => {
    for (let value = 0; value < 100; value++) {
      const outcome = read(`&:${GRID.slice(0, 17)}${two(value)}`)
      expect(outcome.kind).toBe(two(value) === GRID.slice(17) ? 'read' : 'refused')
    }
    expect(read(`&:${replaced(GRID, 6, 'X')}`)).toMatchObject(refused('GRID_CHECKSUM'))
  })
})

describe('compound messages and UDI', () => {
  const UDI = `=/${PPIC}=,000025=A99971712345600=>019032=}017032&,1000000000000XYZ123`
  const FIELDS = {
    di: PPIC,
    divisions: '000025',
    din: 'A999717123456',
    expiry: '2019-02-01',
    productionDate: '2017-02-01',
    lotShown: 'XYZ123',
  }

  test('a UDI is read with its compound header as scanned, and without as printed', () => {
    expect(reading(`=+06000${UDI}`)).toMatchObject({ form: 'isbt128-compound', fields: FIELDS })
    expect(reading(UDI)).toMatchObject({ form: 'isbt128-concatenated', fields: FIELDS })
    expect(reading(`=+06035${UDI}`).fields).toEqual(reading(UDI).fields)
  })

  test.each(['00', '01', '05', '07', '99'])('a header that announces %s parts of six is refused', (count) => {
    expect(read(`=+${count}000${UDI}`)).toMatchObject(refused('COMPOUND_COUNT'))
  })

  test.each([
    ['=+0200=A99992600000100', 'FORMAT'],
    ['=+00000', 'COMPOUND_COUNT'],
    ['=+01000', 'COMPOUND_COUNT'],
    ['=+02000=A99992600000100=<E0382V0', 'LENGTH'],
    ['=+02000=A99992600000100&aLOCAL', 'FORMAT'],
    ['=+02000=+01000=A99992600000100', 'FORMAT'],
    ['=A99992600000100=+01000=<E0382V00', 'FORMAT'],
  ])('%s is refused: %s', (text, code) => {
    expect(read(text)).toMatchObject(refused(code))
  })

  test('HL7 writes & as \\T\\ and \\ as \\E\\; printed tables have a blank, or lines', () => {
    expect(reading(UDI.replace('&', '\\T\\')).fields).toEqual(reading(UDI).fields)
    expect(reading(UDI.replace('=>', '= >')).fields).toEqual(reading(UDI).fields)
    expect(reading(UDI.replaceAll('=', '\r\n=').trimStart()).fields).toEqual(reading(UDI).fields)
    expect(reading('=\\E\\620000000000000000').elements).toEqual([{ id: '012', value: '620000000000000000' }])
    expect(reading('\\T\\\\E\\620000000000000000').elements).toEqual([{ id: '013', value: '620000000000000000' }])
  })

  test('a product number of another standard behind =/ is refused', () => {
    expect(read('=/08717648200274=,000025=A99971312345600')).toMatchObject(refused('FORMAT'))
  })

  test('a container’s UDI is its identifier and lot', () => {
    expect(reading('=)1TE123456A&)RZ12345678').fields).toMatchObject({ di: '1TE123456A', lot: 'RZ12345678' })
    expect(reading(`=/${PPIC}=)1TE123456A`).fields.di).toBe(PPIC)
  })

  test.each([
    ['A9990ABC123T048008', true],
    ['A9990ABC123T048009', false],
    ['A9990ABD123T048008', false],
  ])('the Basic UDI-DI %s: %s', (text, right) => {
    const basic = { kind: 'read', reading: { form: 'isbt128-basic-udi-di', fields: { basicUdiDi: text } } }
    expect(read(text)).toMatchObject(right ? basic : refused('CHECK_CHARACTER'))
  })

  test('GS1 carriers are a warning', () => {
    expect(reading(`=${DIN}00`, ']C0').warnings).toEqual([])
    expect(reading(`=${DIN}00`, ']C4').warnings).toEqual([])
    expect(reading(`=${DIN}00`, ']C1').warnings.map((warning) => warning.code)).toEqual(['CARRIER_MISMATCH'])
  })
})

describe('the Single European Code', () => {
  const parts = {
    sec: SEC,
    secCountry: 'PL',
    secTE: '001499',
    secDonation: 'Z549917123456',
    secCodingSystem: 'A',
    secProduct: '00T0416',
    secSplit: '003',
    din: 'Z549917123456',
    expiry: '2017-12-31',
    expiryPrecision: 'day',
  }

  test('is read as scanned and as printed, on one line or two', () => {
    expect(reading(`&,4${SEC}`).fields).toEqual(parts)
    for (const between of [' ', '\r\n', '']) {
      expect(reading(`SEC: ${SEC.slice(0, 21)}${between}${SEC.slice(21)}`)).toMatchObject({
        form: 'isbt128-sec-text',
        fields: parts,
      })
    }
  })

  test('without an expiry date it has eight zeros, and its donation number need not be an ISBT one', () => {
    expect(reading(`&,4${SEC.slice(0, 32)}00000000`).fields.expiry).toBeUndefined()
    expect(reading(`&,4${SEC.slice(0, 8)}0000000012345${SEC.slice(21)}`).fields.din).toBeUndefined()
    expect(read(`&,4${SEC.slice(0, 32)}20170229`)).toMatchObject(refused('DATE'))
    expect(read(`SEC: ${SEC.slice(0, 32)}20170229`)).toMatchObject(refused('DATE'))
    expect(read(`SEC: 1${SEC.slice(1)}`)).toMatchObject(refused('FORMAT'))
    expect(read(`SEC: ${SEC.slice(1)}`)).toMatchObject(refused('IDENTIFIER'))
  })

  test('beside the donation number of the label it gives way, and its date has to agree', () => {
    const label = `=+05000=A99991712345600=%T300=<T0416003&>0173652359&,4${SEC}`
    expect(reading(label).fields).toMatchObject({
      din: 'A999917123456',
      secDonation: 'Z549917123456',
      expiry: '2017-12-31T23:59',
    })
    expect(read(label.replace('&>0173652359', '&>0183652359'))).toMatchObject(refused('DATE'))
  })
})

describe('any text', () => {
  test('is read or refused, and never throws', () => {
    const starts = fc.constantFrom(
      '',
      '=',
      '&',
      '=+',
      '&,',
      '\\T\\',
      'SEC: ',
      ...STRUCTURES.map(([, identifier]) => identifier),
    )
    fc.assert(
      fc.property(starts, fc.string({ unit: 'binary', maxLength: 60 }), (start, rest) => {
        expect(['read', 'refused']).toContain(read(start + rest).kind)
      }),
      { numRuns: 5000 },
    )
  })

  test('with one character of it changed never gives another donation number where a check stands behind it', () => {
    const text = `=${DIN}${60 + check37(DIN)}`
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 13 }),
        fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabc =&'),
        (at, character) => {
          if (text[at] !== character) expect(read(replaced(text, at, character)).kind).toBe('refused')
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('that is read is cut without a rest: identifiers and values together are the text', () => {
    const identifiers = new Map(STRUCTURES.map(([number, identifier]) => [number, identifier]))
    const piece = fc.constantFrom(...STRUCTURES.map(([, identifier, data]) => identifier + data))
    const change = fc.tuple(fc.nat(), fc.constantFrom(...'0A9=&,+z'))
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 4 }),
        fc.array(change, { maxLength: 2 }),
        (pieces, changes) => {
          let text = pieces.join('')
          for (const [at, character] of changes) text = replaced(text, at % text.length, character)
          const outcome = read(text)
          // A change of the first character can make a number typed by hand, which has no identifiers.
          if (outcome.kind !== 'read' || outcome.reading.form === 'isbt128-keyed-din') return
          const whole = outcome.reading.elements.map(({ id, value }) => (identifiers.get(id) ?? id) + value).join('')
          expect(whole).toBe(text)
        },
      ),
      { numRuns: 5000 },
    )
  })
})
