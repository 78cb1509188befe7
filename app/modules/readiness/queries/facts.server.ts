import type { Instant } from '~/lib/day'
import { among, type Reader, sql } from '~/lib/db.server'
import { bool, instant, int, nullable, oneOf, read, row, text } from '~/lib/rows.server'
import { allergens } from '~/modules/catalog/rules/allergens'
import type { Allergen, AllergenAnswer } from '~/modules/catalog/types'
import { kitFacts } from '~/modules/kits/queries.server'
import { allergiesOf, ownersOf } from '~/modules/patients/queries.server'
import { requirementsOf } from '~/modules/protocols/queries.server'
import { disinfectionsOf } from '~/modules/sterilization/queries.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import type { UnitFacts } from '~/modules/stock/types'
import { reachOf } from '../rules/reach'
import type { Binding, Booking, Bound, ProductTouch, ReachableUnit, ReadinessFacts } from '../types'

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

const touchRows = read(
  'readiness.touches',
  row({
    productId: int,
    productName: text,
    categoryCode: text,
    isBiologic: bool,
    touchesPatient: bool,
    entersPatient: bool,
    labeledSterile: nullable(oneOf('yes', 'no')),
    changedAt: nullable(instant),
    disinfectionLevel: nullable(text),
    allergen: nullable(oneOf(...allergens)),
    answer: nullable(oneOf('yes', 'no', 'unknown')),
  }),
  (productIds: readonly number[]) => sql`
    SELECT d."id" AS "productId", d."name" AS "productName", c."code" AS "categoryCode", c."isBiologic",
      c."touchesPatient", c."entersPatient", d."labeledSterile", d."disinfectionLevel", n."allergen", n."answer",
      (SELECT MAX(h."recordedAt") FROM "ProductChange" h WHERE h."productId" = d."id"
        AND h."fact" = 'strength') AS "changedAt"
    FROM "Product" d JOIN "Category" c ON c."id" = d."categoryId"
      LEFT JOIN "ProductContains" n ON n."productId" = d."id"
    WHERE d."id" IN ${among(productIds)}`,
  [[1, 2]],
)

async function touchesOf(reader: Reader, productIds: readonly number[]): Promise<Map<number, ProductTouch>> {
  const touches = new Map<number, ProductTouch & { contains: Partial<Record<Allergen, AllergenAnswer>> }>()
  if (productIds.length === 0) return touches
  for (const { allergen, answer, labeledSterile, ...row } of await touchRows(reader, productIds)) {
    const touch = touches.get(row.productId) ?? { ...row, labeledSterile: labeledSterile ?? 'unknown', contains: {} }
    if (allergen !== null && answer !== null) touch.contains[allergen] = answer
    touches.set(row.productId, touch)
  }
  return touches
}

const lastUseRows = read(
  'readiness.last-uses',
  row({ unitId: int, at: instant }),
  (unitIds: readonly number[]) => sql`
    SELECT "unitId", MAX("endedAt") AS "at" FROM "ReadinessBinding"
    WHERE "unitId" IN ${among(unitIds)} AND "ended" = 'used' GROUP BY "unitId"`,
  [[1, 2]],
)

/** When each of these units last touched a patient: the last binding that ended as used. */
async function lastUses(reader: Reader, unitIds: readonly number[]): Promise<Map<number, Instant>> {
  if (unitIds.length === 0) return new Map()
  return new Map((await lastUseRows(reader, unitIds)).map((row) => [row.unitId, row.at]))
}

const placesOfSites = read(
  'readiness.places',
  row({ id: int, parentId: nullable(int), kind: text, siteId: int }),
  (siteIds: readonly number[]) => sql`
    SELECT "id", "parentId", "kind", "siteId" FROM "Place"
    WHERE "siteId" IN ${among(siteIds)} AND "kind" <> 'procedure'`,
  [[1, 2]],
)

/** Units with all that readiness asks of them, for any room: the reach is added for each booking. */
type Prepared = Omit<ReachableUnit, 'reach'>

