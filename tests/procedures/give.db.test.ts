import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { addHours, addMinutes, type Day } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { cancelProcedure } from '~/modules/procedures/commands/cancel.server'
import { closeProcedure, endObservation } from '~/modules/procedures/commands/close.server'
import { give } from '~/modules/procedures/commands/give.server'
import { recordGiven } from '~/modules/procedures/commands/late.server'
import { scanForGiving } from '~/modules/procedures/commands/scan-give.server'
import { consent, screen, takeTimeOut } from '~/modules/procedures/commands/steps.server'
import { undoUse } from '~/modules/procedures/commands/undo.server'
import { explainProcedure } from '~/modules/procedures/messages'
import { procedureFile } from '~/modules/procedures/queries/booking.server'
import { usesOf } from '~/modules/procedures/queries/uses.server'
import { lotsOfPatient } from '~/modules/recalls/queries/of-patient.server'
import { traceLots } from '~/modules/recalls/queries/trace.server'
import { placeHolds } from '~/modules/stock/commands/holds.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { verifyLedger } from '~/modules/stock/queries/verify.server'
import {
  agreed,
  book,
  type Clinic,
  clearing,
  makeGiveable,
  makeReady,
  morning,
  newKey,
  newPatient,
  noToAll,
  openClinic,
  receive,
  scanWristband,
  target,
  value,
  zone,
} from './clinic'

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic()
})
afterEach(async () => {
  expect(await verifyLedger(clinic.db.read)).toEqual({ differences: [], reservedDifferences: 0 })
  await clinic.close()
})

const status = async (id: number) => (await procedureFile(clinic.db.read, clinic.siteId, id))?.row.status
const refusalOf = (result: { ok: boolean; refusal?: unknown }) => (result.ok ? 'given' : result.refusal)
const giveVial = (id: number, unitId: number, given = 2_000, key = newKey(), at = morning) =>
  perform(clinic.visitor(at), give, { ...target(id), drawn: [{ unitId, given }], supplies: true }, key)
const left = async (unitId: number) =>
  (await unitFacts(clinic.db.read, { unitIds: [unitId] })).reduce((sum, unit) => sum + unit.quantity, 0)

