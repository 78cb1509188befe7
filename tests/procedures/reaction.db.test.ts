import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addMinutes, type Instant } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { closeProcedure, endObservation } from '~/modules/procedures/commands/close.server'
import { give } from '~/modules/procedures/commands/give.server'
import { recordGiven } from '~/modules/procedures/commands/late.server'
import { recordReaction } from '~/modules/procedures/commands/reaction.server'
import { boardRows } from '~/modules/procedures/queries/board.server'
import { procedureFile } from '~/modules/procedures/queries/booking.server'
import { procedurePage } from '~/modules/procedures/queries/page.server'
import { notePage } from '~/modules/procedures/queries/papers.server'
import { nameLot } from '~/modules/stock/commands/ledger.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { procedureDoors } from '~/server/forms/procedures'
import {
  book,
  type Clinic,
  makeGiveable,
  makeReady,
  morning,
  newKey,
  openClinic,
  receive,
  send,
  target,
  value,
} from './clinic'

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic()
})
afterEach(() => clinic.close())

const minute = (minutes: number) => addMinutes(morning, minutes)
const giveVial = (id: number, unitId: number) =>
  perform(clinic.visitor(), give, { ...target(id), drawn: [{ unitId, given: 2_000 }], supplies: false }, newKey())
const react = (id: number, reaction: 'mild' | 'severe', at: Instant, seenAt: Instant | null = null) =>
  perform(clinic.visitor(at), recordReaction, { ...target(id), reaction, notes: 'Hives, hoarse', seenAt }, newKey())
const holdsOf = async (unitId: number) =>
  (await unitFacts(clinic.db.read, { unitIds: [unitId], includeEmpty: true })).flatMap((unit) =>
    unit.holds.map((hold) => `${hold.reason} ${hold.source}`),
  )
async function lightOf(id: number, at: Instant) {
  const file = await procedureFile(clinic.db.read, clinic.siteId, id)
  const [row] = file ? await boardRows(clinic.db.read, [file], at) : []
  return row?.light.state
}
/** The transducer touched a patient: without this no other procedure is READY. */
async function disinfectProbe(doneAt: Instant): Promise<void> {
  const probe = await clinic.db.read.unit.findFirstOrThrow({ where: { number: 'PROBE-1' } })
  const done = { unitId: probe.id, level: 'low', method: 'wipe', doneAt, actor: 'person:1' }
  await clinic.db.write((tx) => tx.disinfection.create({ data: done }))
}
const status = async (id: number) => (await procedureFile(clinic.db.read, clinic.siteId, id))?.row.status

