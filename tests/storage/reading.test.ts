import { describe, expect, test } from 'vitest'
import type { Instant } from '~/lib/day'
import { explainStorage, readingSentence } from '~/modules/storage/messages'
import { bandRange, within } from '~/modules/storage/rules/bands'
import { decideClosing } from '~/modules/storage/rules/excursion'
import { checkReading, decideReading, readingSpan } from '~/modules/storage/rules/reading'
import { celsiusText, parseTemperature } from '~/modules/storage/rules/temperature'
import type {
  LocationFacts,
  Neighbors,
  NewReading,
  ReadingFacts,
  StandingUnit,
  StorageRefusal,
} from '~/modules/storage/types'

const at = (time: string) => `2026-11-${time}:00.000Z` as Instant
const fridge: LocationFacts = {
  placeId: 1,
  name: 'Fridge 2',
  band: 'fridge',
  range: { min: 200, max: 800 },
  readingDueHours: 24,
  provenUntil: at('24T09:00'),
  zone: 'UTC',
}
const neighbors: Neighbors = {
  before: { takenAt: at('23T09:00'), current: 450 },
  after: null,
  provenUntil: at('24T09:00'),
}
const good: NewReading = { min: 300, max: 600, current: 450, takenAt: at('24T08:00'), source: 'min-max' }
const unit = (unitId: number, rest: Partial<StandingUnit> = {}): StandingUnit => ({
  unitId,
  lotId: unitId,
  productId: 1,
  band: 'fridge',
  label: null,
  stays: [{ from: at('20T09:00'), until: null }],
  outside: [],
  held: false,
  heldForGap: false,
  ...rest,
})
const facts = (rest: Partial<ReadingFacts> = {}): ReadingFacts => ({
  at: at('24T12:00'),
  location: fridge,
  excursion: null,
  span: readingSpan(good, neighbors),
  after: null,
  units: [],
  ...rest,
})
const plan = (reading: NewReading, rest: Partial<ReadingFacts> = {}) => {
  const decided = decideReading(reading, facts(rest))
  if (!decided.ok) throw new Error(decided.refusal.code)
  return decided.value
}

const ids = (units: readonly { readonly unitId: number }[]) => units.map(({ unitId }) => unitId)

describe('a temperature as typed', () => {
  const cases: [string, 'C' | 'F', number | null][] = [
    ['4.5', 'C', 450],
    ['4,5', 'C', 450],
    ['-71', 'C', -7100],
    ['−71', 'C', -7100],
    [' 8 °C', 'C', 800],
    ['32', 'F', 0],
    ['41', 'F', 500],
    ['-112', 'F', -8000],
    ['39.2', 'F', 400],
    ['-0', 'C', 0],
    ['', 'C', null],
    ['warm', 'C', null],
    ['4.555', 'C', null],
    ['--4', 'C', null],
    // A unit typed with the figure counts, whatever the form prefers.
    ['41F', 'C', 500],
    ['41 °F', 'C', 500],
    ['41 f', 'C', 500],
    ['41ºF', 'C', 500],
    ['41 deg F', 'C', 500],
    ['-112 degrees F', 'C', -8000],
    ['5 °C', 'F', 500],
    ['5.2c', 'F', 520],
    ['5 Celsius', 'F', 500],
    ['41K', 'C', null],
    ['41FF', 'C', null],
  ]
  test.each(cases)('%s °%s is %s hundredths of a degree Celsius', (text, scale, expected) => {
    expect(parseTemperature(text, scale)).toBe(expected)
  })
  test('is said with a minus sign and without needless zeros', () => {
    expect([celsiusText(-7100), celsiusText(450), celsiusText(-5), celsiusText(0)]).toEqual([
      '−71 °C',
      '4.5 °C',
      '−0.05 °C',
      '0 °C',
    ])
  })
})

