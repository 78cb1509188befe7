import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase, sql, type Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { recordRead } from '~/modules/audit/commands/reads.server'
import { runStored } from '~/modules/audit/commands/run.server'
import { sealAudit, sealFaults } from '~/modules/audit/commands/seal.server'
import { canonicalText, isCommandKey, rangesOf } from '~/modules/audit/rules'
import type { AuditNote, CommandContext, CommandHead } from '~/modules/audit/types'
import { key, must, now, refusal, type SmallClinic, smallClinic } from '../support/clinic'
import { query } from '../support/query'

let clinic: SmallClinic
beforeEach(async () => {
  clinic = await smallClinic()
})
afterEach(() => clinic.close())

/** Runs work as `perform` does once it has asked the right. */
const run = <Answer extends Result<unknown>>(
  { db, actor, at }: CommandContext,
  head: CommandHead,
  work: (tx: Tx, note: (entry: AuditNote) => void) => Promise<Answer>,
) =>
  runStored({ db, actor, clock: () => at }, head, {
    first: async () => null,
    run: ({ tx, note }) => work(tx, note),
  })

const addSupplier = (name: string, id = key()) =>
  run(clinic.context, { key: id, kind: 'test.add', input: { name } }, async (tx, note) => {
    const row = await tx.supplier.create({ data: { name }, select: { id: true } })
    note({ subject: `supplier:${row.id}` })
    return name === 'refused' ? refuse({ code: 'NO' as const }) : ok({ id: row.id })
  })

describe('a command', () => {
  test('is audited in its own transaction, with who, what and its key', async () => {
    const id = key()
    const made = must(await addSupplier('Acme', id))
    const [entry] = await clinic.db.read.auditEntry.findMany({ where: { commandKey: id } })
    expect(entry).toMatchObject({ actor: 'person:1', action: 'test.add', subject: `supplier:${made.id}`, at: now })
  })
  test('that is refused leaves nothing but its answer and one audit row', async () => {
    const id = key()
    expect(refusal(await addSupplier('refused', id))).toEqual({ code: 'NO' })
    expect(await clinic.db.read.supplier.count()).toBe(0)
    expect(await clinic.db.read.auditEntry.findMany({ where: { commandKey: id } })).toMatchObject([
      { action: 'test.add.refused' },
    ])
    expect(refusal(await addSupplier('refused', id))).toEqual({ code: 'NO' })
    expect(await clinic.db.read.auditEntry.count({ where: { commandKey: id } })).toBe(1)
  })
  test('sent five times at once is done once and answers the same five times', async () => {
    const id = key()
    const answers = await Promise.all(Array.from({ length: 5 }, () => addSupplier('Acme', id)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await clinic.db.read.supplier.count()).toBe(1)
  })
  test("of another person under the same key is a command of its own: nobody gets another one's answer", async () => {
    const id = key()
    const mine = must(await addSupplier('Acme', id))
    const other = { ...clinic.context, actor: 'person:2' as const }
    const theirs = await run(other, { key: id, kind: 'test.other', input: null }, async () => ok({ id: 0 }))
    expect([must(theirs), must(await addSupplier('Acme', id))]).toEqual([{ id: 0 }, mine])
  })
  test('that throws writes nothing at all', async () => {
    const id = key()
    const broken = run(clinic.context, { key: id, kind: 'test.break', input: null }, async (tx) => {
      await tx.supplier.create({ data: { name: 'half' } })
      throw new Error('power cut')
    })
    await expect(broken).rejects.toThrow('power cut')
    expect([await clinic.db.read.supplier.count(), await clinic.db.read.command.count({ where: { key: id } })]).toEqual(
      [0, 0],
    )
  })
  test.each(['', 'short', 'x'.repeat(65), 'with space here', '<script>aaaa'])('refuses the key %j', async (id) => {
    expect(refusal(await addSupplier('Acme', id))).toEqual({ code: 'COMMAND_KEY_INVALID' })
    expect(isCommandKey(id)).toBe(false)
  })
})

test('a seal names its members as ranges', () => {
  expect(rangesOf([])).toBe('')
  expect(rangesOf([7])).toBe('7')
  expect(rangesOf([1, 2, 3, 5, 8, 9])).toBe('1-3,5,8-9')
})

test('a write from another process during a rollback is not lost with it', async () => {
  const other = await openDatabase(clinic.url)
  const broken = run(clinic.context, { key: key(), kind: 'test.slow', input: null }, async (tx) => {
    await tx.supplier.create({ data: { name: 'inside' } })
    await new Promise((resolve) => setTimeout(resolve, 150))
    throw new Error('rolled back')
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  const outside = other.write((tx) => tx.supplier.create({ data: { name: 'outside' } }))
  await expect(broken).rejects.toThrow('rolled back')
  await outside
  expect((await clinic.db.read.supplier.findMany()).map((row) => row.name)).toEqual(['outside'])
  await other.close()
})

test('a reader never sees the rows of a transaction that is still open', async () => {
  const seen: number[] = []
  await run(clinic.context, { key: key(), kind: 'test.peek', input: null }, async (tx) => {
    await tx.supplier.create({ data: { name: 'uncommitted' } })
    seen.push(await clinic.db.read.supplier.count())
    return ok(null)
  })
  expect(seen).toEqual([0])
  expect(await clinic.db.read.supplier.count()).toBe(1)
})

test('thirty commands at once all succeed', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => addSupplier(`Supplier ${index}`)))
  expect(answers.every((answer) => answer.ok)).toBe(true)
})

