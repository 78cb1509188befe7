import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addHours, addMinutes, type Day, type Instant } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { isPerformRefusal } from '~/modules/auth/messages'
import { breakSeal } from '~/modules/kits/commands/check.server'
import { endOwnUnit, recordOwnUnit } from '~/modules/patients/commands.server'
import { ownUnitsOf } from '~/modules/patients/queries.server'
import { give } from '~/modules/procedures/commands/give.server'
import { bindWithinReach, scanForReadiness, signReady, unbind } from '~/modules/procedures/commands/ready.server'
import { takeTimeOut } from '~/modules/procedures/commands/steps.server'
import { takeOut } from '~/modules/procedures/commands/take-out.server'
import { explainProcedure } from '~/modules/procedures/messages'
import { boardOf } from '~/modules/procedures/queries/board.server'
import { procedureFile } from '~/modules/procedures/queries/booking.server'
import { factsOfBooking } from '~/modules/readiness/queries/facts.server'
import { blocking, verdict } from '~/modules/readiness/rules/verdict'
import type { Light } from '~/modules/readiness/types'
import { placeHolds } from '~/modules/stock/commands/holds.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { verifyLedger } from '~/modules/stock/queries/verify.server'
import {
  agreed,
  book,
  type Clinic,
  makeGiveable,
  makeReady,
  morning,
  newKey,
  newPatient,
  openClinic,
  receive,
  scan,
  target,
  value,
  zone,
} from '../procedures/clinic'

const today = '2026-11-24' as Day

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic()
})
afterEach(async () => {
  expect(await verifyLedger(clinic.db.read)).toEqual({ differences: [], reservedDifferences: 0 })
  await clinic.close()
})

const refusalOf = (result: { ok: boolean; refusal?: unknown }) => (result.ok ? 'done' : result.refusal)
async function lights(at = morning): Promise<Map<number, Light>> {
  const rows = await clinic.db.snapshot((reader) => boardOf(reader, { id: clinic.siteId, timeZone: zone }, today, at))
  return new Map(rows.map((row) => [row.file.row.id, row.light]))
}
async function findings(id: number, at = morning): Promise<string[]> {
  const file = await procedureFile(clinic.db.read, clinic.siteId, id)
  if (!file) throw new Error('No such procedure')
  return blocking(verdict(await factsOfBooking(clinic.db.read, file.booking, at), at)).map((finding) => finding.code)
}

describe('ready', () => {
  it('is signed when a scan bound the vial and one tap the rest, and shows on the board', async () => {
    const id = await book(clinic)
    expect((await lights()).get(id)).toMatchObject({ state: 'not-ready' })
    await makeReady(clinic, id)
    expect((await lights()).get(id)).toMatchObject({ state: 'ready', signedName: 'Ana Ruiz' })
    expect(await findings(id)).toEqual([])
  })

  it('is not signed while a line is open', async () => {
    const id = await book(clinic)
    expect(
      refusalOf(await perform(clinic.visitor(), signReady, { ...target(id), signedName: 'Ana Ruiz' }, newKey())),
    ).toMatchObject({ code: 'NOT_READY' })
    expect(await clinic.db.read.readinessSign.count()).toBe(0)
  })

  it('turns to NOT READY by itself when a hold lands on the lot, on every board at once', async () => {
    const id = await book(clinic)
    const vial = await makeReady(clinic, id)
    await clinic.db.write((tx) => placeHolds(tx, clinic.at(), [{ reason: 'recall', note: 'Z', lotId: vial.lotId }]))
    expect((await lights()).get(id)).toMatchObject({
      state: 'not-ready',
      wasSigned: true,
      first: { code: 'ON_HOLD' },
    })
    expect(refusalOf(await perform(clinic.visitor(), takeTimeOut, { ...target(id), agreed }, newKey()))).toMatchObject({
      code: 'TIME_OUT_NOT_READY',
    })
  })

  it('turns when the kit seal is broken, when the storage is no longer proven, and when its time ends', async () => {
    const id = await book(clinic, { scheduledAt: addHours(morning, 30) as Instant })
    await makeReady(clinic, id)
    const light = async (at = morning) => {
      const [row] = await clinic.db.snapshot((reader) =>
        boardOf(reader, { id: clinic.siteId, timeZone: zone }, today, at, 3),
      )
      return row?.light
    }
    expect(await light()).toMatchObject({ state: 'ready' })
    expect(await light(addMinutes(morning, 121))).toEqual({ state: 'unsigned', because: 'expired' })
    expect(await light(addHours(morning, 25))).toMatchObject({ state: 'not-ready' })
    value(await perform(clinic.visitor(), breakSeal, { kitId: clinic.kitId, reason: 'Reaction in room 1' }, newKey()))
    expect(await light()).toMatchObject({ state: 'not-ready', first: { code: 'KIT' } })
  })

  it('asks for a new signature when something bound was changed', async () => {
    const id = await book(clinic)
    await makeReady(clinic, id)
    const file = await procedureFile(clinic.db.read, clinic.siteId, id)
    const facts = file && (await factsOfBooking(clinic.db.read, file.booking, morning))
    const gauze = facts?.bound.find(({ binding }) => binding.requirement === 'gauze')?.binding
    value(await perform(clinic.visitor(), unbind, { ...target(id), bindingId: gauze?.id ?? 0 }, newKey()))
    expect((await lights()).get(id)).toMatchObject({ state: 'not-ready', first: { code: 'NOT_BOUND' } })
    await receive(clinic, 'gauze', clinic.roomId, { lot: 'OTHER', expiry: '2026-12-31' as Day })
    value(await perform(clinic.visitor(), bindWithinReach, target(id), newKey()))
    expect((await lights()).get(id)).toEqual({ state: 'unsigned', because: 'changed' })
  })
})

