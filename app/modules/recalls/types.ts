import type { Day, Instant } from '~/lib/day'
import type { LotMatch } from '~/modules/stock/rules/match'
import type { PlaceKind } from '~/modules/stock/types'

export type NoticeKind = 'recall' | 'correction' | 'withdrawal' | 'look-back' | 'safety' | 'own'
export type NoticeClass = 'I' | 'II' | 'III' | 'unclassified'
export type Outcome = 'to-call' | 'reached' | 'not-reached' | 'letter' | 'signed-off'

/** What is at an inside place now. Quantities in base units. */
export type HereRow = {
  readonly lotId: number
  readonly unitId: number
  readonly unitNumber: string | null
  readonly placeId: number
  readonly placeName: string
  readonly placeKind: PlaceKind
  readonly siteName: string
  readonly quantity: number
  readonly reserved: number
  readonly opened: boolean
  /** Standing holds that cover it, as `reason` words; empty when it is free to use. */
  readonly held: boolean
}

/** A patient who got some of the lot. `basis` `room` is probable, not certain (R35). */
export type PatientRow = {
  readonly lotId: number
  readonly unitId: number
  readonly unitNumber: string | null
  readonly procedureId: number
  readonly patientId: number
  /** Null when the visitor may not see patients. */
  readonly mrn: string | null
  readonly name: string | null
  readonly givenAt: Instant
  readonly quantity: number
  readonly basis: string
  readonly recordedLate: boolean
  readonly reversed: boolean
  /** The lot under which it is recorded, where a late record names this one, too: it was one of these. */
  readonly insteadOf: string | null
}

/** What left in another way: discarded, returned, lost in a count. */
export type GoneRow = {
  readonly lotId: number
  readonly unitId: number
  readonly unitNumber: string | null
  readonly kind: PlaceKind
  readonly quantity: number
  readonly occurredAt: Instant
  readonly reason: string | null
  readonly reversed: boolean
}

/** A booking that a unit of the lot is reserved for. */
export type BookingRow = {
  readonly lotId: number
  readonly unitId: number
  readonly procedureId: number
  readonly scheduledAt: Instant
  readonly status: string
}

export type Trace = {
  readonly here: readonly HereRow[]
  readonly patients: readonly PatientRow[]
  readonly gone: readonly GoneRow[]
  readonly bookings: readonly BookingRow[]
  readonly received: number
}

/** One name that was looked up. */
export type AskedText = {
  readonly text: string
  /** How many of our lots it is a name of. */
  readonly lots: number
  /** Our lots, only look-alikes, something else that we have (a kit's seal), nothing here, or no name of a lot at all. */
  readonly means: 'lots' | 'near' | 'other' | 'nothing' | 'unreadable'
  /** The lot as a notice for it would watch for it. */
  readonly named: string
  /** Whether a notice may name it: it is not the name of something else that has no lots. */
  readonly mayBeRecalled: boolean
  /** The notices that name it already. */
  readonly notices: readonly { readonly id: number; readonly note: string }[]
  /** What is to be said of it, one sentence each. */
  readonly said: readonly string[]
}

export type LookUp = {
  readonly text: string
  /** Each name of the typed list. */
  readonly asked: readonly AskedText[]
  /** What of the list is no single name: a range, a word. It was not looked up. */
  readonly unread: readonly string[]
  /** What was searched, as a sentence that names its scope (R50); '' for lots that are known already. */
  readonly searched: string
  readonly matches: readonly LotMatch[]
  /** The lots that the trace follows: exact, alias and unit matches, and groups or near ones only when asked for. */
  readonly followed: readonly LotMatch[]
  readonly trace: Trace
  readonly baseUnits: Readonly<Record<number, { baseUnit: string; containerQuantity: number }>>
}

/** A lot that a patient got. */
export type ReceivedRow = {
  readonly procedureId: number
  readonly lotId: number
  readonly lotNumber: string
  readonly expiry: Day | null
  readonly productName: string
  readonly baseUnit: string
  readonly containerQuantity: number
  readonly unitNumber: string | null
  readonly quantity: number
  readonly givenAt: Instant
  readonly basis: string
  readonly reversed: boolean
  readonly held: boolean
  /** The lot under which it is recorded, where a late record names this one, too: it was one of these. */
  readonly insteadOf: string | null
}

export type RecallRefusal =
  | { readonly code: 'NOTICE_UNKNOWN' }
  | { readonly code: 'NOTICE_CLOSED' }
  | { readonly code: 'NO_LOT_NAMED' }
  /** A name of the list, from 1, that is something else: said without the text, which may be a patient's number. */
  | { readonly code: 'NOT_A_LOT'; readonly at: number; readonly said: string }
  | { readonly code: 'LOT_UNKNOWN' }
  | { readonly code: 'LOT_NAMED_ALREADY'; readonly lotText: string }
  | { readonly code: 'LOT_NOT_HELD' }
  | { readonly code: 'RELEASE_NOT_YOURS' }
  | { readonly code: 'RELEASE_BY_ANOTHER' }
  | { readonly code: 'REASON_SAYS_NOTHING' }
  | { readonly code: 'PATIENTS_OPEN'; readonly open: number }
  | { readonly code: 'QUESTIONS_OPEN'; readonly open: number }
  | { readonly code: 'NOT_ASKED' }
  | { readonly code: 'NOT_ANSWERED' }
  | { readonly code: 'NOTICE_OPEN' }
  | { readonly code: 'NOT_WATCHED' }
  | { readonly code: 'WATCH_ENDS_BY_ANOTHER' }
