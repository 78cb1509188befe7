import type { Instant } from '~/lib/day'
import type { BookedPart, Event, TimeOutPart, Voided } from '../types'

/** What a booking says and what may be changed of it. The patient is not among it: that is another booking. */
export type Booked = {
  readonly scheduledAt: Instant
  readonly roomPlaceId: number
  readonly clinician: string
  readonly side: string
  readonly injectionSite: string
  readonly productId: number
  readonly doseMicroliters: number
  readonly anesthesia: string
  /** Whether a further dose for this patient is intended. */
  readonly furtherDose: boolean
}

/** The parts of a booking in the order in which pages name them, each with where it stands. */
export const bookedParts = [
  ['time', 'scheduledAt'],
  ['room', 'roomPlaceId'],
  ['clinician', 'clinician'],
  ['side', 'side'],
  ['site', 'injectionSite'],
  ['product', 'productId'],
  ['dose', 'doseMicroliters'],
  ['anesthesia', 'anesthesia'],
  ['further dose', 'furtherDose'],
] as const satisfies readonly (readonly [BookedPart, keyof Booked])[]

/**
 * What a change of each part ends (docs/safety.md §3, R67): what was agreed on with the patient, or by everybody aloud, was about
 * what stood there then. The points are marked under ultrasound at the site that the time-out agrees on, so marking ends with it.
 * Another time ends the clearance alone, which is of that very hour: the screening is of its day, and READY has its own minutes.
 */
const ends: Record<BookedPart, readonly Voided[]> = {
  time: ['clearance'],
  room: ['ready', 'clearance'],
  clinician: ['time-out', 'clearance'],
  side: ['consent', 'marking', 'ready', 'time-out', 'clearance'],
  site: ['consent', 'marking', 'ready', 'time-out', 'clearance'],
  product: ['consent', 'ready', 'time-out', 'clearance'],
  dose: ['ready', 'time-out', 'clearance'],
  anesthesia: ['ready', 'time-out', 'clearance'],
  // Said aloud again: it lets a second dose pass that would have been stopped.
  'further dose': ['time-out', 'clearance'],
}

/** In the order in which they are taken again. */
const order: readonly Voided[] = ['consent', 'ready', 'time-out', 'marking', 'clearance']

/** Everything that changes of these parts end. */
export const endedBy = (parts: readonly BookedPart[]): Voided[] =>
  order.filter((each) => parts.some((part) => ends[part].includes(each)))

/** The parts that an event of a change names. One that can't be read changed everything (fails closed). */
export function partsOf({ detail }: Event): BookedPart[] {
  const all = bookedParts.map(([part]) => part)
  if (!Array.isArray(detail.changes)) return all
  const named = detail.changes.map((each: unknown) =>
    typeof each === 'object' && each !== null && 'part' in each ? each.part : null,
  )
  return named.every((part) => all.some((known) => known === part)) ? (named as BookedPart[]) : all
}

/** Whether an event is a change of the booking that ended this. */
export const hasEnded = (event: Event, what: Voided): boolean =>
  event.kind === 'changed' && endedBy(partsOf(event)).includes(what)

const agreedAnew: Record<BookedPart, readonly TimeOutPart[]> = {
  time: [],
  room: [],
  clinician: ['operator'],
  side: ['side', 'site'],
  site: ['side', 'site'],
  product: ['site', 'units'],
  dose: ['dose'],
  anesthesia: ['units'],
  'further dose': ['dose'],
}

/** What of the time-out is no longer agreed on after these changes, even when somebody changed it back. */
export const agreedAnewAfter = (parts: readonly BookedPart[]): TimeOutPart[] => [
  ...new Set(parts.flatMap((part) => agreedAnew[part])),
]