describe('an autologous vial', () => {
  const autologous = () =>
    clinic.db.write((tx) =>
      tx.product.update({
        where: { id: clinic.product('biologic-vial') },
        data: { regulatoryStanding: 'autologous' },
        select: { id: true },
      }),
    )

  it('goes into the patient whose it was recorded to be, and into nobody else', async () => {
    await autologous()
    const [patientId, otherId] = [await newPatient(clinic), await newPatient(clinic)]
    const [id, other] = [await book(clinic, { patientId }), await book(clinic, { patientId: otherId })]
    const { unitId } = await receive(clinic, 'biologic-vial', clinic.fridgeId, { number: 'OWN-1' })
    value(await scan(clinic, id, 'OWN-1'))
    expect(await findings(id)).toContain('OWNER_UNKNOWN')
    value(await perform(clinic.visitor(), recordOwnUnit, { patientId, unitId, notOf: [otherId] }, newKey()))
    expect(await findings(id)).not.toContain('OWNER_UNKNOWN')
    expect(refusalOf(await scan(clinic, other, 'OWN-1'))).toMatchObject({
      code: 'UNIT_STOPPED',
      finding: { code: 'OF_OTHER_PATIENT' },
    })
    expect(
      refusalOf(await perform(clinic.visitor(), recordOwnUnit, { patientId: otherId, unitId }, newKey())),
    ).toMatchObject({
      code: 'OWN_OF_OTHER',
    })
    const [own] = await ownUnitsOf(clinic.db.read, patientId)
    expect(own).toMatchObject({ unitId, unitNumber: 'OWN-1' })
    value(await perform(clinic.visitor(), endOwnUnit, { patientId, ownUnitId: own?.id ?? 0 }, newKey()))
    expect(await findings(id)).toContain('OWNER_UNKNOWN')
    expect(
      refusalOf(await perform(clinic.visitor(), endOwnUnit, { patientId, ownUnitId: own?.id ?? 0 }, newKey())),
    ).toEqual({
      code: 'OWN_UNIT_UNKNOWN',
    })
  })

  it('that turns out to be another patient’s after READY was signed turns it to NOT READY', async () => {
    const id = await book(clinic)
    const vial = await makeReady(clinic, id)
    const booked = await clinic.db.read.procedure.findUniqueOrThrow({ where: { id }, select: { patientId: true } })
    await autologous()
    value(
      await perform(
        clinic.visitor(),
        recordOwnUnit,
        { patientId: await newPatient(clinic), unitId: vial.unitId, notOf: [booked.patientId] },
        newKey(),
      ),
    )
    expect((await lights()).get(id)).toMatchObject({ state: 'not-ready', first: { code: 'OF_OTHER_PATIENT' } })
  })

  it('is asked for only where the medical director called the product so', async () => {
    const { unitId } = await receive(clinic, 'biologic-vial', clinic.fridgeId, { number: 'OWN-1' })
    const patientId = await newPatient(clinic)
    expect(refusalOf(await perform(clinic.visitor(), recordOwnUnit, { patientId, unitId }, newKey()))).toMatchObject({
      code: 'NOT_AUTOLOGOUS',
    })
  })
})

