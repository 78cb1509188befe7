import type { Database } from '~/lib/db.server'
import { sql } from '~/lib/db.server'
import { int, read, row } from '~/lib/rows.server'
import { sealFaults } from '~/modules/audit/commands/seal.server'
import { verifyLedger } from '~/modules/stock/queries/verify.server'

/** What was looked at and what is wrong, so that "nothing" is said of a search that was made (docs/safety.md §10). */
export type BooksView = {
  readonly looked: {
    readonly entries: number
    readonly sealed: number
    readonly seals: number
    readonly postings: number
    readonly balances: number
  }
  readonly wrong: readonly string[]
}

const counted = read(
  'reports.books-counted',
  row({ entries: int, sealed: int, seals: int, postings: int, balances: int }),
  () =>
    sql`SELECT (SELECT COUNT(*) FROM "AuditEntry") AS "entries", (SELECT COALESCE(MAX("toId"), 0) FROM "AuditSeal") AS "sealed",
          (SELECT COUNT(*) FROM "AuditSeal") AS "seals", (SELECT COUNT(*) FROM "Posting") AS "postings",
          (SELECT COUNT(*) FROM "Balance") AS "balances"`,
  [],
)

/**
 * Recomputes every seal of the audit trail and rebuilds every balance from its postings, and says what differs: entries
 * that were changed, removed or left out, and places that hold something else than was posted to them.
 */
export async function checkBooks(db: Database): Promise<BooksView> {
  const seals = await sealFaults(db)
  return db.snapshot(async (reader) => {
    const looked = await counted.one(reader)
    const ledger = await verifyLedger(reader)
    const wrong = [
      ...seals.broken.map((id) => `Seal ${id} doesn't fit its entries: one of them was changed or removed.`),
      ...seals.leftOut.map((id) => `Entry ${id} was written late, and no seal covers it.`),
      ...ledger.differences.map(
        ({ unitId, placeId, posted, balance }) =>
          `Unit ${unitId} at place ${placeId}: the postings add up to ${posted}, the balance says ${balance}.`,
      ),
      ...(ledger.reservedDifferences > 0
        ? [`${ledger.reservedDifferences} balances keep another quantity than their reservations add up to.`]
        : []),
    ]
    return { looked: looked ?? { entries: 0, sealed: 0, seals: 0, postings: 0, balances: 0 }, wrong }
  })
}
