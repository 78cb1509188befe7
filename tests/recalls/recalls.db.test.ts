import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { stopped } from '~/lib/clock'
import { perform } from '~/modules/auth/commands/perform.server'
import type { Visitor } from '~/modules/auth/types'
import { addProduct } from '~/modules/catalog/commands.server'
import { closeNotice } from '~/modules/recalls/commands/close.server'
import { addLot, openNotice, recordOutreach, releaseLot } from '~/modules/recalls/commands.server'
import { lookUp } from '~/modules/recalls/queries/look-up.server'
import { caseLotIds } from '~/modules/recalls/queries/notices.server'
import { lotsOfPatient } from '~/modules/recalls/queries/of-patient.server'
import { nameLot } from '~/modules/stock/commands/ledger.server'
import { discardUnit } from '~/modules/stock/commands/move-unit.server'
import { reverseMovement } from '~/modules/stock/commands/moves.server'

import { unitFacts } from '~/modules/stock/queries/facts.server'
import { addVial, key, must, now, refusal, type SmallClinic, smallClinic } from '../support/clinic'
import { givenTo } from '../support/given'
import { usability } from '../support/usability'

let clinic: SmallClinic
beforeEach(async () => {
  clinic = await smallClinic()
})
afterEach(() => clinic.close())

const visitor = (roles: Visitor['roles']): Visitor => ({
  context: clinic.context,
  clock: stopped(clinic.context.at),
  personId: 1,
  name: 'Ana',
  roles,
  site: { id: clinic.siteId, name: 'Hip Clinic', timeZone: 'America/New_York' },
})
const notice = (lotIds: number[], otherLots = '') =>
  ({
    kind: 'recall',
    class: 'II',
    reference: 'Z-1244',
    firm: 'Acme Bio',
    title: 'cracked vials',
    text: '',
    lotIds,
    otherLots,
  }) as const
const isUsable = async (unitId: number) => {
  const [facts] = await unitFacts(clinic.db.read, { unitIds: [unitId] })
  return facts ? usability(facts, now).usable : null
}

