// Lots that were recorded under a longer text are found by the names that stand in it: “CW-777 vial” and “10CW-777” by CW-777.
// Nothing outside of this folder is imported: a migration must not change when the program does.

import { keyOf, namesInLot, skeletonOf } from './inside.mjs'

const readAtOnce = 5_000

/** @param {import('../../../history.mjs').StepTools} tools */
export async function step({ query, execute, at }) {
  for (let last = 0; ; ) {
    const rows = await query(
      `SELECT "id", "lotNumber" FROM "Lot" WHERE "lotNumber" <> 'NO-LOT' AND "id" > $1 ORDER BY "id" LIMIT ${readAtOnce}`,
      [last],
    )
    for (const { id, lotNumber } of rows)
      for (const text of namesInLot(lotNumber))
        await execute(
          `INSERT INTO "Name" ("kind", "text", "key", "skeleton", "targetKind", "targetId", "relation", "recordedAt")
           VALUES ('inside', $1, $2, $3, 'lot', $4, 'same', $5)`,
          [text, keyOf(text), skeletonOf(text), id, at],
        )
    if (rows.length < readAtOnce) return
    last = rows.at(-1).id
  }
}