describe('given', () => {
  it('links the vial and the supplies to the patient, and discards the rest', async () => {
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    value(await giveVial(id, vial.unitId, 1_500))
    const uses = await usesOf(clinic.db.read, id)
    expect(uses[0]).toMatchObject({
      lotNumber: 'MX2240',
      quantity: 1_500,
      wasted: 500,
      basis: 'scan',
      recordedLate: false,
    })
    expect(uses.filter((use) => use.basis === 'room').map((use) => use.productName)).toContain('Gauze')
    expect(uses.filter((use) => use.productName === 'Syringe 5 mL').map((use) => use.quantity)).toEqual([2])
    expect(await left(vial.unitId)).toBe(0)
    expect(await status(id)).toBe('given')
    const trace = await traceLots(clinic.db.read, [vial.lotId])
    expect(trace.patients).toMatchObject([{ procedureId: id, quantity: 1_500, basis: 'scan' }])
    expect(trace.gone).toMatchObject([{ kind: 'discard', quantity: 500 }])
  })

  it('is found from the patient, too', async () => {
    const patientId = await newPatient(clinic)
    const id = await book(clinic, { patientId })
    const vial = await makeGiveable(clinic, id)
    value(await giveVial(id, vial.unitId))
    expect((await lotsOfPatient(clinic.db.read, patientId)).map((row) => row.lotNumber)).toContain('MX2240')
  })

  it('sent twice counts once, and sent again with another volume is refused', async () => {
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    const key = newKey()
    const first = await giveVial(id, vial.unitId, 2_000, key)
    expect(await giveVial(id, vial.unitId, 2_000, key)).toEqual(first)
    expect(refusalOf(await giveVial(id, vial.unitId, 1_000, key))).toMatchObject({ code: 'COMMAND_KEY_REUSED' })
    expect((await usesOf(clinic.db.read, id)).filter((use) => use.isBiologic)).toHaveLength(1)
  })

  it('takes what a vial held beyond its label, up to its overfill', async () => {
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    expect(refusalOf(await giveVial(id, vial.unitId, 2_101))).toMatchObject({
      code: 'ALREADY_IN',
      findings: expect.arrayContaining([expect.objectContaining({ code: 'MORE_THAN_LEFT' })]),
    })
    value(await giveVial(id, vial.unitId, 2_100))
    expect((await usesOf(clinic.db.read, id))[0]).toMatchObject({ quantity: 2_100, wasted: 0 })
  })

  it('asks for a vial put on hold after the clearance, with a sentence that says why', async () => {
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    await clinic.db.write((tx) =>
      placeHolds(tx, clinic.at(), [{ reason: 'recall', note: 'Notice Z-1244', lotId: vial.lotId }]),
    )
    const answer = await giveVial(id, vial.unitId)
    expect(refusalOf(answer)).toMatchObject({ code: 'ALREADY_IN' })
    const scanned = await perform(
      clinic.visitor(),
      scanForGiving,
      {
        ...target(id),
        raw: vial.number,
        symbologyId: '',
      },
      newKey(),
    )
    expect(scanned.ok).toBe(false)
    if (!scanned.ok && scanned.refusal.code === 'UNIT_STOPPED') {
      expect(explainProcedure(scanned.refusal, zone, morning)).toContain('On hold for a recall')
      expect(explainProcedure(scanned.refusal, zone, morning)).toContain('Z-1244')
    } else expect(scanned).toMatchObject({ refusal: { code: 'UNIT_STOPPED' } })
    expect(await left(vial.unitId)).toBe(2_000)
  })

  it('is refused for an expired vial at the scan', async () => {
    const id = await book(clinic)
    const vial = await makeReady(clinic, id)
    value(await perform(clinic.visitor(), takeTimeOut, { ...target(id), agreed }, newKey()))
    const expired = await receive(clinic, 'biologic-vial', clinic.fridgeId, {
      lot: 'OLD1',
      number: 'OLD-1',
      expiry: '2026-11-23' as Day,
    })
    const answer = await perform(
      clinic.visitor(),
      scanForGiving,
      { ...target(id), raw: 'OLD-1', symbologyId: '' },
      newKey(),
    )
    expect(refusalOf(answer)).toMatchObject({
      code: 'UNIT_STOPPED',
      finding: { code: 'EXPIRED' },
    })
    expect([await left(vial.unitId), await left(expired.unitId)]).toEqual([2_000, 2_000])
  })

  it('asks for a vial that nobody scanned, and refuses one that is not kept for this procedure', async () => {
    const id = await book(clinic)
    const vial = await makeReady(clinic, id)
    value(await perform(clinic.visitor(), takeTimeOut, { ...target(id), agreed }, newKey()))
    await scanWristband(clinic, id)
    expect(refusalOf(await clearing(clinic, id, [{ unitId: vial.unitId, volume: 2_000 }]))).toMatchObject({
      code: 'NOT_CLEAR',
      findings: expect.arrayContaining([expect.objectContaining({ code: 'SCAN_FIRST' })]),
    })
    expect(refusalOf(await giveVial(id, vial.unitId))).toMatchObject({ code: 'ALREADY_IN' })
    const other = await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'MX2241', number: 'OTHER-1' })
    expect(refusalOf(await giveVial(id, other.unitId))).toMatchObject({ code: 'BINDING_UNKNOWN' })
    const scanned = await perform(
      clinic.visitor(),
      scanForGiving,
      {
        ...target(id),
        raw: 'OTHER-1',
        symbologyId: '',
      },
      newKey(),
    )
    expect(refusalOf(scanned)).toMatchObject({
      code: 'UNIT_STOPPED',
      finding: { code: 'NOT_KEPT', kept: [expect.stringMatching(/^lot MX2240, /)] },
    })
  })

  it('stops at the wristband of another patient, and knows this one', async () => {
    const patientId = await newPatient(clinic, ['none'], 'W-77')
    await newPatient(clinic, ['none'], 'W-78')
    const id = await book(clinic, { patientId })
    const wristband = (raw: string) =>
      perform(clinic.visitor(), scanForGiving, { ...target(id), raw, symbologyId: '' }, newKey())
    expect(value(await wristband('W-78'))).toEqual({ kind: 'other-patient' })
    expect(value(await wristband('w77'))).toEqual({ kind: 'patient' })
  })

  it('needs every step before it', async () => {
    const id = await book(clinic)
    const one = target(id)
    const vial = await receive(clinic, 'biologic-vial', clinic.fridgeId, { number: 'SN-X' })
    expect(refusalOf(await clearing(clinic, id, [{ unitId: vial.unitId, volume: 2_000 }]))).toMatchObject({
      code: 'NOT_CLEAR',
      findings: expect.arrayContaining([expect.objectContaining({ code: 'STEP_FIRST', step: 'screened' })]),
    })
    expect(refusalOf(await perform(clinic.visitor(), takeTimeOut, { ...one, agreed }, newKey()))).toMatchObject({
      code: 'STEP_MISSING',
      missing: 'screened',
    })
    value(await perform(clinic.visitor(), screen, { ...one, answers: noToAll, reason: null }, newKey()))
    expect(refusalOf(await perform(clinic.visitor(), takeTimeOut, { ...one, agreed }, newKey()))).toMatchObject({
      code: 'STEP_MISSING',
      missing: 'consented',
    })
    value(await perform(clinic.visitor(), consent, one, newKey()))
    expect(refusalOf(await perform(clinic.visitor(), takeTimeOut, { ...one, agreed }, newKey()))).toMatchObject({
      code: 'TIME_OUT_NOT_READY',
    })
  })

  it('is observed for its minutes, then closed with its note', async () => {
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    value(await giveVial(id, vial.unitId))
    const one = target(id)
    const observed = { ...one, reaction: 'none', notes: 'Well', instructionsGiven: true } as const
    expect(
      refusalOf(await perform(clinic.visitor(addMinutes(morning, 9)), endObservation, observed, newKey())),
    ).toMatchObject({
      code: 'OBSERVATION_NOT_OVER',
      minutes: 10,
    })
    value(await perform(clinic.visitor(addMinutes(morning, 10)), endObservation, observed, newKey()))
    const text = {
      technique: 'Intra-articular, ultrasound',
      response: 'Tolerated',
      observations: 'None',
      adjustments: null,
    }
    value(await perform(clinic.visitor(addMinutes(morning, 12)), closeProcedure, { ...one, ...text }, newKey()))
    expect(await status(id)).toBe('closed')
    expect(refusalOf(await perform(clinic.visitor(), closeProcedure, { ...one, ...text }, newKey()))).toMatchObject({
      code: 'PROCEDURE_OVER',
    })
  })

  it('with a severe reaction holds the lot for review', async () => {
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    const other = await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'MX2240', number: 'SISTER' })
    value(await giveVial(id, vial.unitId))
    const severe = { ...target(id), reaction: 'severe', notes: 'Urticaria', instructionsGiven: true } as const
    expect(value(await perform(clinic.visitor(addHours(morning, 1)), endObservation, severe, newKey()))).toEqual({
      held: 1,
      over: true,
    })
    const [sister] = await unitFacts(clinic.db.read, { unitIds: [other.unitId] })
    expect(sister?.holds.map((hold) => hold.reason)).toEqual(['review'])
  })

  it('is undone by a posting the other way: the vial is back, the row stays and says so', async () => {
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    const given = value(await giveVial(id, vial.unitId, 1_500))
    const undo = { ...target(id), movement: given.movement, reason: 'Wrong vial scanned' }
    expect(value(await perform(clinic.visitor(), undoUse, undo, newKey()))).toEqual({ givenStill: false, lost: [] })
    expect(await left(vial.unitId)).toBe(2_000)
    expect(await status(id)).toBe('consented')
    expect((await usesOf(clinic.db.read, id))[0]).toMatchObject({ undone: true })
    expect(refusalOf(await perform(clinic.visitor(), undoUse, undo, newKey()))).toMatchObject({
      code: 'USE_UNDONE_ALREADY',
    })
    expect(
      refusalOf(await perform(clinic.visitor(), undoUse, { ...undo, movement: 'no-such-movement' }, newKey())),
    ).toMatchObject({
      code: 'USE_UNKNOWN',
    })
    expect((await traceLots(clinic.db.read, [vial.lotId])).patients).toMatchObject([{ reversed: true }])
  })
})

