// Applies the migrations at start-up. Prisma's own command would fetch an engine from the internet first; its table
// `_prisma_migrations` is kept the same, so that `prisma migrate status` and `deploy` understand the history.

import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import pg from 'pg'
import { prismaFolder } from './schema.mjs'

/** @typedef {import('./schema.mjs').Provider} Provider */
/** @typedef {{ name: string, sql: string, checksum: string }} Migration */

/** A database that can't be brought up to date; its message is one sentence for the person who starts Vialkeep. */
export class MigrationError extends Error {
  name = 'MigrationError'
}

/** How long one process waits for another that is migrating the same database. */
const patienceMilliseconds = 60_000

/** The advisory lock that Prisma's own command takes too: the two never migrate at once. */
const advisoryLock = 72707369

/**
 * Brings a database up to date: creates it where it is missing (SQLite), then applies each migration that it lacks, in
 * order, each in a transaction of its own. Two processes that start at once apply each migration once. Refuses (with a
 * MigrationError) an edited, half-applied, unknown or out-of-order migration, and a database that holds other tables.
 * @param {string} databaseUrl `file:…` or `postgresql://…`
 * @param {{ log?: (sentence: string) => void, migrations?: Migration[] }} [options] `migrations` instead of those of the project
 * @returns {Promise<string[]>} the names of the migrations applied by this call
 */
export async function migrate(databaseUrl, { log = () => {}, migrations } = {}) {
  const provider = providerOf(databaseUrl)
  const list = migrations ?? readMigrations(provider)
  return provider === 'sqlite' ? migrateSqlite(databaseUrl, list, log) : migratePostgresql(databaseUrl, list, log)
}

/**
 * Which kind of database an address means. Throws a MigrationError for any other kind.
 * @param {string} databaseUrl
 * @returns {Provider}
 */
export function providerOf(databaseUrl) {
  if (databaseUrl.startsWith('file:')) return 'sqlite'
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) return 'postgresql'
  throw new MigrationError('DATABASE_URL must begin with file: (SQLite) or postgresql:// (PostgreSQL).')
}

/**
 * The file that a `file:` address means, relative to the working folder, as Prisma's adapter reads it.
 * @param {string} databaseUrl
 */
export function sqliteFile(databaseUrl) {
  return path.resolve(databaseUrl.replace(/^file:(\/\/(?=\/))?/, '').replace(/\?.*$/, ''))
}

/**
 * The migrations of a database, in the order in which they are applied.
 * @param {Provider} provider
 * @param {string} [folder] the folder that holds one folder for each kind of database
 * @returns {Migration[]}
 */
export function readMigrations(provider, folder = path.join(prismaFolder, 'migrations')) {
  const own = path.join(folder, provider)
  if (!existsSync(own)) return []
  const names = readdirSync(own, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return names
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      // Git on Windows may check files out with CRLF: the checksum is that of the text.
      const sql = readFileSync(path.join(own, name, 'migration.sql'), 'utf8').replaceAll('\r\n', '\n')
      return migration(name, sql)
    })
}

/**
 * A migration with its checksum.
 * @param {string} name
 * @param {string} sql
 * @returns {Migration}
 */
export function migration(name, sql) {
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
}

/**
 * The migrations that a history lacks. Refuses a history that doesn't fit the list.
 * @param {{ migration_name: string, checksum: string, finished: boolean }[]} history without those rolled back
 * @param {Migration[]} list
 */
function missing(history, list) {
  const half = history.find((row) => !row.finished)
  if (half) {
    throw new MigrationError(
      `The migration ${half.migration_name} was begun on this database and never finished: restore the backup made before it, or finish it by hand and mark it with "prisma migrate resolve".`,
    )
  }
  const known = new Map(list.map((entry) => [entry.name, entry]))
  for (const row of history) {
    const entry = known.get(row.migration_name)
    if (!entry) {
      throw new MigrationError(
        `This database has the migration ${row.migration_name}, which this version of Vialkeep does not know: start the newer version that made it.`,
      )
    }
    if (entry.checksum !== row.checksum) {
      throw new MigrationError(
        `The migration ${row.migration_name} was edited after it was applied to this database: put its file back as it was and write the change as a new migration.`,
      )
    }
  }
  const applied = new Set(history.map((row) => row.migration_name))
  const todo = list.filter((entry) => !applied.has(entry.name))
  const last = history
    .map((row) => row.migration_name)
    .sort()
    .at(-1)
  const late = todo.find((entry) => last !== undefined && entry.name < last)
  if (late) {
    throw new MigrationError(
      `The migration ${late.name} comes before ${last}, which this database already has: give it a higher number.`,
    )
  }
  return todo
}

