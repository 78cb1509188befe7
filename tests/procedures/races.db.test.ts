import { afterEach, beforeEach, expect, it } from 'vitest'
import { allCommands } from '~/modules/auth/commands/command.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { breakSeal, checkSeal } from '~/modules/kits/commands/check.server'
import { give } from '~/modules/procedures/commands/give.server'
import { bindWithinReach } from '~/modules/procedures/commands/ready.server'
import { placeHold } from '~/modules/stock/commands/hold.server'
import { verifyLedger } from '~/modules/stock/queries/verify.server'
import { book, type Clinic, makeGiveable, newKey, openClinic, receive, scan, target } from './clinic'

// Two people at the same rows at the same moment, on both databases: nothing is lost, doubled, or refused as busy.

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic()
})
afterEach(async () => {
  expect(await verifyLedger(clinic.db.read)).toEqual({ differences: [], reservedDifferences: 0 })
  await clinic.close()
})

const code = (result: { ok: boolean; refusal?: { code: string } }) => (result.ok ? 'done' : result.refusal?.code)

it('GIVEN that two people press at once is recorded once', async () => {
  const id = await book(clinic)
  const { unitId } = await makeGiveable(clinic, id)
  const press = () =>
    perform(clinic.visitor(), give, { ...target(id), drawn: [{ unitId, given: 2_000 }], supplies: true }, newKey())
  const done = (await Promise.all([press(), press(), press()])).map(code)
  expect(done.filter((each) => each === 'done')).toHaveLength(1)
  expect(done).not.toContain('BUSY')
  expect(await clinic.db.read.procedureUse.count({ where: { procedureId: id, unitId } })).toBe(1)
})

it('one tap of several people at once keeps each supply for one booking only', async () => {
  const ids = []
  for (let each = 0; each < 5; each++) ids.push(await book(clinic))
  const tap = (id: number) => perform(clinic.visitor(), bindWithinReach, target(id), newKey())
  const done = (await Promise.all([...ids, ...ids].map(tap))).map(code)
  expect(done).not.toContain('BUSY')
  const over = await clinic.db.read.balance.findMany({ where: { reserved: { gt: 0 } } })
  expect(over.length).toBeGreaterThan(0)
  expect(over.filter(({ quantity, reserved }) => reserved > quantity)).toEqual([])
})

it('one vial that two bookings scan at once is kept for one of them', async () => {
  const [one, other] = [await book(clinic), await book(clinic)]
  for (let round = 0; round < 4; round++) {
    const number = `RACE-${round}`
    const vial = await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'MX2240', number })
    await Promise.all([scan(clinic, one, number), scan(clinic, other, number)])
    const kept = await clinic.db.read.readinessBinding.count({ where: { unitId: vial.unitId, endedAt: null } })
    expect(kept).toBeLessThanOrEqual(1)
    if (round === 0) expect(kept).toBe(1)
  }
})

it('a vial that is put on hold while a booking scans it is not kept unseen', async () => {
  for (let round = 0; round < 4; round++) {
    const id = await book(clinic)
    const number = `HELD-${round}`
    const vial = await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'MX2240', number })
    const hold = () =>
      perform(
        clinic.visitor(),
        placeHold,
        { scope: { unitId: vial.unitId }, reason: 'damaged', note: 'The cap is loose' },
        newKey(),
      )
    const both = await Promise.all(
      round % 2 === 0 ? [hold(), scan(clinic, id, number)] : [scan(clinic, id, number), hold()],
    )
    expect(both.map(code)).not.toContain('BUSY')
    const again = await scan(clinic, id, number)
    expect(code(again)).toBe('UNIT_STOPPED')
  }
})

it('a seal that is broken while somebody checks it is broken afterward', async () => {
  const both = await Promise.all([
    perform(clinic.visitor(), breakSeal, { kitId: clinic.kitId, reason: 'A reaction in room 1' }, newKey()),
    perform(clinic.visitor(), checkSeal, { kitId: clinic.kitId, raw: '00417', symbologyId: '' }, newKey()),
    perform(clinic.visitor(), breakSeal, { kitId: clinic.kitId, reason: 'A reaction in room 2' }, newKey()),
  ])
  expect(both.map(code).filter((each) => each === 'SEAL_ALREADY_BROKEN')).toHaveLength(1)
  const kit = await clinic.db.read.kit.findUniqueOrThrow({ where: { id: clinic.kitId } })
  expect(kit.sealBrokenAt).not.toBeNull()
})

it('each command of these rows declares what it waits for', async () => {
  const kinds = [
    'procedure.give',
    'procedure.clear',
    'procedure.scan',
    'procedure.take-out',
    'readiness.scan',
    'readiness.bind-within-reach',
    'readiness.unbind',
    'readiness.sign',
    'kit.check-seal',
    'kit.break-seal',
    'kit.count',
    'stock.hold',
    'stock.release-hold',
    'stock.decide-hold',
    'stock.move',
    'stock.discard',
    'stock.return',
    'stock.count',
  ]
  await import('~/modules/procedures/commands/take-out.server')
  await import('~/modules/stock/commands/move-unit.server')
  await import('~/modules/stock/commands/count.server')
  await import('~/modules/stock/commands/end-hold.server')
  expect(kinds.filter((kind) => typeof allCommands().get(kind)?.locks !== 'function')).toEqual([])
})
