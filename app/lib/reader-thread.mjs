// A thread that answers long reads on a SQLite connection of its own, so that no scan waits for them. It knows no program
// but SQL: it is loaded as it stands, from the sources, from the built server and from tests. One snapshot at a time.
//   { sql, values }   → { names, rows }, each row a list of its values, or { error }; the first one of a snapshot begins it
//   { end: true }     ends the snapshot; nothing is answered

import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'

const db = new Database(workerData.file, { readonly: true, fileMustExist: true })
db.pragma('busy_timeout = 10000')
db.pragma('cache_size = -16384')
db.pragma('temp_store = MEMORY')

const preparedMax = 400
const prepared = new Map()

function prepare(sql) {
  const known = prepared.get(sql)
  if (known) return known
  const statement = db.prepare(sql).safeIntegers(false).raw(true)
  const made = { statement, names: statement.columns().map(({ name }) => name) }
  if (prepared.size >= preparedMax) prepared.delete(prepared.keys().next().value)
  prepared.set(sql, made)
  return made
}

parentPort.on('message', ({ sql, values, end }) => {
  if (end) {
    if (db.inTransaction) db.exec('COMMIT')
    return
  }
  try {
    if (!db.inTransaction) db.exec('BEGIN')
    const { statement, names } = prepare(sql)
    parentPort.postMessage({ names, rows: statement.all(...values) })
  } catch (error) {
    parentPort.postMessage({ error: { message: error.message, code: error.code } })
  }
})
