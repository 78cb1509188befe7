import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Database, DatabaseBusy, type Lock, openDatabase, sql, type Tx } from '~/lib/db.server'
import { inOrder, lockStatement } from '~/lib/locks.server'
import { retrying } from '~/lib/retry.server'
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

const insert = (tx: Tx, name: string) => tx.$executeRaw(sql`INSERT INTO "Supplier" ("name") VALUES (${name})`)
const names = async () =>
  (await query<{ name: string }>(db.read, sql`SELECT "name" FROM "Supplier" ORDER BY "name"`)).map((row) => row.name)

test('raw statements and models share one transaction, and end with it together', async () => {
  const both = (fail: boolean) =>
    db.write(async (tx) => {
      await insert(tx, 'raw')
      const { id } = await tx.supplier.create({ data: { name: 'model' } })
      expect(await tx.supplier.count()).toBe(2)
      expect(await query(tx, sql`SELECT "id" FROM "Supplier" WHERE "name" = 'model'`)).toEqual([{ id }])
      if (fail) throw new Error('refused')
    })
  await expect(both(true)).rejects.toThrow('refused')
  expect(await names()).toEqual([])
  await both(false)
  expect(await names()).toEqual(['model', 'raw'])
})

test('transactions at the same moment that ask models never get into each other', async () => {
  const add = (name: string) =>
    db.write(async (tx) => {
      await tx.supplier.create({ data: { name } })
      const own = await tx.supplier.findUnique({ where: { name } })
      if (name.endsWith('3')) throw new Error('refused')
      return own?.name
    })
  const done = await Promise.allSettled(Array.from({ length: 12 }, (_, index) => add(`s${index}`)))
  expect(done.map((each) => (each.status === 'fulfilled' ? each.value : 'refused'))).toEqual(
    Array.from({ length: 12 }, (_, index) => (index === 3 ? 'refused' : `s${index}`)),
  )
  expect(await names()).toHaveLength(11)
})

test('a statement that failed and was passed over never makes an acknowledged write that is not there', async () => {
  await db.write((tx) => insert(tx, 'a'))
  const write = db.write(async (tx) => {
    await insert(tx, 'b')
    await insert(tx, 'a').catch(() => undefined)
  })
  const stored = await write.then(
    () => true,
    () => false,
  )
  expect(await names()).toEqual(stored ? ['a', 'b'] : ['a'])
})

test('statements of one moment are done in their order, and each gets its own answer', async () => {
  const count = (tx: Tx) => query<{ n: number }>(tx, sql`SELECT CAST(COUNT(*) AS INTEGER) AS "n" FROM "Supplier"`)
  for (const round of [1, 2]) {
    const answers = await db.write((tx) =>
      Promise.all([count(tx), insert(tx, `a${round}`), insert(tx, `b${round}`), count(tx), insert(tx, `c${round}`)]),
    )
    const before = 3 * (round - 1)
    expect(answers).toEqual([[{ n: before }], 1, 1, [{ n: before + 2 }], 1])
  }
  expect(await names()).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'c2'])
})

test('one that fails among those of its moment leaves nothing of them, and the next write goes on', async () => {
  const wrong = (tx: Tx) => tx.$executeRaw(sql`INSERT INTO "NoSuchTable" ("a") VALUES (${1})`)
  for (const name of ['a', 'b'])
    await expect(
      db.write((tx) => Promise.all([insert(tx, name), wrong(tx), insert(tx, `${name} too`)])),
    ).rejects.toThrow(/NoSuchTable/)
  await db.write((tx) => Promise.all([insert(tx, 'c'), insert(tx, 'd')]))
  expect(await names()).toEqual(['c', 'd'])
})

test('what still runs when its transaction fails never lands in another one', async () => {
  const createdAt = '2026-01-01T00:00:00.000Z'
  const product = { name: 'p', searchKey: 'p', manufacturer: 'm', baseUnit: 'each', createdAt }
  const left = (code: string) =>
    db.write(async (tx) => {
      tx.category.create({ data: { code, name: code, products: { create: product } } }).catch(() => undefined)
      throw new Error('refused')
    })
  for (let round = 0; round < 5; round++) {
    const names = ['a', 'b', 'c'].map((name) => `${name}${round}`)
    const done = await Promise.allSettled(
      names.flatMap((name) => [left(name), db.write((tx) => tx.supplier.create({ data: { name } }))]),
    )
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  }
  expect([await db.read.category.count(), await db.read.product.count(), (await names()).length]).toEqual([0, 0, 15])
})

