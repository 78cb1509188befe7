// Scratch databases: where the migrations are applied to see what they make, compared with what the models want.

import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import pg from 'pg'
import { difference } from './engine.mjs'
import { createGuards, dropGuards, guardsOf, presentGuardsSql } from './guards.mjs'
import { sqliteFile } from './history.mjs'

/**
 * The SQL that leads a migrated database to a schema: tables, then guards; '' where nothing differs. The database is a
 * scratch one: the SQL is applied to it, because a rebuilt table loses its triggers and only the database knows which.
 * @param {import('./schema.mjs').Provider} provider
 * @param {string} databaseUrl
 * @param {import('./schema.mjs').SchemaFile[]} files
 */
export async function missingSql(provider, databaseUrl, files) {
  const wanted = guardsOf(provider, files)
  const names = new Set(wanted.map((guard) => guard.name))
  const stale = (await query(databaseUrl, presentGuardsSql(provider))).filter((guard) => !names.has(guard.name))
  const parts = []
  const add = async (sql) => {
    if (sql.trim() === '') return
    parts.push(sql.trim())
    await execute(databaseUrl, sql)
  }
  await add(dropGuards(provider, stale))
  await add(await difference(provider, databaseUrl, files))
  const present = new Set((await query(databaseUrl, presentGuardsSql(provider))).map((guard) => guard.name))
  await add(createGuards(wanted.filter((guard) => !present.has(guard.name))))
  return parts.join('\n\n')
}

/**
 * The rows that one statement answers with; none for a statement that answers nothing.
 * @template T
 * @param {string} databaseUrl
 * @param {string} sql
 * @returns {Promise<T[]>}
 */
export async function query(databaseUrl, sql) {
  return onDatabase(
    databaseUrl,
    (db) => {
      const statement = db.prepare(sql)
      if (statement.reader) return statement.all()
      statement.run()
      return []
    },
    async (client) => (await client.query(sql)).rows,
  )
}

/**
 * Runs a script of any number of statements.
 * @param {string} databaseUrl
 * @param {string} sql
 */
export async function execute(databaseUrl, sql) {
  await onDatabase(
    databaseUrl,
    (db) => db.exec(sql),
    (client) => client.query(sql),
  )
}

async function onDatabase(databaseUrl, onSqlite, onPostgresql) {
  if (databaseUrl.startsWith('file:')) {
    const db = new Database(sqliteFile(databaseUrl))
    try {
      return onSqlite(db)
    } finally {
      db.close()
    }
  }
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await onPostgresql(client)
  } finally {
    await client.end()
  }
}

/**
 * Lends an empty database of each kind to some work: a temporary file, and a temporary database on the server of
 * TEST_POSTGRES_URL or, without it, on one started for this.
 * @template T
 * @param {import('./schema.mjs').Provider} provider
 * @param {(databaseUrl: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withScratchDatabase(provider, work) {
  if (provider === 'sqlite') {
    const folder = mkdtempSync(path.join(tmpdir(), 'vialkeep-scratch-'))
    try {
      return await work(`file:${path.join(folder, 'scratch.db')}`)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  const { startPostgres } = await import('../tests/support/postgres.mjs')
  const server = process.env.TEST_POSTGRES_URL
    ? { url: process.env.TEST_POSTGRES_URL, stop: async () => {} }
    : await startPostgres()
  const name = `scratch_${process.pid}_${randomBytes(4).toString('hex')}`
  try {
    await execute(server.url, `CREATE DATABASE ${name}`)
    const url = new URL(server.url)
    url.pathname = `/${name}`
    try {
      return await work(url.href)
    } finally {
      await execute(server.url, `DROP DATABASE ${name} WITH (FORCE)`)
    }
  } finally {
    await server.stop()
  }
}
