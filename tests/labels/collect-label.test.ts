import { describe, expect, test } from 'vitest'
import { collect, EMPTY_COLLECTION } from '~/modules/labels/rules/collect-label'
import { encodeOwnCode } from '~/modules/labels/rules/own-code'
import type { LabelCollection, WantedTraits } from '~/modules/labels/types'
import { GS, result, withCheckDigit } from './reader-support'

const GTIN = withCheckDigit('0950600013435')
const ALL: WantedTraits = { needsLot: true, needsExpiry: true, needsSerial: true }

function collectAll(texts: readonly string[], wanted: WantedTraits) {
  let answer = collect(EMPTY_COLLECTION, result(''), wanted)
  for (const text of texts) answer = collect(answer.state, result(text), wanted)
  return answer
}

function orders<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap((item, at) => orders(items.toSpliced(at, 1)).map((rest) => [item, ...rest]))
}

describe('labels of several barcodes', () => {
  test('a GS1 pair completes in any order', () => {
    for (const texts of orders([`]C101${GTIN}`, `]C11726123110AB1${GS}21S9`])) {
      const { state, missing } = collectAll(texts, ALL)
      expect(state.fields).toMatchObject({ gtin: GTIN, lot: 'AB1', serial: 'S9', expiry: '2026-12-31' })
      expect(missing).toEqual([])
      expect(state.warnings).toEqual([])
    }
  })

  test('an HIBC pair completes in any order', () => {
    for (const texts of orders(['+A999123457', '+$$32609283C00170'])) {
      const { state, missing } = collectAll(texts, { needsLot: true, needsExpiry: true })
      expect(state.fields).toMatchObject({ di: 'A99912345', lot: '3C001', expiry: '2026-09-28' })
      expect(missing).toEqual([])
    }
  })

  test('the quadrants of an ISBT 128 label complete in any order', () => {
    const wanted = { needsDonation: true, needsExpiry: true }
    for (const texts of orders(['=A99992600000100', '=<E0382VA0', '&>0263652359'])) {
      const { state, missing } = collectAll(texts, wanted)
      expect(state.fields).toMatchObject({ din: 'A999926000001', productCode: 'E0382VA0', expiry: '2026-12-31T23:59' })
      expect(missing).toEqual([])
    }
  })

  test('what is missing follows the product’s traits', () => {
    expect(collectAll([], ALL).missing).toEqual(['product', 'lot', 'serial', 'expiry'])
    expect(collectAll([`01${GTIN}`], ALL).missing).toEqual(['lot', 'serial', 'expiry'])
    expect(collectAll([`01${GTIN}10AB1`], { needsLot: true }).missing).toEqual([])
    expect(collectAll(['&>0263652359'], { needsDonation: true }).missing).toEqual(['product', 'donation'])
    expect(collectAll([encodeOwnCode({ kind: 'unit', id: 5 })], ALL).missing).toEqual([])
  })

  test('an ISBT 128 product whose code announces divisions wants them', () => {
    const asked = collectAll(['=<E0382V99'], {})
    expect(asked.missing).toEqual(['divisions'])
    expect(collect(asked.state, result('=,000025'), {}).missing).toEqual([])
  })

  test('a later scan never blanks or replaces what was read', () => {
    const first = collectAll([`01${GTIN}1726123110AB1`], ALL)
    const second = collect(first.state, result(`]C101${GTIN}`), ALL)
    expect(second.state.fields).toMatchObject({ lot: 'AB1', expiry: '2026-12-31' })
    expect(second.contradiction).toBeUndefined()
  })

  test.each([
    ['another lot', `01${GTIN}10AB1`, `]C110AB2`, 'lot'],
    ['another product', `01${GTIN}`, `01${withCheckDigit('0950600013436')}`, 'gtin'],
    ['another expiry', `01${GTIN}17261231`, ']C117270131', 'expiry'],
    ['another serial', `01${GTIN}21S9`, ']C121S8', 'serial'],
    ['another donation', '=A99992600000100', '=A99992600000200', 'din'],
    ['the half of another HIBC label', '+A999123457', '+$$32609283C001A3', 'link'],
    ['our own label', `01${GTIN}`, encodeOwnCode({ kind: 'unit', id: 5 }), 'kind'],
  ])('%s is refused and changes nothing', (_what, first, second, field) => {
    const { state } = collectAll([first], {})
    const answer = collect(state, result(second), {})
    expect(answer.contradiction?.field).toBe(field)
    expect(answer.state).toBe(state)
  })

  test('a month and a day in it agree, and the more exact one stays', () => {
    for (const texts of orders([`01${GTIN}17261200`, ']C117261215'])) {
      const { state, contradiction } = collectAll(texts, {})
      expect(contradiction).toBeUndefined()
      expect(state.fields).toMatchObject({ expiry: '2026-12-15', expiryPrecision: 'day' })
    }
  })

  test('a refused or ambiguous text changes nothing, the same text again is told', () => {
    const { state } = collectAll([`01${GTIN}`], ALL)
    expect(collect(state, result('rubbish'), ALL).state).toBe(state)
    expect(collect(state, result(`01${GTIN}10AB117261231`), ALL).state).toBe(state)
    const again = collect(state, result(`01${GTIN}`), ALL)
    expect([again.state === state, again.repeated]).toEqual([true, true])
  })

  test('every text is kept as scanned', () => {
    const texts = [`]C101${GTIN}`, ']C110AB1\r']
    const { state }: { state: LabelCollection } = collectAll(texts, {})
    expect(state.raws).toEqual(texts)
    expect(state.readings.length).toBe(2)
  })
})
