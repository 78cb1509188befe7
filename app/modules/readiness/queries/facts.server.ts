import type { Instant } from '~/lib/day'
import { among, type Reader, sql } from '~/lib/db.server'
import { bool, int, nullable, oneOf, read, row, text } from '~/lib/rows.server'
import { kitFacts } from '~/modules/kits/queries.server'
import { allergiesOf } from '~/modules/patients/queries.server'
import { requirementsOf } from '~/modules/protocols/queries.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { reachFrom } from '../rules/reach'
import type { Binding, Booking, Bound, ReadinessFacts } from '../types'
import { withCandidates } from './candidates.server'
import { placesOfSites, prepare } from './prepared.server'

type NamedBinding = Binding & { readonly lotNumber: string }

const standingBindings = read(
  'readiness.standing-bindings',
  row({
    id: int,
    procedureId: int,
    requirement: text,
    unitId: int,
    placeId: int,
    quantity: int,
    reservationId: nullable(int),
    how: oneOf('scan', 'reach', 'chosen'),
    lotNumber: text,
    reserved: bool,
  }),
  (of: { readonly procedureIds: readonly number[] } | { readonly unitId: number }) => sql`
    SELECT b."id", b."procedureId", b."requirement", b."unitId", b."placeId", b."quantity", b."reservationId", b."how",
      l."lotNumber", CASE WHEN r."id" IS NOT NULL AND r."endedAt" IS NULL THEN 1 ELSE 0 END AS "reserved"
    FROM "ReadinessBinding" b JOIN "Unit" u ON u."id" = b."unitId" JOIN "Lot" l ON l."id" = u."lotId"
      LEFT JOIN "Reservation" r ON r."id" = b."reservationId"
    WHERE ${'unitId' in of ? sql`b."unitId" = ${of.unitId}` : sql`b."procedureId" IN ${among(of.procedureIds)}`}
      AND b."endedAt" IS NULL ORDER BY b."id"`,
  [{ procedureIds: [1, 2] }],
  [{ unitId: 1 }],
)

/** The standing bindings of these procedures, with whether their reservations still stand. */
export async function bindingsOf(reader: Reader, procedureIds: readonly number[]): Promise<NamedBinding[]> {
  return procedureIds.length === 0 ? [] : standingBindings(reader, { procedureIds })
}

/** The standing bindings of a unit: which bookings count on it. */
export const bindingsOfUnit = (reader: Reader, unitId: number): Promise<NamedBinding[]> =>
  standingBindings(reader, { unitId })

/**
 * All that a board needs of many bookings at once: the number of reads does not grow with the number of bookings. What else
 * is there isn't asked.
 */
export async function readinessFacts(
  reader: Reader,
  bookings: readonly Booking[],
): Promise<Map<number, ReadinessFacts>> {
  if (bookings.length === 0) return new Map()
  const siteIds = [...new Set(bookings.map((booking) => booking.siteId))]
  const [requirements, bindings, allergies, places, kits] = await Promise.all([
    requirementsOf(
      reader,
      bookings.map((booking) => booking.versionId),
    ),
    bindingsOf(
      reader,
      bookings.map((booking) => booking.procedureId),
    ),
    allergiesOf(
      reader,
      bookings.map((booking) => booking.patientId),
    ),
    placesOfSites(reader, siteIds),
    kitFacts(reader, { siteIds }),
  ])
  const reachOf = reachFrom(places)
  const boundUnits =
    bindings.length === 0 ? [] : await unitFacts(reader, { unitIds: [...new Set(bindings.map((each) => each.unitId))] })
  const prepared = new Map((await prepare(reader, boundUnits)).map((unit) => [keyOf(unit.facts), unit]))
  const ofProcedure = new Map<number, NamedBinding[]>()
  for (const each of bindings) {
    const own = ofProcedure.get(each.procedureId)
    if (own) own.push(each)
    else ofProcedure.set(each.procedureId, [each])
  }
  return new Map(
    bookings.map((booking) => {
      const bound = (ofProcedure.get(booking.procedureId) ?? []).map(({ lotNumber, ...binding }): Bound => {
        const unit = prepared.get(keyOf(binding))
        return { binding, unit: unit ? { ...unit, reach: reachOf(unit.facts.placeId, booking) } : null, lotNumber }
      })
      return [
        booking.procedureId,
        {
          booking,
          requirements: requirements.get(booking.versionId) ?? [],
          allergies: allergies.get(booking.patientId) ?? [],
          bound,
          candidates: null,
          kits: kits.filter((kit) => kit.siteId === booking.siteId),
        },
      ]
    }),
  )
}

const keyOf = (at: { readonly unitId: number; readonly placeId: number }): string => `${at.unitId}@${at.placeId}`

/** One booking's facts without what else is there: what is kept for it. */
export async function keptFacts(reader: Reader, booking: Booking): Promise<ReadinessFacts> {
  const facts = (await readinessFacts(reader, [booking])).get(booking.procedureId)
  if (!facts) throw new Error(`No readiness facts for procedure ${booking.procedureId}`)
  return facts
}

/**
 * One booking's facts with enough of what else is there: for "where is the nearest good one" and for binding, as everything
 * there would give it.
 */
export async function factsOfBooking(reader: Reader, booking: Booking, at: Instant): Promise<ReadinessFacts> {
  return withCandidates(reader, await keptFacts(reader, booking), at)
}