test('a transaction that was kept for later is refused', async () => {
  const kept: Tx[] = []
  await db.write(async (tx) => void kept.push(tx))
  expect(() => kept[0]?.supplier).toThrow('after its end')
  await expect((async () => kept[0]?.$executeRaw(sql`SELECT 1`))()).rejects.toThrow('after its end')
})

/** Reads a number and writes the next one, as every guarded decision does; counts how often it ran. */
async function countUp(times: number, locks: readonly Lock[]) {
  let runs = 0
  await db.write((tx) => insert(tx, '0'))
  await Promise.all(
    Array.from({ length: times }, () =>
      db.write(
        async (tx) => {
          runs++
          const [row] = await query<{ id: number; name: string }>(tx, sql`SELECT "id", "name" FROM "Supplier"`)
          await tx.$executeRaw(
            sql`UPDATE "Supplier" SET "name" = ${String(Number(row?.name) + 1)} WHERE "id" = ${row?.id}`,
          )
        },
        { locks: () => locks },
      ),
    ),
  )
  return { runs, reached: await names() }
}

test('twenty who change the same at once all count', async () => {
  expect((await countUp(20, [])).reached).toEqual(['20'])
})

test('with a lock they wait for each other, and none of them runs twice', async () => {
  expect(await countUp(20, [{ kind: 'lot', key: '7 AB12' }])).toEqual({ runs: 20, reached: ['20'] })
})

test('writes with locks in any order never wait for each other in a circle', async () => {
  const one: Lock[] = [{ kind: 'place', key: 5 }, { kind: 'lot', key: 1 }, { kind: 'notices' }]
  const other: Lock[] = [
    { kind: 'notices', shared: true },
    { kind: 'lot', key: 1 },
    { kind: 'place', key: 5 },
  ]
  await Promise.all(
    Array.from({ length: 24 }, (_, index) =>
      db.write((tx) => insert(tx, `s${index}`), { locks: () => (index % 2 === 0 ? one : other) }),
    ),
  )
  expect(await names()).toHaveLength(24)
})

test('locks are taken in one order, each once, exclusive where one of them must be', () => {
  expect(
    inOrder([
      { kind: 'balance', key: 1 },
      { kind: 'lot', key: 9, shared: true },
      { kind: 'lot', key: 4 },
      { kind: 'notices', shared: true },
      { kind: 'lot', key: 9 },
      { kind: 'product', key: 4, shared: true },
    ]),
  ).toEqual([
    { kind: 0, place: 0, shared: true },
    { kind: 1, place: 4, shared: true },
    { kind: 2, place: 4, shared: false },
    { kind: 2, place: 9, shared: false },
    { kind: 5, place: 1, shared: false },
  ])
  expect(lockStatement([])).toBeNull()
  const many = Array.from({ length: 50_000 }, (_, index): Lock => ({ kind: 'lot', key: `lot ${index}` }))
  expect(inOrder(many).length).toBeLessThanOrEqual(1024)
})

const conflict = () => Object.assign(new Error('could not serialize access'), { code: '40001' })

test('work that goes on meeting others is given up as busy; another error stays what it is', async () => {
  let tries = 0
  await expect(
    retrying(async () => {
      tries++
      throw conflict()
    }, 60),
  ).rejects.toBeInstanceOf(DatabaseBusy)
  expect(tries).toBeGreaterThan(2)
  await expect(retrying(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
})

test('a key that another stored meanwhile is looked at again a few times, then it is an error of its own', async () => {
  let tries = 0
  const repeated = Object.assign(new Error('duplicate key'), { code: '23505' })
  await expect(
    retrying(async () => {
      tries++
      throw repeated
    }),
  ).rejects.toBe(repeated)
  expect(tries).toBe(6)
})
