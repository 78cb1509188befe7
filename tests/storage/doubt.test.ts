import { describe, expect, test } from 'vitest'
import type { Instant } from '~/lib/day'
import type { StorageBand } from '~/modules/stock/types'
import { bandRange } from '~/modules/storage/rules/bands'
import { doubtsOf, doubtText } from '~/modules/storage/rules/doubt'
import type { LocationFacts, NewReading } from '~/modules/storage/types'

const now = '2026-11-24T12:00:00.000Z' as Instant
const place = (band: StorageBand): LocationFacts => ({
  placeId: 1,
  name: 'Fridge 2',
  band,
  range: bandRange(band),
  readingDueHours: 24,
  provenUntil: null,
  zone: 'UTC',
})
const reading = (centi: number, rest: Partial<NewReading> = {}): NewReading => ({
  min: centi,
  max: centi,
  current: centi,
  takenAt: now,
  source: 'current',
  ...rest,
})
const kinds = (band: StorageBand, centi: number, rest: Partial<NewReading> = {}) =>
  doubtsOf(reading(centi, rest), place(band), now).map(({ kind }) => kind)

describe('a typed figure', () => {
  const cases: [string, StorageBand, number, Partial<NewReading>, string[]][] = [
    ['in range is believed', 'fridge', 500, {}, []],
    ['somewhat out of range is believed', 'fridge', 1250, {}, []],
    ['of a freezer that warmed up is believed', 'freezer', -1000, {}, []],
    ['of 41 °C for 41 °F asks', 'fridge', 4100, {}, ['other-unit']],
    ['of 68 °C in a cabinet asks', 'room', 6800, {}, ['other-unit']],
    ['of 5 °F for 5 °C asks, where it was typed in °F', 'fridge', -1500, { typedUnit: 'F' }, ['other-unit']],
    ['of −15 °C in a fridge is believed where it was typed so', 'fridge', -1500, {}, []],
    ['without its minus sign asks', 'ultra-low', 7100, {}, ['no-minus']],
    ['without its decimal point asks', 'room', 22500, {}, ['no-point']],
    ['that no fridge reaches asks', 'fridge', -19600, {}, ['beyond']],
    ['of a dewar in vapor is believed', 'vapor-ln2', -19600, {}, []],
    ['asks nothing when it was asked and is really so', 'fridge', 4100, { confirmed: true }, []],
    ['of a logger asks nothing', 'fridge', 4100, { source: 'logger' }, []],
    ['of a device asks nothing', 'fridge', -19600, { source: 'device' }, []],
    ['of two months ago asks', 'fridge', 500, { takenAt: '2026-09-20T12:00:00.000Z' as Instant }, ['long-ago']],
  ]
  test.each(cases)('%s', (_claim, band, centi, rest, expected) => {
    expect(kinds(band, centi, rest)).toEqual(expected)
  })
  test('is asked about once, though it is the current one and the highest', () => {
    expect(doubtsOf(reading(4100, { min: 3900, max: 4100 }), place('fridge'), now)).toHaveLength(2)
  })
  test('is asked about in a sentence that says how it was read', () => {
    const said = (band: StorageBand, centi: number, rest: Partial<NewReading> = {}) =>
      doubtsOf(reading(centi, rest), place(band), now).map(doubtText).join(' ')
    expect(said('fridge', 4100)).toBe('It was read as 41 °C. 41 °F would be 5 °C.')
    expect(said('fridge', -1500, { typedUnit: 'F' })).toBe('It was read as 5 °F, which is −15 °C. Was it 5 °C?')
    expect(said('ultra-low', 7100)).toBe('It was read as 71 °C, without a minus sign. Was it −71 °C?')
  })
})
