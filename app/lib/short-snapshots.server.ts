import BetterSqlite3 from 'better-sqlite3'
import { DirectStatements, type Statement, type Turn } from './sqlite.server'

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
 * over to another thread takes longer than a short read itself. Each has a connection to itself.
 */
export class ShortSnapshots {
  readonly #file: string
  readonly #free: Here[] = []

  constructor(file: string) {
    this.#file = file
  }

  /** One statement in a snapshot of its own. It shares the connections, and with them the pages that they keep in memory. */
  rows(statement: Statement): unknown[] {
    const here = this.#free.pop() ?? open(this.#file)
    try {
      return here.statements.rows(statement)
    } finally {
      this.#free.push(here)
    }
  }

  async snapshot<T>(work: (rows: (statement: Statement) => Promise<unknown[]>, turn: Turn) => Promise<T>): Promise<T> {
    const here = this.#free.pop() ?? open(this.#file)
    const turn: Turn = { over: false }
    here.connection.exec('BEGIN')
    try {
      return await work(async (statement) => here.statements.rows(statement), turn)
    } finally {
      turn.over = true
      here.connection.exec('COMMIT')
      if (this.#free.length < keptMax) this.#free.push(here)
      else here.connection.close()
    }
  }

  close(): void {
    for (const { connection } of this.#free.splice(0)) connection.close()
  }
}
