// Migrations on SQLite. One transaction each, begun IMMEDIATE: two processes at once wait for each other.

import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { backupBefore } from './backup.mjs'
import { failed, MigrationError, missing, patienceMilliseconds, sqliteFile, stepMark, strangers } from './history.mjs'

const sqliteHistoryTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`

/**
 * Applies the migrations that a SQLite file lacks; makes the file and its folder.
 * @param {string} databaseUrl
 * @param {import('./history.mjs').Migration[]} list
 * @param {{ log: (sentence: string) => void, backups?: string }} options
 * @returns {Promise<string[]>} the names of those applied
 */
export async function migrateSqlite(databaseUrl, list, { log, backups }) {
  const file = sqliteFile(databaseUrl)
  mkdirSync(path.dirname(file), { recursive: true })
  const db = new Database(file, { timeout: patienceMilliseconds })
  try {
    await turnOnWriteAheadLog(db)
    db.pragma('synchronous = FULL')
    // A table that is rebuilt must not take the rows that point at it along; the pointers are checked before the commit.
    db.pragma('foreign_keys = OFF')
    const applied = []
    // Only what was there before this start is worth keeping: a database that begins now has nothing yet.
    let saved = isNew(db)
    const save = async (entry) => {
      if (!saved && holdsRows(db)) await backupBefore(databaseUrl, entry.name, backups, log)
      saved = true
    }
    for (;;) {
      if (sqliteMissing(db, list).length === 0) return applied
      const name = await applyNextToSqlite(db, list, save)
      if (name === undefined) return applied
      applied.push(name)
      log(`Migration ${name} applied.`)
    }
  } finally {
    db.close()
  }
}

/** SQLite doesn't wait for its lock here, whatever the timeout says, so two first starts at once would meet an error. */
async function turnOnWriteAheadLog(db) {
  const end = Date.now() + patienceMilliseconds
  for (;;) {
    try {
      db.pragma('journal_mode = WAL')
      return
    } catch (error) {
      if (error.code !== 'SQLITE_BUSY' || Date.now() > end) throw error
      await sleep(20)
    }
  }
}

const tablesSql = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`

const isNew = (db) => !db.prepare(tablesSql).pluck().all().includes('_prisma_migrations')

const holdsRows = (db) =>
  db
    .prepare(`${tablesSql} AND name <> '_prisma_migrations'`)
    .pluck()
    .all()
    .some((name) => db.prepare(`SELECT EXISTS (SELECT 1 FROM "${name}")`).pluck().get() === 1)

function sqliteMissing(db, list) {
  const table = db.prepare(`SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?`).pluck()
  if (table.get('_prisma_migrations') === 0) {
    const others = db.prepare(
      `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    if (others.pluck().get() > 0) throw new MigrationError(strangers)
    return list
  }
  const history = db.prepare(
    'SELECT migration_name, checksum, finished_at IS NOT NULL AS finished, logs FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  return missing(
    history.all().map((row) => ({ ...row, finished: row.finished === 1 })),
    list,
  )
}

/** What is missing is asked again inside the transaction: another process may have applied it while this one waited. */
async function applyNextToSqlite(db, list, save) {
  db.exec('BEGIN IMMEDIATE')
  try {
    const [entry] = sqliteMissing(db, list)
    if (!entry) return undefined
    // Nobody else can write now, so the backup is what the migration begins with.
    await save(entry)
    const startedAt = Date.now()
    db.exec(sqliteHistoryTable)
    try {
      db.exec(entry.sql)
      if (entry.step) await (await entry.step.load())(toolsOn(db))
    } catch (error) {
      throw failed(entry, error)
    }
    const [broken] = db.pragma('foreign_key_check')
    if (broken)
      throw failed(entry, new Error(`rows of ${broken.table} point at rows of ${broken.parent} that are gone`))
    db.prepare(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, logs, started_at, applied_steps_count)
       VALUES (?, ?, ?, ?, ?, ?, 1)`,
    ).run(randomUUID(), entry.checksum, Date.now(), entry.name, stepMark(entry.step), startedAt)
    db.exec('COMMIT')
    return entry.name
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK')
  }
}

/** @returns {import('./history.mjs').StepTools} */
function toolsOn(db) {
  const prepared = new Map()
  const statement = (sql) => {
    const known = prepared.get(sql)
    if (known) return known
    const made = db.prepare(sql.replaceAll(/\$\d+/g, '?'))
    prepared.set(sql, made)
    return made
  }
  return {
    dialect: 'sqlite',
    at: new Date().toISOString(),
    query: async (sql, values = []) => statement(sql).all(...values),
    execute: async (sql, values = []) => void statement(sql).run(...values),
  }
}
