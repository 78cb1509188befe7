import { type Reader, sql } from '~/lib/db.server'
import { int, read, row } from '~/lib/rows.server'

const ledgerDifferences = read(
  'stock.ledger-differences',
  row({ unitId: int, placeId: int, posted: int, balance: int }),
  () =>
    sql`SELECT x."unitId", x."placeId", SUM(x."posted") AS "posted", SUM(x."balance") AS "balance" FROM (
          SELECT "unitId", "toPlaceId" AS "placeId", "quantity" AS "posted", 0 AS "balance" FROM "Posting"
          UNION ALL SELECT "unitId", "fromPlaceId", -"quantity", 0 FROM "Posting"
          UNION ALL SELECT "unitId", "placeId", 0, "quantity" FROM "Balance") x
        JOIN "Place" p ON p."id" = x."placeId" WHERE p."inside"
        GROUP BY x."unitId", x."placeId" HAVING SUM(x."posted") <> SUM(x."balance")`,
  [],
)

const reservedDifferences = read(
  'stock.reserved-differences',
  row({ count: int }),
  () =>
    sql`SELECT COUNT(*) AS "count" FROM (
          SELECT x."unitId", x."placeId" FROM (
            SELECT "unitId", "placeId", "quantity" AS "kept", 0 AS "reserved" FROM "Reservation" WHERE "endedAt" IS NULL
            UNION ALL SELECT "unitId", "placeId", 0, "reserved" FROM "Balance") x
          GROUP BY x."unitId", x."placeId" HAVING SUM(x."kept") <> SUM(x."reserved")) y`,
  [],
)

export type LedgerDifference = Awaited<ReturnType<typeof ledgerDifferences>>[number]

/**
 * Rebuilds every balance from the postings and returns where they differ: none, or the ledger is broken. Reservations are
 * rebuilt too: `reservedDifferences` counts balances whose reserved part is not the sum of standing reservations.
 */
export async function verifyLedger(
  reader: Reader,
): Promise<{ differences: LedgerDifference[]; reservedDifferences: number }> {
  const differences = await ledgerDifferences(reader)
  const [reserved] = await reservedDifferences(reader)
  return { differences, reservedDifferences: reserved?.count ?? 0 }
}
