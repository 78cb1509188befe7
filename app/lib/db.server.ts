import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlDriverAdapter, Transaction } from '@prisma/driver-adapter-utils'
import type BetterSqlite3 from 'better-sqlite3'
import { PrismaClient as PostgresClient } from '#prisma/postgresql/client'
import { Prisma, PrismaClient as SqliteClient } from '#prisma/sqlite/client'
import { env } from './env.server'
import { inPostgresWords } from './postgres.server'
import { DirectStatements, WriteQueue } from './sqlite.server'

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
 * Numbers to look for, as one value however many they are: `WHERE "id" IN ${among(ids)}`. An empty list finds nothing.
 * No statement's parameters grow with the data, so no amount of it makes one fail.
 */
export const among = (ids: Iterable<number>): Sql =>
  sql`(SELECT value FROM json_each(${JSON.stringify([...new Set(ids)])}))`

/** Texts to look for, as one value: `WHERE "lotKey" IN ${amongTexts(keys)}`. An empty list finds nothing. */
export const amongTexts = (texts: Iterable<string>): Sql =>
  sql`(SELECT value FROM json_each(${JSON.stringify([...new Set(texts)])}) texts)`

/** The type of a column in `rowsOf`. */
export type ColumnType = 'INTEGER' | 'TEXT' | 'BOOLEAN'

/**
 * Rows to store or to join, as one value however many they are, in their order:
 * `INSERT INTO … ("lotId", "reason") ${rowsOf({ lotId: 'INTEGER', reason: 'TEXT' }, rows)}`.
 */
export function rowsOf<Name extends string>(
  columns: Readonly<Record<Name, ColumnType>>,
  rows: readonly Readonly<Record<Name, string | number | boolean | null>>[],
): Sql {
  const listed = Object.entries<ColumnType>(columns).map(
    ([name, type]) => `CAST(value ->> '${name}' AS ${type}) AS "${name}"`,
  )
  return sql`SELECT ${Prisma.raw(listed.join(', '))} FROM json_each(${JSON.stringify(rows)})`
}

/**
 * One database. `read` never sees an open transaction's rows. `write` runs work in one transaction and resolves when it
 * is durable: queued one after another on SQLite (those that wait at the same moment share the way to the disk),
 * serializable and retried on PostgreSQL. The work may run more than once, so it must have no effect outside its
 * transaction.
 */
export type Database = {
  readonly dialect: 'sqlite' | 'postgresql'
  readonly read: Reader
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

// What PostgreSQL says when work has to run again. P1008 and P2028: a connection or a lock was not had in time. P2034: a serialization conflict. P2002: somebody else
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

// The writer waits for other processes by itself (WriteQueue), without holding up everybody's requests.
const settings = {
  writer:
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; PRAGMA busy_timeout=5;',
  reader: 'PRAGMA query_only=ON; PRAGMA busy_timeout=10000;',
  both: 'PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;',
}

/** Prisma's SQLite adapter, which also hands out its connection, so that raw statements and the queue run on the same one. */
class SharedSqlite extends PrismaBetterSqlite3 {
  connection: BetterSqlite3.Database | undefined
  readonly #kind: 'writer' | 'reader'

  constructor(url: string, kind: 'writer' | 'reader') {
    super({ url })
    this.#kind = kind
  }

  override async connect() {
    const adapter = await super.connect()
    await adapter.executeScript(settings[this.#kind] + settings.both)
    // The adapter's class has its connection under this name and leaves it out of its type.
    const { client: connection } = adapter as unknown as { client: BetterSqlite3.Database }
    if (this.#kind === 'writer' && connection.pragma('synchronous', { simple: true }) !== 2n)
      throw new Error('SQLite did not take synchronous=FULL; refusing to store anything.')
    this.connection = connection
    return this.#kind === 'writer' ? Object.assign(adapter, { startTransaction: () => nested(adapter) }) : adapter
  }
}

/** A transaction that Prisma begins by itself, for nested writes: a savepoint inside the one of the queue. */
async function nested(adapter: SqlDriverAdapter): Promise<Transaction> {
  await adapter.executeScript('SAVEPOINT "nested"')
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    queryRaw: (given) => adapter.queryRaw(given),
    executeRaw: (given) => adapter.executeRaw(given),
    options: { usePhantomQuery: true },
    commit: () => adapter.executeScript('RELEASE "nested"'),
    rollback: () => adapter.executeScript('ROLLBACK TO "nested"; RELEASE "nested"'),
  }
}

type RawText = readonly [Sql] | readonly [TemplateStringsArray, ...unknown[]]
const asSql = ([first, ...values]: RawText): Sql => ('sql' in first ? first : sql(first, ...values))

/** A client whose raw statements go straight to the connection; everything else is Prisma's. Refused once `isOver`. */
function directClient(client: Client, statements: DirectStatements, isOver: () => boolean): Tx {
  const direct = {
    $queryRaw: async (...text: RawText) => statements.rows(asSql(text)),
    $executeRaw: async (...text: RawText) => statements.run(asSql(text)),
  }
  return new Proxy(client, {
    get(target, name) {
      if (isOver()) throw new Error('A transaction was used after its end.')
      return name in direct ? direct[name as keyof typeof direct] : Reflect.get(target, name)
    },
  })
}

async function openClient(url: string, kind: 'writer' | 'reader') {
  const adapter = new SharedSqlite(url, kind)
  const client = new SqliteClient({ adapter })
  await client.$connect()
  if (!adapter.connection) throw new Error(`SQLite gave no connection for ${url}.`)
  return { client, connection: adapter.connection, statements: new DirectStatements(adapter.connection) }
}

async function openSqlite(url: string): Promise<Database> {
  const writer = await openClient(url, 'writer')
  const reader = await openClient(url, 'reader')
  const queue = new WriteQueue(writer.connection)
  return {
    dialect: 'sqlite',
    read: directClient(reader.client, reader.statements, () => false),
    write: (work) => queue.add((turn) => work(directClient(writer.client, writer.statements, () => turn.over))),
    async close() {
      await queue.idle()
      await Promise.all([reader.client.$disconnect(), writer.client.$disconnect()])
    },
  }
}

/** The same client, whose raw statements are put into PostgreSQL's words. */
function inItsWords(client: Tx): Tx {
  const translated = (text: RawText): Sql => {
    const said = inPostgresWords(asSql(text))
    return sql(said.text.split(/\$\d+/), ...said.values)
  }
  const own = {
    $queryRaw: async (...text: RawText) => client.$queryRaw(translated(text)),
    $executeRaw: async (...text: RawText) => client.$executeRaw(translated(text)),
  }
  return new Proxy(client, {
    get: (target, name) => (name in own ? own[name as keyof typeof own] : Reflect.get(target, name)),
  })
}

async function openPostgres(url: string): Promise<Database> {
  // The two generated clients have one shape but not one type: this is the only cast.
  const client = new PostgresClient({ adapter: new PrismaPg({ connectionString: url, max: 10 }) }) as unknown as Client
  return {
    dialect: 'postgresql',
    read: inItsWords(client),
    write: (work) =>
      retrying(() =>
        client.$transaction((tx) => work(inItsWords(tx)), {
          isolationLevel: 'Serializable',
          maxWait: 60_000,
          timeout: 60_000,
        }),
      ),
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
