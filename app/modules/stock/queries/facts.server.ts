import type { Instant } from '~/lib/day'
import { among, empty, type Reader, type Sql, sql } from '~/lib/db.server'
import { bool, day, instant, int, nullable, read, row, text } from '~/lib/rows.server'
import type { Trips } from '../rules/trips'
import type { HoldFact, LooksLike, UnitFacts } from '../types'
import { bandColumn, baseUnitColumn, placeKindColumn } from './columns.server'
import { standingHoldsOn } from './holds-on.server'
import { mayBeRecalled } from './may-be-recalled.server'
import { tripsOut } from './trips.server'

/** Which units: any of these lists narrows; `includeEmpty` keeps balances of zero (a unit all used up). */
export type FactsWhere = {
  readonly unitIds?: readonly number[]
  readonly lotIds?: readonly number[]
  readonly productIds?: readonly number[]
  readonly categoryIds?: readonly number[]
  readonly placeIds?: readonly number[]
  readonly siteId?: number
  readonly includeEmpty?: boolean
  /** Only the rows behind this one, and at most so many: a page of a long list. */
  readonly after?: { readonly placeId: number; readonly unitId: number }
  readonly limit?: number
}

function within(column: Sql, ids: readonly number[] | undefined): Sql {
  if (ids === undefined) return empty
  // One alone is what a scan asks for: said so, PostgreSQL plans for one.
  return ids.length === 1 ? sql`AND ${column} = ${ids[0]}` : sql`AND ${column} IN ${among(ids)}`
}

/** Where places are named, what stands there is read first (a cross join keeps that order), not the lots of a category of all years. */
const unitsOf = ({ placeIds }: FactsWhere): Sql =>
  placeIds === undefined
    ? sql`JOIN "Unit" u ON u."id" = b."unitId" JOIN "Lot" l ON l."id" = u."lotId"`
    : sql`CROSS JOIN "Unit" u JOIN "Lot" l ON u."id" = b."unitId" AND l."id" = u."lotId"`

const factRows = read(
  'stock.unit-facts',
  row({
    unitId: int,
    unitNumber: nullable(text),
    bulkOfLotId: nullable(int),
    donation: nullable(text),
    donor: nullable(text),
    lotId: int,
    lotNumber: text,
    expiry: nullable(day),
    expiryTime: nullable(text),
    productId: int,
    productName: text,
    manufacturer: text,
    baseUnit: baseUnitColumn,
    containerQuantity: int,
    strength: nullable(text),
    sizeMicroliters: nullable(int),
    multiDose: bool,
    needsThaw: bool,
    thawedForHours: nullable(int),
    openForHours: nullable(int),
    overfillMicroliters: int,
    regulatoryStanding: nullable(text),
    categoryId: int,
    categoryCode: text,
    categoryName: text,
    expires: bool,
    isBiologic: bool,
    isEquipment: bool,
    band: nullable(bandColumn),
    placeId: int,
    placeName: text,
    placeKind: placeKindColumn,
    parentId: nullable(int),
    placeBand: nullable(bandColumn),
    provenUntil: nullable(instant),
    labelMin: nullable(int),
    labelMax: nullable(int),
    placeNow: nullable(int),
    siteId: int,
    timeZone: text,
    quantity: int,
    reserved: int,
  }),
  (where: FactsWhere) => sql`
    SELECT u."id" AS "unitId", u."number" AS "unitNumber", u."bulkOfLotId", u."donation", u."donor",
      l."id" AS "lotId", l."lotNumber",
      l."expiry", l."expiryTime", d."id" AS "productId", d."name" AS "productName", d."manufacturer", d."baseUnit",
      d."containerQuantity", d."strength", d."sizeMicroliters", d."multiDose", d."needsThaw", d."thawedForHours",
      COALESCE(d."openForHours", c."openForHours") AS "openForHours", d."overfillMicroliters", d."regulatoryStanding",
      c."id" AS "categoryId", c."code" AS "categoryCode", c."name" AS "categoryName", c."expires", c."isBiologic", c."isEquipment",
      COALESCE(d."storageBand", c."storageBand") AS "band", p."id" AS "placeId", p."name" AS "placeName", p."kind" AS "placeKind",
      p."parentId", COALESCE(p."storageBand", q."storageBand") AS "placeBand",
      CASE WHEN p."storageBand" IS NULL THEN q."provenUntil" ELSE p."provenUntil" END AS "provenUntil",
      r."temperatureCentiCelsiusMin" AS "labelMin", r."temperatureCentiCelsiusMax" AS "labelMax",
      CASE WHEN r."id" IS NOT NULL THEN (SELECT t."temperatureCentiCelsiusCurrent" FROM "TemperatureReading" t
        WHERE t."placeId" = CASE WHEN p."storageBand" IS NULL THEN p."parentId" ELSE p."id" END
          AND NOT EXISTS (SELECT 1 FROM "TemperatureReading" x WHERE x."correctsId" = t."id")
        ORDER BY t."takenAt" DESC, t."id" DESC LIMIT 1) END AS "placeNow",
      s."id" AS "siteId", s."timeZone", b."quantity", b."reserved"
    FROM "Balance" b ${unitsOf(where)}
      JOIN "Product" d ON d."id" = u."productId" JOIN "Category" c ON c."id" = d."categoryId"
      LEFT JOIN "ProductRange" r ON r."id" = (SELECT MAX(o."id") FROM "ProductRange" o WHERE o."productId" = d."id")
      JOIN "Place" p ON p."id" = b."placeId" LEFT JOIN "Place" q ON q."id" = p."parentId" JOIN "Site" s ON s."id" = p."siteId"
    WHERE ${where.includeEmpty ? sql`1 = 1` : sql`b."quantity" > 0`}
      ${within(sql`b."unitId"`, where.unitIds)} ${within(sql`u."lotId"`, where.lotIds)}
      ${within(sql`u."productId"`, where.productIds)} ${within(sql`d."categoryId"`, where.categoryIds)}
      ${within(sql`b."placeId"`, where.placeIds)}
      ${where.siteId === undefined ? empty : sql`AND p."siteId" = ${where.siteId}`}
      ${where.after === undefined ? empty : sql`AND (b."placeId" > ${where.after.placeId} OR (b."placeId" = ${where.after.placeId} AND u."id" > ${where.after.unitId}))`}
    ORDER BY b."placeId", u."id" ${where.limit === undefined ? empty : sql`LIMIT ${where.limit}`}`,
  [{}],
  [{ placeIds: [1, 2] }],
  [
    {
      ...{ unitIds: [1, 2], lotIds: [1, 2], productIds: [1], categoryIds: [1], placeIds: [1], siteId: 1 },
      ...{ includeEmpty: true, after: { placeId: 1, unitId: 1 }, limit: 1 },
    },
  ],
)

