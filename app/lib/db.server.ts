import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlDriverAdapter, Transaction } from '@prisma/driver-adapter-utils'
import type BetterSqlite3 from 'better-sqlite3'
import type pg from 'pg'
import { PrismaClient as PostgresClient } from '#prisma/postgresql/client'
import { Prisma, PrismaClient as SqliteClient } from '#prisma/sqlite/client'
import { env } from './env.server'
import type { Lock } from './locks.server'
import { PostgresPool } from './postgres.server'
import { PostgresStatements, preparedName } from './postgres-statements.server'
import { ReaderThreads } from './reader-threads.server'
import { retrying } from './retry.server'
import { DirectStatements, type Turn, WriteQueue } from './sqlite.server'

export type { Lock } from './locks.server'
export { DatabaseBusy } from './retry.server'

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

/** `locks`: what others that write the same should wait for, had before the work's facts are read. SQLite's queue needs none. */
export type WriteOptions = { readonly locks?: readonly Lock[] }

/**
 * One database. `read` never sees an open transaction's rows. `write` runs work in one transaction and resolves when it
 * is durable: queued one after another on SQLite (those that wait at the same moment share the way to the disk),
 * serializable and retried on PostgreSQL, where it throws `DatabaseBusy` when that does not end. The work may run more than once, so it must have no effect outside its
 * transaction.
 */
export type Database = {
  readonly dialect: 'sqlite' | 'postgresql'
  readonly read: Reader
  write<T>(work: (tx: Tx) => Promise<T>, options?: WriteOptions): Promise<T>
  /**
   * Runs reads in one snapshot, apart from everything else: on SQLite in a thread of its own, on PostgreSQL on a connection
   * of its own. For reads that may take longer than 50 ms, and for several that belong together. It answers raw reads only.
   */
  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T>
  close(): Promise<void>
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

/** Statements straight on a connection: SQLite's answers at once, PostgreSQL's later. */
type Direct = {
  rows(statement: Sql): unknown[] | Promise<unknown[]>
  run(statement: Sql): number | Promise<number>
}

/** A client whose raw statements go straight to the connection; everything else is Prisma's. Refused once `isOver`. */
function directClient(client: () => Client, statements: Direct, isOver: () => boolean): Tx {
  const refuseLate = () => {
    if (isOver()) throw new Error('A transaction was used after its end.')
  }
  const direct: Record<string | symbol, unknown> = {
    $queryRaw: async (...text: RawText) => {
      refuseLate()
      return statements.rows(asSql(text))
    },
    $executeRaw: async (...text: RawText) => {
      refuseLate()
      return statements.run(asSql(text))
    },
  }
  return new Proxy({} as Client, {
    get(_target, name) {
      refuseLate()
      return direct[name] ?? Reflect.get(client(), name)
    },
  })
}

/** What a snapshot's work gets: it reads by raw statements and does nothing else. Refused once its time is over. */
function snapshotReader(rows: (statement: Sql) => Promise<unknown[]>, turn: Turn): Reader {
  const read = async (...text: RawText) => {
    if (turn.over) throw new Error('A snapshot was used after its end.')
    return rows(asSql(text))
  }
  return new Proxy({} as Reader, {
    get(_target, name) {
      if (name === '$queryRaw') return read
      if (typeof name === 'symbol' || name === 'then') return undefined
      throw new Error(`A snapshot answers raw reads only; ${name} is none.`)
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
  const threads = new ReaderThreads(writer.connection.name)
  return {
    dialect: 'sqlite',
    read: directClient(
      () => reader.client,
      reader.statements,
      () => false,
    ),
    write: (work) =>
      queue.add((turn) =>
        work(
          directClient(
            () => writer.client,
            writer.statements,
            () => turn.over,
          ),
        ),
      ),
    snapshot: (work) => threads.snapshot((rows, turn) => work(snapshotReader(rows, turn))),
    async close() {
      await queue.idle()
      await threads.close()
      await Promise.all([reader.client.$disconnect(), writer.client.$disconnect()])
    },
  }
}

/** Prisma's client on whichever connection it is lent, for one transaction at a time. */
class LentPostgres extends PrismaPg {
  connection: pg.PoolClient | undefined
  // The two generated clients have one shape but not one type: this is the only cast.
  readonly client = new PostgresClient({ adapter: this }) as unknown as Client

  constructor() {
    super({}, { statementNameGenerator: ({ sql }) => preparedName(sql) ?? '' })
  }

  override async connect() {
    const adapter = await super.connect()
    const lent = () => {
      if (!this.connection) throw new Error('A transaction was used after its end.')
      return this.connection
    }
    Object.defineProperty(adapter, 'client', { get: lent })
    return Object.assign(adapter, { startTransaction: () => nested(adapter), dispose: async () => undefined })
  }
}

/** Prisma's clients for transactions that ask a model: made at need, kept, each lent to one transaction at a time. */
class PrismaLender {
  readonly #free: LentPostgres[] = []

  /** Runs work whose transaction may ask models on `connection`; a client is lent at the first of them. */
  async during<T>(connection: pg.PoolClient, work: (client: () => Client) => Promise<T>): Promise<T> {
    let lent: LentPostgres | undefined
    try {
      return await work(() => {
        lent ??= this.#free.pop() ?? new LentPostgres()
        lent.connection = connection
        return lent.client
      })
    } finally {
      if (lent) {
        lent.connection = undefined
        this.#free.push(lent)
      }
    }
  }
}

/** Connections for each purpose: short reads, writes (which may wait for each other) and long reads. */
const connections = { reads: 6, writes: 8, snapshots: 3 }

async function openPostgres(url: string): Promise<Database> {
  const reads = new PostgresPool(url, connections.reads)
  const writes = new PostgresPool(url, connections.writes)
  const snapshots = new PostgresPool(url, connections.snapshots, 10 * 60_000)
  const client = new PostgresClient({ adapter: new PrismaPg(reads.pool) }) as unknown as Client
  const lender = new PrismaLender()
  const direct: Direct = {
    rows: (statement) => reads.once((statements) => statements.rows(statement)),
    run: (statement) => reads.once((statements) => statements.run(statement)),
  }
  return {
    dialect: 'postgresql',
    read: directClient(
      () => client,
      direct,
      () => false,
    ),
    write: (work, { locks } = {}) =>
      retrying(() =>
        writes.write(
          (connection, turn) =>
            lender.during(connection, (models) =>
              work(directClient(models, new PostgresStatements(connection), () => turn.over)),
            ),
          locks,
        ),
      ),
    snapshot: (work) =>
      snapshots.snapshot((connection, turn) => {
        const statements = new PostgresStatements(connection)
        return work(snapshotReader((statement) => statements.rows(statement), turn))
      }),
    async close() {
      await client.$disconnect()
      await Promise.all([reads.close(), writes.close(), snapshots.close()])
    },
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
