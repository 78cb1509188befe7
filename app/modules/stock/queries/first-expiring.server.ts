import type { Instant } from '~/lib/day'
import { among, type Reader, rowsOf, type Sql, sql } from '~/lib/db.server'
import { bool, instant, int, nullable, read, row, text } from '~/lib/rows.server'
import { bandColumn, insideKinds } from './columns.server'

// What stands at places, lot by lot, first-expiring first, in pages. SQL leaves out only what `judge` stops for whoever is
// offered something or takes it: the property test in tests/readiness/candidates.db.test.ts compares the two.

const standing = (scope: Sql): Sql =>
  sql`EXISTS (SELECT 1 FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id" WHERE ${scope} AND r."holdId" IS NULL)`

const rowsThere = read(
  'stock.rows-there',
  row({ count: int }),
  (placeIds: readonly number[], most: number) =>
    sql`SELECT COUNT(*) AS "count" FROM (SELECT 1 AS "one" FROM "Balance"
        WHERE "placeId" IN ${among(placeIds)} AND "quantity" > 0 LIMIT ${most}) there`,
  [[1, 2], 10],
)

/** How many rows of stock these places have, counted up to `most`. */
export async function countThere(reader: Reader, placeIds: readonly number[], most: number): Promise<number> {
  return placeIds.length === 0 ? 0 : ((await rowsThere.one(reader, placeIds, most))?.count ?? 0)
}

const rowsAtSite = read(
  'stock.rows-at-site',
  row({ count: int }),
  (siteId: number, most: number) =>
    sql`SELECT COUNT(*) AS "count" FROM (SELECT 1 AS "one" FROM "Place" p CROSS JOIN "Balance" b
        WHERE p."siteId" = ${siteId} AND p."kind" ${insideKinds} AND b."placeId" = p."id" AND b."quantity" > 0 LIMIT ${most}) there`,
  [1, 10],
)

/** More rows than this at a site are not read to look for a few among them. */
const much = 20_000

/** Whether so much stands at a site that lists begin at the lots instead of at what stands. */
export const standsMuch = async (reader: Reader, siteId: number): Promise<boolean> =>
  ((await rowsAtSite.one(reader, siteId, much + 1))?.count ?? 0) > much

/** The places of a site that stock can stand at, each with what stops everything that stands there. */
export const placesWithStops = read(
  'stock.places-with-stops',
  row({ id: int, band: nullable(bandColumn), provenUntil: nullable(instant), held: bool }),
  (siteId: number) => sql`
    SELECT p."id", COALESCE(p."storageBand", q."storageBand") AS "band",
      CASE WHEN p."storageBand" IS NULL THEN q."provenUntil" ELSE p."provenUntil" END AS "provenUntil",
      CASE WHEN ${standing(sql`h."placeId" = p."id"`)} OR ${standing(sql`h."placeId" = p."parentId"`)} THEN 1 ELSE 0 END AS "held"
    FROM "Place" p LEFT JOIN "Place" q ON q."id" = p."parentId"
    WHERE p."siteId" = ${siteId} AND p."kind" ${insideKinds}`,
  [1],
)

/** The products of these categories, each with whether it is held as a whole. */
export const productsOf = read(
  'stock.products-of',
  row({ productId: int, categoryId: int, sizeMicroliters: nullable(int), held: bool }),
  (categoryIds: readonly number[]) => sql`
    SELECT d."id" AS "productId", d."categoryId", d."sizeMicroliters",
      CASE WHEN ${standing(sql`h."productId" = d."id"`)} THEN 1 ELSE 0 END AS "held"
    FROM "Product" d WHERE d."categoryId" IN ${among(categoryIds)} ORDER BY d."id"`,
  [[1, 2]],
)

/**
 * Whose lots are looked for, and behind which: `seek` is a number of the caller's, with one row for each of its products.
 * `narrow`: leaves out lots on hold and lots of which nothing is free.
 */
export type Seek = {
  readonly seek: number
  readonly productId: number
  readonly expiry: string
  readonly lotId: number
  readonly narrow: number
}

/** Which lots: those with an expiry or those without, at which places, and how many for each seek. */
export type LotPage = {
  readonly seeks: readonly Seek[]
  readonly placeIds: readonly number[]
  readonly dated: boolean
  readonly size: number
}

const seekColumns = {
  seek: 'INTEGER',
  productId: 'INTEGER',
  expiry: 'TEXT',
  lotId: 'INTEGER',
  narrow: 'INTEGER',
} as const

/**
 * The next lots of each seek. The order of one product is that of an index; the lots of several products are merged: no lot
 * behind the last of a whole page of any one product can be in the page of all.
 */
