import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { PrismaClient } from '#prisma/postgresql/client'
import { PostgresChanges } from './changes.server'
import type { Client, Database } from './db.server'
import { type Direct, directClient, nested, snapshotReader, withClient } from './direct.server'
import { PostgresPool } from './postgres.server'
import { PostgresStatements, preparedName } from './postgres-statements.server'
import { retrying } from './retry.server'

/** A Prisma client without a connection of its own: each transaction lends it one. */
class LentPostgres extends PrismaPg {
  connection: pg.PoolClient | undefined
  // The two generated clients have one shape but not one type: this is the only cast.
  readonly client = new PrismaClient({ adapter: this }) as unknown as Client

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

/** Lends Prisma clients to transactions that use models, each to one transaction at a time. */
class PrismaLender {
  readonly #free: LentPostgres[] = []

  /** Runs work with a function that gives Prisma's client on `connection`. Most work never calls it. */
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

const statementsOn = (connection: pg.PoolClient): Direct => {
  const statements = new PostgresStatements(connection)
  return { rows: (statement) => statements.rows(statement), run: (statement) => statements.run(statement) }
}

/** How many connections each purpose has at most. Writes may wait for each other, and no read should wait for them. */
const connections = { reads: 6, writes: 8, snapshots: 5 }

/** Opens a PostgreSQL database by its URL. */
export async function openPostgres(url: string): Promise<Database> {
  const reads = new PostgresPool(url, connections.reads)
  const writes = new PostgresPool(url, connections.writes)
  const snapshots = new PostgresPool(url, connections.snapshots, 10 * 60_000)
  const client = new PrismaClient({ adapter: new PrismaPg(reads.pool) }) as unknown as Client
  const lender = new PrismaLender()
  const changes = new PostgresChanges(url)
  const direct: Direct = {
    rows: (statement) => reads.once((statements) => statements.rows(statement)),
    run: (statement) => reads.once((statements) => statements.run(statement)),
  }
  const snapshot: Database['snapshot'] = (work) =>
    snapshots.snapshot((connection, turn) => {
      const { rows } = statementsOn(connection)
      return work(snapshotReader(async (statement) => rows(statement), turn))
    })
  return {
    dialect: 'postgresql',
    read: directClient(() => client, direct),
    write: async (work, { locks } = {}) => {
      const needed = locks?.()
      const value = await retrying(() =>
        writes.write(
          (connection, turn) =>
            lender.during(connection, (models) => withClient(models, statementsOn(connection), turn, work)),
          needed,
        ),
      )
      changes.stored((statement) => reads.pool.query(statement))
      return value
    },
    snapshot,
    shortSnapshot: (work) => snapshot((reader) => work(reader, null)),
    watch: (listener) => changes.watch(listener),
    async close() {
      await changes.close()
      await client.$disconnect()
      await Promise.all([reads.close(), writes.close(), snapshots.close()])
    },
  }
}
