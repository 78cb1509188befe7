import { createHash, randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { readMigrations } from '../../prisma/history.mjs'
import { migrate } from '../../prisma/migrate.mjs'

/** A database of one test's own, migrated and empty. */
export type TestDatabase = { url: string; close(): Promise<void> }
/** The databases that Vialkeep runs on. */
export type Provider = 'sqlite' | 'postgresql'

/** The databases that a test can have here: PostgreSQL only where TEST_POSTGRES_URL names a server. */
export const providersHere: Provider[] = process.env.TEST_POSTGRES_URL ? ['sqlite', 'postgresql'] : ['sqlite']

/** The kind of database that this run of the tests is about. */
export const providerHere: Provider = process.env.TEST_DATABASE === 'postgresql' ? 'postgresql' : 'sqlite'

/**
 * Makes a migrated, empty database for one test: a SQLite file, or a PostgreSQL database when the environment says
 * TEST_DATABASE=postgresql (the server is that of TEST_POSTGRES_URL). It is a copy of a template that is migrated once
 * for each state of the migrations, so it costs milliseconds. Close it after whatever uses it is closed.
 */
export function testDatabase(provider: Provider = providerHere): Promise<TestDatabase> {
  return provider === 'postgresql' ? postgresqlDatabase() : sqliteDatabase()
}

/** Short enough for a database's name. */
export const keyOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** The state of the migrations. */
const migrationsKey = (provider: Provider): string =>
  keyOf(
    readMigrations(provider)
      .map((migration) => `${migration.name} ${migration.checksum}`)
      .join('\n'),
  )

/** What copies are made of, and how it is made where it is not there yet. */
export type Template = {
  /** Tells what is in it: what must be made anew has another name. */
  readonly name: string
  readonly make: (url: string) => Promise<void>
}

const migrated = (provider: Provider): Template => ({
  name: migrationsKey(provider),
  make: async (url) => void (await migrate(url)),
})

/** A database of one's own, copied from a template that is made once. Close it after whatever uses it is closed. */
export function copyOf(provider: Provider, template: Template): Promise<TestDatabase> {
  const whole = { ...template, name: keyOf(`${template.name} ${migrationsKey(provider)}`) }
  const make = async (url: string) => {
    await migrate(url)
    await template.make(url)
  }
  return provider === 'postgresql' ? postgresqlDatabase({ ...whole, make }) : sqliteDatabase({ ...whole, make })
}

async function sqliteDatabase(of: Template = migrated('sqlite')): Promise<TestDatabase> {
  const template = await sqliteTemplate(of)
  const folder = mkdtempSync(path.join(tmpdir(), 'vialkeep-test-'))
  const file = path.join(folder, 'test.db')
  copyFileSync(template, file)
  return { url: `file:${file}`, close: async () => rmSync(folder, { recursive: true, force: true }) }
}

async function sqliteTemplate({ name, make }: Template): Promise<string> {
  const folder = path.join(tmpdir(), `vialkeep-templates-${userInfo().username}`)
  const template = path.join(folder, `${name}.db`)
  if (existsSync(template)) return template
  mkdirSync(folder, { recursive: true })
  // Workers that arrive together each make a file of their own; a rename is whole, so the last one to finish wins.
  const unfinished = `${template}.${process.pid}-${randomBytes(4).toString('hex')}`
  await make(`file:${unfinished}`)
  renameSync(unfinished, template)
  forgetOld(folder)
  return template
}

/** Templates of what the program was like more than a week ago are used no more. */
function forgetOld(folder: string): void {
  const weekAgo = Date.now() - 7 * 86_400_000
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name)
    if ((statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? weekAgo) < weekAgo) rmSync(file, { force: true })
  }
}

function serverUrl(): string {
  const url = process.env.TEST_POSTGRES_URL
  if (!url) throw new Error('TEST_DATABASE=postgresql needs TEST_POSTGRES_URL, the address of a PostgreSQL server.')
  return url
}

function addressOf(name: string): string {
  const url = new URL(serverUrl())
  url.pathname = `/${name}`
  return url.href
}

let pool: pg.Pool | undefined

/**
 * Runs work on the server's own database, one after another. The connection is kept: a new one for each test costs as much
 * as the copy of a database.
 */
async function onServer<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  if (!pool) {
    pool = new pg.Pool({ connectionString: serverUrl(), max: 1, idleTimeoutMillis: 0, allowExitOnIdle: true })
    // The server may be stopped before we end: the pool leaves the connection out.
    pool.on('error', () => undefined)
  }
  const client = await pool.connect()
  try {
    return await work(client)
  } finally {
    client.release()
  }
}

/** Whether the system copies files by itself, which PostgreSQL 18 makes use of; undefined until one was copied. */
let clones: boolean | undefined

/** Copies a database. Copying its files is twice as fast here as writing every page to the log, which nobody reads. */
async function copyDatabase(client: pg.PoolClient, from: string, to: string): Promise<void> {
  const create = () => client.query(`CREATE DATABASE ${to} TEMPLATE ${from} STRATEGY FILE_COPY`)
  if (clones === false) return void (await create())
  try {
    await client.query("SET file_copy_method = 'clone'")
    await create()
    clones = true
  } catch (error) {
    if (clones) throw error
    clones = false
    await client.query('RESET ALL')
    await create()
  }
}

/** A PostgreSQL database of one's own, made from a template whose name `from` gives. */
async function postgresqlCopy(from: (client: pg.PoolClient) => string | Promise<string>): Promise<TestDatabase> {
  const name = `vialkeep_test_${process.pid}_${randomBytes(6).toString('hex')}`
  await onServer(async (client) => copyDatabase(client, await from(client), name))
  return {
    url: addressOf(name),
    close: () => onServer(async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  }
}

const postgresqlDatabase = (of: Template = migrated('postgresql')): Promise<TestDatabase> =>
  postgresqlCopy((client) => postgresqlTemplate(client, of))

/** A copy of the PostgreSQL database at an address. Nobody may be connected to that one. */
export const postgresqlLike = (url: string): Promise<TestDatabase> =>
  postgresqlCopy(() => pg.escapeIdentifier(new URL(url).pathname.slice(1)))

/** One worker makes the template while the others wait at the lock; a half-made one never has the template's name. */
async function postgresqlTemplate(client: pg.PoolClient, { name, make }: Template): Promise<string> {
  const template = `vialkeep_template_${name}`
  const exists = async () => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template])
    return found.rowCount === 1
  }
  if (await exists()) return template
  const lock = 'SELECT pg_advisory_lock(hashtext($1))'
  await client.query(lock, [template])
  try {
    if (await exists()) return template
    const unfinished = `${template}_unfinished`
    await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${unfinished}`)
    await make(addressOf(unfinished))
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`)
    return template
  } finally {
    await client.query(lock.replace('_lock', '_unlock'), [template])
  }
}
