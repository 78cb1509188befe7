import type { SqlDriverAdapter, Transaction } from '@prisma/driver-adapter-utils'
import { Prisma } from '#prisma/sqlite/client'
import type { Client, Database, Reader, Sql, Tx } from './db.server'
import type { Turn } from './sqlite.server'

type RawText = readonly [Sql] | readonly [TemplateStringsArray, ...unknown[]]
const asSql = ([first, ...values]: RawText): Sql => ('sql' in first ? first : Prisma.sql(first, ...values))

/** Runs statements straight on a connection. SQLite answers at once, PostgreSQL later. */
export type Direct = {
  rows(statement: Sql): unknown[] | Promise<unknown[]>
  run(statement: Sql): number | Promise<number>
}

/** A client that sends raw statements straight to the connection and leaves models to Prisma. */
export function directClient(client: () => Client, statements: Direct, modelOf = ofPrisma(client)): Tx {
  const direct: Record<string | symbol, unknown> = {
    $queryRaw: async (...text: RawText) => statements.rows(asSql(text)),
    $executeRaw: async (...text: RawText) => statements.run(asSql(text)),
  }
  return new Proxy({} as Client, { get: (_target, name) => direct[name] ?? modelOf(name) })
}

const ofPrisma =
  (client: () => Client) =>
  (name: string | symbol): unknown =>
    Reflect.get(client(), name)

type Call = (...given: unknown[]) => unknown

/** The same call, which begins at once and is remembered until it has ended. */
const watchedCall =
  (call: Call, of: object, running: Set<Promise<unknown>>): Call =>
  (...given) => {
    const run = Promise.resolve(call.apply(of, given))
    const forget = () => void running.delete(run)
    running.add(run)
    run.then(forget, forget)
    return run
  }

const watchedModel = (model: object, running: Set<Promise<unknown>>): object =>
  new Proxy(model, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name)
      return typeof found === 'function' ? watchedCall(found as Call, target, running) : found
    },
  })

/**
 * Runs work with a client for its transaction. The client refuses everything once the work or its time is over, and the
 * transaction doesn't end before every call that was made in it, so that none of them lands in the next one.
 */
export async function withClient<T>(
  client: () => Client,
  { rows, run }: Direct,
  turn: Turn,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const running = new Set<Promise<unknown>>()
  let ended = false
  const inTime = () => {
    if (ended || turn.over) throw new Error('A transaction was used after its end.')
  }
  const statements: Direct = {
    rows: (statement) => {
      inTime()
      return rows(statement)
    },
    run: (statement) => {
      inTime()
      return run(statement)
    },
  }
  const modelOf = (name: string | symbol): unknown => {
    inTime()
    const found = Reflect.get(client(), name)
    if (typeof found === 'function') return watchedCall(found, client(), running)
    return typeof found === 'object' && found !== null ? watchedModel(found, running) : found
  }
  try {
    return await work(directClient(client, statements, modelOf))
  } finally {
    ended = true
    await Promise.allSettled(running)
  }
}

/** What the work of a snapshot gets: raw reads and nothing else. It refuses all once the snapshot is over. */
export function snapshotReader(rows: (statement: Sql) => Promise<unknown[]>, turn: Turn): Reader {
  const read = async (...text: RawText) => {
    if (turn.over) throw new Error('A snapshot was used after its end.')
    return rows(asSql(text))
  }
  return new Proxy({} as Reader, {
    get(_target, name) {
      if (name === '$queryRaw') return read
      if (typeof name === 'symbol' || name === 'then') return undefined
      throw new Error(`A snapshot runs raw reads only, not ${name}.`)
    },
  })
}

/** What Prisma takes for a transaction when it writes nested rows: a savepoint inside the one that is open already. */
export async function nested(adapter: SqlDriverAdapter): Promise<Transaction> {
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

class TooLong extends Error {}

/** Runs work in a short snapshot, and again in a long one when it says that it is too long. */
export async function shortFirst<T>(
  { shortly, atLength }: Readonly<Record<'shortly' | 'atLength', Database['snapshot']>>,
  work: (reader: Reader, tooLong: (() => void) | null) => Promise<T>,
): Promise<T> {
  try {
    return await shortly((reader) =>
      work(reader, () => {
        throw new TooLong('This snapshot is too long to run here.')
      }),
    )
  } catch (error) {
    if (!(error instanceof TooLong)) throw error
    return atLength((reader) => work(reader, null))
  }
}
