import { among, type Reader, type Sql, sql } from '~/lib/db.server'
import { instant, int, oneOf, read, row } from '~/lib/rows.server'
import { type Trips, tripsOf } from '../rules/trips'

const firstClocks = read(
  'stock.first-trips',
  row({ unitId: int, startedAt: instant, limitAt: instant }),
  (unitIds: readonly number[]) => sql`
    SELECT c."unitId", c."startedAt", c."limitAt" FROM "UnitClock" c
    WHERE c."id" IN (SELECT MIN("id") FROM "UnitClock" WHERE "kind" = 'out-of-storage' AND "unitId" IN ${among(unitIds)} GROUP BY "unitId")`,
  [[1]],
)

const where = oneOf('stored', 'out', 'gone')

const tripMoves = read(
  'stock.trip-moves',
  row({ unitId: int, at: instant, quantity: int, from: where, to: where }),
  (unitIds: readonly number[]) => {
    const stands = (own: Sql, above: Sql): Sql =>
      sql`CASE WHEN NOT ${own}."inside" THEN 'gone'
        WHEN COALESCE(${own}."storageBand", ${above}."storageBand", '') = COALESCE(d."storageBand", c."storageBand", '') THEN 'stored'
        ELSE 'out' END`
    return sql`
      SELECT g."unitId", g."occurredAt" AS "at", g."quantity", ${stands(sql`f`, sql`fp`)} AS "from", ${stands(sql`t`, sql`tp`)} AS "to"
      FROM "Unit" u JOIN "Posting" g ON g."lotId" = u."lotId" AND g."unitId" = u."id"
        JOIN "Product" d ON d."id" = u."productId" JOIN "Category" c ON c."id" = d."categoryId"
        JOIN "Place" f ON f."id" = g."fromPlaceId" LEFT JOIN "Place" fp ON fp."id" = f."parentId"
        JOIN "Place" t ON t."id" = g."toPlaceId" LEFT JOIN "Place" tp ON tp."id" = t."parentId"
      WHERE u."id" IN ${among(unitIds)} ORDER BY g."unitId", g."occurredAt", g."id"`
  },
  [[1]],
)

/** The trips out of storage of units whose clock ever ran, by unit; a unit that never left its storage has none. */
export async function tripsOut(reader: Reader, unitIds: readonly number[]): Promise<Map<number, Trips>> {
  const clocks = await firstClocks(reader, unitIds)
  if (clocks.length === 0) return new Map()
  const moves = await tripMoves(
    reader,
    clocks.map(({ unitId }) => unitId),
  )
  return new Map(
    clocks.map(({ unitId, ...clock }) => {
      const own = moves.filter((move) => move.unitId === unitId && move.at >= clock.startedAt)
      return [unitId, tripsOf(own, clock)]
    }),
  )
}
