import { sql } from '~/lib/db.server'
import { day, int, nullable, read, row, text } from '~/lib/rows.server'
import { lotKey } from '../rules/lot-key'

/** The lot of a product with this folded number. */
export const lotByKey = read(
  'stock.lot-by-key',
  row({ id: int, lotNumber: text, expiry: nullable(day) }),
  (productId: number, key: string) =>
    sql`SELECT "id", "lotNumber", "expiry" FROM "Lot" WHERE "productId" = ${productId} AND "lotKey" = ${key}`,
  [1, 'MX2231'],
)

/** The bulk unit of a lot. */
export const bulkOfLot = read(
  'stock.bulk-of-lot',
  row({ id: int }),
  (lotId: number) => sql`SELECT "id" FROM "Unit" WHERE "bulkOfLotId" = ${lotId}`,
  [1],
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
