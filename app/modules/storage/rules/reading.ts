import { addHours, dateTime, type Instant } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import type {
  LocationFacts,
  NewReading,
  ReadingFacts,
  ReadingPlan,
  ReadingSpan,
  StandingUnit,
  StorageRefusal,
} from '../types'
import { bandRange, type TemperatureRange, within } from './bands'
import { celsiusText } from './temperature'

const coldest = -27315
const hottest = 10_000

/** Whether a reading is possible at this location and time. Refuses impossible or contradictory figures and times. */
export function checkReading(reading: NewReading, location: LocationFacts, at: Instant): StorageRefusal | null {
  const { min, max, current, takenAt } = reading
  const seen = [min, max, current].find((value) => value < coldest || value > hottest)
  if (seen !== undefined) return { code: 'READING_IMPOSSIBLE', seen }
  if (min > max) return { code: 'READING_BACKWARD', min, max }
  if (current < min || current > max) return { code: 'READING_OUTSIDE_ITSELF', min, max, current }
  if (takenAt > at) return { code: 'READING_IN_FUTURE' }
  if (location.lastTakenAt !== null && takenAt <= location.lastTakenAt)
    return { code: 'READING_NOT_NEWER', last: location.lastTakenAt, zone: location.zone }
  if (reading.since && reading.since > takenAt) return { code: 'RESET_AFTER_READING' }
  return null
}

/**
 * The time that a reading proves (R20). A min/max since the last reset proves the time between, so Monday's proves the
 * weekend; a current reading proves only its moment. Any time between the last proof and its start is a gap.
 */
export function readingSpan(reading: NewReading, location: LocationFacts): ReadingSpan {
  const { takenAt } = reading
  const remembers = reading.source !== 'current'
  const from = remembers ? (reading.since ?? location.lastTakenAt ?? takenAt) : takenAt
  const proven = location.provenUntil
  const gap = proven === null || proven < from ? { from: proven, to: from } : null
  return { from, to: takenAt, gap }
}

/** The range that counts for a unit: its product's own; for a product without one the location's (R21). */
const rangeOf = (unit: StandingUnit, location: LocationFacts): TemperatureRange =>
  unit.band === null ? location.range : bandRange(unit.band)

/** The end of the reading that is farther out of range. */
function worstOf(range: TemperatureRange, min: number, max: number): number {
  return max - range.max >= range.min - min ? max : min
}

const rangeText = (range: TemperatureRange): string =>
  range.min <= coldest
    ? `${celsiusText(range.max)} or colder`
    : `${celsiusText(range.min)} to ${celsiusText(range.max)}`

const keep = "Don't use it, keep it cold, don't discard it."

function exposedNote({ location, span }: ReadingFacts, reading: NewReading): string {
  const when = `between ${dateTime(span.from, location.zone)} and ${dateTime(span.to, location.zone)}`
  return `${location.name} was at ${celsiusText(reading.min)} to ${celsiusText(reading.max)} ${when}; allowed here: ${rangeText(location.range)}. ${keep}`
}

function gapNote({ location, span }: ReadingFacts): string {
  const { gap } = span
  if (!gap) return ''
  const from =
    gap.from === null
      ? 'before its first reading'
      : `from ${dateTime(gap.from, location.zone)} to ${dateTime(gap.to, location.zone)}`
  return `Storage not proven: no reading of ${location.name} covers the time ${from}. ${keep}`
}

/**
 * What a reading leads to (R20, R21). It holds exactly the units whose own range was exceeded while they stood there, also
 * those since moved; opens an excursion or makes the open one worse; holds what stood there in an unproven gap; and extends
 * what is proven, unless the current temperature is out of range: then nothing is proven from now on.
 */
export function decideReading(reading: NewReading, facts: ReadingFacts): Result<ReadingPlan, StorageRefusal> {
  const { location } = facts
  const refusal = checkReading(reading, location, facts.at)
  if (refusal) return refuse(refusal)
  const { min, max, current, takenAt } = reading
  const exposed = facts.units.filter((unit) => unit.inSpan && !within(rangeOf(unit, location), min, max))
  const outOfRange = !within(location.range, min, max)
  const worst = worstOf(location.range, min, max)
  const unproven = facts.units.filter((unit) => unit.inGap && !exposed.includes(unit))
  const ends = !within(location.range, current, current)
  return ok({
    proven: { until: ends ? takenAt : addHours(takenAt, location.readingDueHours), ends },
    outOfRange,
    excursion: excursionStep(facts, outOfRange || exposed.length > 0, worst),
    worst,
    exposed: {
      unitIds: exposed.filter((unit) => !unit.held).map((unit) => unit.unitId),
      note: exposedNote(facts, reading),
    },
    unproven: { unitIds: unproven.map((unit) => unit.unitId), note: gapNote(facts) },
  })
}

function excursionStep(facts: ReadingFacts, out: boolean, worst: number): ReadingPlan['excursion'] {
  if (!out) return 'none'
  if (!facts.excursion) return 'open'
  const { range } = facts.location
  const beyond = (value: number) => Math.max(value - range.max, range.min - value)
  return beyond(worst) > beyond(facts.excursion.worst) ? 'worse' : 'same'
}