async function prepare(reader: Reader, units: readonly UnitFacts[]): Promise<Prepared[]> {
  const equipment = units.filter((unit) => unit.isEquipment).map((unit) => unit.unitId)
  const touches = await touchesOf(reader, [...new Set(units.map((unit) => unit.productId))])
  const disinfections = await disinfectionsOf(reader, equipment)
  const used = await lastUses(reader, equipment)
  const owners = await ownersOf(
    reader,
    units.filter((unit) => unit.isBiologic).map((unit) => unit.unitId),
  )
  return units.map((facts) => ({
    facts,
    touch: touches.get(facts.productId) ?? null,
    disinfections: disinfections.get(facts.unitId) ?? [],
    lastUsedAt: used.get(facts.unitId) ?? null,
    ownerId: owners.get(facts.unitId) ?? null,
  }))
}

/** The units of the categories that these bookings ask for, at their sites: what could be bound. */
async function candidateUnits(
  reader: Reader,
  siteIds: readonly number[],
  categoryIds: readonly number[],
): Promise<UnitFacts[]> {
  const all: UnitFacts[] = []
  for (const siteId of siteIds) all.push(...(await unitFacts(reader, { siteId, categoryIds })))
  return all.filter((unit) => unit.placeKind !== 'kit')
}

/**
 * All that the verdict needs, for many bookings at once: the number of reads does not grow with the number of bookings. With
 * `candidates`, also what else is there, for "where is the nearest good one" and for binding; a board leaves it out.
 */
export async function readinessFacts(
  reader: Reader,
  bookings: readonly Booking[],
  options: { readonly candidates: boolean },
): Promise<Map<number, ReadinessFacts>> {
  if (bookings.length === 0) return new Map()
  const siteIds = [...new Set(bookings.map((booking) => booking.siteId))]
  const requirements = await requirementsOf(
    reader,
    bookings.map((booking) => booking.versionId),
  )
  const bindings = await bindingsOf(
    reader,
    bookings.map((booking) => booking.procedureId),
  )
  const allergies = await allergiesOf(
    reader,
    bookings.map((booking) => booking.patientId),
  )
  const places = await placesOfSites(reader, siteIds)
  const kits = await kitFacts(reader, { siteIds })
  const boundUnits =
    bindings.length === 0 ? [] : await unitFacts(reader, { unitIds: [...new Set(bindings.map((each) => each.unitId))] })
  const categoryIds = [...requirements.values()]
    .flat()
    .flatMap((each) => each.alternatives.map((one) => one.categoryId))
  const others = options.candidates ? await candidateUnits(reader, siteIds, [...new Set(categoryIds)]) : []
  const prepared = await prepare(reader, [...boundUnits, ...others])
  const byPlace = new Map(prepared.slice(0, boundUnits.length).map((unit) => [keyOf(unit.facts), unit]))
  return new Map(
    bookings.map((booking) => {
      const seen = (unit: Prepared): ReachableUnit => ({ ...unit, reach: reachOf(unit.facts.placeId, booking, places) })
      const bound = bindings
        .filter((binding) => binding.procedureId === booking.procedureId)
        .map(({ lotNumber, ...binding }): Bound => {
          const unit = byPlace.get(keyOf(binding))
          return { binding, unit: unit ? seen(unit) : null, lotNumber }
        })
      const candidates = prepared.slice(boundUnits.length).filter((unit) => unit.facts.siteId === booking.siteId)
      return [
        booking.procedureId,
        {
          booking,
          requirements: requirements.get(booking.versionId) ?? [],
          allergies: allergies.get(booking.patientId) ?? [],
          bound,
          candidates: options.candidates ? candidates.map(seen) : null,
          kits: kits.filter((kit) => kit.siteId === booking.siteId),
        },
      ]
    }),
  )
}

const keyOf = (at: { readonly unitId: number; readonly placeId: number }): string => `${at.unitId}@${at.placeId}`

/** One booking's facts with what else is there. */
export async function factsOfBooking(reader: Reader, booking: Booking): Promise<ReadinessFacts> {
  const facts = (await readinessFacts(reader, [booking], { candidates: true })).get(booking.procedureId)
  if (!facts) throw new Error(`No readiness facts for procedure ${booking.procedureId}`)
  return facts
}

/** Units as readiness sees them from a booking's room, for a scan that was resolved to them. */
export async function reachable(
  reader: Reader,
  booking: Booking,
  units: readonly UnitFacts[],
): Promise<ReachableUnit[]> {
  const places = await placesOfSites(reader, [booking.siteId])
  const prepared = await prepare(reader, units)
  return prepared.map((unit) => ({ ...unit, reach: reachOf(unit.facts.placeId, booking, places) }))
}
