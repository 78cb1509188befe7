import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase, sql, type Tx } from '~/lib/db.server'
import { type Turn, WriteQueue } from '~/lib/sqlite.server'
import { type TestDatabase, testDatabase } from '../support/database'
import { query } from '../support/query'

let store: TestDatabase
let db: Database
beforeEach(async () => {
  store = await testDatabase('sqlite')
  db = await openDatabase(store.url)
})
afterEach(async () => {
  await db.close()
  await store.close()
})

const add = (name: string) => db.write((tx) => tx.supplier.create({ data: { name } }))
const names = async () => (await db.read.supplier.findMany({ orderBy: { id: 'asc' } })).map((row) => row.name)
const otherProcess = () => new BetterSqlite3(store.url.replace('file:', ''), { timeout: 0 })

test('of writes that wait together, one that fails takes nothing of the others along', async () => {
  const fails = (tx: Tx) =>
    tx.supplier.create({ data: { name: 'half' } }).then(() => {
      throw new Error('refused')
    })
  const done = await Promise.allSettled([add('a'), db.write(fails), add('b'), db.write(fails), add('c')])
  expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'])
  expect(await names()).toEqual(['a', 'b', 'c'])
})

test('a write that breaks a constraint fails alone, by raw statement and through Prisma', async () => {
  await add('a')
  const raw = db.write((tx) => tx.$executeRaw(sql`INSERT INTO "Supplier" ("name") VALUES ('a')`))
  const done = await Promise.allSettled([raw, add('b')])
  expect(done.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  await expect(add('a')).rejects.toThrow()
  expect(await names()).toEqual(['a', 'b'])
})

test('a hundred writes at once are all there, in their order, and each sees those before it', async () => {
  const seen = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      db.write(async (tx) => {
        const [row] = await query<{ count: number }>(tx, sql`SELECT COUNT(*) AS "count" FROM "Supplier"`)
        await tx.$executeRaw(sql`INSERT INTO "Supplier" ("name") VALUES (${`s${index}`})`)
        return row?.count
      }),
    ),
  )
  expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => index))
  expect(await names()).toEqual(Array.from({ length: 100 }, (_, index) => `s${index}`))
})

test('rows that Prisma writes in a transaction of its own are undone with the write around them', async () => {
  const nested = { name: 'kept', deliveries: { create: [] } }
  const write = (fail: boolean) =>
    db.write(async (tx) => {
      await tx.category.create({
        data: {
          code: 'c',
          name: 'C',
          products: {
            create: {
              name: 'p',
              searchKey: 'p',
              manufacturer: 'm',
              baseUnit: 'each',
              createdAt: '2026-01-01T00:00:00.000Z',
            },
          },
        },
      })
      await tx.supplier.create({ data: nested })
      if (fail) throw new Error('refused')
    })
  await expect(write(true)).rejects.toThrow('refused')
  expect([await db.read.category.count(), await db.read.product.count(), await names()]).toEqual([0, 0, []])
  await write(false)
  expect([await db.read.category.count(), await db.read.product.count(), await names()]).toEqual([1, 1, ['kept']])
})

test('a nested write that Prisma undoes by itself leaves the rest of the transaction standing', async () => {
  await db.write(async (tx) => {
    await tx.supplier.create({ data: { name: 'before' } })
    const broken = tx.category.create({
      data: {
        code: 'c',
        name: 'C',
        products: {
          create: {
            name: 'p',
            searchKey: 'p',
            manufacturer: 'm',
            baseUnit: 'crate',
            createdAt: '2026-01-01T00:00:00.000Z',
          },
        },
      },
    })
    await broken.catch(() => undefined)
    await tx.supplier.create({ data: { name: 'after' } })
  })
  expect([await db.read.category.count(), await names()]).toEqual([0, ['before', 'after']])
})

test('a transaction that was kept for later is refused', async () => {
  const kept: Tx[] = []
  await db.write(async (tx) => void kept.push(tx))
  expect(() => kept[0]?.supplier).toThrow('after its end')
})

test('what is acknowledged is on the disk: another process reads it at once', async () => {
  await add('a')
  const other = otherProcess()
  expect(other.prepare('SELECT "name" FROM "Supplier"').pluck().all()).toEqual(['a'])
  other.close()
})

test('while another process holds the lock, a write waits, reads go on, and the write is then done', async () => {
  const other = otherProcess()
  other.exec('BEGIN IMMEDIATE')
  let done = false
  const waiting = add('late').then(() => {
    done = true
  })
  await new Promise((resolve) => setTimeout(resolve, 250))
  expect(await names()).toEqual([])
  expect(done).toBe(false)
  other.exec('COMMIT')
  other.close()
  await waiting
  expect(await names()).toEqual(['late'])
})

test('the reader refuses to write, by raw statement and through Prisma', async () => {
  await expect(db.read.$executeRaw(sql`INSERT INTO "Supplier" ("name") VALUES ('x')`)).rejects.toThrow()
  await expect(db.read.supplier.create({ data: { name: 'x' } })).rejects.toThrow()
})

test('raw rows come as numbers, booleans as values that a read decodes, text with any character', async () => {
  await add('ä\u{1F9EA}"; DROP TABLE "Supplier"; --')
  const [row] = await query<Record<string, unknown>>(
    db.read,
    sql`SELECT COUNT(*) AS "count", MAX("name") AS "name", ${true} AS "yes", ${null} AS "none", SUM("id") AS "sum" FROM "Supplier"`,
  )
  expect(row).toEqual({ count: 1, name: 'ä\u{1F9EA}"; DROP TABLE "Supplier"; --', yes: 1, none: null, sum: 1 })
  expect(await db.read.$queryRaw`SELECT ${1} AS "one"`).toEqual([{ one: 1 }])
})

test('a write that never ends is given up after its time and undone, and the next one is done', async () => {
  const connection = new BetterSqlite3(store.url.replace('file:', ''))
  const queue = new WriteQueue(connection, 50)
  const insert = (name: string) => void connection.prepare('INSERT INTO "Supplier" ("name") VALUES (?)').run(name)
  const turns: Turn[] = []
  const endless = queue.add((turn) => {
    turns.push(turn)
    insert('endless')
    return new Promise(() => undefined)
  })
  const next = queue.add(async () => insert('next'))
  await expect(endless).rejects.toThrow('given up')
  await next
  expect([turns[0]?.over, await names()]).toEqual([true, ['next']])
  connection.close()
})
