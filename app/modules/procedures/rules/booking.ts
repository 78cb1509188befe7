import { dayOf, daysBetween, type Instant } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import type { ProcedureRefusal } from '../types'

export type BookingFacts = {
  readonly patientKnown: boolean
  readonly roomHere: boolean
  /** The name of the room where it was closed since; null while it is open. */
  readonly roomClosed: string | null
  readonly siteKnown: boolean
  /** The words of the sites that can be booked. */
  readonly sites: readonly string[]
  readonly productIsBiologic: boolean
  readonly version: { readonly min: number; readonly max: number; readonly intervalWeeks: number } | null
  /** The patient's last treatment before this one; null when there is none. */
  readonly lastGivenAt: Instant | null
  readonly timeZone: string
}

/**
 * Whether a procedure may be booked: patient, an open room of this site, a coded injection site, biologic and protocol known, the dose within the
 * protocol's. A treatment sooner than the protocol's interval is allowed with a warning (R28).
 */
export function decideBooking(
  input: { readonly doseMicroliters: number; readonly scheduledAt: Instant },
  facts: BookingFacts,
): Result<{ readonly tooSoonAfter: Instant | null }, ProcedureRefusal> {
  const { version } = facts
  if (!facts.patientKnown) return refuse({ code: 'BOOKING_PATIENT_UNKNOWN' })
  if (!facts.roomHere) return refuse({ code: 'BOOKING_ROOM_UNKNOWN' })
  if (facts.roomClosed !== null) return refuse({ code: 'BOOKING_ROOM_CLOSED', name: facts.roomClosed })
  if (!facts.siteKnown) return refuse({ code: 'BOOKING_SITE_UNKNOWN', sites: facts.sites })
  if (!facts.productIsBiologic) return refuse({ code: 'BOOKING_PRODUCT_UNKNOWN' })
  if (version === null) return refuse({ code: 'BOOKING_PROTOCOL_UNKNOWN' })
  const { doseMicroliters: seen } = input
  if (seen < version.min || seen > version.max)
    return refuse({ code: 'DOSE_OUT_OF_RANGE', min: version.min, max: version.max, seen })
  const { lastGivenAt, timeZone } = facts
  const soon =
    lastGivenAt !== null &&
    daysBetween(dayOf(lastGivenAt, timeZone), dayOf(input.scheduledAt, timeZone)) < version.intervalWeeks * 7
  return ok({ tooSoonAfter: soon ? lastGivenAt : null })
}
