import { expect, test } from 'vitest'
import { type Database, openDatabase, sql } from '~/lib/db.server'
import { testDatabase } from '../support/database'

const add = (db: Database, name: string) =>
  db.write((tx) => tx.$executeRaw(sql`INSERT INTO "Supplier" ("name") VALUES (${name})`))

/** Counts what is told; `next` resolves with the next message. */
function hearer(db: Database) {
  let heard = 0
  let tell = () => {}
  const end = db.watch(() => {
    heard += 1
    tell()
  })
  const next = () =>
    new Promise<void>((resolve) => {
      tell = resolve
    })
  return { heard: () => heard, next, end }
}

test('what one server stores is told to another one on the same database, and to itself', async () => {
  const store = await testDatabase()
  const [here, there] = await Promise.all([openDatabase(store.url), openDatabase(store.url)])
  const near = hearer(here)
  const far = hearer(there)
  try {
    // PostgreSQL's listener is there a moment after it was asked for; each write is told, so one of them is heard.
    for (let tries = 0; near.heard() === 0 || far.heard() === 0; tries++) {
      await add(here, `Supplier ${tries}`)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    const both = Promise.all([near.next(), far.next()])
    await add(there, 'From there')
    await both
    far.end()
    const before = far.heard()
    const again = near.next()
    await add(here, 'After the end')
    await again
    expect(far.heard()).toBe(before)
  } finally {
    near.end()
    await Promise.all([here.close(), there.close()])
    await store.close()
  }
})
