import { setTimeout as sleep } from 'node:timers/promises'
import type BetterSqlite3 from 'better-sqlite3'
import { DatabaseBusy } from './retry.server'

/** A statement with its values, as `sql` makes it. */
export type Statement = { readonly sql: string; readonly values: readonly unknown[] }

/** How many prepared statements a connection keeps; lists of ids make many texts. */
const preparedMax = 400

/** A statement that is prepared, with the names of the columns that it returns; null where it returns no rows. */
type Prepared = { readonly statement: BetterSqlite3.Statement<unknown[], unknown>; readonly names: string[] | null }

/** Rows as objects. SQLite hands over plain lists twice as fast as objects, and lists pass between threads faster, too. */
export function namedRows(names: readonly string[], rows: readonly unknown[]): Record<string, unknown>[] {
  return rows.map((values) => {
    const found: Record<string, unknown> = {}
    for (let index = 0; index < names.length; index++) found[names[index] as string] = (values as unknown[])[index]
    return found
  })
}

/**
 * Statements straight on a SQLite connection, each prepared once. Through Prisma the same read costs ten times as much,
 * and the hot paths are made of such reads.
 */
export class DirectStatements {
  readonly #connection: BetterSqlite3.Database
  readonly #only: 'reads' | 'all'
  readonly #prepared = new Map<string, Prepared>()

  constructor(connection: BetterSqlite3.Database, only: 'reads' | 'all' = 'all') {
    this.#connection = connection
    this.#only = only
  }

  /** The rows of a statement; none where it returns none. Whole numbers come as numbers, booleans as 0 and 1. */
  rows({ sql, values }: Statement): unknown[] {
    const { statement, names } = this.#prepare(sql)
    if (names) return namedRows(names, statement.all(...values.map(toStored)))
    statement.run(...values.map(toStored))
    return []
  }

  /** How many rows a statement changed. */
  run({ sql, values }: Statement): number {
    const { statement, names } = this.#prepare(sql)
    if (names) return statement.all(...values.map(toStored)).length
    return statement.run(...values.map(toStored)).changes
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql)
    if (known) return known
    const statement = this.#connection.prepare<unknown[], unknown>(sql).safeIntegers(false)
    if (this.#only === 'reads' && !statement.readonly) throw new Error('Nothing is written here: this reads only.')
    const [oldest] = this.#prepared.keys()
    if (oldest !== undefined && this.#prepared.size >= preparedMax) this.#prepared.delete(oldest)
    const made = statement.reader
      ? { statement: statement.raw(true), names: statement.columns().map(({ name }) => name) }
      : { statement, names: null }
    this.#prepared.set(sql, made)
    return made
  }
}

/** A value as better-sqlite3 takes it. */
export const toStored = (value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : value)

/** Another process holds the database's write lock. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')

/** How long a transaction waits for another process's to end, in milliseconds. */
const patienceMs = 30_000
/** The most writes that share one transaction: the first of them waits for the last. */
const togetherMax = 32

/** How long a write may take in its transaction, in milliseconds: all others wait for it. */
const writeMsMax = 60_000

/** Whether a write's time in its transaction is over: done, failed or given up. */
export type Turn = { over: boolean }

type Write = {
  readonly work: (turn: Turn) => Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

type Outcome = { readonly write: Write } & ({ readonly value: unknown } | { readonly error: unknown })

/**
 * The one queue of writes on a SQLite connection. Writes that wait at the same moment share one transaction, each in a
 * savepoint of its own, so that they share its way to the disk; each is answered only when that is done. A write that
 * fails is rolled back alone.
 */
export class WriteQueue {
  readonly #connection: BetterSqlite3.Database
  readonly #writeMsMax: number
  readonly #makeFree: () => void
  readonly #steps: Record<'begin' | 'commit' | 'rollBack' | 'save' | 'release' | 'undo', BetterSqlite3.Statement>
  #waiting: Write[] = []
  #draining: Promise<void> | null = null

  /** `makeFree` ends whatever else the connection is lent for. */
  constructor(connection: BetterSqlite3.Database, limitMs = writeMsMax, makeFree: () => void = () => undefined) {
    this.#connection = connection
    this.#makeFree = makeFree
    this.#writeMsMax = limitMs
    this.#steps = {
      begin: connection.prepare('BEGIN IMMEDIATE'),
      commit: connection.prepare('COMMIT'),
      rollBack: connection.prepare('ROLLBACK'),
      save: connection.prepare('SAVEPOINT "write"'),
      release: connection.prepare('RELEASE "write"'),
      undo: connection.prepare('ROLLBACK TO "write"'),
    }
  }

  /**
   * Runs work alone in its savepoint; resolves with its answer when that is durable. Work that does not end within its
   * time is given up and rolled back; its turn is then over.
   */
  add<T>(work: (turn: Turn) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject })
      this.#draining ??= this.#drain()
    })
  }

  /** Resolves when nothing is waiting. */
  async idle(): Promise<void> {
    while (this.#draining) await this.#draining
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Requests that have arrived in the same moment get to add their writes first.
      await new Promise((resolve) => setImmediate(resolve))
      const writes = this.#waiting.splice(0, togetherMax)
      try {
        for (const outcome of await this.#together(writes))
          if ('error' in outcome) outcome.write.reject(outcome.error)
          else outcome.write.resolve(outcome.value)
      } catch (error) {
        this.#rollBack()
        for (const write of writes) write.reject(error)
      }
    }
    this.#draining = null
  }

  async #together(writes: readonly Write[]): Promise<Outcome[]> {
    await this.#begin()
    const outcomes: Outcome[] = []
    for (const write of writes) outcomes.push(await this.#apart(write))
    this.#steps.commit.run()
    return outcomes
  }

  /** One write in its savepoint. Throws only when SQLite itself has given up the whole transaction (a full disk). */
  async #apart(write: Write): Promise<Outcome> {
    this.#steps.save.run()
    try {
      const value = await this.#inTime(write)
      this.#steps.release.run()
      return { write, value }
    } catch (error) {
      if (!this.#connection.inTransaction) throw error
      this.#steps.undo.run()
      this.#steps.release.run()
      return { write, error }
    }
  }

  async #inTime(write: Write): Promise<unknown> {
    const turn: Turn = { over: false }
    let timer: NodeJS.Timeout | undefined
    const tooLate = new Promise((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('A write took too long and was given up.')), this.#writeMsMax)
    })
    try {
      return await Promise.race([write.work(turn), tooLate])
    } finally {
      turn.over = true
      clearTimeout(timer)
    }
  }

  /** Begins with the write lock in hand. While another process has it, others' requests are not kept waiting for us. */
  async #begin(): Promise<void> {
    const end = performance.now() + patienceMs
    for (;;) {
      try {
        this.#makeFree()
        this.#steps.begin.run()
        return
      } catch (error) {
        if (!isBusy(error)) throw error
        if (performance.now() > end) throw new DatabaseBusy(error)
        await sleep(2 + Math.random() * 10)
      }
    }
  }

  #rollBack(): void {
    if (this.#connection.inTransaction) this.#steps.rollBack.run()
  }
}
