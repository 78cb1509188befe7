import { clockTime, type Day, dayOf, daysBetween, type Instant, minutesBetween } from '~/lib/day'
import type { BookedPart, BookingAsk } from '../types'
import type { Booked } from './booked-parts'

/** How many minutes a booking takes of its room and clinician where the clinic has not said otherwise. */
export const seededSlotMinutes = 30

/** A walk-in is booked for the minute in which it began: only what lies further back than this is asked, in minutes. */
const pastMinutes = 15

/** Further ahead than this a year was probably mistyped, in days. */
const farDays = 366

/** When a site is open, and how long a booking takes. Hours are null where nobody has said any: then none are asked about. */
export type BookingRule = {
  readonly hours: {
    readonly opens: string
    readonly closes: string
    /** Weekdays from 1, Monday, to 7. */
    readonly days: readonly number[]
  } | null
  readonly slotMinutes: number
}

/** Another booking that stands: not canceled and not stopped midway. */
export type OtherBooking = {
  readonly procedureId: number
  readonly patientId: number
  readonly siteId: number
  readonly roomPlaceId: number
  readonly clinician: string
  readonly scheduledAt: Instant
}

export type AskFacts = {
  readonly patientId: number
  readonly siteId: number
  readonly others: readonly OtherBooking[]
  readonly lastGivenAt: Instant | null
  readonly rule: BookingRule
  readonly intervalWeeks: number
  readonly timeZone: string
}

/** What a question is about: somebody who books anyway has answered this one and no other. */
export const askKey = (ask: BookingAsk): string =>
  'procedureId' in ask && ask.procedureId !== null ? `${ask.code}:${ask.procedureId}` : `${ask.code}:${ask.at}`

const folded = (name: string): string => name.trim().toLowerCase().replace(/\s+/g, ' ')

/** Two bookings of one room, one clinician or one patient at the same time. */
function doubled(booked: Booked, { others, rule, patientId, siteId }: AskFacts): BookingAsk[] {
  const same = others.filter(
    ({ scheduledAt }) => Math.abs(minutesBetween(scheduledAt, booked.scheduledAt)) < rule.slotMinutes,
  )
  const first = (code: 'ROOM_TAKEN' | 'CLINICIAN_TAKEN' | 'PATIENT_TAKEN', is: (other: OtherBooking) => boolean) =>
    same
      .filter(is)
      .slice(0, 1)
      .map(({ procedureId, scheduledAt }): BookingAsk => ({ code, procedureId, at: scheduledAt }))
  return [
    ...first('ROOM_TAKEN', (other) => other.roomPlaceId === booked.roomPlaceId),
    ...first(
      'CLINICIAN_TAKEN',
      (other) => other.siteId === siteId && folded(other.clinician) === folded(booked.clinician),
    ),
    ...first('PATIENT_TAKEN', (other) => other.patientId === patientId),
  ]
}

const weekday = (day: Day): number => ((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7) + 1

function timed({ scheduledAt }: Booked, { rule, timeZone }: AskFacts, at: Instant): BookingAsk[] {
  const day = dayOf(scheduledAt, timeZone)
  const asks: BookingAsk[] = []
  if (minutesBetween(scheduledAt, at) > pastMinutes) asks.push({ code: 'BOOKED_IN_PAST', at: scheduledAt })
  if (daysBetween(dayOf(at, timeZone), day) > farDays) asks.push({ code: 'BOOKED_FAR_AHEAD', at: scheduledAt })
  const { hours } = rule
  if (hours) {
    const time = clockTime(scheduledAt, timeZone)
    if (!hours.days.includes(weekday(day))) asks.push({ code: 'CLOSED_THAT_DAY', at: scheduledAt })
    else if (time < hours.opens || time >= hours.closes)
      asks.push({ code: 'OUTSIDE_HOURS', at: scheduledAt, opens: hours.opens, closes: hours.closes })
  }
  return asks
}

/** The patient's nearest other treatment, booked or given, on the same day or within the protocol's weeks. */
function repeated({ scheduledAt }: Booked, facts: AskFacts): BookingAsk[] {
  const { others, patientId, lastGivenAt, intervalWeeks, timeZone } = facts
  const day = dayOf(scheduledAt, timeZone)
  const away = (at: Instant): number => Math.abs(daysBetween(dayOf(at, timeZone), day))
  const own = others
    .filter((other) => other.patientId === patientId)
    .map((other): { procedureId: number | null; at: Instant } => ({
      procedureId: other.procedureId,
      at: other.scheduledAt,
    }))
  if (lastGivenAt !== null) own.push({ procedureId: null, at: lastGivenAt })
  const [nearest] = own.sort((a, b) => away(a.at) - away(b.at))
  if (!nearest || away(nearest.at) >= intervalWeeks * 7) return []
  return away(nearest.at) === 0
    ? [{ code: 'REPEAT_SAME_DAY', ...nearest }]
    : [{ code: 'REPEAT_SOON', ...nearest, weeks: intervalWeeks }]
}

const about: Record<BookingAsk['code'], readonly BookedPart[]> = {
  ROOM_TAKEN: ['time', 'room'],
  CLINICIAN_TAKEN: ['time', 'clinician'],
  PATIENT_TAKEN: ['time'],
  BOOKED_IN_PAST: ['time'],
  BOOKED_FAR_AHEAD: ['time'],
  CLOSED_THAT_DAY: ['time'],
  OUTSIDE_HOURS: ['time'],
  REPEAT_SAME_DAY: ['time', 'further dose'],
  REPEAT_SOON: ['time', 'further dose'],
}

/**
 * What is asked of a booking before it stands: booked twice at a time, a time that can hardly be meant, and a repeat for the same
 * patient, unless a further dose is intended. Of a change only what the changed parts are about.
 */
export function bookingAsks(
  booked: Booked,
  facts: AskFacts,
  at: Instant,
  changed: readonly BookedPart[] | null = null,
): BookingAsk[] {
  const asks = [
    ...doubled(booked, facts),
    ...timed(booked, facts, at),
    ...(booked.furtherDose ? [] : repeated(booked, facts)),
  ]
  return changed === null ? asks : asks.filter(({ code }) => about[code].some((part) => changed.includes(part)))
}

/** What nobody has answered yet: each question is answered by its own key, so a new one is asked anew. */
export const unanswered = (asks: readonly BookingAsk[], although: readonly string[]): BookingAsk[] =>
  asks.filter((ask) => !although.includes(askKey(ask)))
