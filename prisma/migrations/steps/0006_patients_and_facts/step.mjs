// The keys by which patients who are there already are found and told apart, and the categories of what enters a patient.
// Nothing outside of this folder is imported: a migration must not change when the program does.

import { keysOf } from './keys.mjs'

const readAtOnce = 2_000
const rowsAtOnce = 400

// What is injected, what it is drawn up and injected with, and the gel at the puncture (R57).
const entering = [
  'biologic-vial',
  'diluent',
  'anesthetic-injectable',
  'syringe',
  'needle',
  'spinal-needle',
  'filter-needle',
  'ultrasound-gel',
]

/** @param {import('../../../history.mjs').StepTools} tools */
export async function step(tools) {
  for (const code of entering)
    await tools.execute('UPDATE "Category" SET "entersPatient" = TRUE WHERE "code" = $1', [code])
  for (let last = 0; ; ) {
    const rows = await tools.query(
      `SELECT "id", "mrn", "name" FROM "Patient" WHERE "id" > $1 ORDER BY "id" LIMIT ${readAtOnce}`,
      [last],
    )
    for (const row of rows) await keep(tools, row)
    if (rows.length < readAtOnce) return
    last = rows.at(-1).id
  }
}

async function keep({ execute }, { id, mrn, name }) {
  const { searchKey, mrnKey, nameKey, pieces } = keysOf(mrn, name)
  await execute('UPDATE "Patient" SET "searchKey" = $1, "mrnKey" = $2, "nameKey" = $3 WHERE "id" = $4', [
    searchKey,
    mrnKey,
    nameKey,
    id,
  ])
  for (let from = 0; from < pieces.length; from += rowsAtOnce) {
    const some = pieces.slice(from, from + rowsAtOnce)
    const places = some.map((_, at) => `($${at * 2 + 1}, $${at * 2 + 2})`)
    await execute(
      `INSERT INTO "PatientPiece" ("piece", "patientId") VALUES ${places.join(', ')}`,
      some.flatMap((piece) => [piece, id]),
    )
  }
}