describe('the time that a reading speaks for', () => {
  test('is the time since the reading before, for a min/max', () => {
    expect(readingSpan(good, neighbors)).toEqual({ from: at('23T09:00'), to: at('24T08:00'), gap: null })
  })
  test("reaches over the weekend: Monday's min/max proves it", () => {
    const friday = { ...neighbors, before: { takenAt: at('20T17:00'), current: 450 }, provenUntil: at('21T17:00') }
    expect(readingSpan({ ...good, takenAt: at('23T08:00') }, friday).gap).toBeNull()
  })
  test('is only its moment for a current temperature, and what came before is a gap', () => {
    const late = { ...good, source: 'current' as const, takenAt: at('24T11:00') }
    expect(readingSpan(late, neighbors)).toMatchObject({
      from: at('24T11:00'),
      gap: { from: at('24T09:00'), to: at('24T11:00') },
    })
  })
  test('has no gap where a current temperature comes in time', () => {
    expect(readingSpan({ ...good, source: 'current' }, neighbors).gap).toBeNull()
  })
  test('begins at the reset of the memory, and leaves a gap before it', () => {
    const reset = readingSpan({ ...good, takenAt: at('25T08:00'), since: at('25T01:00') }, neighbors)
    expect(reset).toMatchObject({ from: at('25T01:00'), gap: { from: at('24T09:00'), to: at('25T01:00') } })
  })
  test('of a first reading leaves everything before it unproven', () => {
    expect(readingSpan(good, { before: null, after: null, provenUntil: null }).gap).toEqual({
      from: null,
      to: at('24T08:00'),
    })
  })
})

describe('a reading in range', () => {
  test('proves the location until the next is due, and holds nothing', () => {
    expect(plan(good, { units: [unit(1)] })).toMatchObject({
      proven: { until: at('25T08:00'), ends: false },
      excursion: 'none',
      exposed: [],
      unproven: [],
    })
  })
  test('that ends a gap holds what stood there in the gap', () => {
    const span = { from: at('24T08:00'), to: at('24T08:00'), gap: { from: at('22T08:00'), to: at('24T08:00') } }
    const decided = plan(good, { span, units: [unit(1), unit(2, { stays: [] })] })
    expect(ids(decided.unproven)).toEqual([1])
    expect(decided.unproven[0]?.note).toMatch(/^Storage not proven: no reading of Fridge 2 covers/)
  })
})

describe('a reading out of range', () => {
  const warm = { ...good, max: 1200 }

  test('opens an excursion with the worst temperature, and holds what stood there', () => {
    expect(plan(warm, { units: [unit(1), unit(2, { stays: [] })] })).toMatchObject({
      outOfRange: true,
      excursion: 'open',
      worst: 1200,
      exposed: [{ unitId: 1 }],
    })
  })
  test('holds only the units whose own range was exceeded', () => {
    const room = unit(2, { band: 'room' })
    const own = unit(3, { band: null })
    expect(ids(plan({ ...good, max: 1200, min: 500, current: 600 }, { units: [unit(1), own] }).exposed)).toEqual([1, 3])
    const atRoom = { ...good, max: 1600, min: 1550, current: 1550 }
    expect(ids(plan(atRoom, { units: [unit(1), room] }).exposed)).toEqual([1])
  })
  test('within a wider alarm limit still holds the products that it harmed', () => {
    const wide = { ...fridge, range: { min: 0, max: 1200 } }
    const decided = plan({ ...good, max: 1000 }, { location: wide, units: [unit(1)] })
    expect(decided).toMatchObject({ outOfRange: false, excursion: 'open', exposed: [{ unitId: 1 }] })
  })
  test('of a narrower alarm limit opens an excursion and holds no product that it did not harm', () => {
    const narrow = { ...fridge, range: { min: 300, max: 600 } }
    const decided = plan({ ...good, max: 700 }, { location: narrow, units: [unit(1)] })
    expect(decided).toMatchObject({ outOfRange: true, excursion: 'open', exposed: [] })
  })
  test('while an excursion is open makes it worse only when it is worse, and holds nothing twice', () => {
    const excursion = { id: 7, startedAt: at('23T09:00'), worst: 1100 }
    expect(plan(warm, { excursion, units: [unit(1, { held: true }), unit(2)] })).toMatchObject({
      excursion: 'worse',
      exposed: [{ unitId: 2 }],
    })
    expect(plan({ ...good, max: 900 }, { excursion }).excursion).toBe('same')
  })
  test('counts cold as well as heat: frost in a fridge is the worst', () => {
    expect(plan({ ...good, min: -300, max: 900 }, {}).worst).toBe(-300)
  })
  test('that is still out of range proves nothing from then on', () => {
    expect(plan({ ...warm, current: 1000 }).proven).toEqual({ until: good.takenAt, ends: true })
  })
  test('says what to do: keep cold, do not discard', () => {
    expect(plan(warm, { units: [unit(1)] }).exposed[0]?.note).toContain("Don't use it, keep it cold, don't discard it.")
  })
})

