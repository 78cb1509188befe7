// The bench's clinic, made in bulk from a seed, in the real migrated schema: the rows that many years would bring, written
// without triggers and indexes, which are put back at the end.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { readMigrations } from '../../prisma/history.mjs'
import { migrate } from '../../prisma/migrate.mjs'
import { fillRows } from './data-rows.mjs'
import { sizeOf, usesPerLot } from './data-words.mjs'

/** The folder of the made databases; it can be deleted at any time. */
export const benchFolder = path.join(tmpdir(), `vialkeep-bench-${userInfo().username}`)

/**
 * The database with this many lots, made if it is not there yet. Never opened for writing: runs work on copies.
 * @param {{ lots: number, seed: number, say: (line: string) => void }} wanted
 * @returns {Promise<string>} its file
 */
export async function preparedData({ lots, seed, say }) {
  const state = readMigrations('sqlite').map(({ name, checksum }) => `${name} ${checksum}`)
  const sources = ['data.mjs', 'data-rows.mjs', 'data-words.mjs']
  const own = sources.map((name) => readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8')).join('\n')
  const key = createHash('sha256')
    .update(`${state.join('\n')}\n${own}`)
    .digest('hex')
    .slice(0, 12)
  const file = path.join(benchFolder, `${lots}-lots-seed-${seed}-${key}.db`)
  if (existsSync(file)) return file
  mkdirSync(benchFolder, { recursive: true })
  forgetOlder(lots, seed)
  say(`Making ${lots.toLocaleString('en-US')} lots with ${(lots * usesPerLot).toLocaleString('en-US')} uses (once).`)
  const unfinished = `${file}.unfinished`
  for (const ending of ['', '-wal', '-shm']) rmSync(`${unfinished}${ending}`, { force: true })
  await migrate(`file:${unfinished}`)
  const started = Date.now()
  fill(new Database(unfinished), lots, seed)
  renameSync(unfinished, file)
  say(`Made in ${((Date.now() - started) / 1000).toFixed(0)} s.`)
  return file
}

/** Data of the same size made for an older schema is useless. */
function forgetOlder(lots, seed) {
  for (const name of readdirSync(benchFolder))
    if (name.startsWith(`${lots}-lots-seed-${seed}-`)) rmSync(path.join(benchFolder, name), { force: true })
}

function fill(db, lots, seed) {
  db.pragma('journal_mode = MEMORY')
  db.pragma('synchronous = OFF')
  db.pragma('foreign_keys = OFF')
  db.pragma('cache_size = -1000000')
  const put = setAside(db)
  db.transaction(() => fillRows(db, sizeOf(lots), seed))()
  for (const statement of put) db.exec(statement)
  db.pragma('journal_mode = WAL')
  db.close()
}

/** Takes triggers and indexes away and returns the statements that make them again. */
function setAside(db) {
  const rows = db
    .prepare(
      `SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type`,
    )
    .all()
  for (const { type, name } of rows) db.exec(`DROP ${type} "${name}"`)
  return rows.map((row) => row.sql)
}
