import type { Instant } from '~/lib/day'
import type { StorageBand } from '~/modules/stock/types'
import type { TemperatureRange } from './rules/bands'

/** How a reading came in. A `min-max` or `logger` reading proves the time since the last reset; a `current` one only its moment (R20). */
export type ReadingSource = 'min-max' | 'current' | 'logger' | 'device'

/** A reading in hundredths of °C. `since`: when the memory of the thermometer was last reset, where it is not the reading before. */
export type NewReading = {
  readonly min: number
  readonly max: number
  readonly current: number
  readonly takenAt: Instant
  readonly source: ReadingSource
  readonly since?: Instant | null
}

export type LocationFacts = {
  readonly placeId: number
  readonly name: string
  readonly band: StorageBand
  readonly range: TemperatureRange
  readonly readingDueHours: number
  readonly provenUntil: Instant | null
  readonly lastTakenAt: Instant | null
  readonly zone: string
}

export type OpenExcursion = { readonly id: number; readonly worst: number }

/** The time that a reading proves, and the gap before it that nothing proves. */
export type ReadingSpan = {
  readonly from: Instant
  readonly to: Instant
  readonly gap: { readonly from: Instant | null; readonly to: Instant } | null
}

/**
 * A unit that was in the location during the time that the reading proves, or in the gap before, and is still at the
 * site.
 */
export type StandingUnit = {
  readonly unitId: number
  readonly lotId: number
  readonly band: StorageBand | null
  readonly inSpan: boolean
  readonly inGap: boolean
  /** The open excursion already holds it. */
  readonly held: boolean
}

export type ReadingFacts = {
  readonly at: Instant
  readonly location: LocationFacts
  readonly excursion: OpenExcursion | null
  readonly span: ReadingSpan
  readonly units: readonly StandingUnit[]
}

/** What a reading leads to. Temperatures in hundredths of °C. */
export type ReadingPlan = {
  /** Proven until then; `ends` when the current temperature is out of range: nothing is proven from now on. */
  readonly proven: { readonly until: Instant; readonly ends: boolean }
  readonly outOfRange: boolean
  readonly excursion: 'none' | 'open' | 'worse' | 'same'
  readonly worst: number
  readonly exposed: { readonly unitIds: readonly number[]; readonly note: string }
  readonly unproven: { readonly unitIds: readonly number[]; readonly note: string }
}

/** What a reading led to, as it is answered. */
export type ReadingAnswer = {
  readonly readingId: number
  readonly outOfRange: boolean
  readonly excursionId: number | null
  readonly held: number
  readonly unproven: number
}

export type LotDecision = 'release' | 'discard' | 'keep'

export type StorageRefusal =
  | { readonly code: 'LOCATION_UNKNOWN' }
  | { readonly code: 'PLACE_NAME_TAKEN'; readonly name: string }
  | { readonly code: 'PARENT_UNKNOWN' }
  | { readonly code: 'RANGE_BACKWARD'; readonly min: number; readonly max: number }
  | { readonly code: 'READING_BACKWARD'; readonly min: number; readonly max: number }
  | { readonly code: 'READING_OUTSIDE_ITSELF'; readonly min: number; readonly max: number; readonly current: number }
  | { readonly code: 'READING_IMPOSSIBLE'; readonly seen: number }
  | { readonly code: 'READING_IN_FUTURE' }
  | { readonly code: 'READING_NOT_NEWER'; readonly last: Instant; readonly zone: string }
  | { readonly code: 'RESET_AFTER_READING' }
  | { readonly code: 'EXCURSION_UNKNOWN' }
  | { readonly code: 'EXCURSION_CLOSED' }
  | { readonly code: 'RELEASE_NOT_YOURS' }
  | { readonly code: 'ADVICE_SAYS_NOTHING' }
  | { readonly code: 'DECISION_MISSING'; readonly lots: readonly string[] }
  | { readonly code: 'PLACE_NOT_EMPTY' }