describe('the look-up', () => {
  test('tells what is here, who got it and what is gone, for the lot spelled in any way', async () => {
    const here = await addVial(clinic, 'MX-2231')
    const gone = await addVial(clinic, 'MX-2231')
    must(
      await perform(
        clinic.visitor,
        discardUnit,
        { unitId: gone.unitId, fromPlaceId: clinic.freezer, quantity: 2000, reason: 'dropped' },
        key(),
      ),
    )
    const given = await givenTo(clinic, 'MX-2231', { name: 'Rosa Diaz', quantity: 1500 })
    const found = await lookUp(visitor(['clinician']), 'mx 2231')
    expect(found.trace.here).toMatchObject([
      { unitId: here.unitId, placeName: 'Freezer 1', quantity: 2000, held: false },
    ])
    expect(found.trace.patients).toMatchObject([
      { patientId: given.patientId, name: 'Rosa Diaz', quantity: 1500, basis: 'scan', reversed: false },
    ])
    expect(found.trace.gone).toMatchObject([
      { kind: 'discard', quantity: 2000, reason: 'dropped' },
      { kind: 'discard', quantity: 500 },
    ])
    expect(found.trace.received).toBe(6000)
  })
  test('writes one audit row for each patient that it shows, and shows supply staff none', async () => {
    const given = await givenTo(clinic, 'A1', { name: 'Rosa Diaz' })
    const reads = () =>
      clinic.db.read.auditEntry.count({ where: { action: 'recall.trace.read', subject: `patient:${given.patientId}` } })
    const seen = await lookUp(visitor(['supply']), 'A1')
    expect(JSON.stringify(seen)).not.toContain('Rosa')
    expect(JSON.stringify(seen)).not.toContain(given.mrn)
    expect(seen.trace.patients).toHaveLength(1)
    expect(await reads()).toBe(0)
    await lookUp(visitor(['manager']), 'A1')
    expect(await reads()).toBe(1)
  })
  test('never follows a lot that only looks alike, nor a sibling of the same donor, unless asked', async () => {
    const lot = await addVial(clinic, 'MX0123')
    const alike = await addVial(clinic, 'MXO123')
    const sibling = await addVial(clinic, 'QQ7')
    await clinic.db.write(async (tx) => {
      await nameLot(tx, clinic.context, lot.lotId, { kind: 'donor', text: 'DN-5' })
      await nameLot(tx, clinic.context, sibling.lotId, { kind: 'donor', text: 'DN-5' })
      await nameLot(tx, clinic.context, lot.lotId, { kind: 'carton', text: 'CARTON-9' })
    })
    const followed = async (text: string, also: number[] = []) =>
      (await lookUp(visitor(['supply']), text, also)).followed.map((match) => match.lotId)
    expect(await followed('MX0123')).toEqual([lot.lotId])
    expect(await followed('carton 9')).toEqual([lot.lotId])
    expect(await followed('MX0123', [alike.lotId])).toEqual([lot.lotId, alike.lotId])
    expect(await followed('DN-5')).toEqual([])
    expect((await followed('DN-5', [lot.lotId, sibling.lotId])).sort()).toEqual([lot.lotId, sibling.lotId].sort())
  })
  test('a corrected use stays visible, as corrected', async () => {
    const given = await givenTo(clinic, 'A1')
    await clinic.db.write((tx) =>
      reverseMovement(tx, clinic.context, { movement: given.movement, as: key(), reason: 'wrong patient' }),
    )
    const found = await lookUp(visitor(['manager']), 'A1')
    expect(found.trace.patients).toMatchObject([{ patientId: given.patientId, reversed: true }])
    expect(found.trace.here).toMatchObject([{ quantity: 2000 }])
  })
  test('the same number on two products lists both, and a product narrows to one', async () => {
    const other = must(
      await clinic.db.write((tx) =>
        addProduct(tx, clinic.context, {
          name: 'Exo flow',
          manufacturer: 'Beta',
          categoryId: clinic.categories.get('biologic-vial') ?? 0,
          sizeMicroliters: 2000,
          storageBand: 'ultra-low',
        }),
      ),
    )
    const first = await addVial(clinic, 'A1')
    const second = await addVial(clinic, 'A1', { productId: other.productId })
    const all = await lookUp(visitor(['supply']), 'A1')
    expect(all.followed.map((match) => match.lotId).sort()).toEqual([first.lotId, second.lotId].sort())
    const one = await lookUp(visitor(['supply']), 'A1', [], other.productId)
    expect(one.followed.map((match) => match.lotId)).toEqual([second.lotId])
  })
  test('a lot nobody knows is said to be unknown, and nothing is guessed', async () => {
    await addVial(clinic, 'A1')
    expect(await lookUp(visitor(['supply']), 'ZZZ')).toMatchObject({
      matches: [],
      followed: [],
      trace: { here: [], patients: [] },
    })
  })
})

test('the other way: everything that a patient received', async () => {
  const given = await givenTo(clinic, 'A1')
  must(await perform(clinic.visitor, openNotice, notice([given.lotId]), key()))
  expect(await lotsOfPatient(clinic.db.read, given.patientId)).toMatchObject([
    { lotNumber: 'A1', productName: 'Amnio flow', quantity: 2000, reversed: false, held: true },
  ])
})

