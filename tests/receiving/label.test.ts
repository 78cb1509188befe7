import { describe, expect, test } from 'vitest'
import type { Day } from '~/lib/day'
import { completed, noGoods } from '~/modules/receiving/rules/goods'
import { belongsTo, readGoods } from '~/modules/receiving/rules/label'
import type { Goods } from '~/modules/receiving/types'

const as = { today: '2026-11-24' }
const scans = (...raws: string[]) => raws.map((raw) => ({ raw, symbologyId: '' }))
const goods = (...raws: string[]): Partial<Goods> & { codes?: string[] } => {
  const read = readGoods(scans(...raws), as)
  if (!read.ok) throw new Error(`${read.refusal.code} ${JSON.stringify(read.refusal)}`)
  return { ...read.value.goods, codes: read.value.codes.map((code) => `${code.scheme} ${code.code}`) }
}
const refused = (...raws: string[]) => {
  const read = readGoods(scans(...raws), as)
  return read.ok ? null : read.refusal.code
}

describe('the label of goods', () => {
  test('in GS1 gives product, lot, expiry and serial', () => {
    expect(goods('010590123412345717270131' + '10MX2231\x1d21S1')).toMatchObject({
      codes: ['gs1 05901234123457'],
      lot: 'MX2231',
      expiry: '2027-01-31',
      unitNumber: 'S1',
    })
  })
  test('with day 00 is good through the last day of that month (R4)', () => {
    expect(goods('010590123412345717270200' + '10MX2231')).toMatchObject({
      expiry: '2027-02-28',
      expiryPrecision: 'month',
    })
  })
  test('of two GS1 barcodes is complete with both, in any order (R2)', () => {
    const [product, rest] = ['0105901234123457', '1727013110MX2231']
    expect(goods(product, rest)).toMatchObject({ codes: ['gs1 05901234123457'], lot: 'MX2231', expiry: '2027-01-31' })
    expect(goods(rest, product)).toMatchObject({ codes: ['gs1 05901234123457'], lot: 'MX2231', expiry: '2027-01-31' })
  })
  test('in ISBT 128 is one container by donation, product and division, its lot without the padding', () => {
    const label = '=+06000=/A9999XYZ100T0476=,000025=A99971712345600=>027032=}017032&,1000000000000XYZ123'
    expect(goods(label)).toMatchObject({
      codes: ['isbt128 A9999XYZ100T0476', 'isbt128 T0476'],
      lot: 'XYZ123',
      donation: 'A999717123456',
      unitNumber: 'A999717123456 T0476 000025',
      expiry: '2027-02-01',
    })
  })
  test('in ISBT 128 without a lot is a lot by its donation', () => {
    expect(goods('=A99992600000100', '=<E0382V00')).toMatchObject({
      lot: 'A999926000001',
      unitNumber: 'A999926000001 E0382V00',
    })
  })
  test('that is typed gives nothing, for the person to fill', () => {
    expect(readGoods([], as)).toMatchObject({ ok: true, value: { codes: [], goods: noGoods, parts: null } })
  })
  test('keeps each barcode and its parts apart (R5)', () => {
    const read = readGoods(scans('0105901234123457', '1727013110MX2231'), as)
    expect(read.ok && read.value.parts?.scans.map((scan) => scan.elements.map((element) => element.id))).toEqual([
      ['01'],
      ['17', '10'],
    ])
  })
})

describe('bad scans', () => {
  const cases: [string, string[], string][] = [
    ['an empty scan', [''], 'LABEL_REFUSED'],
    ['a wrong check digit', ['0105901234123458' + '10MX2231'], 'LABEL_REFUSED'],
    ['a month that does not exist', ['0105901234123457' + '17271331'], 'LABEL_REFUSED'],
    ['two barcodes of two lots', ['0105901234123457' + '10MX1', '10MX2'], 'BARCODES_DISAGREE'],
    ['two barcodes of two products', ['0105901234123457', '0100300450549105'], 'BARCODES_DISAGREE'],
  ]
  test.each(cases)('%s is refused as %s', (_claim, raws, code) => {
    expect(refused(...raws)).toBe(code)
  })
  test('a scan that can be read in two ways asks, and the chosen reading is taken', () => {
    const raw = '010590123412345710AB117261231'
    const asked = readGoods(scans(raw), as)
    if (asked.ok || asked.refusal.code !== 'LABEL_ASKS') throw new Error('was not asked')
    const lots = asked.refusal.label.readings.map((reading) => reading.fields.lot)
    expect(lots.length).toBeGreaterThan(1)
    const chosen = readGoods([{ raw, symbologyId: '', reading: 1 }], as)
    expect(chosen.ok && chosen.value.goods.lot).toBe(lots[1])
  })
})

