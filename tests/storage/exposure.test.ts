import { describe, expect, test } from 'vitest'
import type { Instant } from '~/lib/day'
import { mayRelease } from '~/modules/storage/rules/correction'
import { exposureOf } from '~/modules/storage/rules/exposure'
import { decideReading, readingSpan } from '~/modules/storage/rules/reading'
import { during, minutesOf, staysIn } from '~/modules/storage/rules/stays'
import type { LocationFacts, ProductLabel, Segment, StandingUnit } from '~/modules/storage/types'

const at = (time: string) => `2026-11-${time}:00.000Z` as Instant
const fridge: LocationFacts = {
  placeId: 1,
  name: 'Fridge 2',
  band: 'fridge',
  range: { min: 200, max: 800 },
  readingDueHours: 24,
  provenUntil: at('25T08:00'),
  zone: 'UTC',
}
const unit = (rest: Partial<StandingUnit> = {}): StandingUnit => ({
  unitId: 1,
  lotId: 1,
  productId: 1,
  band: 'fridge',
  label: null,
  stays: [{ from: at('20T09:00'), until: null }],
  outside: [],
  held: false,
  heldForGap: false,
  ...rest,
})
const segment = (from: string, to: string, min: number, max: number): Segment => ({
  from: at(from),
  to: at(to),
  min,
  max,
})

describe('when a unit stood somewhere', () => {
  const move = (time: string, quantity: number, from: number | null, to: number | null) => ({
    unitId: 1,
    at: at(time),
    quantity,
    from,
    to,
  })
  test('is from its arrival until it left, and again', () => {
    const moves = [move('20T09:00', 2, null, 1), move('21T09:00', 2, 1, 2), move('22T09:00', 2, 2, 1)]
    expect(staysIn(1, moves)).toEqual([
      { from: at('20T09:00'), until: at('21T09:00') },
      { from: at('22T09:00'), until: null },
    ])
    expect(staysIn(3, moves)).toEqual([])
  })
  test('goes on while a part of it is there, and from shelf to shelf', () => {
    const moves = [move('20T09:00', 10, null, 1), move('21T09:00', 4, 1, null), move('21T10:00', 6, 1, 1)]
    expect(staysIn(1, moves)).toEqual([{ from: at('20T09:00'), until: null }])
  })
  test('overlaps a time with its ends', () => {
    const stay = { from: at('20T09:00'), until: at('21T09:00') }
    expect(during(stay, at('21T09:00'), at('22T09:00'))).toEqual({ from: at('21T09:00'), to: at('21T09:00') })
    expect(during(stay, at('21T09:01'), at('22T09:00'))).toBeNull()
    expect(during(stay, null, at('20T10:00'))).toEqual({ from: at('20T09:00'), to: at('20T10:00') })
  })
  test('counts minutes that overlap once', () => {
    const two = [segment('20T09:00', '20T10:00', 0, 0), segment('20T09:30', '20T11:00', 0, 0)]
    expect(minutesOf(two)).toBe(120)
    expect(minutesOf([])).toBe(0)
  })
})

describe('a unit', () => {
  const warm = [segment('24T00:00', '24T02:00', 400, 1200)]
  const label = (rest: Partial<ProductLabel> = {}): ProductLabel => ({ min: 200, max: 800, excursion: null, ...rest })
  const allowed = label({ excursion: { min: 200, max: 1500, minutes: 180 } })

  test('is exposed only by what was measured while it stood there', () => {
    expect(exposureOf(unit(), warm, fridge)).toMatchObject({ max: 1200, minutes: 120 })
    expect(exposureOf(unit({ stays: [{ from: at('24T03:00'), until: null }] }), warm, fridge)).toBeNull()
    expect(exposureOf(unit({ stays: [{ from: at('20T00:00'), until: at('23T23:59') }] }), warm, fridge)).toBeNull()
  })
  test('is judged by its label before its band, narrower or wider', () => {
    const mild = [segment('24T00:00', '24T02:00', 400, 750)]
    expect(exposureOf(unit({ label: label({ max: 600 }) }), mild, fridge)).not.toBeNull()
    expect(exposureOf(unit({ label: label({ max: 2500 }) }), warm, fridge)).toBeNull()
    expect(exposureOf(unit({ label: label({ min: null, max: 600 }) }), mild, fridge)).not.toBeNull()
  })
  test('without a range of its own is judged by the band of the place, not by its limits', () => {
    const wide = { ...fridge, range: { min: 0, max: 1300 } }
    expect(exposureOf(unit({ band: null }), warm, wide)).not.toBeNull()
  })
  test('may be left out of its label as far and as long as that allows', () => {
    expect(exposureOf(unit({ label: allowed }), warm, fridge)).toBeNull()
    expect(exposureOf(unit({ label: allowed }), [segment('24T00:00', '24T02:00', 400, 1600)], fridge)).not.toBeNull()
    expect(exposureOf(unit({ label: allowed }), [segment('24T00:00', '24T04:00', 400, 1200)], fridge)).not.toBeNull()
  })
  test('has one allowance for all times outside', () => {
    const before = { label: allowed, outside: [{ from: at('22T00:00'), to: at('22T01:30') }] }
    expect(exposureOf(unit(before), warm, fridge)).toMatchObject({ minutes: 210 })
  })
  test('gets no allowance for a single figure: nobody knows how long it was so', () => {
    expect(exposureOf(unit({ label: allowed }), [segment('24T00:00', '24T00:00', 900, 900)], fridge)).toMatchObject({
      minutes: null,
    })
  })
})

test('a late reading that was out of range counts until the next one begins, and makes no gap', () => {
  const after = { takenAt: at('24T12:00'), from: at('24T12:00') }
  const reading = { min: 1300, max: 1300, current: 1300, takenAt: at('24T07:00'), source: 'current' as const }
  const span = readingSpan(reading, { before: null, after, provenUntil: null })
  expect(span.gap).toBeNull()
  const arrived = unit({ stays: [{ from: at('24T09:00'), until: null }] })
  const facts = { at: at('24T13:00'), location: fridge, excursion: null, span, after }
  const decided = decideReading(reading, { ...facts, units: [arrived] })
  expect(decided).toMatchObject({ ok: true, value: { exposed: [{ unitId: 1 }], excursion: 'open' } })
  const later = unit({ stays: [{ from: at('24T12:30'), until: null }] })
  expect(decideReading(reading, { ...facts, units: [later] })).toMatchObject({ ok: true, value: { exposed: [] } })
})

describe('what a reading held is made usable again', () => {
  test('by a manager or the director who did not enter it, and by nobody else', () => {
    expect(mayRelease({ human: 2, roles: ['manager'] }, [1])).toBeNull()
    expect(mayRelease({ human: 3, roles: ['director'] }, [1, null])).toBeNull()
    expect(mayRelease({ human: 1, roles: ['manager'] }, [1])).toBe('by-another')
    expect(mayRelease({ human: null, roles: ['manager'] }, [1])).toBe('by-another')
    expect(mayRelease({ human: 2, roles: ['clinician', 'supply'] }, [1])).toBe('not-yours')
  })
})
