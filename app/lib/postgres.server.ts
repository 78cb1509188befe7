import pg from 'pg'
import { type Lock, lockStatement } from './locks.server'
import { PostgresStatements, types } from './postgres-statements.server'
import { DatabaseBusy, OutcomeUnknown } from './retry.server'
import type { Turn } from './sqlite.server'

/**
 * Set for each connection. What is acknowledged is on the disk, whatever the server's own setting; nobody waits for ever;
 * compiling a statement costs more than our statements take.
 */
const sessionSettings = (statementMs: number) => `
  SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local');
  SET jit = off; SET lock_timeout = '5s'; SET statement_timeout = ${statementMs};
  SET idle_in_transaction_session_timeout = '65s'`

/** How long a write may take in its transaction, in milliseconds: its locks are kept from others. */
const writeMsMax = 60_000

/** Work inside a transaction: its connection, and whether its time is over. */
export type PostgresWork<T> = (client: pg.PoolClient, turn: Turn) => Promise<T>

/** Connections for one purpose, so that writes that wait for each other never keep a read from its connection. */
export class PostgresPool {
  readonly pool: pg.Pool
  readonly #settings: string
  readonly #set = new WeakSet<pg.PoolClient>()

  /** At most `max` connections; a statement may take `statementMs`. */
  constructor(url: string, max: number, statementMs = writeMsMax) {
    this.#settings = sessionSettings(statementMs)
    this.pool = new pg.Pool({
      connectionString: url,
      max,
      types,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 60_000,
    })
    // A connection that breaks while nobody uses it is left out by the pool; whoever asks next gets another.
    this.pool.on('error', () => undefined)
  }

  async #take(): Promise<pg.PoolClient> {
    const client = await this.pool.connect().catch((error) => {
      throw /^timeout exceeded/.test(error.message) ? new DatabaseBusy(error) : error
    })
    if (this.#set.has(client)) return client
    try {
      await client.query(this.#settings)
    } catch (error) {
      client.release(true)
      throw error
    }
    this.#set.add(client)
    return client
  }

  /** Lends a connection for one statement. */
  async once<T>(work: (statements: PostgresStatements) => Promise<T>): Promise<T> {
    const client = await this.#take()
    try {
      const value = await work(new PostgresStatements(client))
      client.release()
      return value
    } catch (error) {
      client.release(isBroken(error))
      throw error
    }
  }

  /** Runs work in one serializable transaction; the locks are had before it begins and given back after it has ended. */
  write<T>(work: PostgresWork<T>, locks: readonly Lock[] = []): Promise<T> {
    const take = lockStatement(locks)
    return this.#inTransaction(work, {
      begin: `${take ? `BEGIN; ${take}; COMMIT; ` : ''}BEGIN ISOLATION LEVEL SERIALIZABLE`,
      commit: take ? `COMMIT; ${giveBack}` : 'COMMIT',
      rollBack: take ? `ROLLBACK; ${giveBack}` : 'ROLLBACK',
      msMax: writeMsMax,
    })
  }

  /** Runs reads in one snapshot. */
  snapshot<T>(work: PostgresWork<T>): Promise<T> {
    return this.#inTransaction(work, {
      begin: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
      commit: 'COMMIT',
      rollBack: 'ROLLBACK',
      msMax: 10 * writeMsMax,
    })
  }

  async #inTransaction<T>(work: PostgresWork<T>, steps: Steps): Promise<T> {
    const client = await this.#take()
    const turn: Turn = { over: false }
    let broken = false
    const noteBroken = () => {
      broken = true
    }
    client.on('error', noteBroken)
    try {
      await client.query(steps.begin)
      const value = await inTime(() => work(client, turn), turn, steps.msMax)
      await commit(client, steps.commit)
      return value
    } catch (error) {
      turn.over = true
      broken ||= error instanceof GivenUp || isBroken(error)
      if (!broken) await client.query(steps.rollBack).catch(noteBroken)
      throw error
    } finally {
      client.off('error', noteBroken)
      client.release(broken)
    }
  }

  close(): Promise<void> {
    return this.pool.end()
  }
}

const giveBack = 'SELECT pg_advisory_unlock_all()'

type Steps = { readonly begin: string; readonly commit: string; readonly rollBack: string; readonly msMax: number }

class GivenUp extends Error {}

async function inTime<T>(work: () => Promise<T>, turn: Turn, msMax: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new GivenUp('A transaction took too long and was given up.')), msMax)
  })
  try {
    return await Promise.race([work(), tooLate])
  } finally {
    turn.over = true
    clearTimeout(timer)
  }
}

/** Commits, and makes sure of it: PostgreSQL answers COMMIT with a rollback where a statement had failed and nobody said so. */
async function commit(client: pg.PoolClient, text: string): Promise<void> {
  const answer: pg.QueryResult | pg.QueryResult[] = await client.query(text).catch((error) => {
    throw isBroken(error) ? new OutcomeUnknown('The database went away while storing.', { cause: error }) : error
  })
  const [first] = Array.isArray(answer) ? answer : [answer]
  if (first?.command !== 'COMMIT') throw new Error('A statement in this transaction had failed; nothing was stored.')
}

/** Whether an error leaves the connection unusable: anything that PostgreSQL itself did not answer, or its last word. */
const isBroken = (error: unknown): boolean =>
  error instanceof pg.DatabaseError ? error.severity === 'FATAL' || error.severity === 'PANIC' : isOfSocket(error)

const isOfSocket = (error: unknown): boolean =>
  error instanceof OutcomeUnknown ||
  (error instanceof Error &&
    (('syscall' in error && 'errno' in error) || /Connection terminated|not queryable/.test(error.message)))
