import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addMinutes } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { give } from '~/modules/procedures/commands/give.server'
import { identifyBySaying, leaveRoom } from '~/modules/procedures/commands/identify.server'
import { recordGiven } from '~/modules/procedures/commands/late.server'
import { takeTimeOut } from '~/modules/procedures/commands/steps.server'
import { givePage } from '~/modules/procedures/queries/give-page.server'
import { usesOf } from '~/modules/procedures/queries/uses.server'
import { verifyLedger } from '~/modules/stock/queries/verify.server'
import { giveDoors } from '~/server/forms/procedures-give'
import {
  agreed,
  book,
  type Clinic,
  clearing,
  makeReady,
  morning,
  newKey,
  newPatient,
  openClinic,
  receive,
  scanAtGiving,
  send,
  target,
  value,
} from './clinic'

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic()
})
afterEach(async () => {
  expect(await verifyLedger(clinic.db.read)).toEqual({ differences: [], reservedDifferences: 0 })
  await clinic.close()
})

/** The patient with MRN W-77 lies on the table, all is READY; the patient with MRN W-78 sits in the waiting room. */
async function onTheTable() {
  const patientId = await newPatient(clinic, ['none'], 'W-77')
  await newPatient(clinic, ['none'], 'W-78')
  const id = await book(clinic, { patientId })
  return { id, vial: await makeReady(clinic, id) }
}
const timeOut = async (id: number) =>
  value(await perform(clinic.visitor(), takeTimeOut, { ...target(id), agreed }, newKey()))
const press = (id: number, unitId: number, alreadyIn = false, at = morning) =>
  perform(
    clinic.visitor(at),
    give,
    {
      ...target(id),
      drawn: [{ unitId, given: 2_000 }],
      supplies: true,
      alreadyIn,
      whyAsked: alreadyIn,
    },
    newKey(),
  )
const clear = (id: number, unitId: number, at = morning) => clearing(clinic, id, [{ unitId, volume: 2_000 }], at)
const refused = (code: string) => ({
  ok: false,
  refusal: { code: 'NOT_CLEAR', findings: expect.arrayContaining([expect.objectContaining({ code })]) },
})
const reviews = (id: number) => clinic.db.read.hold.count({ where: { reason: 'review', source: `procedure:${id}` } })

describe('the right patient', () => {
  it('must be identified before the clearance, and GIVEN without one asks', async () => {
    const { id, vial } = await onTheTable()
    await timeOut(id)
    value(await scanAtGiving(clinic, id, vial.number))
    expect(await clear(id, vial.unitId)).toMatchObject(refused('PATIENT_NOT_IDENTIFIED'))
    expect(await usesOf(clinic.db.read, id)).toEqual([])
    value(await scanAtGiving(clinic, id, 'W-77'))
    value(await clear(id, vial.unitId))
    value(await press(id, vial.unitId))
    expect((await usesOf(clinic.db.read, id))[0]?.findings).toEqual([])
    expect(await reviews(id)).toBe(0)
  })

  it('is not the one whose wristband was scanned before the time-out', async () => {
    const { id, vial } = await onTheTable()
    value(await scanAtGiving(clinic, id, 'W-77'))
    await timeOut(id)
    value(await scanAtGiving(clinic, id, vial.number))
    expect(await clear(id, vial.unitId)).toMatchObject(refused('PATIENT_NOT_IDENTIFIED'))
  })

  it('is in doubt after another wristband, until the right one is scanned again', async () => {
    const { id, vial } = await onTheTable()
    await timeOut(id)
    value(await scanAtGiving(clinic, id, 'W-77'))
    value(await scanAtGiving(clinic, id, vial.number))
    expect(value(await scanAtGiving(clinic, id, 'w 78'))).toEqual({ kind: 'other-patient' })
    expect(await clear(id, vial.unitId)).toMatchObject(refused('WRONG_PATIENT_SCANNED'))
    value(await scanAtGiving(clinic, id, 'W-77'))
    value(await clear(id, vial.unitId))
    value(await press(id, vial.unitId))
    expect((await usesOf(clinic.db.read, id))[0]?.findings).toEqual([])
  })

  it('is in doubt after another wristband that was scanned before the time-out, too', async () => {
    const { id, vial } = await onTheTable()
    value(await scanAtGiving(clinic, id, 'W-78'))
    await timeOut(id)
    value(await scanAtGiving(clinic, id, vial.number))
    expect(await clear(id, vial.unitId)).toMatchObject(refused('WRONG_PATIENT_SCANNED'))
  })

  it('in doubt does not keep what is already in the patient from being recorded, with that finding and for review', async () => {
    const { id, vial } = await onTheTable()
    await timeOut(id)
    value(await scanAtGiving(clinic, id, vial.number))
    value(await scanAtGiving(clinic, id, 'W-78'))
    value(await press(id, vial.unitId, true))
    const [use] = await usesOf(clinic.db.read, id)
    expect(use).toMatchObject({
      quantity: 2_000,
      findings: [{ code: 'NOT_CLEARED' }, { code: 'WRONG_PATIENT_SCANNED', at: morning }],
    })
    expect(await reviews(id)).toBe(1)
    const events = await clinic.db.read.procedureEvent.findMany({ where: { procedureId: id, kind: 'finding' } })
    expect(events.map((event) => event.detail).join()).toContain('WRONG_PATIENT_SCANNED')
  })

  it('in doubt is a finding of what is recorded late', async () => {
    const { id } = await onTheTable()
    value(await scanAtGiving(clinic, id, 'W-78'))
    const vial = await receive(clinic, 'biologic-vial', clinic.fridgeId, { number: 'SN-LATE' })
    const late = await perform(
      clinic.visitor(),
      recordGiven,
      {
        ...target(id),
        what: { kind: 'unit', unitId: vial.unitId, raw: null },
        given: 2_000,
        givenAt: addMinutes(morning, -1),
        givenBy: 'Dr. Lee',
      },
      newKey(),
    )
    expect(value(late).findings.map((finding) => finding.code)).toContain('WRONG_PATIENT_SCANNED')
  })
})

