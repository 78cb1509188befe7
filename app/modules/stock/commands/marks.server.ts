import { rowsOf, sql, type Tx } from '~/lib/db.server'
import type { Stamp } from '~/modules/audit/types'
import type { UnitMark } from '../types'

const columns = {
  position: 'INTEGER',
  unitId: 'INTEGER',
  kind: 'TEXT',
  refKind: 'TEXT',
  refId: 'INTEGER',
  quantity: 'INTEGER',
  at: 'TEXT',
  recordedAt: 'TEXT',
  actor: 'TEXT',
  detail: 'TEXT',
} as const

/**
 * Writes down what containers have become (docs/safety.md §2), in the transaction of the room that knows it: whose they are,
 * for whom they were opened, on whom they were used, what was drawn from them, that they were disinfected. Marks are never
 * changed: an owner that was recorded wrongly is followed by a mark of nobody's. The bulk of a lot is no container: it gets none.
 */
export async function markUnits(tx: Tx, stamp: Stamp, marks: readonly UnitMark[]): Promise<void> {
  if (marks.length === 0) return
  const rows = marks.map(({ unitId, kind, ref, quantity = null, at, detail }, position) => ({
    position,
    unitId,
    kind,
    refKind: ref.kind,
    refId: ref.id,
    // Nothing drawn is no quantity.
    quantity: quantity !== null && quantity > 0 ? quantity : null,
    at,
    recordedAt: stamp.at,
    actor: stamp.actor,
    detail: detail === undefined ? null : JSON.stringify(detail),
  }))
  await tx.$executeRaw(
    sql`INSERT INTO "UnitMark" ("unitId", "kind", "refKind", "refId", "quantity", "at", "recordedAt", "actor", "detail")
        SELECT w."unitId", w."kind", w."refKind", w."refId", w."quantity", w."at", w."recordedAt", w."actor", w."detail"
        FROM (${rowsOf(columns, rows)}) w JOIN "Unit" u ON u."id" = w."unitId" WHERE u."bulkOfLotId" IS NULL
        ORDER BY w."position"`,
  )
}
