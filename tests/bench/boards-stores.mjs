// A copy of the bench's data, and a bare connection to it with statements that are prepared once.

import { constants, copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import pg from 'pg'
import { benchFolder } from './data.mjs'
import { postgresStores } from './stores.mjs'

/** @returns {Promise<{ url: string, store: object, remove: () => Promise<void> }>} */
export async function openStore(data, { postgres, say }) {
  if (postgres) {
    const stores = await postgresStores(data, say)
    const store = await onPostgres(stores.urls.ours)
    return { url: stores.urls.ours, store, remove: () => store.close().then(() => stores.remove()) }
  }
  const folder = mkdtempSync(path.join(benchFolder, 'boards-'))
  const file = path.join(folder, 'ours.db')
  copyFileSync(data, file, constants.COPYFILE_FICLONE)
  const store = onSqlite(file)
  return {
    url: `file:${file}`,
    store,
    remove: async () => {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function onSqlite(file) {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('cache_size = -65536')
  const known = new Map()
  const prepared = (text) => {
    if (!known.has(text)) known.set(text, db.prepare(text.replaceAll(/\$(\d+)/g, '?$1')))
    return known.get(text)
  }
  const stored = (values) =>
    Object.fromEntries(values.map((value, index) => [index + 1, typeof value === 'boolean' ? Number(value) : value]))
  return {
    all: async (text, values = []) => prepared(text).all(stored(values)),
    run: async (text, values = []) => prepared(text).run(stored(values)),
    transaction: async (work) => {
      db.exec('BEGIN IMMEDIATE')
      const result = await work()
      db.exec('COMMIT')
      return result
    },
    close: async () => void db.close(),
  }
}

async function onPostgres(url) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const names = new Map()
  const ask = (text, values = []) => {
    if (!names.has(text)) names.set(text, `floor${names.size}`)
    return client.query({ name: names.get(text), text, values })
  }
  return {
    all: async (text, values) => (await ask(text, values)).rows,
    run: ask,
    transaction: async (work) => {
      await client.query('BEGIN ISOLATION LEVEL SERIALIZABLE')
      const result = await work()
      await client.query('COMMIT')
      return result
    },
    close: () => client.end(),
  }
}
