import type { Instant } from '~/lib/day'
import { empty, join, query, type Reader, type Sql, sql, toBoolean } from '~/lib/db.server'
import type { HoldFact, HoldReason, PlaceKind, StorageBand, UnitFacts } from '../types'

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

type FactRow = Omit<
  UnitFacts,
  | 'bulk'
  | 'multiDose'
  | 'needsThaw'
  | 'expires'
  | 'isBiologic'
  | 'isEquipment'
  | 'holds'
  | 'openedAt'
  | 'discardAt'
  | 'thawLimitAt'
> & {
  bulkOfLotId: number | null
  multiDose: unknown
  needsThaw: unknown
  expires: unknown
  isBiologic: unknown
  isEquipment: unknown
  parentId: number | null
}

const within = (column: Sql, ids: readonly number[] | undefined): Sql => {
  if (ids === undefined) return empty
  return ids.length === 0 ? sql`AND 1 = 0` : sql`AND ${column} IN (${join([...ids])})`
}

const factRows = (reader: Reader, where: FactsWhere): Promise<FactRow[]> =>
  query<FactRow>(
    reader,
    sql`
    SELECT u."id" AS "unitId", u."number" AS "unitNumber", u."bulkOfLotId", u."donation", u."donor", l."id" AS "lotId", l."lotNumber",
      l."expiry", l."expiryTime", d."id" AS "productId", d."name" AS "productName", d."manufacturer", d."baseUnit", d."containerQuantity",
      d."strength", d."sizeMicroliters", d."multiDose", d."needsThaw", d."thawedForHours", COALESCE(d."openForHours", c."openForHours") AS "openForHours", d."overfillMicroliters", d."regulatoryStanding",
      c."id" AS "categoryId", c."code" AS "categoryCode", c."name" AS "categoryName", c."expires", c."isBiologic", c."isEquipment",
      COALESCE(d."storageBand", c."storageBand") AS "band", p."id" AS "placeId", p."name" AS "placeName", p."kind" AS "placeKind",
      p."parentId", COALESCE(p."storageBand", q."storageBand") AS "placeBand",
      CASE WHEN p."storageBand" IS NULL THEN q."provenUntil" ELSE p."provenUntil" END AS "provenUntil",
      s."id" AS "siteId", s."timeZone", b."quantity", b."reserved"
    FROM "Balance" b JOIN "Unit" u ON u."id" = b."unitId" JOIN "Lot" l ON l."id" = u."lotId" JOIN "Product" d ON d."id" = u."productId"
      JOIN "Category" c ON c."id" = d."categoryId" JOIN "Place" p ON p."id" = b."placeId" LEFT JOIN "Place" q ON q."id" = p."parentId"
      JOIN "Site" s ON s."id" = p."siteId"
    WHERE ${where.includeEmpty ? sql`1 = 1` : sql`b."quantity" > 0`} ${within(sql`b."unitId"`, where.unitIds)} ${within(sql`u."lotId"`, where.lotIds)}
      ${within(sql`u."productId"`, where.productIds)} ${within(sql`d."categoryId"`, where.categoryIds)} ${within(sql`b."placeId"`, where.placeIds)}
      ${where.siteId === undefined ? empty : sql`AND p."siteId" = ${where.siteId}`}
      ${where.after === undefined ? empty : sql`AND (b."placeId" > ${where.after.placeId} OR (b."placeId" = ${where.after.placeId} AND u."id" > ${where.after.unitId}))`}
    ORDER BY b."placeId", u."id" ${where.limit === undefined ? empty : sql`LIMIT ${where.limit}`}`,
  )

type HoldRow = {
  id: number
  reason: string
  note: string
  source: string | null
  placedAt: string
  productId: number | null
  lotId: number | null
  unitId: number | null
  placeId: number | null
}

/**
 * The standing holds that could cover these rows. Holds are few beside postings: the ones that stand are read through
 * their own indexes, scope by scope.
 */