describe('the last vial', () => {
  it('goes to one of two bookings that scan it at the same moment', async () => {
    const [first, second] = [await book(clinic), await book(clinic)]
    await receive(clinic, 'biologic-vial', clinic.fridgeId, { number: 'LAST-1' })
    const answers = await Promise.all([scan(clinic, first, 'LAST-1'), scan(clinic, second, 'LAST-1')])
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    const refused = answers.find((answer) => !answer.ok)
    expect(refusalOf(refused ?? { ok: true })).toMatchObject({
      code: 'UNIT_STOPPED',
      finding: { code: 'KEPT_FOR_OTHER' },
    })
    if (refused && !refused.ok && refused.refusal.code === 'UNIT_STOPPED')
      expect(explainProcedure(refused.refusal, zone)).toContain('kept for another procedure')
    expect(await clinic.db.read.reservation.count({ where: { endedAt: null } })).toBe(1)
  })

  it('is free again for the other booking when it is taken back', async () => {
    const [first, second] = [await book(clinic), await book(clinic)]
    await receive(clinic, 'biologic-vial', clinic.fridgeId, { number: 'LAST-1' })
    value(await scan(clinic, first, 'LAST-1'))
    const [binding] = await clinic.db.read.readinessBinding.findMany({ where: { endedAt: null } })
    value(await perform(clinic.visitor(), unbind, { ...target(first), bindingId: binding?.id ?? 0 }, newKey()))
    value(await scan(clinic, second, 'LAST-1'))
    expect(
      refusalOf(await perform(clinic.visitor(), unbind, { ...target(first), bindingId: binding?.id ?? 0 }, newKey())),
    ).toEqual({ code: 'BINDING_UNKNOWN' })
  })

  it('the same scan sent twice binds once and answers the same', async () => {
    const id = await book(clinic)
    await receive(clinic, 'biologic-vial', clinic.fridgeId, { number: 'LAST-1' })
    const key = newKey()
    const first = await scan(clinic, id, 'LAST-1', key)
    expect(first.ok).toBe(true)
    expect(await scan(clinic, id, 'LAST-1', key)).toEqual(first)
    expect(await clinic.db.read.readinessBinding.count()).toBe(1)
  })
})

describe('a scan on the readiness page', () => {
  it.each<[claim: string, raw: string, code: string]>([
    ['nothing', '   ', 'SCAN_EMPTY'],
    ['what nobody knows', 'ZZ-UNKNOWN-9', 'SCAN_UNKNOWN'],
    ['a GS1 label with a wrong check digit', '(01)00614141999997(10)ABC', 'SCAN_LABEL'],
    ['a GS1 label of a product that we don’t have', '(01)00614141999996(10)ABC', 'SCAN_PRODUCT_UNKNOWN'],
    ['an expired vial', 'OLD-1', 'UNIT_STOPPED'],
    ['a held vial', 'HELD-1', 'UNIT_STOPPED'],
  ])('is refused for %s, with a sentence, and nothing is kept', async (_claim, raw, code) => {
    const id = await book(clinic)
    await receive(clinic, 'biologic-vial', clinic.fridgeId, {
      lot: 'OLD',
      number: 'OLD-1',
      expiry: '2026-11-01' as Day,
    })
    const held = await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'HELD', number: 'HELD-1' })
    await clinic.db.write((tx) =>
      placeHolds(tx, clinic.at(), [{ reason: 'quarantine', note: 'Its records are not in yet.', unitId: held.unitId }]),
    )
    const answer = await scan(clinic, id, raw)
    expect(refusalOf(answer)).toMatchObject({ code })
    if (!answer.ok && !isPerformRefusal(answer.refusal))
      expect(explainProcedure(answer.refusal, zone)).toMatch(/[a-z ]{20}.*\./)
    expect(await clinic.db.read.readinessBinding.count()).toBe(0)
    expect(await clinic.db.read.reservation.count()).toBe(0)
  })

  it('asks which one where the label names only the lot, takes the only one, and the seal of the kit as its check', async () => {
    const id = await book(clinic)
    await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'MX2241' })
    await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'MX2241' })
    const asked = refusalOf(await scan(clinic, id, 'mx 2241'))
    expect(asked).toMatchObject({ code: 'SCAN_WHICH_ONE', count: 2 })
    await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'MX2240' })
    expect(value(await scan(clinic, id, 'mx 2240'))).toEqual({
      kind: 'bound',
      label: 'Biologics vial',
      lotNumber: 'MX2240',
      findings: [],
      portions: [],
      said: [],
    })
    expect(value(await scan(clinic, id, '00417'))).toMatchObject({ kind: 'seal', inOrder: true, seal: '00417' })
    expect(await clinic.db.read.kitCheck.count({ where: { kind: 'seal' } })).toBe(2)
  })

  it('is refused for another site’s procedure', async () => {
    const id = await book(clinic)
    const elsewhere = await clinic.db.write(async (tx) => {
      const site = await tx.site.create({ data: { name: 'North', address: '2 North St', timeZone: zone } })
      await tx.personRole.create({ data: { personId: 1, siteId: site.id, role: 'clinician' } })
      return { id: site.id, name: site.name, timeZone: zone }
    })
    const visitor = { ...clinic.visitor(), site: elsewhere }
    const input = { ...target(id), raw: 'MX2240', symbologyId: '' }
    expect(refusalOf(await perform(visitor, scanForReadiness, input, newKey()))).toEqual({ code: 'PROCEDURE_UNKNOWN' })
  })
})

