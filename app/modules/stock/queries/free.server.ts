import { type Reader, sql } from '~/lib/db.server'
import { int, nullable, read, row, text } from '~/lib/rows.server'
import type { StockRefusal } from '../types'
import { baseUnitColumn } from './columns.server'

const freeAt = read(
  'stock.free-at',
  row({ place: text, free: nullable(int), kept: nullable(int), baseUnit: baseUnitColumn, containerQuantity: int }),
  (unitId: number, placeId: number) =>
    sql`SELECT p."name" AS "place", b."quantity" - b."reserved" AS "free", b."reserved" AS "kept", d."baseUnit", d."containerQuantity"
        FROM "Unit" u JOIN "Product" d ON d."id" = u."productId" JOIN "Place" p ON p."id" = ${placeId}
        LEFT JOIN "Balance" b ON b."unitId" = u."id" AND b."placeId" = p."id" WHERE u."id" = ${unitId}`,
  [1, 1],
)

/** Why a quantity of a unit can't be taken from a place: how much is free there, or that there is no such unit. */
export async function notEnough(
  reader: Reader,
  { unitId, placeId, wanted }: { readonly unitId: number; readonly placeId: number; readonly wanted: number },
): Promise<StockRefusal> {
  const found = await freeAt.one(reader, unitId, placeId)
  if (!found) return { code: 'UNIT_UNKNOWN' }
  return { code: 'NOT_ENOUGH', wanted, ...found, free: found.free ?? 0, kept: found.kept ?? 0 }
}
