import type { Instant } from '~/lib/day'
import type { StorageBand } from '~/modules/stock/types'
import type { TemperatureRange } from './rules/bands'
import type { Doubt } from './rules/doubt'
import type { LoggerFault } from './rules/logger-file'
import type { Stay } from './rules/stays'

/** How a reading came in. A `min-max` or `logger` reading proves the time since the last reset; a `current` one only its moment (R20). */
export type ReadingSource = 'min-max' | 'current' | 'logger' | 'device'

/** Between which figures the temperature lay for a time. Hundredths of °C. */
export type Segment = { readonly from: Instant; readonly to: Instant; readonly min: number; readonly max: number }

/** A reading in hundredths of °C. `since`: when the memory of the thermometer was last reset, where it is not the reading before. */
export type NewReading = {
  readonly min: number
  readonly max: number
  readonly current: number
  readonly takenAt: Instant
  readonly source: ReadingSource
  readonly since?: Instant | null
  /** The unit in which a person typed it; null or left out: °C, or not typed. */
  readonly typedUnit?: 'C' | 'F' | null
  /** It was asked whether the figures are right, and they are. */
  readonly confirmed?: boolean
  /** A logger's samples, piece by piece in their order; otherwise the reading is one piece. */
  readonly segments?: readonly Segment[]
}

export type LocationFacts = {
  readonly placeId: number
  readonly name: string
  readonly band: StorageBand
  readonly range: TemperatureRange
  readonly readingDueHours: number
  readonly provenUntil: Instant | null
  readonly zone: string
}

/** What can be found about a storage location. What it weighs, the table says (`rules/standing.ts`). */
export type PlaceDetail =
  | { readonly code: 'EXCURSION_OPEN'; readonly excursionId: number }
  | { readonly code: 'PLACE_NOT_PROVEN' | 'READING_DUE'; readonly provenUntil: string | null }

export type OpenExcursion = { readonly id: number; readonly startedAt: Instant; readonly worst: number }

/** The readings that count before and after one, and until when the storage was proven before it. */
export type Neighbors = {
  readonly before: { readonly takenAt: Instant; readonly current: number } | null
  /** `from`: since when the next reading speaks. */
  readonly after: { readonly takenAt: Instant; readonly from: Instant } | null
  readonly provenUntil: Instant | null
}

/** The time that a reading proves, and the gap before it that nothing proves. */
export type ReadingSpan = {
  readonly from: Instant
  readonly to: Instant
  readonly gap: { readonly from: Instant | null; readonly to: Instant } | null
}

/** What a product's label says of its storage, hundredths of °C; a null end is open. `excursion`: how far and how many minutes in all it may be left. */
export type ProductLabel = {
  readonly min: number | null
  readonly max: number | null
  readonly excursion: { readonly min: number | null; readonly max: number | null; readonly minutes: number } | null
}

/** A unit that still exists and ever stood in the location, with the times when it did. */
export type StandingUnit = {
  readonly unitId: number
  readonly productId: number
  readonly lotId: number
  readonly band: StorageBand | null
  readonly label: ProductLabel | null
  readonly stays: readonly Stay[]
  /** The times when other readings found it outside of its label; only where the label allows some. */
  readonly outside: readonly { readonly from: Instant; readonly to: Instant }[]
  /** The open excursion already holds it. */
  readonly held: boolean
  /** The reading that this one corrects already holds it for a gap. */
  readonly heldForGap: boolean
}

export type ReadingFacts = Pick<Neighbors, 'after'> & {
  readonly at: Instant
  readonly location: LocationFacts
  readonly excursion: OpenExcursion | null
  readonly span: ReadingSpan
  readonly units: readonly StandingUnit[]
  /** Units of which something was given: what they were exposed to before, their patients got. */
  readonly given?: readonly StandingUnit[]
}

type UnitToHold = { readonly unitId: number; readonly note: string }

/** What a reading leads to. Temperatures in hundredths of °C. */
export type ReadingPlan = {
  /** Proven until then; `ends` when the current temperature is out of range: nothing is proven from now on. */
  readonly proven: { readonly until: Instant; readonly ends: boolean }
  readonly segments: readonly Segment[]
  readonly outOfRange: boolean
  readonly excursion: 'none' | 'open' | 'worse' | 'same'
  readonly worst: number
  readonly exposed: readonly UnitToHold[]
  readonly unproven: readonly UnitToHold[]
}

/** What a reading led to, as it is answered, with the figures as they were stored. `late`: a newer one was there already. */
export type ReadingAnswer = {
  readonly readingId: number
  readonly min: number
  readonly max: number
  readonly current: number
  readonly late: boolean
  readonly outOfRange: boolean
  readonly excursionId: number | null
  readonly held: number
  readonly unproven: number
}

/** What a correction led to. `waits`: holds that stand until another person confirms it; `ended`: holds that ended by it. */
export type CorrectionAnswer = ReadingAnswer & { readonly waits: number; readonly ended: number }

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
  | { readonly code: 'READING_ASKS'; readonly place: string; readonly doubts: readonly Doubt[] }
  | { readonly code: 'READING_UNKNOWN' }
  | { readonly code: 'READING_CORRECTED_BEFORE' }
  | { readonly code: 'CORRECTION_SAYS_NOTHING' }
  | { readonly code: 'NO_CORRECTION_WAITS' }
  | { readonly code: 'CONFIRM_NOT_YOURS' }
  | { readonly code: 'CONFIRM_BY_ANOTHER' }
  | { readonly code: 'LOGGER_UNREADABLE'; readonly line: number; readonly seen: string; readonly why: LoggerFault }
  | { readonly code: 'LOGGER_HOLE'; readonly from: Instant; readonly to: Instant; readonly zone: string }
  | { readonly code: 'PRODUCT_UNKNOWN' }
  | { readonly code: 'RESET_AFTER_READING' }
  | { readonly code: 'EXCURSION_UNKNOWN' }
  | { readonly code: 'EXCURSION_CLOSED' }
  | { readonly code: 'RELEASE_NOT_YOURS' }
  | { readonly code: 'RELEASE_BY_ANOTHER' }
  | { readonly code: 'ADVICE_SAYS_NOTHING' }
  | { readonly code: 'DECISION_MISSING'; readonly lots: readonly string[] }
  | { readonly code: 'PLACE_NOT_EMPTY' }