describe('a reading that can be none', () => {
  const cases: [string, Partial<NewReading>, StorageRefusal['code']][] = [
    ['its lowest is warmer than its highest', { min: 700, max: 300, current: 500 }, 'READING_BACKWARD'],
    ['its current lies outside', { current: 900 }, 'READING_OUTSIDE_ITSELF'],
    ['it lies in the future', { takenAt: at('24T13:00') }, 'READING_IN_FUTURE'],
    ['it is more likely mistyped', { max: 4100, current: 4100 }, 'READING_ASKS'],
    ['it is colder than anything', { min: -30000, current: 300 }, 'READING_IMPOSSIBLE'],
    ['its memory was reset after it', { since: at('24T09:00') }, 'RESET_AFTER_READING'],
  ]
  test.each(cases)('is refused, as %s', (_claim, rest, code) => {
    const refusal = checkReading({ ...good, ...rest }, fridge, at('24T12:00'))
    expect(refusal?.code).toBe(code)
    expect(refusal && explainStorage(refusal)).toMatch(/^[^_]{20,}\.$/)
  })
})

describe('the closing of an excursion', () => {
  const holds = [
    { holdId: 1, lotId: 10, lotNumber: 'A' },
    { holdId: 2, lotId: 10, lotNumber: 'A' },
    { holdId: 3, lotId: 11, lotNumber: 'B' },
  ]
  test('is refused until each lot is decided, and names the open ones', () => {
    expect(decideClosing(holds, { 10: 'release' })).toEqual({
      ok: false,
      refusal: { code: 'DECISION_MISSING', lots: ['B'] },
    })
  })
  test('releases the lots that are fit and leaves the others on hold', () => {
    expect(decideClosing(holds, { 10: 'release', 11: 'discard' })).toEqual({ ok: true, value: { release: [1, 2] } })
  })
})

test('every band allows what lies within it and nothing beyond', () => {
  expect(within(bandRange('fridge'), 200, 800)).toBe(true)
  expect(within(bandRange('fridge'), 199, 800)).toBe(false)
  expect(within(bandRange('vapor-ln2'), -19600, -15000)).toBe(true)
  expect(within(bandRange('vapor-ln2'), -19600, -14999)).toBe(false)
})

test('a reading is answered with how many units are on hold', () => {
  const answer = { readingId: 1, min: 300, max: 1200, current: 500, late: false, outOfRange: true, excursionId: 1 }
  expect(readingSentence({ ...answer, held: 2, unproven: 0 })).toBe(
    "Read as 5 °C, lowest 3 °C, highest 12 °C. Out of range. 2 units are on hold: don't use, keep cold, don't discard.",
  )
  expect(readingSentence({ ...answer, min: 500, max: 500, outOfRange: false, held: 0, unproven: 0 }, 'F')).toBe(
    'Read as 41 °F (5 °C). In range.',
  )
})