describe('a patient whose wristband fails', () => {
  const say = (id: number, name: string, birthDate: string) =>
    perform(clinic.visitor(), identifyBySaying, { ...target(id), name, birthDate }, newKey())

  it('is identified by the name and birth date that are typed as they are said, in any order of the words', async () => {
    const { id, vial } = await onTheTable()
    await timeOut(id)
    value(await scanAtGiving(clinic, id, vial.number))
    expect(value(await say(id, 'example MARIA', '1961-02-03'))).toEqual({ matches: true })
    value(await clear(id, vial.unitId))
  })

  it('is somebody else where either differs, and a patient who left is asked again', async () => {
    const { id, vial } = await onTheTable()
    await timeOut(id)
    value(await scanAtGiving(clinic, id, vial.number))
    expect(value(await say(id, 'Maria Example', '1961-02-04'))).toEqual({ matches: false })
    expect(await clear(id, vial.unitId)).toMatchObject(refused('WRONG_PATIENT_SCANNED'))
    expect(value(await say(id, 'Maria Example', '1961-02-03'))).toEqual({ matches: true })
    value(await perform(clinic.visitor(), leaveRoom, { ...target(id), who: 'patient' }, newKey()))
    expect(await clear(id, vial.unitId)).toMatchObject(refused('TIME_OUT_LEFT'))
    expect(await clear(id, vial.unitId)).toMatchObject(refused('PATIENT_NOT_IDENTIFIED'))
    const half = await perform(clinic.visitor(), takeTimeOut, { ...target(id), agreed: ['patient'] }, newKey())
    expect(half).toMatchObject({ refusal: { code: 'TIME_OUT_NOT_AGREED', parts: ['side', 'site'] } })
    value(
      await perform(clinic.visitor(), takeTimeOut, { ...target(id), agreed: ['patient', 'side', 'site'] }, newKey()),
    )
    value(await scanAtGiving(clinic, id, 'W-77'))
    value(await clear(id, vial.unitId))
  })
})

describe('the page where it is given', () => {
  it('says which wristband was scanned, and what to do', async () => {
    const { id, vial } = await onTheTable()
    await timeOut(id)
    const at = clinic.visitor()
    const scanned = async (raw: string, how = 'scan') => {
      const answer = await send(giveDoors.scan, at, id, { raw, symbologyId: '', how })
      return 'goTo' in answer ? null : answer.value?.reply.tone
    }
    expect((await givePage(at, String(id))).identityText).toMatch(/not identified after the time-out/)
    expect(await scanned('W-78')).toBe('refused')
    expect((await givePage(at, String(id))).identityText).toMatch(/not this patient/)
    expect(await scanned(vial.number)).toBe('good')
    const typed = { [`given.${vial.unitId}`]: '2' }
    expect(await send(giveDoors.give, at, id, typed)).toMatchObject({
      sentence: expect.stringMatching(/^Is it already in the patient\? .*not this patient/),
    })
    // Typed, or sent by a page that doesn't say how, it may have been read off the page.
    expect(await scanned('W-77', '')).toBe('refused')
    expect((await givePage(at, String(id))).identity).not.toBeNull()
    expect(await scanned('W-77')).toBe('good')
    expect((await givePage(at, String(id))).identity).toBeNull()
    expect(await scanned('W-78')).toBe('refused')
    // Why no clearance came first is asked once; without an answer it is recorded all the same.
    expect(await send(giveDoors.give, at, id, { ...typed, alreadyIn: 'yes' })).toMatchObject({
      sentence: expect.stringMatching(/^Why did no clearance come first/),
      asks: ['WHY_UNCLEARED'],
    })
    const again = { ...typed, alreadyIn: 'yes', whyAsked: 'on' }
    expect(await send(giveDoors.give, at, id, again)).toEqual({ goTo: `/procedures/${id}` })
  })
})
