import { addDays, dayOf, endOfDay, type Instant, startOfDay } from '~/lib/day'
import { type Reader, sql } from '~/lib/db.server'
import { instant, int, nullable, read, row, text } from '~/lib/rows.server'
import { type BookingRule, type OtherBooking, seededSlotMinutes } from '../rules/booking-asks'

const lastRule = read(
  'procedures.booking-rule',
  row({ opens: nullable(text), closes: nullable(text), days: text, slotMinutes: int }),
  (siteId: number) => sql`SELECT "opens", "closes", "days", "slotMinutes" FROM "BookingRule"
    WHERE "siteId" = ${siteId} ORDER BY "id" DESC LIMIT 1`,
  [1],
)

/** When a site is open, and how long a booking takes there. */
export async function bookingRule(reader: Reader, siteId: number): Promise<BookingRule> {
  const last = await lastRule.one(reader, siteId)
  if (!last) return { hours: null, slotMinutes: seededSlotMinutes }
  const { opens, closes, days, slotMinutes } = last
  return {
    hours: opens === null || closes === null ? null : { opens, closes, days: [...days].map(Number) },
    slotMinutes,
  }
}

const standing = sql`c."status" NOT IN ('cancelled', 'stopped')`

const shape = row({
  procedureId: int,
  patientId: int,
  siteId: int,
  roomPlaceId: int,
  clinician: text,
  scheduledAt: instant,
})

const columns = sql`c."id" AS "procedureId", c."patientId", c."siteId", c."roomPlaceId", c."clinician", c."scheduledAt"`

const ofSite = read(
  'procedures.booked-near',
  shape,
  (siteId: number, from: Instant, to: Instant) => sql`SELECT ${columns} FROM "Procedure" c
    WHERE c."siteId" = ${siteId} AND c."scheduledAt" >= ${from} AND c."scheduledAt" <= ${to} AND ${standing}
    ORDER BY c."scheduledAt", c."id"`,
  [1, '2026-01-02T03:04:05.678Z' as Instant, '2026-01-02T03:04:05.678Z' as Instant],
)

const ofPatient = read(
  'procedures.booked-for',
  shape,
  (patientId: number, from: Instant, to: Instant) => sql`SELECT ${columns} FROM "Procedure" c
    WHERE c."patientId" = ${patientId} AND c."scheduledAt" >= ${from} AND c."scheduledAt" <= ${to} AND ${standing}
    ORDER BY c."scheduledAt", c."id"`,
  [1, '2026-01-02T03:04:05.678Z' as Instant, '2026-01-02T03:04:05.678Z' as Instant],
)

/** The other bookings that a booking is compared with: those of its site on its day, and the patient's within the weeks around it. */
export async function bookingsAround(
  reader: Reader,
  of: {
    readonly procedureId: number | null
    readonly patientId: number
    readonly siteId: number
    readonly scheduledAt: Instant
    readonly timeZone: string
    readonly weeks: number
  },
): Promise<OtherBooking[]> {
  const { timeZone, weeks, siteId, patientId, scheduledAt } = of
  const day = dayOf(scheduledAt, timeZone)
  const span = (days: number) =>
    [startOfDay(addDays(day, -days), timeZone), endOfDay(addDays(day, days), timeZone)] as const
  const near = await ofSite(reader, siteId, ...span(1))
  const own = await ofPatient(reader, patientId, ...span(weeks * 7))
  const all = new Map([...near, ...own].map((each) => [each.procedureId, each]))
  if (of.procedureId !== null) all.delete(of.procedureId)
  return [...all.values()]
}
