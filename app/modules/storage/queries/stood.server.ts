import type { Instant } from '~/lib/day'
import { type Reader, sql } from '~/lib/db.server'
import { bool, int, nullable, read, row } from '~/lib/rows.server'
import { bandColumn } from '~/modules/stock/queries/columns.server'
import type { ReadingSpan, StandingUnit } from '../types'

type Location = { readonly placeId: number; readonly siteId: number }

const someTime = '2026-11-24T15:00:00.000Z' as Instant

const stood = read(
  'storage.units-that-stood',
  row({
    unitId: int,
    lotId: int,
    band: nullable(bandColumn),
    atStart: int,
    arrived: int,
    inGapStart: int,
    inGapArrived: int,
    held: bool,
  }),
  ({ placeId, siteId }: Location, { from, to, gap }: ReadingSpan, excursionId: number | null) => {
    const here = sql`(SELECT "id" FROM "here")`
    const net = (until: string | null) =>
      until === null
        ? sql`0`
        : sql`SUM(CASE WHEN g."occurredAt" <= ${until} AND g."toPlaceId" IN ${here} THEN g."quantity" ELSE 0 END)
      - SUM(CASE WHEN g."occurredAt" <= ${until} AND g."fromPlaceId" IN ${here} THEN g."quantity" ELSE 0 END)`
    const into = (since: string | null, until: string) =>
      sql`SUM(CASE WHEN ${since === null ? sql`1 = 1` : sql`g."occurredAt" > ${since}`} AND g."occurredAt" <= ${until}
        AND g."toPlaceId" IN ${here} THEN g."quantity" ELSE 0 END)`
    const held =
      excursionId === null
        ? sql`0`
        : sql`CASE WHEN EXISTS (SELECT 1 FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
        WHERE h."unitId" = u."id" AND h."source" = ${`excursion:${excursionId}`} AND r."holdId" IS NULL) THEN 1 ELSE 0 END`
    return sql`
    WITH "here" AS (SELECT "id" FROM "Place" WHERE "id" = ${placeId} OR "parentId" = ${placeId})
    SELECT u."id" AS "unitId", u."lotId", COALESCE(d."storageBand", c."storageBand") AS "band",
      ${net(from)} AS "atStart", ${into(from, to)} AS "arrived", ${net(gap?.from ?? null)} AS "inGapStart",
      ${gap === null ? sql`0` : into(gap.from, gap.to)} AS "inGapArrived", ${held} AS "held"
    FROM "Unit" u JOIN "Posting" g ON g."lotId" = u."lotId" AND g."unitId" = u."id"
      JOIN "Product" d ON d."id" = u."productId" JOIN "Category" c ON c."id" = d."categoryId"
    WHERE u."id" IN (SELECT b."unitId" FROM "Balance" b JOIN "Place" p ON p."id" = b."placeId"
      WHERE b."quantity" > 0 AND p."siteId" = ${siteId})
    GROUP BY u."id", u."lotId", COALESCE(d."storageBand", c."storageBand")`
  },
  [{ placeId: 1, siteId: 1 }, { from: someTime, to: someTime, gap: null }, null],
  [{ placeId: 1, siteId: 1 }, { from: someTime, to: someTime, gap: { from: null, to: someTime } }, 1],
  [{ placeId: 1, siteId: 1 }, { from: someTime, to: someTime, gap: { from: someTime, to: someTime } }, 1],
)

/**
 * The units still somewhere at the site that stood in a location (or on its shelves) while a reading speaks, or in the gap
 * before it, by their postings: so those since moved away are among them (R21).
 */
export async function unitsThatStood(
  reader: Reader,
  location: Location,
  span: ReadingSpan,
  excursionId: number | null,
): Promise<StandingUnit[]> {
  const rows = await stood(reader, location, span, excursionId)
  return rows
    .map(({ unitId, lotId, band, atStart, arrived, inGapStart, inGapArrived, held }) => ({
      unitId,
      lotId,
      band,
      inSpan: atStart > 0 || arrived > 0,
      inGap: span.gap !== null && (inGapStart > 0 || inGapArrived > 0),
      held,
    }))
    .filter((unit) => unit.inSpan || unit.inGap)
}