describe('allergies', () => {
  it('one tap takes alcohol for a chlorhexidine allergy, though chlorhexidine is nearer', async () => {
    const patientId = await newPatient(clinic, ['chlorhexidine'])
    const id = await book(clinic, { patientId })
    await receive(clinic, 'antiseptic-alcohol', clinic.preparationId)
    await makeReady(clinic, id)
    const file = await procedureFile(clinic.db.read, clinic.siteId, id)
    const facts = file && (await factsOfBooking(clinic.db.read, file.booking, morning))
    const antiseptic = facts?.bound.find(({ binding }) => binding.requirement === 'antiseptic')
    expect(antiseptic?.unit?.facts.productName).toBe('Alcohol 70%')
  })
})

describe('the transducer', () => {
  it('of a procedure that was given must be disinfected before the next one is READY', async () => {
    const [first, second] = [await book(clinic), await book(clinic)]
    const vial = await makeGiveable(clinic, first)
    await makeReady(clinic, second)
    value(
      await perform(
        clinic.visitor(),
        give,
        {
          ...target(first),
          drawn: [{ unitId: vial.unitId, given: 2_000 }],
          supplies: true,
        },
        newKey(),
      ),
    )
    const board = await lights()
    expect(board.get(first)).toEqual({ state: 'over' })
    expect(board.get(second)).toMatchObject({ state: 'not-ready', first: { code: 'NOT_DISINFECTED' } })
  })
})

describe('taking the vial out of storage', () => {
  it('waits until all else is ready, then starts its clock and stays kept for the booking', async () => {
    await clinic.db.write((tx) =>
      tx.product.update({
        where: { id: clinic.product('biologic-vial') },
        data: { needsThaw: true, thawedForHours: 2 },
      }),
    )
    const early = await book(clinic)
    await receive(clinic, 'biologic-vial', clinic.fridgeId, { number: 'EARLY' })
    value(await scan(clinic, early, 'EARLY'))
    const [kept] = await clinic.db.read.readinessBinding.findMany({ where: { procedureId: early } })
    const tooEarly = { ...target(early), bindingId: kept?.id ?? 0, reason: null }
    expect(refusalOf(await perform(clinic.visitor(), takeOut, tooEarly, newKey()))).toMatchObject({
      code: 'THAW_TOO_EARLY',
    })
    const id = await book(clinic)
    const vial = await makeReady(clinic, id)
    const [binding] = await clinic.db.read.readinessBinding.findMany({
      where: { procedureId: id, unitId: vial.unitId },
    })
    const out = value(
      await perform(clinic.visitor(), takeOut, { ...target(id), bindingId: binding?.id ?? 0, reason: null }, newKey()),
    )
    expect(out.limitAt).toBe(addHours(morning, 2))
    const [unit] = await unitFacts(clinic.db.read, { unitIds: [vial.unitId] })
    expect(unit).toMatchObject({ placeId: clinic.roomId, reserved: 2_000, thawLimitAt: addHours(morning, 2) })
    expect((await lights()).get(id)).toMatchObject({ state: 'ready' })
    expect((await lights(addMinutes(morning, 119))).get(id)).toMatchObject({ state: 'ready' })
    expect(await findings(id, addMinutes(morning, 121))).toEqual(['THAWED_TOO_LONG'])
  })
})

describe('the board', () => {
  it('reads twenty procedures with as many statements as one', async () => {
    const statements = async (): Promise<number> => {
      let count = 0
      const counting = new Proxy(clinic.db.read, {
        get(reader, name) {
          const member: unknown = Reflect.get(reader, name)
          if (typeof member !== 'function') return member
          return (...args: unknown[]) => {
            count += 1
            return Reflect.apply(member, reader, args)
          }
        },
      })
      await boardOf(counting, { id: clinic.siteId, timeZone: zone }, today, morning)
      return count
    }
    const first = await book(clinic)
    await makeReady(clinic, first)
    const one = await statements()
    const patientId = await newPatient(clinic)
    for (let index = 0; index < 19; index += 1) await book(clinic, { patientId })
    expect(await lights()).toHaveProperty('size', 20)
    expect(await statements()).toBe(one)
  })
})
