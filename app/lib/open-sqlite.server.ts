import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type BetterSqlite3 from 'better-sqlite3'
import { PrismaClient } from '#prisma/sqlite/client'
import { sqliteChanges } from './changes.server'
import type { Database } from './db.server'
import { type Direct, directClient, nested, shortFirst, snapshotReader, withClient } from './direct.server'
import { ReaderThreads } from './reader-threads.server'
import { ShortSnapshots } from './short-snapshots.server'
import { DirectStatements, WriteQueue } from './sqlite.server'

// The writer waits for other processes by itself (WriteQueue), without holding up everybody's requests. Nearly all short reads
// are its, too (ShortSnapshots): what stands on hand in a large clinic is some thousand pages, which shall stay in memory.
const settings = {
  writer:
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; PRAGMA busy_timeout=5; PRAGMA cache_size=-32768;',
  reader: 'PRAGMA query_only=ON; PRAGMA busy_timeout=10000; PRAGMA cache_size=-16384;',
  both: 'PRAGMA temp_store=MEMORY;',
}

/** Prisma's SQLite adapter. It also hands out its connection, so that raw statements and the queue use the same one. */
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

async function openClient(url: string, kind: 'writer' | 'reader') {
  const adapter = new SharedSqlite(url, kind)
  const client = new PrismaClient({ adapter })
  await client.$connect()
  if (!adapter.connection) throw new Error(`SQLite gave no connection for ${url}.`)
  return { client, connection: adapter.connection, statements: new DirectStatements(adapter.connection) }
}

const statementsOf = ({ statements }: Awaited<ReturnType<typeof openClient>>): Direct => ({
  rows: (statement) => statements.rows(statement),
  run: (statement) => statements.run(statement),
})

/** Opens a SQLite file: one connection that writes, one for short reads, and threads for long ones. */
export async function openSqlite(url: string): Promise<Database> {
  const writer = await openClient(url, 'writer')
  const reader = await openClient(url, 'reader')
  const threads = new ReaderThreads(writer.connection.name)
  const short = new ShortSnapshots(writer.connection)
  const changes = sqliteChanges(writer.connection.name)
  const queue = new WriteQueue(writer.connection, undefined, () => short.freeWriter())
  const atLength: Database['snapshot'] = (work) => threads.snapshot((rows, turn) => work(snapshotReader(rows, turn)))
  const shortly: Database['snapshot'] = (work) => short.snapshot((rows, turn) => work(snapshotReader(rows, turn)))
  return {
    dialect: 'sqlite',
    read: directClient(() => reader.client, { ...statementsOf(reader), rows: (statement) => short.rows(statement) }),
    write: (work) => queue.add((turn) => withClient(() => writer.client, statementsOf(writer), turn, work)),
    snapshot: atLength,
    shortSnapshot: (work) => shortFirst({ shortly, atLength }, work),
    watch: changes.watch,
    async close() {
      await queue.idle()
      await changes.close()
      await threads.close()
      short.close()
      await Promise.all([reader.client.$disconnect(), writer.client.$disconnect()])
    },
  }
}
