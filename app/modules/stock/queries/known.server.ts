import { sql } from '~/lib/db.server'
import { bool, day, int, nullable, read, row, text } from '~/lib/rows.server'
import { lotKey } from '../rules/lot-key'
import { meansLot } from './watched.server'

/**
 * The lot of a product with this folded number, its bulk unit, whether it bears its number as a name already, and whether
 * a watch means it by its number or by a name of its product.
 */
export const lotByKey = read(
  'stock.lot-by-key',
  row({ id: int, lotNumber: text, expiry: nullable(day), bulkId: nullable(int), named: bool, watched: bool }),
  (productId: number, key: string) =>
    sql`SELECT l."id", l."lotNumber", l."expiry", b."id" AS "bulkId",
          CASE WHEN EXISTS (SELECT 1 FROM "Name" o WHERE o."key" = l."lotKey" AND o."kind" = 'lot' AND o."scheme" IS NULL
            AND o."targetKind" = 'lot' AND o."targetId" = l."id" AND o."endedAt" IS NULL) THEN 1 ELSE 0 END AS "named",
          CASE WHEN EXISTS (SELECT 1 FROM "Watch" w WHERE ${meansLot([key])}) THEN 1 ELSE 0 END AS "watched"
        FROM "Lot" l LEFT JOIN "Unit" b ON b."bulkOfLotId" = l."id" WHERE l."productId" = ${productId} AND l."lotKey" = ${key}`,
  [1, 'MX2231'],
)

/** The unit of a product with this number (serial, or donation with division), and where it stands. */
export const unitByNumber = read(
  'stock.unit-by-number',
  row({ lotId: int, lotNumber: text, place: nullable(text) }),
  (productId: number, number: string) =>
    sql`SELECT u."lotId", l."lotNumber", p."name" AS "place" FROM "Unit" u JOIN "Lot" l ON l."id" = u."lotId"
        LEFT JOIN "Balance" b ON b."unitId" = u."id" AND b."quantity" > 0 LEFT JOIN "Place" p ON p."id" = b."placeId"
        WHERE u."productId" = ${productId} AND u."numberKey" = ${lotKey(number)}`,
  [1, 'SN-1'],
)

/** The outside place of a site of this kind. */
export const outsidePlaceOf = read(
  'stock.outside-place',
  row({ id: int }),
  (siteId: number, kind: string) =>
    sql`SELECT "id" FROM "Place" WHERE "siteId" = ${siteId} AND "kind" = ${kind} ORDER BY "id" LIMIT 1`,
  [1, 'supplier'],
)