function failed(entry, error) {
  return new MigrationError(`The migration ${entry.name} failed and left nothing behind: ${error.message}.`, {
    cause: error,
  })
}

const strangers =
  'This database already holds tables and no history of migrations, so it is not one of Vialkeep: choose another DATABASE_URL.'

// SQLite ------------------------------------------------------------------------------------------------------------

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

async function migrateSqlite(databaseUrl, list, log) {
  const file = sqliteFile(databaseUrl)
  mkdirSync(path.dirname(file), { recursive: true })
  const db = new Database(file, { timeout: patienceMilliseconds })
  try {
    await turnOnWriteAheadLog(db)
    db.pragma('synchronous = FULL')
    // A table that is rebuilt must not take the rows that point at it along; the pointers are checked before the commit.
    db.pragma('foreign_keys = OFF')
    const applied = []
    for (;;) {
      if (sqliteMissing(db, list).length === 0) return applied
      const name = applyNextToSqlite(db, list)
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
    'SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  return missing(
    history.all().map((row) => ({ ...row, finished: row.finished === 1 })),
    list,
  )
}

/** What is missing is asked again inside the transaction: another process may have applied it while this one waited. */
function applyNextToSqlite(db, list) {
  db.exec('BEGIN IMMEDIATE')
  try {
    const [entry] = sqliteMissing(db, list)
    if (!entry) return undefined
    const startedAt = Date.now()
    db.exec(sqliteHistoryTable)
    try {
      db.exec(entry.sql)
    } catch (error) {
      throw failed(entry, error)
    }
    const [broken] = db.pragma('foreign_key_check')
    if (broken)
      throw failed(entry, new Error(`rows of ${broken.table} point at rows of ${broken.parent} that are gone`))
    db.prepare(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES (?, ?, ?, ?, ?, 1)`,
    ).run(randomUUID(), entry.checksum, Date.now(), entry.name, startedAt)
    db.exec('COMMIT')
    return entry.name
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK')
  }
}

// PostgreSQL --------------------------------------------------------------------------------------------------------

const postgresqlHistoryTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`

async function migratePostgresql(databaseUrl, list, log) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(`SET lock_timeout = ${patienceMilliseconds}`)
    const applied = []
    for (;;) {
      if ((await postgresqlMissing(client, list)).length === 0) return applied
      const name = await applyNextToPostgresql(client, list)
      if (name === undefined) return applied
      applied.push(name)
      log(`Migration ${name} applied.`)
    }
  } finally {
    await client.end()
  }
}

async function postgresqlMissing(client, list) {
  const tables = await client.query('SELECT tablename FROM pg_tables WHERE schemaname = current_schema()')
  const names = tables.rows.map((row) => row.tablename)
  if (!names.includes('_prisma_migrations')) {
    if (names.length > 0) throw new MigrationError(strangers)
    return list
  }
  const history = await client.query(
    'SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  return missing(history.rows, list)
}

async function applyNextToPostgresql(client, list) {
  await client.query('BEGIN')
  let done = false
  try {
    await client.query(`SELECT pg_advisory_xact_lock(${advisoryLock})`)
    const [entry] = await postgresqlMissing(client, list)
    if (!entry) return undefined
    const startedAt = new Date()
    await client.query(postgresqlHistoryTable)
    try {
      await client.query(entry.sql)
    } catch (error) {
      throw failed(entry, error)
    }
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, $5, 1)`,
      [randomUUID(), entry.checksum, new Date(), entry.name, startedAt],
    )
    await client.query('COMMIT')
    done = true
    return entry.name
  } finally {
    if (!done) await client.query('ROLLBACK')
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const say = (sentence) => process.stdout.write(`${sentence}\n`)
  try {
    const applied = await migrate(process.env.DATABASE_URL || 'file:./data/vialkeep.db', { log: say })
    if (applied.length === 0) say('The database is up to date.')
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
