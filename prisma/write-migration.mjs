// node prisma/write-migration.mjs NAME [--replace]
//
// Writes the SQL that leads both databases from the committed migrations to the edited models, guards included. The
// committed migrations are applied to scratch databases, and Prisma's engine says what is missing there. `--replace`
// writes the last migration anew, for as long as nobody has applied it to a database that matters.

import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import pg from 'pg'
import { difference } from './engine.mjs'
import { createGuards, dropGuards, guardsOf, presentGuardsSql } from './guards.mjs'
import { migrate, readMigrations, sqliteFile } from './migrate.mjs'
import { composeSchema, prismaFolder, providers } from './schema.mjs'

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

async function query(databaseUrl, sql) {
  return onDatabase(
    databaseUrl,
    (db) => db.prepare(sql).all(),
    async (client) => (await client.query(sql)).rows,
  )
}

async function execute(databaseUrl, sql) {
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

/** The folder name of the migration to write, which is the same for both databases. */
function folderName(name, replace) {
  if (!/^[a-z][a-z0-9_]*$/.test(name ?? '')) {
    throw new Error('Usage: node prisma/write-migration.mjs NAME [--replace], where NAME is like add_recall_letters.')
  }
  const existing = [
    ...new Set(providers.flatMap((provider) => readMigrations(provider).map((entry) => entry.name))),
  ].sort()
  const same = existing.find((entry) => entry.replace(/^\d+_/, '') === name)
  if (same && !replace) throw new Error(`The migration ${same} exists: choose another name, or add --replace.`)
  if (same && same !== existing.at(-1)) {
    throw new Error(`Only the last migration, ${existing.at(-1)}, can be written anew: later ones stand on ${same}.`)
  }
  return same ?? `${String(existing.length + 1).padStart(4, '0')}_${name}`
}

async function writeMigration(name, replace) {
  const folder = folderName(name, replace)
  const scripts = await Promise.all(
    providers.map((provider) =>
      withScratchDatabase(provider, async (databaseUrl) => {
        const before = readMigrations(provider).filter((entry) => entry.name < folder)
        await migrate(databaseUrl, { migrations: before })
        return missingSql(provider, databaseUrl, composeSchema(provider))
      }),
    ),
  )
  if (scripts.every((sql) => sql === ''))
    return `The migrations before ${folder} already match the models: nothing written.`
  providers.forEach((provider, index) => {
    const own = path.join(prismaFolder, 'migrations', provider)
    mkdirSync(path.join(own, folder), { recursive: true })
    writeFileSync(path.join(own, 'migration_lock.toml'), `provider = "${provider}"\n`)
    const sql = scripts[index] || '-- This migration changes only the other database.'
    writeFileSync(path.join(own, folder, 'migration.sql'), `${sql}\n`)
  })
  return `Written: prisma/migrations/{${providers.join(',')}}/${folder}/migration.sql`
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [name, ...flags] = process.argv.slice(2)
  try {
    process.stdout.write(`${await writeMigration(name, flags.includes('--replace'))}\n`)
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