describe('already given (R41)', () => {
  const late = (id: number, what: z.input<typeof recordGiven.input>['what'], given = 2_000, at = morning) =>
    perform(
      clinic.visitor(at),
      recordGiven,
      {
        ...target(id),
        what,
        given,
        givenAt: addMinutes(at, -20),
        givenBy: 'Dr. Lee',
      },
      newKey(),
    )

  it('is accepted before any step, with its findings, and the rest of the vial is held for review', async () => {
    const id = await book(clinic)
    const vial = await receive(clinic, 'biologic-vial', clinic.fridgeId, { number: 'SN-L' })
    const answer = value(await late(id, { kind: 'unit', unitId: vial.unitId, raw: 'SN-L' }, 1_500))
    expect(answer.findings.map((finding) => finding.code)).toEqual(
      expect.arrayContaining(['STEPS_MISSING', 'NOT_KEPT']),
    )
    expect(await status(id)).toBe('given')
    const [rest] = await unitFacts(clinic.db.read, { unitIds: [vial.unitId] })
    expect(rest).toMatchObject({ quantity: 500, holds: [{ reason: 'review' }] })
    expect((await usesOf(clinic.db.read, id))[0]).toMatchObject({ quantity: 1_500, recordedLate: true, basis: 'scan' })
  })

  it('can be observed and closed, though steps were missing when it was given', async () => {
    const id = await book(clinic)
    const vial = await receive(clinic, 'biologic-vial', clinic.fridgeId)
    value(await late(id, { kind: 'unit', unitId: vial.unitId, raw: null }))
    const one = target(id)
    expect(refusalOf(await perform(clinic.visitor(), consent, one, newKey()))).toMatchObject({
      code: 'STEP_TAKEN',
      step: 'given',
    })
    const observed = { ...one, reaction: 'none', notes: 'Well', instructionsGiven: true } as const
    value(await perform(clinic.visitor(), endObservation, observed, newKey()))
    const text = { technique: 'IA', response: 'Tolerated', observations: 'None', adjustments: null }
    value(await perform(clinic.visitor(), closeProcedure, { ...one, ...text }, newKey()))
    expect(await status(id)).toBe('closed')
  })

  it('posts the supplies that were set apart, or frees them: nothing stays kept for a procedure that is over', async () => {
    for (const supplies of [true, false]) {
      const id = await book(clinic)
      const vial = await makeReady(clinic, id)
      const what = { kind: 'unit', unitId: vial.unitId, raw: null } as const
      const happened = { given: 2_000, givenAt: addMinutes(morning, -5), givenBy: 'Dr. Lee', supplies }
      value(await perform(clinic.visitor(), recordGiven, { ...target(id), what, ...happened }, newKey()))
      expect((await usesOf(clinic.db.read, id)).length > 1).toBe(supplies)
      expect(await clinic.db.read.reservation.count({ where: { procedureId: id, endedAt: null } })).toBe(0)
      const probe = await clinic.db.read.unit.findFirstOrThrow({ where: { number: 'PROBE-1' } })
      const done = { unitId: probe.id, level: 'low', method: 'wipe', doneAt: addMinutes(morning, 0), actor: 'person:1' }
      await clinic.db.write((tx) => tx.disinfection.create({ data: done }))
    }
  })

  it('is accepted for an expired vial, and says of a hold that came after it that it came later', async () => {
    const id = await book(clinic)
    const vial = await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'BAD', expiry: '2026-11-01' as Day })
    await clinic.db.write((tx) => placeHolds(tx, clinic.at(), [{ reason: 'recall', note: 'Z', lotId: vial.lotId }]))
    const answer = value(await late(id, { kind: 'unit', unitId: vial.unitId, raw: null }))
    expect(answer.findings.map((finding) => finding.code)).toEqual(expect.arrayContaining(['EXPIRED', 'HELD_LATER']))
    expect((await traceLots(clinic.db.read, [vial.lotId])).patients).toMatchObject([
      { procedureId: id, recordedLate: true },
    ])
  })

  it('is accepted for a lot that was never received', async () => {
    const id = await book(clinic)
    const what = {
      kind: 'label',
      productId: clinic.product('biologic-vial'),
      lotNumber: 'NEW9',
      expiry: '2027-01-31' as Day,
      unitNumber: null,
    } as const
    const answer = value(await late(id, what))
    expect(answer.findings.map((finding) => finding.code)).toContain('NEVER_RECEIVED')
    expect((await usesOf(clinic.db.read, id))[0]).toMatchObject({
      lotNumber: 'NEW9',
      quantity: 2_000,
      recordedLate: true,
    })
  })

  it('is accepted for a lot whose label has another expiry than we know', async () => {
    const id = await book(clinic)
    await receive(clinic, 'biologic-vial', clinic.fridgeId, { lot: 'MX2240' })
    const what = {
      kind: 'label',
      productId: clinic.product('biologic-vial'),
      lotNumber: 'mx-2240',
      expiry: '2028-01-31' as Day,
      unitNumber: 'NEVER-1',
    } as const
    const answer = await late(id, { ...what, lotNumber: 'MX2240' })
    expect(value(answer).findings.map((finding) => finding.code)).toEqual(
      expect.arrayContaining(['NEVER_RECEIVED', 'EXPIRY_DIFFERS']),
    )
  })

  it('is accepted for a vial of which the ledger says that none is left', async () => {
    const first = await book(clinic)
    const vial = await makeGiveable(clinic, first)
    value(await giveVial(first, vial.unitId))
    const second = await book(clinic)
    const answer = value(await late(second, { kind: 'unit', unitId: vial.unitId, raw: null }))
    expect(answer.findings.map((finding) => finding.code)).toContain('NOT_IN_LEDGER')
    expect(
      (await traceLots(clinic.db.read, [vial.lotId])).patients.map((row) => row.procedureId).sort((a, b) => a - b),
    ).toEqual([first, second])
  })

  it('is accepted for a canceled procedure, which is then observed and closed like any other', async () => {
    const id = await book(clinic)
    value(
      await perform(
        clinic.visitor(),
        cancelProcedure,
        { ...target(id), reason: 'No show', dispositions: [] },
        newKey(),
      ),
    )
    const vial = await receive(clinic, 'biologic-vial', clinic.fridgeId)
    const answer = value(await late(id, { kind: 'unit', unitId: vial.unitId, raw: null }))
    expect(answer.findings).toContainEqual({ code: 'BOOKING_WAS', status: 'cancelled' })
    expect(await status(id)).toBe('given')
  })

  it('is refused only for a time that lies ahead, for nothing, and for what can’t be named', async () => {
    const id = await book(clinic)
    const ahead = {
      ...target(id),
      what: { kind: 'unit', unitId: 999_999, raw: null },
      given: 2_000,
      givenAt: addMinutes(morning, 1),
      givenBy: 'x',
    } as const
    expect(refusalOf(await perform(clinic.visitor(), recordGiven, ahead, newKey()))).toEqual({
      code: 'GIVEN_IN_FUTURE',
    })
    expect(refusalOf(await late(id, ahead.what, 0))).toEqual({ code: 'NOTHING_GIVEN' })
    expect(refusalOf(await late(id, ahead.what))).toEqual({ code: 'UNIT_UNKNOWN' })
  })
})

