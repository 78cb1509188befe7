// What containers have become, as marks: whose they are, on whom they were used, when they were disinfected. From now on the
// rooms write these themselves. Nothing outside of this folder is imported: a migration must not change when the program does.

const rowsAtOnce = 400
const readAtOnce = 5_000
const columns = ['unitId', 'kind', 'refKind', 'refId', 'quantity', 'at', 'recordedAt', 'actor']

/** @param {import('../../../history.mjs').StepTools} tools */
export async function step(tools) {
  const owners = `SELECT "id", "unitId", "patientId", "recordedAt", "actor", "endedAt" FROM "AutologousUnit" WHERE "id" > $1`
  await each(tools, owners, ({ unitId, patientId, recordedAt, actor, endedAt }) => [
    [unitId, 'owner', 'patient', patientId, null, recordedAt, recordedAt, actor],
    // Who ended it was not kept.
    ...(endedAt === null ? [] : [[unitId, 'owner', 'nobody', 0, null, endedAt, endedAt, 'system']]),
  ])
  const uses = `SELECT p."id", p."unitId", p."procedureId", p."quantity", p."givenAt", p."recordedAt", p."actor" FROM "ProcedureUse" p
    JOIN "Unit" u ON u."id" = p."unitId" WHERE u."bulkOfLotId" IS NULL AND p."id" > $1`
  await each(tools, uses, ({ unitId, procedureId, quantity, givenAt, recordedAt, actor }) => [
    [unitId, 'used-on', 'procedure', procedureId, quantity > 0 ? quantity : null, givenAt, recordedAt, actor],
  ])
  const disinfections = `SELECT "id", "unitId", "doneAt", "actor" FROM "Disinfection" WHERE "id" > $1`
  await each(tools, disinfections, ({ id, unitId, doneAt, actor }) => [
    [unitId, 'disinfected', 'disinfection', id, null, doneAt, doneAt, actor],
  ])
}

/** Stores the marks that each row of a read gives; the read ends in `"id" > $1` and is made in slices. */
async function each(tools, sql, marksOf) {
  for (let last = 0; ; ) {
    const rows = await tools.query(`${sql} ORDER BY 1 LIMIT ${readAtOnce}`, [last])
    const marks = rows.flatMap(marksOf)
    for (let from = 0; from < marks.length; from += rowsAtOnce)
      await insert(tools, marks.slice(from, from + rowsAtOnce))
    if (rows.length < readAtOnce) return
    last = rows.at(-1).id
  }
}

async function insert({ execute }, marks) {
  const places = marks.map(
    (_, row) => `(${columns.map((_name, column) => `$${row * columns.length + column + 1}`).join(', ')})`,
  )
  const names = columns.map((name) => `"${name}"`).join(', ')
  await execute(`INSERT INTO "UnitMark" (${names}) VALUES ${places.join(', ')}`, marks.flat())
}
