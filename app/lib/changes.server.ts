import BetterSqlite3 from 'better-sqlite3'
import pg from 'pg'

/** Calls back soon after anything was stored, by this process or another one. Several writes may be one call. */
export type Changes = {
  /** Gives back what ends it. */
  watch(listener: () => void): () => void
  close(): Promise<void>
}

class Listeners {
  readonly #all = new Set<() => void>()
  readonly #first: () => void
  readonly #none: () => void

  /** `first` is called when somebody begins to watch, `none` when nobody is left. */
  constructor(first: () => void, none: () => void) {
    this.#first = first
    this.#none = none
  }

  add(listener: () => void): () => void {
    this.#all.add(listener)
    if (this.#all.size === 1) this.#first()
    return () => {
      if (this.#all.delete(listener) && this.#all.size === 0) this.#none()
    }
  }

  tell(): void {
    for (const listener of this.#all) listener()
  }
}

/** How often SQLite is asked whether anything was stored, in milliseconds. The question takes some microseconds. */
const sqliteEveryMs = 100

/** Changes of a SQLite file: a connection of its own sees by `data_version` whenever another one, here or elsewhere, has stored. */
export function sqliteChanges(file: string): Changes {
  const connection = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
  const version = () => connection.pragma('data_version', { simple: true })
  let known = version()
  let timer: NodeJS.Timeout | undefined
  const look = () => {
    const now = version()
    if (now === known) return
    known = now
    listeners.tell()
  }
  const listeners = new Listeners(
    () => {
      known = version()
      timer = setInterval(look, sqliteEveryMs).unref()
    },
    () => clearInterval(timer),
  )
  return {
    watch: (listener) => listeners.add(listener),
    async close() {
      clearInterval(timer)
      connection.close()
    },
  }
}

const channel = 'vialkeep_stored'
/** Writes within so many milliseconds are told together. */
const togetherMs = 50
/** So long after a broken connection, in milliseconds, the next one is tried. */
const againMs = 1_000

/**
 * Changes of a PostgreSQL database: whoever has stored says so to all servers. It is said after the commit and not inside
 * it, because PostgreSQL lets commits with a message wait for each other. Should a server end in between, the other servers'
 * pages find out when they ask by themselves.
 */
export class PostgresChanges implements Changes {
  readonly #url: string
  readonly #listeners = new Listeners(
    () => void this.#connect(),
    () => this.#drop(),
  )
  #client: pg.Client | null = null
  #wanted = false
  #telling: NodeJS.Timeout | undefined
  #again: NodeJS.Timeout | undefined

  constructor(url: string) {
    this.#url = url
  }

  watch(listener: () => void): () => void {
    return this.#listeners.add(listener)
  }

  /** Says to this server and, through `send`, to all others that something was stored. */
  stored(send: (statement: string) => Promise<unknown>): void {
    if (this.#telling) return
    this.#telling = setTimeout(() => {
      this.#telling = undefined
      this.#listeners.tell()
      // Pages ask by themselves as well: a message that is lost makes them later, not wrong.
      send(`NOTIFY ${channel}`).catch(() => undefined)
    }, togetherMs)
    this.#telling.unref()
  }

  async #connect(): Promise<void> {
    this.#wanted = true
    clearTimeout(this.#again)
    const client = new pg.Client({ connectionString: this.#url, connectionTimeoutMillis: 5_000, keepAlive: true })
    this.#client = client
    client.on('notification', () => this.#listeners.tell())
    client.on('error', () => this.#lost(client))
    client.on('end', () => this.#lost(client))
    try {
      await client.connect()
      await client.query(`LISTEN ${channel}`)
      // What was stored before anybody listened was not heard.
      this.#listeners.tell()
    } catch {
      this.#lost(client)
    }
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return
    this.#client = null
    client.end().catch(() => undefined)
    if (this.#wanted) this.#again = setTimeout(() => void this.#connect(), againMs).unref()
  }

  #drop(): void {
    this.#wanted = false
    clearTimeout(this.#again)
    const client = this.#client
    this.#client = null
    client?.end().catch(() => undefined)
  }

  async close(): Promise<void> {
    clearTimeout(this.#telling)
    this.#drop()
  }
}
