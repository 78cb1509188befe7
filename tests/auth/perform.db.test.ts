import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Instant } from '~/lib/day'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { humanOf } from '~/modules/auth/queries/rights.server'
import type { Visitor } from '~/modules/auth/types'
import { key, must, now, refusal, type SmallClinic, smallClinic } from '../support/clinic'

const addSupplier = command({
  kind: 'test.add-supplier',
  what: 'Adds a supplier by its name.',
  right: 'catalog.change',
  by: 'anyone',
  whenLate: 'send',
  input: z.object({ name: z.string().min(1, 'must not be empty'), fail: z.boolean().optional() }),
  refusals: { NAME_ODD: 422 },
  audit: z.object({ name: z.string() }),
  run: async ({ tx, note, movement }, { name, fail }) => {
    const made = await tx.supplier.create({ data: { name }, select: { id: true } })
    if (fail) return refuse({ code: 'NAME_ODD' as const })
    note(`supplier:${made.id}`, { name })
    return ok({ supplierId: made.id, movement })
  },
})

const byPerson = command({
  kind: 'test.by-person',
  what: 'Needs a human.',
  right: 'signed-in',
  by: 'person',
  whenLate: 'drop',
  input: z.null(),
  refusals: {},
  audit: z.object({}),
  run: async ({ at }) => ok({ at }),
})

let clinic: SmallClinic
beforeEach(async () => {
  clinic = await smallClinic()
})
afterEach(() => clinic.close())

const suppliers = () => clinic.db.read.supplier.count({ where: { name: { startsWith: 'Cryo' } } })

async function token(role: string): Promise<Visitor> {
  const data = { tokenHash: key(), name: 'logger', role, siteId: clinic.siteId, createdById: 1, createdAt: now }
  const made = await clinic.db.write((tx) => tx.apiToken.create({ data, select: { id: true } }))
  return { ...clinic.visitor, context: { ...clinic.context, actor: `token:${made.id}` } }
}

