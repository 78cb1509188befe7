import { addHours, dateTime, type Instant } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import type {
  LocationFacts,
  Neighbors,
  NewReading,
  ReadingFacts,
  ReadingPlan,
  ReadingSpan,
  Segment,
  StandingUnit,
  StorageRefusal,
} from '../types'
import { type TemperatureRange, within } from './bands'
import { doubtsOf } from './doubt'
import { type Exposure, exposureOf, rangeOf } from './exposure'
import { during } from './stays'
import { celsiusText } from './temperature'

const coldest = -27315
const hottest = 10_000

/**
 * Whether a reading is possible at this location and time. Refuses impossible or contradictory figures, a time in the future,
 * and, until somebody says that it was really so, a figure that is more likely mistyped than true. A late one is welcome.
 */
export function checkReading(reading: NewReading, location: LocationFacts, at: Instant): StorageRefusal | null {
  const { min, max, current, takenAt } = reading
  const seen = [min, max, current].find((value) => value < coldest || value > hottest)
  if (seen !== undefined) return { code: 'READING_IMPOSSIBLE', seen }
  if (min > max) return { code: 'READING_BACKWARD', min, max }
  if (current < min || current > max) return { code: 'READING_OUTSIDE_ITSELF', min, max, current }
  if (takenAt > at) return { code: 'READING_IN_FUTURE' }
  if (reading.since && reading.since > takenAt) return { code: 'RESET_AFTER_READING' }
  const doubts = doubtsOf(reading, location, at)
  return doubts.length === 0 ? null : { code: 'READING_ASKS', place: location.name, doubts }
}

/** How far a reading is trusted: until the next is due, or no farther where it was out of range when it was read. */
export function provenBy(
  { takenAt, current }: Pick<NewReading, 'takenAt' | 'current'>,
  { range, readingDueHours }: Pick<LocationFacts, 'range' | 'readingDueHours'>,
): ReadingPlan['proven'] {
  const ends = !within(range, current, current)
  return { until: ends ? takenAt : addHours(takenAt, readingDueHours), ends }
}

/**
 * The time that a reading proves (R20). A min/max since the last reset proves the time between, so Monday's proves the
 * weekend; a current reading proves only its moment. Time between the last proof and its start is a gap; before a late
 * reading there is none that was not found when the next one came.
 */
export function readingSpan(reading: NewReading, { before, after, provenUntil }: Neighbors): ReadingSpan {
  const { takenAt } = reading
  const remembers = reading.source !== 'current'
  const from = remembers ? (reading.since ?? before?.takenAt ?? takenAt) : takenAt
  const gap = after === null && (provenUntil === null || provenUntil < from) ? { from: provenUntil, to: from } : null
  return { from, to: takenAt, gap }
}

/**
 * What a reading says of the temperature, stretch by stretch: a logger's samples as they came; otherwise one stretch. A late one
 * that was out of range when it was read counts as out of range until the next reading begins.
 */
export function segmentsOf(
  reading: NewReading,
  span: ReadingSpan,
  ends: boolean,
  after: Neighbors['after'],
): Segment[] {
  const { min, max, current, takenAt, segments } = reading
  const own = segments ?? [{ from: span.from, to: span.to, min, max }]
  return ends && after !== null && after.from > takenAt
    ? [...own, { from: takenAt, to: after.from, min: current, max: current }]
    : [...own]
}

/** The end of the reading that is farther out of range. */
function worstOf(range: TemperatureRange, min: number, max: number): number {
  return max - range.max >= range.min - min ? max : min
}

/** A range as people say it, with its open ends. */
export function rangeText({ min, max }: TemperatureRange): string {
  if (min <= coldest) return `${celsiusText(max)} or colder`
  return Number.isFinite(max) ? `${celsiusText(min)} to ${celsiusText(max)}` : `${celsiusText(min)} or warmer`
}

const keep = "Don't use it, keep it cold, don't discard it."

function exposedNote({ location, span }: ReadingFacts, unit: StandingUnit, { min, max }: Exposure): string {
  const when = `between ${dateTime(span.from, location.zone)} and ${dateTime(span.to, location.zone)}`
  const by = unit.label === null ? 'allowed' : 'allowed by its label'
  return `${location.name} was at ${celsiusText(min)} to ${celsiusText(max)} ${when}; ${by}: ${rangeText(rangeOf(unit, location))}. ${keep}`
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
 * What a reading leads to (R20, R21), whenever it was taken. It holds exactly the units whose own range was exceeded while they
 * stood there, also those since moved; opens an excursion or makes the open one worse; and holds what stood in an unproven gap.
 */
export function decideReading(reading: NewReading, facts: ReadingFacts): Result<ReadingPlan, StorageRefusal> {
  const { location, span, after } = facts
  const refusal = checkReading(reading, location, facts.at)
  if (refusal) return refuse(refusal)
  const proven = provenBy(reading, location)
  const segments = segmentsOf(reading, span, proven.ends, after)
  const exposed = facts.units.flatMap((unit) => {
    const exposure = exposureOf(unit, segments, location)
    return exposure === null ? [] : [{ unit, exposure }]
  })
  const given = (facts.given ?? []).some((unit) => exposureOf(unit, segments, location) !== null)
  const hurt = new Set(exposed.map(({ unit }) => unit.unitId))
  const outOfRange = segments.some(({ min, max }) => !within(location.range, min, max))
  const worst = worstOf(location.range, reading.min, reading.max)
  const unproven = facts.units.filter((unit) => isInGap(unit, span) && !hurt.has(unit.unitId) && !unit.heldForGap)
  return ok({
    proven,
    segments,
    outOfRange,
    excursion: excursionStep(facts, outOfRange || exposed.length > 0 || given, worst),
    worst,
    exposed: exposed
      .filter(({ unit }) => !unit.held)
      .map(({ unit, exposure }) => ({ unitId: unit.unitId, note: exposedNote(facts, unit, exposure) })),
    unproven: unproven.map(({ unitId }) => ({ unitId, note: gapNote(facts) })),
  })
}

/** Whether a unit stood there in the gap before a reading. */
export const isInGap = ({ stays }: Pick<StandingUnit, 'stays'>, { gap }: ReadingSpan): boolean =>
  gap !== null && stays.some((stay) => during(stay, gap.from, gap.to) !== null)

function excursionStep(facts: ReadingFacts, out: boolean, worst: number): ReadingPlan['excursion'] {
  if (!out) return 'none'
  if (!facts.excursion) return 'open'
  const { range } = facts.location
  const beyond = (value: number) => Math.max(value - range.max, range.min - value)
  return beyond(worst) > beyond(facts.excursion.worst) ? 'worse' : 'same'
}
