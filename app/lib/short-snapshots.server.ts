import BetterSqlite3 from 'better-sqlite3'
import { DirectStatements, isBusy, type Statement, type Turn } from './sqlite.server'

type Work<T> = (rows: (statement: Statement) => Promise<unknown[]>, turn: Turn) => Promise<T>

type Here = { readonly connection: BetterSqlite3.Database; readonly statements: DirectStatements }

/** How many connections are kept open for the next short snapshots. */
const keptMax = 4

function open(file: string): Here {
  const connection = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
  connection.exec('PRAGMA busy_timeout = 10000; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;')
  return { connection, statements: new DirectStatements(connection) }
}

/**
 * Snapshots of a SQLite file that are known to be short. They run in the program's own thread, because handing a read
 * over to another thread takes longer than a short read itself. While nothing is being written they borrow the writer's
 * connection: SQLite keeps pages in memory for each connection, and forgets them all when another one has written. Else
 * each has a connection to itself. No write waits for a snapshot: it takes the connection back, and the work runs again.
 */
export class ShortSnapshots {
  readonly #writer: Here
  readonly #free: Here[] = []
  #borrowed: { taken: boolean } | null = null

  constructor(writer: BetterSqlite3.Database) {
    this.#writer = { connection: writer, statements: new DirectStatements(writer, 'reads') }
  }

  #take(): Here {
    return this.#free.pop() ?? open(this.#writer.connection.name)
  }

  #giveBack(here: Here): void {
    if (here === this.#writer) return
    if (this.#free.length < keptMax) this.#free.push(here)
    else here.connection.close()
  }

  /** One statement in a snapshot of its own. */
  rows(statement: Statement): unknown[] {
    const once = (here: Here) => {
      try {
        return here.statements.rows(statement)
      } finally {
        this.#giveBack(here)
      }
    }
    if (this.#writer.connection.inTransaction) return once(this.#take())
    try {
      return once(this.#writer)
    } catch (error) {
      // The writer doesn't wait for other processes here, as the others do.
      if (!isBusy(error)) throw error
      return once(this.#take())
    }
  }

  /** The work may run twice. */
  async snapshot<T>(work: Work<T>): Promise<T> {
    if (this.#writer.connection.inTransaction) return this.#apart(work)
    const borrowed = { taken: false, missed: false }
    this.#borrowed = borrowed
    try {
      const value = await inSnapshot(this.#writer, work, borrowed)
      if (!borrowed.missed) return value
    } catch (error) {
      if (!borrowed.taken && !isBusy(error)) throw error
    } finally {
      if (this.#borrowed === borrowed) this.#borrowed = null
    }
    return this.#apart(work)
  }

  async #apart<T>(work: Work<T>): Promise<T> {
    const here = this.#take()
    try {
      return await inSnapshot(here, work, { taken: false, missed: false })
    } finally {
      this.#giveBack(here)
    }
  }

  /** Gives the writer its connection back at once. */
  freeWriter(): void {
    if (!this.#borrowed) return
    this.#borrowed.taken = true
    this.#borrowed = null
    this.#writer.connection.exec('COMMIT')
  }

  close(): void {
    for (const { connection } of this.#free.splice(0)) connection.close()
  }
}

/** Runs reads on a connection in one transaction. After the connection was `taken`, a read is refused, and `missed`. */
async function inSnapshot<T>(
  { connection, statements }: Here,
  work: Work<T>,
  state: { readonly taken: boolean; missed: boolean },
): Promise<T> {
  const turn: Turn = { over: false }
  const rows = async (statement: Statement) => {
    if (!state.taken) return statements.rows(statement)
    state.missed = true
    throw new Error('A write needed the connection of this snapshot.')
  }
  connection.exec('BEGIN')
  try {
    return await work(rows, turn)
  } finally {
    turn.over = true
    if (!state.taken) connection.exec('COMMIT')
  }
}
