// The two databases of a run, ours and the floor's, both with the same rows: copies of a SQLite file, or two databases of a
// PostgreSQL server of the bench's own, whose acknowledged writes are on the disk.

import { constants, copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import pg from 'pg'
import { migrate } from '../../prisma/migrate.mjs'
import { startPostgres } from '../support/postgres.mjs'
import { benchFolder } from './data.mjs'

/**
 * @typedef {object} Stores
 * @property {{ ours: string, floor: string }} urls what each server is started with
 * @property {string} floorScript
 * @property {(statements: [string, unknown[]][]) => Promise<void>} run statements on ours, `$1` … for their values
 * @property {(text: string) => Promise<object>} row the one row of a read of ours
 * @property {() => Promise<void>} remove both
 */

const script = (name) => fileURLToPath(new URL(name, import.meta.url))

/** @returns {Promise<Stores>} */
export async function sqliteStores(data) {
  const folder = mkdtempSync(path.join(benchFolder, 'run-'))
  const copy = (name) => {
    const file = path.join(folder, name)
    copyFileSync(data, file, constants.COPYFILE_FICLONE)
    return file
  }
  const files = { ours: copy('ours.db'), floor: copy('floor.db') }
  const withOurs = (work) => {
    const db = new Database(files.ours)
    try {
      return work(db)
    } finally {
      db.close()
    }
  }
  return {
    urls: { ours: `file:${files.ours}`, floor: files.floor },
    floorScript: script('./floor.mjs'),
    run: async (statements) =>
      withOurs((db) => {
        for (const [text, values] of statements) db.prepare(text.replaceAll(/\$\d+/g, '?')).run(...values)
      }),
    row: async (text) => withOurs((db) => db.prepare(text).get()),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** @returns {Promise<Stores>} */
export async function postgresStores(data, say) {
  const server = await startPostgres({ durable: true })
  try {
    const ours = await server.createDatabase('ours')
    await migrate(ours)
    say('Copying the rows into PostgreSQL.')
    await connected(ours, (client) => copyRows(data, client))
    await connected(server.url, (client) => client.query('CREATE DATABASE floor TEMPLATE ours'))
    return {
      urls: { ours, floor: ours.replace(/ours$/, 'floor') },
      floorScript: script('./floor-postgres.mjs'),
      run: (statements) =>
        connected(ours, async (client) => {
          for (const [text, values] of statements) await client.query(text, values)
        }),
      row: (text) => connected(ours, async (client) => (await client.query(text)).rows[0]),
      remove: () => server.stop(),
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function connected(url, work) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const rowsAtOnce = 10_000

/** Every table's rows, without triggers and keys while they come, then the counters and the planner's figures. */
async function copyRows(file, client) {
  const db = new Database(file, { readonly: true })
  const tables = db
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'`,
    )
    .all()
  await client.query('SET session_replication_role = replica; SET synchronous_commit = off')
  await client.query(`TRUNCATE ${tables.map(({ name }) => `"${name}"`).join(', ')}`)
  for (const { name } of tables) {
    const table = `"${name}"`
    let rows = []
    const store = () =>
      client.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1)`, [
        JSON.stringify(rows),
      ])
    for (const row of db.prepare(`SELECT * FROM ${table}`).iterate()) {
      rows.push(row)
      if (rows.length < rowsAtOnce) continue
      await store()
      rows = []
    }
    if (rows.length > 0) await store()
    if (db.prepare(`SELECT COUNT(*) AS "n" FROM pragma_table_info(?) WHERE name = 'id'`).get(name).n === 1)
      await client.query(
        `SELECT setval(pg_get_serial_sequence('${table}', 'id'), (SELECT COALESCE(MAX("id"), 1) FROM ${table}))`,
      )
  }
  db.close()
  await client.query('VACUUM ANALYZE')
  await client.query('CHECKPOINT')
}