test('sealed audit rows are chained: an untouched trail verifies, in batches', async () => {
  for (const name of ['a', 'b', 'c']) must(await addSupplier(name))
  await recordRead(clinic.context, 'patient.read', [{ subject: 'patient:1' }, { subject: 'patient:2' }])
  expect(await sealAudit(clinic.db, now, 3)).toBe(3)
  expect(await sealAudit(clinic.db, now, 3)).toBe(2)
  expect(await sealAudit(clinic.db, now, 3)).toBe(0)
  expect(await sealFaults(clinic.db)).toEqual({ broken: [], leftOut: [] })
})

test('an audit row that was changed behind our back shows in its seal', async () => {
  must(await addSupplier('a'))
  must(await addSupplier('b'))
  await sealAudit(clinic.db, now, 1)
  await sealAudit(clinic.db, now, 1)
  await clinic.db.write(async (tx) => {
    for (const statement of await withoutGuards(clinic.db.dialect)) await tx.$executeRawUnsafe(statement)
    await tx.$executeRawUnsafe(
      `UPDATE "AuditEntry" SET "actor" = 'person:9' WHERE "id" = (SELECT MIN("id") FROM "AuditEntry")`,
    )
  })
  const [first] = await clinic.db.read.auditSeal.findMany({ orderBy: { id: 'asc' } })
  expect(await sealFaults(clinic.db)).toEqual({ broken: [first?.id], leftOut: [] })
})

/** What a person with the database file would have to do first: take the append-only guards away. */
async function withoutGuards(dialect: string): Promise<string[]> {
  if (dialect === 'postgresql') return ['ALTER TABLE "AuditEntry" DISABLE TRIGGER ALL']
  const rows = await query<{ name: string }>(
    clinic.db.read,
    sql`SELECT "name" FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'AuditEntry'`,
  )
  return rows.map((row) => `DROP TRIGGER "${row.name}"`)
}

test('the order of keys and absent values do not change an input, values do', () => {
  expect(canonicalText({ b: 1, a: [1, { d: undefined, c: 'x' }] })).toBe(canonicalText({ a: [1, { c: 'x' }], b: 1 }))
  expect(canonicalText({ a: 1 })).not.toBe(canonicalText({ a: '1' }))
})