describe('a notice', () => {
  test('has its lots on hold when it is open; what only looks like one may be recalled, and is on no hold', async () => {
    const lot = await addVial(clinic, 'MX0123')
    const alike = await addVial(clinic, 'MXO123')
    must(await perform(clinic.visitor, openNotice, notice([lot.lotId]), key()))
    expect(await clinic.db.read.hold.count({ where: { lotId: alike.lotId } })).toBe(0)
    expect([await isUsable(lot.unitId), await isUsable(alike.unitId)]).toEqual([false, false])
  })
  test('sent twice is one notice with one hold', async () => {
    const lot = await addVial(clinic, 'A1')
    const once = key()
    const [first, second] = [
      await perform(clinic.visitor, openNotice, notice([lot.lotId]), once),
      await perform(clinic.visitor, openNotice, notice([lot.lotId]), once),
    ]
    expect(second).toEqual(first)
    expect([await clinic.db.read.recallNotice.count(), await clinic.db.read.hold.count()]).toEqual([1, 1])
  })
  test('that names no lot is refused, and one that names an unknown lot id holds nothing', async () => {
    expect(refusal(await perform(clinic.visitor, openNotice, notice([]), key()))).toEqual({ code: 'NO_LOT_NAMED' })
    const lot = await addVial(clinic, 'A1')
    expect(refusal(await perform(clinic.visitor, openNotice, notice([lot.lotId, 99_999]), key()))).toEqual({
      code: 'LOT_UNKNOWN',
    })
    expect([await clinic.db.read.recallNotice.count(), await clinic.db.read.hold.count()]).toEqual([0, 0])
  })
  test('holds a lot that arrives after it, also once it is closed', async () => {
    const { noticeId } = must(await perform(clinic.visitor, openNotice, notice([], 'NEW-1, NEW-2'), key()))
    const late = await addVial(clinic, 'new 1')
    expect(await isUsable(late.unitId)).toBe(false)
    must(await perform(clinic.visitor, closeNotice, { noticeId, note: 'none here' }, key()))
    const later = await addVial(clinic, 'NEW-2')
    expect(await isUsable(later.unitId)).toBe(false)
    expect(await caseLotIds(clinic.db.read, noticeId)).toEqual([late.lotId, later.lotId])
  })
  test('does not close while a patient is to be reached; a lot is released with a reason', async () => {
    const given = await givenTo(clinic, 'A1')
    const { noticeId } = must(await perform(clinic.visitor, openNotice, notice([given.lotId]), key()))
    expect(refusal(await perform(clinic.visitor, closeNotice, { noticeId, note: 'x' }, key()))).toEqual({
      code: 'PATIENTS_OPEN',
      open: 1,
    })
    must(
      await perform(
        clinic.visitor,
        recordOutreach,
        {
          noticeId,
          patientId: given.patientId,
          outcome: 'not-reached',
          note: '',
        },
        key(),
      ),
    )
    expect(refusal(await perform(clinic.visitor, closeNotice, { noticeId, note: 'x' }, key()))).toMatchObject({
      open: 1,
    })
    must(
      await perform(
        clinic.visitor,
        recordOutreach,
        {
          noticeId,
          patientId: given.patientId,
          outcome: 'reached',
          note: 'told',
        },
        key(),
      ),
    )
    must(await perform(clinic.visitor, closeNotice, { noticeId, note: 'returned' }, key()))
    expect(refusal(await perform(clinic.visitor, closeNotice, { noticeId, note: 'again' }, key()))).toEqual({
      code: 'NOTICE_CLOSED',
    })
    const another = await clinic.newVisitor(['manager'])
    const release = { noticeId, lotId: given.lotId, reason: 'The maker wrote that this lot is not meant' }
    expect(must(await perform(another, releaseLot, release, key()))).toEqual({ released: 1 })
  })
  test('widens to a near lot that a person confirmed, once', async () => {
    const lot = await addVial(clinic, 'A1')
    const near = await addVial(clinic, 'AI')
    const { noticeId } = must(await perform(clinic.visitor, openNotice, notice([lot.lotId]), key()))
    must(await perform(clinic.visitor, addLot, { noticeId, lotId: near.lotId }, key()))
    expect(await isUsable(near.unitId)).toBe(false)
    expect(refusal(await perform(clinic.visitor, addLot, { noticeId, lotId: near.lotId }, key()))).toMatchObject({
      code: 'LOT_NAMED_ALREADY',
    })
  })
})
