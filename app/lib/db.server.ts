import { Prisma, type PrismaClient } from '#prisma/sqlite/client'
import { env } from './env.server'
import type { Lock } from './locks.server'

export type { Lock } from './locks.server'
export { DatabaseBusy } from './retry.server'

/** The client's type is SQLite's, the narrower of the two: what compiles on it runs on both. */
export type Client = PrismaClient
/** A client inside a transaction. */
export type Tx = Prisma.TransactionClient
/** What a query needs: the reader, or a transaction. */
export type Reader = Tx

export const sql = Prisma.sql
export const join = Prisma.join
export const empty = Prisma.empty
export type Sql = Prisma.Sql

/** Lists of up to so many are plain values, filled up with the last one: what is looked for is then known to be few. */
const fewMax = 4

function listed(list: readonly (number | string)[], mark = ''): Sql {
  const last = list.at(-1)
  if (last === undefined || list.length > fewMax)
    return new Prisma.Sql(['(SELECT value FROM json_each(', `)${mark})`], [JSON.stringify(list)])
  const few = list.length === 1 ? list : Array.from({ length: fewMax }, (_, index) => list[index] ?? last)
  return new Prisma.Sql(['(', ...few.slice(1).map(() => ', '), ')'], few)
}

/**
 * A list of numbers to look for: `WHERE "id" IN ${among(ids)}`. An empty list finds nothing. However long the list is, it
 * is one parameter, because a statement with too many parameters fails. A few are values of their own, found faster.
 */
export const among = (ids: Iterable<number>): Sql => listed([...new Set(ids)])

/** The same for texts: `WHERE "lotKey" IN ${amongTexts(keys)}`. An empty list finds nothing. */
export const amongTexts = (texts: Iterable<string>): Sql => listed([...new Set(texts)], ' texts')

/** The type of a column in `rowsOf`. */
export type ColumnType = 'INTEGER' | 'TEXT' | 'BOOLEAN'

/** What is selected for columns, by the object that declares them. */
const selections = new WeakMap<object, Sql>()

/**
 * Rows to insert or to join, as one parameter, in their order:
 * `INSERT INTO … ("lotId", "reason") ${rowsOf({ lotId: 'INTEGER', reason: 'TEXT' }, rows)}`. An insert that joins them, or
 * leaves some out, says `ORDER BY` a column of their position: PostgreSQL's joins keep no order. One row alone is plain
 * values: PostgreSQL then knows that it is one, and looks up what it joins instead of reading it whole.
 */
export function rowsOf<Name extends string>(
  columns: Readonly<Record<Name, ColumnType>>,
  rows: readonly Readonly<Record<Name, string | number | boolean | null>>[],
): Sql {
  const [first] = rows
  if (first && rows.length === 1) return rowOf(columns, first)
  let listed = selections.get(columns)
  if (!listed) {
    const each = Object.entries(columns).map(([name, type]) => `CAST(value ->> '${name}' AS ${type}) AS "${name}"`)
    listed = Prisma.raw(`SELECT ${each.join(', ')} FROM json_each(`)
    selections.set(columns, listed)
  }
  return sql`${listed}${JSON.stringify(rows)})`
}

function rowOf<Name extends string>(
  columns: Readonly<Record<Name, ColumnType>>,
  row: Readonly<Record<Name, string | number | boolean | null>>,
): Sql {
  const names = Object.keys(columns) as Name[]
  const ends = names.map((name) => ` AS ${columns[name]}) AS "${name}"`)
  const texts = ends.map((end, index) => `${end}${index < ends.length - 1 ? ', CAST(' : ''}`)
  return new Prisma.Sql(
    ['SELECT CAST(', ...texts],
    names.map((name) => row[name]),
  )
}

/**
 * `locks`: other writes with the same locks wait until this one has ended. They are taken before the work reads its facts.
 * SQLite doesn't ask for them, because its writes run one after another.
 */
export type WriteOptions = { readonly locks?: () => readonly Lock[] }

/** One database. Work may run more than once, so it must have no effect outside its transaction. */
export type Database = {
  readonly dialect: 'sqlite' | 'postgresql'
  /** Reads one statement at a time. It never sees the rows of a transaction that is still open. */
  readonly read: Reader
  /**
   * Runs work in one transaction, and resolves when the result is on the disk. On SQLite writes queue; those that wait at
   * the same moment share one commit. On PostgreSQL they are serializable, and a conflict runs the work again. Throws
   * `DatabaseBusy` when that goes on for too long.
   */
  write<T>(work: (tx: Tx) => Promise<T>, options?: WriteOptions): Promise<T>
  /**
   * Runs raw reads in one snapshot without holding up anyone else: in a thread of its own on SQLite, on a connection of
   * its own on PostgreSQL. Use it for reads that may take longer than 50 ms, and for several reads that belong together.
   */
  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T>
  /**
   * The same for reads that are nearly always short. SQLite runs them at once. When the work finds that there is much to
   * read after all, it calls `tooLong`, and all of it runs again as a long snapshot. Where length is no matter, there is no
   * such call, and nothing need be asked for it. The work may run twice, as on SQLite where a write begins meanwhile, and
   * awaits nothing but its reads.
   */
  shortSnapshot<T>(work: (reader: Reader, tooLong: (() => void) | null) => Promise<T>): Promise<T>
  /**
   * Calls back soon after anything was stored, by this server or another one on the same database; several writes may be
   * one call. A message may get lost: whoever must know asks by themselves now and then. Gives back what ends it.
   */
  watch(listener: () => void): () => void
  close(): Promise<void>
}

/** Opens a database by its URL: `file:…` is SQLite, `postgresql:…` PostgreSQL. Only that one's driver is loaded. */
export async function openDatabase(url: string): Promise<Database> {
  if (url.startsWith('file:')) return (await import('./open-sqlite.server')).openSqlite(url)
  return (await import('./open-postgres.server')).openPostgres(url)
}

let opened: Promise<Database> | undefined

/** The process's one database, opened at its first use. */
export function database(): Promise<Database> {
  opened ??= openDatabase(env().DATABASE_URL)
  return opened
}