describe('perform', () => {
  test('stores, audits and answers; the same key again gives the first answer and adds nothing', async () => {
    const one = key()
    const first = must(await perform(clinic.visitor, addSupplier, { name: 'Cryo One' }, one))
    expect(must(await perform(clinic.visitor, addSupplier, { name: 'Cryo One' }, one))).toEqual(first)
    expect(await suppliers()).toBe(1)
    const trail = await clinic.db.read.auditEntry.findMany({ where: { action: 'test.add-supplier' } })
    expect(trail.map(({ subject, detail, actor }) => [subject, detail, actor])).toEqual([
      [`supplier:${first.supplierId}`, '{"name":"Cryo One"}', 'person:1'],
    ])
  })

  test('the same key with other input is refused', async () => {
    const one = key()
    must(await perform(clinic.visitor, addSupplier, { name: 'Cryo One' }, one))
    const again = await perform(clinic.visitor, addSupplier, { name: 'Cryo Two' }, one)
    expect(refusal(again)).toEqual({ code: 'COMMAND_KEY_REUSED', kind: 'test.add-supplier' })
  })

  test("another person's key is another command: neither gets the other's answer, and movements differ", async () => {
    const one = key()
    const other = await clinic.newVisitor()
    const first = must(await perform(clinic.visitor, addSupplier, { name: 'Cryo One' }, one))
    const second = must(await perform(other, addSupplier, { name: 'Cryo Two' }, one))
    expect(second.supplierId).not.toBe(first.supplierId)
    expect(second.movement).not.toBe(first.movement)
  })

  test('a refusal rolls everything back and is the answer to its key from then on', async () => {
    const one = key()
    const refused = await perform(clinic.visitor, addSupplier, { name: 'Cryo One', fail: true }, one)
    expect(refusal(refused).code).toBe('NAME_ODD')
    expect(await suppliers()).toBe(0)
    const again = await perform(clinic.visitor, addSupplier, { name: 'Cryo One', fail: true }, one)
    expect(refusal(again).code).toBe('NAME_ODD')
  })

  test('whoever may not is refused, with an audit row; with the right, the same key then works', async () => {
    const auditor = await clinic.newVisitor(['auditor'])
    const one = key()
    const asked = () => perform(auditor, addSupplier, { name: 'Cryo One' }, one)
    expect(refusal(await asked())).toEqual({ code: 'FORBIDDEN', permission: 'catalog.change' })
    expect(await clinic.db.read.auditEntry.count({ where: { action: 'test.add-supplier.refused' } })).toBe(1)
    const { personId } = auditor
    if (personId === null) throw new Error('The auditor is a person.')
    await clinic.db.write((tx) =>
      tx.personRole.create({ data: { personId, siteId: clinic.siteId, role: 'manager' }, select: { role: true } }),
    )
    must(await asked())
  })

  test('a right that was lost between the page and the command is lost', async () => {
    const manager = await clinic.newVisitor(['manager'])
    const { personId } = manager
    if (personId === null) throw new Error('The manager is a person.')
    await clinic.db.write((tx) => tx.personRole.deleteMany({ where: { personId } }))
    expect(refusal(await perform(manager, addSupplier, { name: 'Cryo One' }, key())).code).toBe('SIGNED_OUT')
    expect(await suppliers()).toBe(0)
  })

  test('an account that has ended can do nothing', async () => {
    const manager = await clinic.newVisitor(['manager'])
    await clinic.db.write((tx) =>
      tx.person.update({ where: { id: manager.personId ?? 0 }, data: { endedAt: now }, select: { id: true } }),
    )
    expect(refusal(await perform(manager, addSupplier, { name: 'Cryo One' }, key())).code).toBe('SIGNED_OUT')
  })

  test('a token has its one role, counts as whoever made it, and is refused where a human must be there', async () => {
    const logger = await token('supply')
    must(await perform(logger, addSupplier, { name: 'Cryo One' }, key()))
    expect(await humanOf(clinic.db.read, logger.context.actor)).toBe(1)
    expect(refusal(await perform(logger, byPerson, null, key())).code).toBe('PERSON_NEEDED')
    const reader = await token('auditor')
    expect(refusal(await perform(reader, addSupplier, { name: 'Cryo Two' }, key())).code).toBe('FORBIDDEN')
  })

  test('a token ends with the account of whoever made it', async () => {
    const logger = await token('supply')
    await clinic.db.write((tx) => tx.person.update({ where: { id: 1 }, data: { endedAt: now }, select: { id: true } }))
    expect(refusal(await perform(logger, addSupplier, { name: 'Cryo One' }, key())).code).toBe('SIGNED_OUT')
  })

  test('input that is not as declared is refused with its field, and nothing is stored under the key', async () => {
    const one = key()
    const odd = await perform(clinic.visitor, addSupplier, { name: '' }, one)
    expect(refusal(odd)).toEqual({ code: 'INPUT_WRONG', field: 'name', message: 'must not be empty' })
    must(await perform(clinic.visitor, addSupplier, { name: 'Cryo One' }, one))
  })

  test('a key that is no key is refused', async () => {
    expect(refusal(await perform(clinic.visitor, addSupplier, { name: 'Cryo One' }, 'x')).code).toBe(
      'COMMAND_KEY_INVALID',
    )
  })

  test('the time of a decision is read after it has waited for its turn', async () => {
    let time = now
    const later = '2026-11-24T15:00:09.000Z' as Instant
    let release = (): void => undefined
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    // A write before it holds the transaction on SQLite; on PostgreSQL the clock moves before the command has begun.
    const before = clinic.db.write(() => gate)
    const waiting = perform({ ...clinic.visitor, clock: () => time }, byPerson, null, key())
    time = later
    release()
    await before
    expect(must(await waiting).at).toBe(later)
  })
})