describe('cancelled', () => {
  it('frees what was kept, so that another booking may have it', async () => {
    const id = await book(clinic)
    const vial = await makeReady(clinic, id)
    value(
      await perform(clinic.visitor(), cancelProcedure, { ...target(id), reason: 'Fever', dispositions: [] }, newKey()),
    )
    const [freed] = await unitFacts(clinic.db.read, { unitIds: [vial.unitId] })
    expect(freed).toMatchObject({ quantity: 2_000, reserved: 0 })
    expect(await status(id)).toBe('cancelled')
  })

  it('asks what becomes of an opened vial, and discards it', async () => {
    const id = await book(clinic)
    const vial = await makeReady(clinic, id)
    value(await perform(clinic.visitor(), takeTimeOut, { ...target(id), agreed }, newKey()))
    await clinic.db.write((tx) =>
      tx.opening.create({
        data: {
          unitId: vial.unitId,
          openedAt: morning,
          discardAt: addHours(morning, 6),
          recordedAt: morning,
          actor: 'person:1',
        },
      }),
    )
    const cancel = { ...target(id), reason: 'Fainted' }
    expect(
      refusalOf(await perform(clinic.visitor(), cancelProcedure, { ...cancel, dispositions: [] }, newKey())),
    ).toMatchObject({
      code: 'DISPOSITION_MISSING',
      lotNumbers: ['MX2240'],
    })
    const [binding] = await clinic.db.read.readinessBinding.findMany({ where: { unitId: vial.unitId, endedAt: null } })
    const bindingId = binding?.id ?? 0
    expect(
      refusalOf(
        await perform(
          clinic.visitor(),
          cancelProcedure,
          { ...cancel, dispositions: [{ bindingId, disposition: 'keep' }] },
          newKey(),
        ),
      ),
    ).toMatchObject({ code: 'MUST_BE_DISCARDED' })
    value(
      await perform(
        clinic.visitor(),
        cancelProcedure,
        {
          ...cancel,
          dispositions: [{ bindingId, disposition: 'discard' }],
        },
        newKey(),
      ),
    )
    expect(await left(vial.unitId)).toBe(0)
    expect(await status(id)).toBe('stopped')
  })

  it('is refused once something was given', async () => {
    const id = await book(clinic)
    const vial = await makeGiveable(clinic, id)
    value(await giveVial(id, vial.unitId))
    expect(
      refusalOf(
        await perform(clinic.visitor(), cancelProcedure, { ...target(id), reason: 'x', dispositions: [] }, newKey()),
      ),
    ).toMatchObject({ code: 'PROCEDURE_OVER', status: 'given' })
  })
})
