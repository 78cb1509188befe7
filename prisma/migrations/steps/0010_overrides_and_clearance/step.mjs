// An override names one finding from now on. Those of earlier releases let a whole step pass, whatever stood against it: they
// end here, and each procedure that was still counting on one says so in its history, so that nobody wonders why it is no longer
// READY. Nothing outside of this folder is imported: a migration must not change when the program does.

const readAtOnce = 2_000

/** @param {import('../../../history.mjs').StepTools} tools */
export async function step({ query, execute, at }) {
  for (let last = 0; ; ) {
    const rows = await query(
      `SELECT e."id", e."procedureId", e."detail" FROM "ProcedureEvent" e JOIN "Procedure" p ON p."id" = e."procedureId"
       WHERE e."kind" = 'override' AND p."status" IN ('booked', 'screened', 'consented', 'given') AND e."id" > $1
       ORDER BY e."id" LIMIT ${readAtOnce}`,
      [last],
    )
    for (const { procedureId, detail } of rows)
      await execute(
        `INSERT INTO "ProcedureEvent" ("procedureId", "kind", "occurredAt", "recordedAt", "actor", "detail")
         VALUES ($1, 'override-ended', $2, $3, 'system', $4)`,
        [procedureId, at, at, JSON.stringify({ step: JSON.parse(detail).step })],
      )
    if (rows.length < readAtOnce) return
    last = rows.at(-1).id
  }
}