type FactRow = Awaited<ReturnType<typeof factRows>>[number]

const clockRows = read(
  'stock.clocks-of',
  row({ unitId: int, openedAt: nullable(instant), discardAt: nullable(instant), thawLimitAt: nullable(instant) }),
  (unitIds: readonly number[]) => sql`
    SELECT "unitId", MIN("openedAt") AS "openedAt", MIN("discardAt") AS "discardAt", NULL AS "thawLimitAt"
    FROM "Opening" WHERE "unitId" IN ${among(unitIds)}
      AND NOT EXISTS (SELECT 1 FROM "OpeningUndo" x WHERE x."openingId" = "Opening"."id") GROUP BY "unitId"
    UNION ALL SELECT "unitId", NULL, NULL, MIN("limitAt")
    FROM "UnitClock" WHERE "unitId" IN ${among(unitIds)} AND "kind" = 'thaw' GROUP BY "unitId"`,
  [[1]],
)

type ClockRow = Awaited<ReturnType<typeof clockRows>>[number]

const earliest = (clocks: readonly ClockRow[], pick: (clock: ClockRow) => Instant | null): Instant | null =>
  clocks
    .map(pick)
    .filter((at) => at !== null)
    .sort()[0] ?? null

/** A row becomes the facts, in place: a board has thousands, and copying each costs more than reading it. */
const toFacts = (
  row: FactRow,
  holds: readonly HoldFact[],
  clocks: readonly ClockRow[],
  trips: Trips | undefined,
  alike: readonly LooksLike[] | undefined,
): UnitFacts =>
  Object.assign(row, {
    bulk: row.bulkOfLotId !== null,
    holds,
    looksLike: alike ?? [],
    openedAt: earliest(clocks, (clock) => clock.openedAt),
    discardAt: earliest(clocks, (clock) => clock.discardAt),
    // What thaws can't be made unthawed; what only left its storage adds up its trips (R16).
    thawLimitAt: earliest(clocks, (clock) => clock.thawLimitAt) ?? trips?.limitAt ?? null,
    outMinutes: trips?.usedMinutes ?? 0,
  })

/**
 * All that `judge` needs of the units that stand at inside places: one row for each unit and place, in an order that
 * both databases give alike (whoever takes the first takes the same everywhere), in seven reads at
 * most, whatever the number of units.
 */
export async function unitFacts(reader: Reader, where: FactsWhere): Promise<UnitFacts[]> {
  const rows = await factRows(reader, where)
  if (rows.length === 0) return []
  const unitIds = rows.map((each) => each.unitId)
  const [holdsOn, clocksOfAll, trips, alike] = await Promise.all([
    standingHoldsOn(reader, rows),
    clockRows(reader, unitIds),
    tripsOut(reader, unitIds),
    mayBeRecalled(reader, [...new Set(rows.map((each) => each.lotId))]),
  ])
  const clocks = new Map<number, ClockRow[]>()
  for (const clock of clocksOfAll) {
    const own = clocks.get(clock.unitId)
    if (own) own.push(clock)
    else clocks.set(clock.unitId, [clock])
  }
  return rows.map((row) =>
    toFacts(row, holdsOn(row), clocks.get(row.unitId) ?? [], trips.get(row.unitId), alike.get(row.lotId)),
  )
}
