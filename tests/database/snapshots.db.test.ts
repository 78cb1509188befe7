import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase, type Reader, sql } from '~/lib/db.server'
import { type TestDatabase, testDatabase } from '../support/database'
import { query } from '../support/query'

let store: TestDatabase
let db: Database
beforeEach(async () => {
  store = await testDatabase()
  db = await openDatabase(store.url)
})
afterEach(async () => {
  await db.close()
  await store.close()
})

const add = (name: string) => db.write((tx) => tx.$executeRaw(sql`INSERT INTO "Supplier" ("name") VALUES (${name})`))
const count = async (reader: Reader) =>
  (await query<{ count: number }>(reader, sql`SELECT COUNT(*) AS "count" FROM "Supplier"`))[0]?.count

/** One statement that keeps its database busy for a while. */
const heavy = (reader: Reader) =>
  query<{ last: number }>(
    reader,
    sql`WITH RECURSIVE "n" ("i") AS (SELECT 1 UNION ALL SELECT "i" + 1 FROM "n" WHERE "i" < 1000000) SELECT MAX("i") AS "last" FROM "n"`,
  )

test('while a long read runs, writes and short reads go on being answered', async () => {
  let answered = 0
  let reading = true
  const long = db.snapshot(async (reader) => {
    // However slow the machine: within one of these statements several writes and reads have to come to their end.
    for (let tries = 0; tries < 30; tries++) {
      const before = answered
      await heavy(reader)
      if (answered - before >= 3) return true
    }
    return false
  })
  const during = long.finally(() => {
    reading = false
  })
  for (; reading; answered++) {
    await add(`s${answered}`)
    await count(db.read)
    await db.snapshot(count)
  }
  expect(await during).toBe(true)
  expect(await count(db.read)).toBe(answered)
})

test('all reads of a snapshot see one state, whatever is written meanwhile; the next one sees it', async () => {
  await add('before')
  const seen = await db.snapshot(async (reader) => {
    const first = await count(reader)
    await add('meanwhile')
    const both = await Promise.all([count(reader), count(db.read)])
    return [first, ...both]
  })
  expect(seen).toEqual([1, 1, 2])
  expect(await db.snapshot(count)).toBe(2)
})

test('more long reads than there are threads wait, and each is answered', async () => {
  await add('a')
  expect(await Promise.all(Array.from({ length: 12 }, () => db.snapshot(count)))).toEqual(
    Array.from({ length: 12 }, () => 1),
  )
})

test('a snapshot neither writes nor asks models, and is refused after its end', async () => {
  const insert = sql`INSERT INTO "Supplier" ("name") VALUES ('x') RETURNING "id"`
  await expect(db.snapshot((reader) => query(reader, insert))).rejects.toThrow()
  await expect(db.snapshot(async (reader) => reader.$executeRaw(insert))).rejects.toThrow('raw reads only')
  await expect(db.snapshot(async (reader) => reader.supplier.count())).rejects.toThrow('raw reads only')
  const kept = await db.snapshot(async (reader) => [reader])
  await expect(count(kept[0]!)).rejects.toThrow('after its end')
  expect(await count(db.read)).toBe(0)
})

test('a read that fails leaves its thread or connection fit for the next one', async () => {
  for (let index = 0; index < 8; index++)
    await expect(db.snapshot((reader) => query(reader, sql`SELECT * FROM "Nowhere"`))).rejects.toThrow('Nowhere')
  await expect(
    db.snapshot(async () => {
      throw new Error('refused')
    }),
  ).rejects.toThrow('refused')
  expect(await db.snapshot(count)).toBe(0)
})

test('no write waits for a short snapshot, and the snapshot still sees one state', async () => {
  await add('before')
  let written: (() => void) | undefined
  const until = new Promise<void>((resolve) => {
    written = resolve
  })
  const states = new Set<string>()
  const seen = db.shortSnapshot(async (reader) => {
    const first = await count(reader)
    await until
    const then = await count(reader).catch(() => 0)
    states.add(`${first} ${then}`)
    return [first, then]
  })
  await add('meanwhile')
  expect(await count(db.read)).toBe(2)
  written?.()
  const [first, then] = await seen
  expect(then).toBe(first)
  expect(await db.shortSnapshot(count)).toBe(2)
  // What a read that was refused gave is thrown away, also where the work went on.
  expect([...states].filter((each) => !each.endsWith(' 0'))).toEqual([`${first} ${then}`])
})

test('a short snapshot and a single read write nothing, whatever they are asked', async () => {
  const insert = sql`INSERT INTO "Supplier" ("name") VALUES ('x') RETURNING "id"`
  await expect(db.shortSnapshot((reader) => query(reader, insert))).rejects.toThrow()
  if (db.dialect === 'sqlite') await expect(query(db.read, insert)).rejects.toThrow('reads only')
  expect(await count(db.read)).toBe(0)
})

test('a short snapshot is run again as a long one when there is much to read', async () => {
  await add('before')
  await add('meanwhile')
  let runs = 0
  const long = await db.shortSnapshot(async (reader, tooLong) => {
    runs++
    const first = await count(reader)
    tooLong?.()
    return first
  })
  expect([long, runs]).toEqual([2, db.dialect === 'sqlite' ? 2 : 1])
  await expect(db.shortSnapshot((reader) => reader.supplier.count())).rejects.toThrow('raw reads only')
  const many = Array.from({ length: 9 }, () => db.shortSnapshot(count))
  expect(await Promise.all(many)).toEqual(many.map(() => 2))
})