function holdRows(reader: Reader, rows: readonly FactRow[]): Promise<HoldRow[]> {
  const ids = (pick: (row: FactRow) => number | null): number[] => [
    ...new Set(rows.map(pick).filter((id) => id !== null)),
  ]
  const scopes = [
    sql`h."lotId" IN (${join(ids((row) => row.lotId))})`,
    sql`h."unitId" IN (${join(ids((row) => row.unitId))})`,
    sql`h."productId" IN (${join(ids((row) => row.productId))})`,
    sql`h."placeId" IN (${join([...ids((row) => row.placeId), ...ids((row) => row.parentId)])})`,
  ]
  const one = (scope: Sql) => sql`
    SELECT h."id", h."reason", h."note", h."source", h."placedAt", h."productId", h."lotId", h."unitId", h."placeId" FROM "Hold" h
    LEFT JOIN "HoldRelease" r ON r."holdId" = h."id" WHERE r."holdId" IS NULL AND ${scope}`
  return query<HoldRow>(reader, join(scopes.map(one), ' UNION '))
}

type ClockRow = { unitId: number; openedAt: string | null; discardAt: string | null; thawLimitAt: string | null }

const clockRows = (reader: Reader, unitIds: readonly number[]): Promise<ClockRow[]> =>
  query<ClockRow>(
    reader,
    sql`
    SELECT "unitId", MIN("openedAt") AS "openedAt", MIN("discardAt") AS "discardAt", NULL AS "thawLimitAt" FROM "Opening" WHERE "unitId" IN (${join([...unitIds])}) GROUP BY "unitId"
    UNION ALL SELECT "unitId", NULL, NULL, MIN("limitAt") FROM "UnitClock" WHERE "unitId" IN (${join([...unitIds])}) GROUP BY "unitId"`,
  )

function scopeOf(hold: HoldRow): HoldFact['scope'] {
  if (hold.unitId !== null) return 'unit'
  if (hold.lotId !== null) return 'lot'
  return hold.productId !== null ? 'product' : 'place'
}

const covers = (hold: HoldRow, row: FactRow): boolean =>
  hold.unitId === row.unitId ||
  hold.lotId === row.lotId ||
  hold.productId === row.productId ||
  (hold.placeId !== null && (hold.placeId === row.placeId || hold.placeId === row.parentId))

const toFacts = (row: FactRow, holds: readonly HoldRow[], clocks: readonly ClockRow[]): UnitFacts => {
  const { bulkOfLotId, parentId: _parent, ...rest } = row
  const earliest = (pick: (clock: ClockRow) => string | null): Instant | null =>
    (clocks
      .map(pick)
      .filter((text) => text !== null)
      .sort()[0] as Instant | undefined) ?? null
  return {
    ...rest,
    bulk: bulkOfLotId !== null,
    multiDose: toBoolean(row.multiDose),
    needsThaw: toBoolean(row.needsThaw),
    expires: toBoolean(row.expires),
    isBiologic: toBoolean(row.isBiologic),
    isEquipment: toBoolean(row.isEquipment),
    band: row.band as StorageBand | null,
    placeBand: row.placeBand as StorageBand | null,
    placeKind: row.placeKind as PlaceKind,
    holds: holds
      .filter((hold) => covers(hold, row))
      .map((hold) => ({
        id: hold.id,
        reason: hold.reason as HoldReason,
        note: hold.note,
        source: hold.source,
        scope: scopeOf(hold),
        placedAt: hold.placedAt as Instant,
      })),
    openedAt: earliest((clock) => clock.openedAt),
    discardAt: earliest((clock) => clock.discardAt),
    thawLimitAt: earliest((clock) => clock.thawLimitAt),
  }
}

/**
 * All that `usability` needs of the units that stand at inside places: one row for each unit and place, in an order that
 * both databases give alike (whoever takes the first takes the same everywhere), in three reads
 * whatever the number of units.
 */
export async function unitFacts(reader: Reader, where: FactsWhere): Promise<UnitFacts[]> {
  const rows = await factRows(reader, where)
  if (rows.length === 0) return []
  const holds = await holdRows(reader, rows)
  const clocks = new Map<number, ClockRow[]>()
  for (const clock of await clockRows(reader, [...new Set(rows.map((row) => row.unitId))]))
    clocks.set(clock.unitId, [...(clocks.get(clock.unitId) ?? []), clock])
  return rows.map((row) => toFacts(row, holds, clocks.get(row.unitId) ?? []))
}
