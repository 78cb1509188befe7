import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient as PostgresClient } from '#prisma/postgresql/client'
import { Prisma, PrismaClient as SqliteClient } from '#prisma/sqlite/client'
import { env } from './env.server'

/** The client's type is SQLite's, the narrower of the two: what compiles on it runs on both. */
export type Client = SqliteClient
/** A client inside a transaction. */
export type Tx = Prisma.TransactionClient
/** What a query needs: the reader, or a transaction. */
export type Reader = Tx

export const sql = Prisma.sql
export const join = Prisma.join
export const empty = Prisma.empty
export type Sql = Prisma.Sql

/**
 * One database. `read` never sees an open transaction's rows. `write` runs work in one transaction: queued one after
 * another on SQLite, serializable and retried on PostgreSQL. The work may run more than once, so it must have no effect
 * outside its transaction.
 */
export type Database = {
  readonly dialect: 'sqlite' | 'postgresql'
  readonly read: Reader
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

// P1008 and P2028: the queue or the lock was not had in time. P2034: a serialization conflict. P2002: somebody else
// stored the same key a moment earlier; the second run finds it among its facts. Raw statements report the same as P2010,
// with the kind of the driver's error inside; a conflict that shows only at the commit comes as the driver's error itself.
const passingCodes = new Set(['P1008', 'P2028', 'P2034', 'P2002'])
const passingKinds = new Set(['TransactionWriteConflict', 'UniqueConstraintViolation', 'SocketTimeout'])
const attempts = 20

const partOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? (value as Record<string, unknown>)[name] : undefined

/** Whether an error passes when the same work is run again. */
function isPassing(error: unknown): boolean {
  const driverError = partOf(partOf(error, 'meta'), 'driverAdapterError') ?? error
  return (
    passingCodes.has(String(partOf(error, 'code'))) ||
    passingKinds.has(String(partOf(partOf(driverError, 'cause'), 'kind')))
  )
}

async function retrying<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      if (attempt >= attempts || !isPassing(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 8 * attempt))
    }
  }
}

/** SQLite's adapter with the settings that make an acknowledged write durable, set and read back after connecting. */
class DurableSqlite extends PrismaBetterSqlite3 {
  override async connect() {
    const connection = await super.connect()
    await connection.executeScript(
      'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; PRAGMA busy_timeout=10000; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;',
    )
    const settings = await connection.queryRaw({ sql: 'PRAGMA synchronous', args: [], argTypes: [] })
    if (Number(settings.rows[0]?.[0]) !== 2)
      throw new Error('SQLite did not take synchronous=FULL; refusing to store anything.')
    return connection
  }
}

/** The reader's connection refuses every write. */
class QueryOnlySqlite extends PrismaBetterSqlite3 {
  override async connect() {
    const connection = await super.connect()
    await connection.executeScript(
      'PRAGMA query_only=ON; PRAGMA busy_timeout=10000; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;',
    )
    return connection
  }
}

async function openSqlite(url: string): Promise<Database> {
  const writer = new SqliteClient({ adapter: new DurableSqlite({ url }) })
  await writer.$connect()
  const reader = new SqliteClient({ adapter: new QueryOnlySqlite({ url }) })
  let last: Promise<unknown> = Promise.resolve()
  return {
    dialect: 'sqlite',
    read: reader,
    write(work) {
      const run = () => retrying(() => writer.$transaction(work, { maxWait: 60_000, timeout: 60_000 }))
      const next = last.then(run, run)
      last = next.catch(() => undefined)
      return next
    },
    async close() {
      await last
      await Promise.all([reader.$disconnect(), writer.$disconnect()])
    },
  }
}

async function openPostgres(url: string): Promise<Database> {
  // The two generated clients have one shape but not one type: this is the only cast.
  const client = new PostgresClient({ adapter: new PrismaPg({ connectionString: url, max: 10 }) }) as unknown as Client
  return {
    dialect: 'postgresql',
    read: client,
    write: (work) =>
      retrying(() => client.$transaction(work, { isolationLevel: 'Serializable', maxWait: 60_000, timeout: 60_000 })),
    close: () => client.$disconnect(),
  }
}

/** Opens a database by its URL: `file:…` is SQLite, `postgresql:…` PostgreSQL. */
export const openDatabase = (url: string): Promise<Database> =>
  url.startsWith('file:') ? openSqlite(url) : openPostgres(url)

let opened: Promise<Database> | undefined

/** The process's one database, opened at its first use. */
export function database(): Promise<Database> {
  opened ??= openDatabase(env().DATABASE_URL)
  return opened
}

/** Raw counts and sums come as BigInt on both databases, booleans as 0/1 on SQLite: these decode them at the door. */
export const toNumber = (value: unknown): number => (value === null || value === undefined ? 0 : Number(value))
export const toBoolean = (value: unknown): boolean => value === true || value === 1 || value === 1n || value === '1'

/** Runs a raw read; BigInts (which counts, sums and compound reads give) come back as numbers. The way to read raw rows. */
export async function query<Row>(reader: Reader, text: Sql): Promise<Row[]> {
  const rows = await reader.$queryRaw<Record<string, unknown>[]>(text)
  for (const row of rows) for (const name in row) if (typeof row[name] === 'bigint') row[name] = Number(row[name])
  return rows as Row[]
}