describe('a reaction', () => {
  it('is recorded one minute after giving, and the next patient does not get that lot', async () => {
    const next = await book(clinic)
    const sister = await makeReady(clinic, next)
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    value(await giveVial(id, vial.unitId))
    await disinfectProbe(minute(1))
    expect(await lightOf(next, minute(1))).toBe('ready')
    expect(value(await react(id, 'severe', minute(1)))).toEqual({ held: 1 })
    expect(await holdsOf(sister.unitId)).toEqual([`review procedure:${id}`])
    expect(await lightOf(next, minute(1))).toBe('not-ready')
    expect(await status(id)).toBe('given')
  })

  it('that is mild holds nothing, and one that gets severe holds the lot once, however often it is recorded', async () => {
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    value(await giveVial(id, vial.unitId))
    expect(value(await react(id, 'mild', minute(1)))).toEqual({ held: 0 })
    expect(value(await react(id, 'severe', minute(2)))).toEqual({ held: 1 })
    expect(value(await react(id, 'severe', minute(3)))).toEqual({ held: 0 })
    expect(await holdsOf(vial.unitId)).toHaveLength(1)
    const page = await procedurePage(clinic.visitor(minute(4)), String(id))
    expect(page.reactions.map((seen) => seen.reaction)).toEqual(['mild', 'severe', 'severe'])
    const note = await notePage(clinic.visitor(minute(4)), String(id))
    expect(note.rows.find((row) => row.label === 'Reaction')?.text).toContain('severe')
  })

  it('that is severe holds the other lots of the donor, by the donation of a unit and by the name of a lot', async () => {
    const byUnit = await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'D-1', donation: 'A999926100417' })
    const byName = await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'D-2' })
    const stranger = await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'D-3', donation: 'A999926100418' })
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    await clinic.db.write(async (tx) => {
      await nameLot(tx, clinic.at(), vial.lotId, { kind: 'donor', text: 'DONOR-551' })
      await nameLot(tx, clinic.at(), vial.lotId, { kind: 'donation', text: 'A999926100417' })
      await nameLot(tx, clinic.at(), byName.lotId, { kind: 'donor', text: 'donor 551' })
    })
    value(await giveVial(id, vial.unitId))
    expect(value(await react(id, 'severe', minute(1)))).toEqual({ held: 3 })
    for (const { unitId } of [vial, byUnit, byName]) expect(await holdsOf(unitId)).toHaveLength(1)
    expect(await holdsOf(stranger.unitId)).toEqual([])
  })

  it('that is severe holds the anesthetic that was injected, too', async () => {
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    value(await giveVial(id, vial.unitId))
    const numbing = await receive(clinic, 'anesthetic-injectable', clinic.preparationId, { lot: 'LIDO-1' })
    const what = { kind: 'unit', unitId: numbing.unitId, raw: null } as const
    const late = { ...target(id), what, given: 1_000, givenAt: morning, givenBy: 'Dr. Lee', supplies: false }
    value(await perform(clinic.visitor(minute(1)), recordGiven, late, newKey()))
    expect(value(await react(id, 'severe', minute(2)))).toEqual({ held: 2 })
    expect(await holdsOf(numbing.unitId)).toContain(`review procedure:${id}`)
  })

  it('between the needle and GIVEN holds the vial that was scanned, and what is recorded later as given', async () => {
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    expect(value(await react(id, 'severe', minute(1)))).toEqual({ held: 1 })
    const other = await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'REALLY-THIS' })
    const sister = await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'REALLY-THIS' })
    const what = { kind: 'unit', unitId: other.unitId, raw: null } as const
    const late = { ...target(id), what, given: 2_000, givenAt: morning, givenBy: 'Dr. Lee' }
    value(await perform(clinic.visitor(minute(5)), recordGiven, late, newKey()))
    expect(await holdsOf(vial.unitId)).toHaveLength(1)
    expect(await holdsOf(sister.unitId)).toEqual([`review procedure:${id}`])
  })

  it('on the next day, after the procedure was closed, is recorded all the same', async () => {
    const id = await book(clinic)
    const one = target(id)
    const vial = await makeGiveable(clinic, id)
    value(await giveVial(id, vial.unitId))
    const well = { ...one, reaction: 'none', notes: 'Well', instructionsGiven: true } as const
    value(await perform(clinic.visitor(minute(10)), endObservation, well, newKey()))
    const note = { technique: 'IA', response: 'Tolerated', observations: 'None', adjustments: null }
    value(await perform(clinic.visitor(minute(12)), closeProcedure, { ...one, ...note }, newKey()))
    expect(value(await react(id, 'severe', minute(1_500), minute(1_400)))).toEqual({ held: 1 })
    expect(await status(id)).toBe('closed')
    const [event] = await clinic.db.read.procedureEvent.findMany({ where: { procedureId: id, kind: 'reaction' } })
    expect(event).toMatchObject({ occurredAt: minute(1_400), recordedAt: minute(1_500) })
  })

  it('is refused only for a time that lies ahead', async () => {
    const id = await book(clinic)
    expect(await react(id, 'mild', morning, minute(1))).toMatchObject({ refusal: { code: 'REACTION_IN_FUTURE' } })
    expect(await react(id, 'mild', morning)).toMatchObject({ ok: true })
  })
})

describe('an observation that ends early', () => {
  it('with a reaction stores the reaction and goes on; without one it is refused', async () => {
    const id = await book(clinic)
    const one = target(id)
    const vial = await makeGiveable(clinic, id)
    value(await giveVial(id, vial.unitId))
    const end = (reaction: 'none' | 'mild' | 'severe', at: Instant) =>
      perform(
        clinic.visitor(at),
        endObservation,
        { ...one, reaction, notes: 'Seen', instructionsGiven: true },
        newKey(),
      )
    expect(await end('none', minute(1))).toMatchObject({ refusal: { code: 'OBSERVATION_NOT_OVER' } })
    expect(value(await end('severe', minute(1)))).toEqual({ held: 1, over: false })
    expect(await status(id)).toBe('given')
    expect(value(await end('none', minute(10)))).toEqual({ held: 0, over: true })
    expect(await status(id)).toBe('observed')
    expect(value(await end('mild', minute(11)))).toEqual({ held: 0, over: false })
  })
})

describe('the forms of a reaction', () => {
  it('store it with nothing but how severe it is', async () => {
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    value(await giveVial(id, vial.unitId))
    const at = clinic.visitor(minute(2))
    const react = (fields: Record<string, string>) => send(procedureDoors.reaction, at, id, fields)
    const held = () => clinic.db.read.hold.count({ where: { source: `procedure:${id}` } })
    const done = { goTo: `/procedures/${id}` }
    expect(await react({ severity: 'severe' })).toEqual(done)
    expect(await held()).toBe(1)
    expect(await react({ severity: 'mild', seenAt: '2026-11-24T09:01' })).toEqual(done)
    expect(await react({ severity: 'mild', seenAt: '2026-11-24T09:03' })).toMatchObject({
      ok: false,
      sentence: expect.stringMatching(/lies ahead/),
    })
    expect(await send(procedureDoors.observe, at, id, { reaction: 'mild' })).toEqual(done)
    expect([await held(), await status(id)]).toEqual([1, 'given'])
  })
})
