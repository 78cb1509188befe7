import { afterEach, beforeEach, expect, test } from 'vitest'
import { among, amongTexts, type Database, openDatabase, rowsOf, type Sql, sql } from '~/lib/db.server'
import { bool } from '~/lib/rows.server'
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

const names = ['a', 'b"; --', 'ä\u{1F9EA}', "o'c", '{x,"y"}', 'null', '']
const insert = (given: readonly string[]) =>
  db.write((tx) =>
    tx.$executeRaw(
      sql`INSERT INTO "Supplier" ("name") ${rowsOf(
        { name: 'TEXT' },
        given.map((name) => ({ name })),
      )}`,
    ),
  )
const found = async (where: Sql) =>
  (await query<{ name: string }>(db.read, sql`SELECT "name" FROM "Supplier" WHERE ${where} ORDER BY "id"`)).map(
    (row) => row.name,
  )

test('rows are stored in their order, whatever stands in their texts', async () => {
  expect(await insert(names)).toBe(names.length)
  expect(await found(sql`1 = 1`)).toEqual(names)
})

test('what is among some numbers or texts is found, in and out; among none, nothing', async () => {
  await insert(names)
  const rows = await query<{ id: number }>(db.read, sql`SELECT "id" FROM "Supplier" ORDER BY "id"`)
  const ids = [rows[1]!.id, rows[2]!.id, rows[1]!.id, 999_999]
  expect(await found(sql`"id" IN ${among(ids)}`)).toEqual([names[1], names[2]])
  expect(await found(sql`"id" NOT IN ${among(ids)} AND "name" IN ${amongTexts(names)}`)).toEqual(names.toSpliced(1, 2))
  expect(await found(sql`"name" IN ${amongTexts([names[4]!, names[3]!, 'absent'])}`)).toEqual([names[3], names[4]])
  expect(await found(sql`"id" IN ${among([])} OR "name" IN ${amongTexts([])}`)).toEqual([])
  expect(await found(sql`"id" NOT IN ${among([])}`)).toEqual(names)
  expect(await found(sql`"id" IN ${among([ids[0]!, ids[0]!])} OR "name" IN ${amongTexts(["o'c"])}`)).toEqual([
    names[1],
    "o'c",
  ])
  expect(await found(sql`"id" NOT IN ${among([ids[0]!])} AND "name" NOT IN ${amongTexts(["o'c"])}`)).toEqual(
    names.filter((_, index) => index !== 1 && index !== 3),
  )
})

test('lists of any length find each of theirs and nothing else', async () => {
  const letters = [...'abcdefg']
  await insert(letters)
  for (let length = 0; length <= letters.length; length++) {
    const some = letters.slice(0, length)
    expect(await found(sql`"name" IN ${amongTexts(some)}`)).toEqual(some)
    expect(await found(sql`"name" NOT IN ${amongTexts(some)}`)).toEqual(letters.slice(length))
    const ids = await query<{ id: number }>(
      db.read,
      sql`SELECT "id" FROM "Supplier" WHERE "name" IN ${amongTexts(some)}`,
    )
    expect(await found(sql`"id" IN ${among(ids.map(({ id }) => id))}`)).toEqual(some)
  }
})

test('numbers, truths and nothing keep their kind in rows, and one statement may have several lists', async () => {
  await insert(names)
  const rows = rowsOf({ a: 'INTEGER', b: 'TEXT', c: 'BOOLEAN' }, [
    { a: 41, b: null, c: true },
    { a: 7, b: 'x', c: false },
  ])
  const [row, ...others] = await query<Record<string, unknown>>(
    db.read,
    sql`SELECT x."a" + 1 AS "a", x."b", x."c", s."name" FROM (${rows}) x JOIN "Supplier" s ON s."name" IN ${amongTexts(['a'])}
        WHERE x."c" AND x."a" IN ${among([41, 7])}`,
  )
  expect([{ ...row, c: bool.decode(row?.c) }, others]).toEqual([{ a: 42, b: null, c: true, name: 'a' }, []])
})

test('one row alone is plain values, of the same kinds', async () => {
  const one = (c: boolean | null) =>
    rowsOf({ a: 'INTEGER', b: 'TEXT', c: 'BOOLEAN', d: 'TEXT' }, [{ a: 41, b: null, c, d: '7' }])
  for (const c of [true, false]) {
    const [row] = await query<Record<string, unknown>>(
      db.read,
      sql`SELECT x."a" + 1 AS "a", x."b", x."c", x."d" FROM (${one(c)}) x`,
    )
    expect({ ...row, c: bool.decode(row?.c) }).toEqual({ a: 42, b: null, c, d: '7' })
  }
  expect(await query(db.read, sql`SELECT x."c" FROM (${one(null)}) x`)).toEqual([{ c: null }])
})

test('forty thousand of them are one value', async () => {
  const many = Array.from({ length: 40_000 }, (_, index) => index)
  await insert(many.map((each) => `s${each}`))
  expect(await found(sql`"id" IN ${among(many)}`)).toHaveLength(39_999)
  expect(await found(sql`"name" IN ${amongTexts(many.map((each) => `s${each}`))}`)).toHaveLength(40_000)
})
