// Migrations on PostgreSQL. One transaction each, below an advisory lock: two processes at once wait for each other.

import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { backupBefore } from './backup.mjs'
import { failed, MigrationError, missing, patienceMilliseconds, stepMark, strangers } from './history.mjs'

/** The advisory lock that Prisma's own command takes too: the two never migrate at once. */
const advisoryLock = 72707369

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

/**
 * Applies the migrations that a PostgreSQL database lacks.
 * @param {string} databaseUrl
 * @param {import('./history.mjs').Migration[]} list
 * @param {{ log: (sentence: string) => void, backups?: string }} options
 * @returns {Promise<string[]>} the names of those applied
 */
export async function migratePostgresql(databaseUrl, list, { log, backups }) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(`SET lock_timeout = ${patienceMilliseconds}`)
    const applied = []
    // Only what was there before this start is worth keeping: a database that begins now has nothing yet.
    let saved = !(await tablesOf(client)).includes('_prisma_migrations')
    const save = async (entry) => {
      if (!saved && (await holdsRows(client))) await backupBefore(databaseUrl, entry.name, backups, log)
      saved = true
    }
    for (;;) {
      if ((await postgresqlMissing(client, list)).length === 0) return applied
      const name = await applyNextToPostgresql(client, list, save)
      if (name === undefined) return applied
      applied.push(name)
      log(`Migration ${name} applied.`)
    }
  } finally {
    await client.end()
  }
}

async function tablesOf(client) {
  const tables = await client.query('SELECT tablename FROM pg_tables WHERE schemaname = current_schema()')
  return tables.rows.map((row) => row.tablename)
}

async function holdsRows(client) {
  for (const name of await tablesOf(client)) {
    if (name === '_prisma_migrations') continue
    const { rows } = await client.query(`SELECT EXISTS (SELECT 1 FROM "${name}") AS found`)
    if (rows[0].found) return true
  }
  return false
}

async function postgresqlMissing(client, list) {
  const names = await tablesOf(client)
  if (!names.includes('_prisma_migrations')) {
    if (names.length > 0) throw new MigrationError(strangers)
    return list
  }
  const history = await client.query(
    'SELECT migration_name, checksum, finished_at IS NOT NULL AS finished, logs FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  return missing(history.rows, list)
}

async function applyNextToPostgresql(client, list, save) {
  await client.query('BEGIN')
  let done = false
  try {
    await client.query(`SELECT pg_advisory_xact_lock(${advisoryLock})`)
    const [entry] = await postgresqlMissing(client, list)
    if (!entry) return undefined
    await save(entry)
    const startedAt = new Date()
    await client.query(postgresqlHistoryTable)
    try {
      await client.query(entry.sql)
      if (entry.step) await (await entry.step.load())(toolsOn(client))
    } catch (error) {
      throw failed(entry, error)
    }
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, logs, started_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, $5, $6, 1)`,
      [randomUUID(), entry.checksum, new Date(), entry.name, stepMark(entry.step), startedAt],
    )
    await client.query('COMMIT')
    done = true
    return entry.name
  } finally {
    if (!done) await client.query('ROLLBACK')
  }
}

/** @returns {import('./history.mjs').StepTools} */
function toolsOn(client) {
  return {
    dialect: 'postgresql',
    at: new Date().toISOString(),
    query: async (sql, values = []) => (await client.query(sql, values)).rows,
    execute: async (sql, values = []) => void (await client.query(sql, values)),
  }
}