describe('a further barcode', () => {
  const waiting = scans('0105901234123457')
  test('belongs to the label that waits when it names no product', () => {
    expect(belongsTo(waiting, scans('1727013110MX2231')[0]!, as)).toBe(true)
  })
  test('is another label when it names another product', () => {
    expect(belongsTo(waiting, scans('0100300450549105' + '10SY1')[0]!, as)).toBe(false)
  })
  test('that can not be read belongs to nothing', () => {
    expect(belongsTo(waiting, scans('0105901234123458')[0]!, as)).toBe(false)
  })
  test('belongs to nothing where nothing waits', () => {
    expect(belongsTo([], scans('10MX2231')[0]!, as)).toBe(false)
  })
})

describe('a barcode of which nothing proves what it is', () => {
  const product = '0105901234123457'
  const asks = (...raws: string[]) => {
    const read = readGoods(scans(...raws), as)
    if (read.ok || read.refusal.code !== 'LABEL_ASKS') return null
    return read.refusal.label.readings.map(({ fields }) => fields.lot ?? fields.expiry ?? null)
  }
  test('may be the lot as it stands or GS1: that is asked, and the answer is taken', () => {
    expect(asks(product, '10D9T')).toEqual(['D9T', '10D9T'])
    const as10 = [...scans(product), { raw: '10D9T', symbologyId: '', reading: 1 }]
    expect(readGoods(as10, as)).toMatchObject({ ok: true, value: { goods: { lot: '10D9T' } } })
    expect(asks(`${product}17270131`, '17D9T')).toBeNull()
    expect(goods(`${product}17270131`, '17D9T')).toMatchObject({ lot: '17D9T' })
  })
  test('is read as the one way that the other barcodes leave', () => {
    expect(goods(`${product}10MX1`, '10MX1')).toMatchObject({ lot: 'MX1' })
    expect(goods(`${product}10MX1`, '17270131')).toMatchObject({ lot: 'MX1', expiry: '2027-01-31' })
  })
  test('with the barcode’s mark it is GS1', () => {
    const marked = [...scans(product), { raw: '10D9T', symbologyId: ']C1' }]
    expect(readGoods(marked, as)).toMatchObject({ ok: true, value: { goods: { lot: 'D9T' } } })
  })
  test('of no standard is the lot of a label that lacks one, and else a code of its own', () => {
    expect(goods(product, 'CW-305')).toMatchObject({ codes: ['gs1 05901234123457'], lot: 'CW-305' })
    expect(goods('CW-305')).toMatchObject({ codes: ['own CW-305'], lot: null })
    expect(belongsTo(scans(product), scans('CW-305')[0]!, as)).toBe(true)
    expect(belongsTo(scans(`${product}10MX1`), scans('CW-305')[0]!, as)).toBe(false)
  })
  test('that would only add a count to an open label is not joined to it', () => {
    expect(belongsTo(scans(`${product}10MX1`), scans('30145')[0]!, as)).toBe(false)
    expect(asks('30145')).toEqual([null, null, '30145'])
  })
  test('that says what the item is and what a carton holds is refused', () => {
    expect(refused('(01)05901234123457(02)05901234123457(37)5')).toBe('LABEL_REFUSED')
    expect(refused(product, '02059012341234573' + '75')).toBe('BARCODES_DISAGREE')
  })
})

describe('what the person adds', () => {
  test('is the lot without the words and signs around it', () => {
    expect(completed(noGoods, { lot: 'Lot CW-305.' }).lot).toBe('CW-305')
    expect(completed(noGoods, { lot: '10D9T' }).lot).toBe('10D9T')
    expect(completed(noGoods, { lot: '(10)CW-305' }).lot).toBe('CW-305')
    expect(completed(noGoods, { lot: ']C110CW-305' }).lot).toBe('CW-305')
  })
  test('fills what the label lacks', () => {
    expect(completed(noGoods, { lot: ' MX1 ', expiry: '2027-01-31' as Day })).toMatchObject({
      lot: 'MX1',
      expiry: '2027-01-31',
    })
  })
  test('never blanks or changes an expiry that the label gave', () => {
    expect(completed({ ...noGoods, expiry: '2027-01-31' as Day }, { expiry: '2028-01-31' as Day }).expiry).toBe(
      '2027-01-31',
    )
  })
  test('settles a doubtful lot', () => {
    const doubtful: Goods = { ...noGoods, lot: 'MX121S1', warnings: ['POSSIBLE_MISSING_SEPARATOR'] }
    expect(completed(doubtful, { lot: 'MX1' })).toMatchObject({ lot: 'MX1', warnings: [] })
  })
})