const lotPages = read(
  'stock.lots-first-expiring',
  row({ seek: int, lotId: int, expiry: nullable(text), more: bool }),
  ({ seeks, placeIds, dated, size }: LotPage) => {
    const behind = dated
      ? sql`l."expiry" >= s."expiry" AND (l."expiry" > s."expiry" OR l."id" > s."lotId")`
      : sql`l."expiry" IS NULL AND l."id" > s."lotId"`
    const upTo = dated
      ? sql`AND l."expiry" <= COALESCE(b."expiry", '9999-12-31') AND (b."lotId" IS NULL OR l."expiry" < b."expiry" OR l."id" <= b."lotId")`
      : sql`AND l."id" <= COALESCE(b."lotId", 2147483647)`
    const here = sql`EXISTS (SELECT 1 FROM "Unit" u CROSS JOIN "Balance" a
        WHERE u."lotId" = l."id" AND a."unitId" = u."id" AND a."placeId" IN ${among(placeIds)}
          AND a."quantity" > CASE WHEN s."narrow" = 1 THEN a."reserved" ELSE 0 END)
      AND (s."narrow" = 0 OR NOT ${standing(sql`h."lotId" = l."id"`)})`
    return sql`
      WITH seek AS MATERIALIZED (${rowsOf(seekColumns, seeks)}),
        whole AS (SELECT s."seek", (SELECT l."id" FROM "Lot" l WHERE l."productId" = s."productId" AND ${behind} AND ${here}
          ORDER BY l."expiry", l."id" LIMIT 1 OFFSET ${size - 1}) AS "lotId" FROM seek s),
        ends AS (SELECT w."seek", l."expiry", l."id" AS "lotId",
          ROW_NUMBER() OVER (PARTITION BY w."seek" ORDER BY l."expiry", l."id") AS "place"
          FROM whole w JOIN "Lot" l ON l."id" = w."lotId"),
        found AS (SELECT s."seek", l."id" AS "lotId", l."expiry", CASE WHEN b."lotId" IS NULL THEN 0 ELSE 1 END AS "more",
          ROW_NUMBER() OVER (PARTITION BY s."seek" ORDER BY l."expiry", l."id") AS "place"
          FROM seek s LEFT JOIN ends b ON b."seek" = s."seek" AND b."place" = 1
            JOIN "Lot" l ON l."productId" = s."productId" AND ${behind} ${upTo}
          WHERE ${here})
      SELECT "seek", "lotId", "expiry", "more" FROM found WHERE "place" <= ${size + 1} ORDER BY "seek", "place"`
  },
  [
    {
      ...{ seeks: [{ seek: 1, productId: 1, expiry: '2026-01-01', lotId: 0, narrow: 1 }], placeIds: [1, 2], size: 2 },
      dated: true,
    },
  ],
  [{ seeks: [{ seek: 1, productId: 1, expiry: '', lotId: 0, narrow: 0 }], placeIds: [1, 2], size: 2, dated: false }],
)

/** The next lots of a seek, in order; `more` may be said once too often, never once too little. */
export type LotsFound = {
  readonly lots: readonly { readonly lotId: number; readonly expiry: string | null }[]
  readonly more: boolean
}

/** The next lots of each seek with stock at these places, first-expiring first. One read, however many seeks. */
export async function lotsFirstExpiring(reader: Reader, page: LotPage): Promise<Map<number, LotsFound>> {
  const found = new Map<number, LotsFound>()
  if (page.seeks.length === 0 || page.placeIds.length === 0) return found
  const rows = await lotPages(reader, page)
  for (const seek of new Set(rows.map((each) => each.seek))) {
    const own = rows.filter((each) => each.seek === seek)
    found.set(seek, { lots: own.slice(0, page.size), more: own.length > page.size || own.some(({ more }) => more) })
  }
  return found
}

const openedRows = read(
  'stock.opened-there',
  row({ unitId: int }),
  (productIds: readonly number[], placeIds: readonly number[], at: Instant) => sql`
    SELECT DISTINCT o."unitId" FROM "Opening" o JOIN "Unit" u ON u."id" = o."unitId" JOIN "Balance" b ON b."unitId" = u."id"
    WHERE o."discardAt" >= ${at} AND u."productId" IN ${among(productIds)} AND b."placeId" IN ${among(placeIds)}
      AND b."quantity" > 0`,
  [[1, 2], [1, 2], '2026-01-02T03:04:05.678Z' as Instant],
)

/** The opened units of these products at these places that may still be used. They come before unopened ones of their date (R13). */
export async function openedThere(
  reader: Reader,
  productIds: readonly number[],
  placeIds: readonly number[],
  at: Instant,
): Promise<number[]> {
  if (productIds.length === 0 || placeIds.length === 0) return []
  return (await openedRows(reader, productIds, placeIds, at)).map(({ unitId }) => unitId)
}
