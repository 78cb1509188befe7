import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '~/lib/db.server'
import { readLabel } from '~/modules/labels/rules/read-label'
import { verifyLedger } from '~/modules/stock/queries/verify.server'
import { lotSkeleton } from '~/modules/stock/rules/lot-key'
import { testDatabase } from '../support/database'
import { preparedData } from './data.mjs'
import { gtinOf, labelOf, lotNumber, productOf, sizeOf, skeleton } from './data-words.mjs'

const lots = 400
let folder: string
let file: string
let db: Database
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'vialkeep-bench-data-'))
  file = path.join(folder, 'data.db')
  copyFileSync(await preparedData({ lots, seed: 3, say: () => undefined }), file)
  db = await openDatabase(`file:${file}`)
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

test("the bench's ledger is whole: every balance is the sum of its postings, every key points somewhere", async () => {
  expect(await verifyLedger(db.read)).toEqual({ differences: [], reservedDifferences: 0 })
  const direct = new BetterSqlite3(file)
  expect(direct.pragma('foreign_key_check')).toEqual([])
  direct.close()
})

test('it has the rows that it says: ten uses a lot, five of them in each procedure', async () => {
  const size = sizeOf(lots)
  const uses = await db.read.procedureUse.groupBy({ by: ['procedureId'], _count: { id: true } })
  expect([await db.read.lot.count(), uses.length, await db.read.patient.count()]).toEqual([
    size.lots,
    size.procedures,
    size.patients,
  ])
  expect(new Set(uses.map((row) => row._count.id))).toEqual(new Set([5]))
})

test('its indexes and guards are those of the migrations', async () => {
  const store = await testDatabase('sqlite')
  const parts = (of: string) => {
    const direct = new BetterSqlite3(of, { readonly: true })
    const rows = direct.prepare(`SELECT type, name, sql FROM sqlite_master ORDER BY type, name`).all()
    direct.close()
    return rows
  }
  expect(parts(file)).toEqual(parts(store.url.replace('file:', '')))
  await store.close()
})

test('its labels are read as what they stand for, and its words are folded as ours are', () => {
  const read = readLabel(labelOf(7), { now: '2026-11-24' })
  expect(read).toMatchObject({ kind: 'read', reading: { fields: { gtin: gtinOf(productOf(7)), lot: lotNumber(7) } } })
  expect(skeleton('Ol-5 sbz')).toBe(lotSkeleton('Ol-5 sbz'))
})
