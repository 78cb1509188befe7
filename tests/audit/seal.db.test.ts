import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Instant } from '~/lib/day'
import { sql } from '~/lib/db.server'
import { sealAudit, sealFaults } from '~/modules/audit/commands/seal.server'
import { gapsOf, rangesOf, readRanges } from '~/modules/audit/rules'
import { now, type SmallClinic, smallClinic } from '../support/clinic'

let clinic: SmallClinic
let base: number
beforeEach(async () => {
  clinic = await smallClinic()
  await sealAudit(clinic.db, now)
  base = (await clinic.db.read.auditEntry.findFirst({ orderBy: { id: 'desc' } }))?.id ?? 0
})
afterEach(() => clinic.close())

const minutesLater = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString() as Instant

/** Entries as transactions commit them: each with the number that it took when it began. */
const commit = (numbers: readonly number[], at: Instant = now) =>
  clinic.db.write(async (tx) => {
    for (const number of numbers)
      await tx.$executeRaw(
        sql`INSERT INTO "AuditEntry" ("id", "at", "actor", "action", "subject", "detail") VALUES (${base + number}, ${at}, 'person:1', 'test', '', '{}')`,
      )
  })

const members = async () =>
  (await clinic.db.read.auditSeal.findMany({ orderBy: { id: 'asc' } })).map((seal) =>
    readRanges(seal.members)
      .map(({ first, last }) => (first === last ? `${first - base}` : `${first - base}-${last - base}`))
      .join(','),
  )

const behindOurBack = (change: string) =>
  clinic.db.write(async (tx) => {
    const guards =
      clinic.db.dialect === 'sqlite'
        ? await tx.$queryRaw<{ name: string }[]>(
            sql`SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'AuditEntry'`,
          )
        : []
    for (const { name } of guards) await tx.$executeRawUnsafe(`DROP TRIGGER "${name}"`)
    if (clinic.db.dialect === 'postgresql') await tx.$executeRawUnsafe('ALTER TABLE "AuditEntry" DISABLE TRIGGER ALL')
    await tx.$executeRawUnsafe(change)
  })

test('an entry that is committed after others with higher numbers joins the next seal', async () => {
  await commit([1, 2, 4])
  expect(await sealAudit(clinic.db, minutesLater(1))).toBe(3)
  await commit([3])
  expect(await sealFaults(clinic.db)).toEqual({ broken: [], leftOut: [] })
  await commit([5, 6])
  expect(await sealAudit(clinic.db, minutesLater(2))).toBe(3)
  expect((await members()).slice(-2)).toEqual(['1-2,4', '3,5-6'])
  await commit([8])
  await sealAudit(clinic.db, minutesLater(3))
  await commit([7])
  expect(await sealAudit(clinic.db, minutesLater(4))).toBe(1)
  expect((await members()).slice(-2)).toEqual(['8', '7'])
  await commit([9])
  expect(await sealAudit(clinic.db, minutesLater(5))).toBe(1)
  expect(await sealAudit(clinic.db, minutesLater(6))).toBe(0)
  expect(await sealFaults(clinic.db)).toEqual({ broken: [], leftOut: [] })
})

test('an entry that no seal covers, though later ones are sealed, is found', async () => {
  await commit([1, 3])
  await sealAudit(clinic.db, minutesLater(10))
  await commit([2], minutesLater(1))
  expect(await sealFaults(clinic.db)).toEqual({ broken: [], leftOut: [base + 2] })
})

test('a changed and a removed entry show in their seals, a late one too, and only there', async () => {
  await commit([1, 3])
  await sealAudit(clinic.db, now)
  await commit([2])
  await sealAudit(clinic.db, now)
  await commit([4, 5])
  await sealAudit(clinic.db, now)
  const seals = (await clinic.db.read.auditSeal.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id).slice(-3)
  await behindOurBack(`UPDATE "AuditEntry" SET "detail" = '{"x":1}' WHERE "id" = ${base + 2}`)
  await behindOurBack(`DELETE FROM "AuditEntry" WHERE "id" = ${base + 5}`)
  expect(await sealFaults(clinic.db)).toEqual({ broken: [seals[1], seals[2]], leftOut: [] })
})

test('two who seal at once make one chain', async () => {
  const other = minutesLater(1)
  for (let round = 0; round < 5; round++) {
    await commit([round * 2 + 1, round * 2 + 2])
    const done = await Promise.all([sealAudit(clinic.db, now), sealAudit(clinic.db, other)])
    expect(done.toSorted()).toEqual([0, 2])
  }
  expect(await sealFaults(clinic.db)).toEqual({ broken: [], leftOut: [] })
})

test.each([
  ['', []],
  ['7', [{ first: 7, last: 7 }]],
  [
    '1-3,5,8-9',
    [
      { first: 1, last: 3 },
      { first: 5, last: 5 },
      { first: 8, last: 9 },
    ],
  ],
])('the members %j are read as ranges, and written as they were', (members, ranges) => {
  expect(readRanges(members)).toEqual(ranges)
  const ids = ranges.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index))
  expect(rangesOf(ids)).toBe(members)
})

test.each([
  ['nothing is covered', '', '1-10'],
  ['all is covered', '1-4,5-10', ''],
  ['in any order, overlapping', '7-8,1-3,2-5', '6,9-10'],
  ['at the ends and beyond', '3,9-20', '1-2,4-8'],
])('the gaps from 1 to 10 where %s', (_when, covered, gaps) => {
  const found = gapsOf(readRanges(covered), { first: 1, last: 10 })
  expect(found).toEqual(readRanges(gaps))
})
