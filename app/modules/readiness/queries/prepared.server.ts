import type { Instant } from '~/lib/day'
import { among, type Reader, sql } from '~/lib/db.server'
import { bool, instant, int, nullable, oneOf, read, row, text } from '~/lib/rows.server'
import { allergens } from '~/modules/catalog/rules/allergens'
import type { Allergen, AllergenAnswer } from '~/modules/catalog/types'
import { ownersOf } from '~/modules/patients/queries.server'
import { disinfectionsOf } from '~/modules/sterilization/queries.server'
import { ofKindsInside } from '~/modules/stock/queries/columns.server'
import { openedForOf } from '~/modules/stock/queries/opened-for.server'
import type { UnitFacts } from '~/modules/stock/types'
import type { SeenUnit } from '../rules/judge/look'
import { reachFrom } from '../rules/reach'
import type { Booking, ProductTouch, ReachableUnit } from '../types'

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

/** How each of these products touches a patient. */
export async function touchesOf(reader: Reader, productIds: readonly number[]): Promise<Map<number, ProductTouch>> {
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

/** The places of these sites, for where each lies, seen from a room. */
export const placesOfSites = read(
  'readiness.places',
  row({ id: int, parentId: nullable(int), kind: text, siteId: int }),
  (siteIds: readonly number[]) => sql`
    ${ofKindsInside((isKind) => sql`SELECT p."id", p."parentId", p."kind", p."siteId" FROM "Place" p WHERE p."siteId" IN ${among(siteIds)} AND p."kind" ${isKind}`)}`,
  [[1, 2]],
)

/** Adds to units what readiness asks of them besides their place, in four reads at most. */
export async function prepare(reader: Reader, units: readonly UnitFacts[]): Promise<SeenUnit[]> {
  const equipment = units.filter((unit) => unit.isEquipment).map((unit) => unit.unitId)
  const opened = units.filter((unit) => unit.openedAt !== null).map((unit) => unit.unitId)
  const biologics = units.filter((unit) => unit.isBiologic).map((unit) => unit.unitId)
  const [touches, disinfections, used, openedFor, owners] = await Promise.all([
    touchesOf(reader, [...new Set(units.map((unit) => unit.productId))]),
    disinfectionsOf(reader, equipment),
    lastUses(reader, equipment),
    openedForOf(reader, opened),
    ownersOf(reader, biologics),
  ])
  return units.map((facts) => ({
    facts,
    touch: touches.get(facts.productId) ?? null,
    disinfections: disinfections.get(facts.unitId) ?? [],
    lastUsedAt: used.get(facts.unitId) ?? null,
    ownerId: owners.get(facts.unitId) ?? null,
    openedFor: openedFor.get(facts.unitId) ?? [],
  }))
}

/** Units as they are seen without a booking. Of what can't have any of it, nothing is read. */
export async function seenUnits(reader: Reader, units: readonly UnitFacts[]): Promise<SeenUnit[]> {
  if (units.some((unit) => unit.isEquipment || unit.isBiologic)) return prepare(reader, units)
  return units.map((facts) => ({ facts, touch: null, disinfections: [], lastUsedAt: null, ownerId: null }))
}

/** Units as readiness sees them from a booking's room, for a scan that was resolved to them. */
export async function reachable(
  reader: Reader,
  booking: Booking,
  units: readonly UnitFacts[],
): Promise<ReachableUnit[]> {
  const reachOf = reachFrom(await placesOfSites(reader, [booking.siteId]))
  const prepared = await prepare(reader, units)
  return prepared.map((unit) => ({ ...unit, reach: reachOf(unit.facts.placeId, booking) }))
}
