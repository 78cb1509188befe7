import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ActorLabel } from '~/modules/audit/types'
import type { Role } from '~/modules/auth/types'
import {
  decideHold,
  type HoldInput,
  type HoldPage,
  placeHolds,
  releaseHold,
} from '~/modules/stock/commands/holds.server'
import { moveUnit } from '~/modules/stock/commands/moves.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { lotView, placeView, unitView, withEndings } from '~/modules/stock/queries/views.server'
import { usability } from '~/modules/stock/rules/usability'
import { addVial, key, must, now, refusal, type SmallClinic, smallClinic } from '../support/clinic'

let clinic: SmallClinic
let vial: Awaited<ReturnType<typeof addVial>>
beforeEach(async () => {
  clinic = await smallClinic()
  vial = await addVial(clinic, 'CW-298')
})
afterEach(() => clinic.close())

const isUsable = async () => {
  const [facts] = await unitFacts(clinic.db.read, { unitIds: [vial.unitId] })
  return facts ? usability(facts, now).usable : null
}
async function held(hold: Omit<HoldInput, 'note'>): Promise<number> {
  await clinic.db.write((tx) => placeHolds(tx, clinic.context, [{ note: 'n', ...hold }]))
  const row = await clinic.db.read.hold.findFirst({ orderBy: { id: 'desc' }, select: { id: true } })
  return row?.id ?? 0
}
const as = (actor: ActorLabel) => ({ ...clinic.context, actor })
const everything: Role[] = ['supply', 'clinician', 'manager', 'administrator', 'director']
const input = (holdId: number, page: HoldPage, roles: Role[], reason = 'Label compared with the papers') => ({
  holdId,
  reason,
  page,
  roles,
})

describe('a hold that has an owner', () => {
  test.each([
    ['recall:12', 'its-case'],
    ['excursion:3', 'its-excursion'],
  ] as const)('%s is released by nobody from a stock page, nor decided there', async (source, why) => {
    const holdId = await held({ reason: 'recall', source, lotId: vial.lotId })
    for (const end of [releaseHold, decideHold])
      for (const actor of ['person:1', 'person:2'] as const)
        for (const page of [{ lotId: vial.lotId }, { unitId: vial.unitId }])
          expect(refusal(await end(as(actor), key(), input(holdId, page, everything)))).toMatchObject({
            code: 'HOLD_ENDS_ELSEWHERE',
            ending: { why },
          })
    expect(await isUsable()).toBe(false)
  })
  test.each([
    ['temperature', 'reading:5'],
    ['records', 'delivery:7'],
    ['temperature', 'delivery:7'],
    ['quarantine', 'delivery:7'],
    ['damaged', 'delivery:7'],
    ['review', 'expiry:differs'],
    ['review', 'procedure:4'],
  ] as const)('%s of %s is not released, and ends by the decision of another who leads', async (reason, source) => {
    const holdId = await held({ reason, source, unitId: vial.unitId })
    const page = { lotId: vial.lotId }
    expect((await releaseHold(as('person:2'), key(), input(holdId, page, ['supply', 'clinician']))).ok).toBe(false)
    expect((await releaseHold(as('person:2'), key(), input(holdId, page, ['manager']))).ok).toBe(false)
    expect((await decideHold(as('person:1'), key(), input(holdId, page, everything))).ok).toBe(false)
    expect((await decideHold(as('person:2'), key(), input(holdId, page, ['supply', 'clinician']))).ok).toBe(false)
    expect(refusal(await decideHold(as('person:2'), key(), input(holdId, page, ['manager'], 'ok')))).toEqual({
      code: 'REASON_SAYS_NOTHING',
    })
    expect(await isUsable()).toBe(false)
    must(await decideHold(as('person:2'), key(), input(holdId, page, ['director'])))
    expect(await isUsable()).toBe(true)
  })
  test('what was moved out of its band is not released by who moved it', async () => {
    const move = { unitId: vial.unitId, fromPlaceId: clinic.freezer, toPlaceId: clinic.room, quantity: 2000 }
    const { db } = clinic
    const fridge = await db.write((tx) =>
      tx.place.create({
        data: { siteId: clinic.siteId, kind: 'storage', name: 'Fridge', inside: true, storageBand: 'fridge' },
      }),
    )
    must(await moveUnit(clinic.context, key(), { ...move, toPlaceId: fridge.id, alreadyDone: true }))
    const hold = await db.read.hold.findFirst({ select: { id: true } })
    const end = input(hold?.id ?? 0, { unitId: vial.unitId }, everything)
    expect((await releaseHold(as('person:1'), key(), end)).ok).toBe(false)
    expect((await decideHold(as('person:1'), key(), end)).ok).toBe(false)
  })
})

describe('a hold placed by hand', () => {
  test('is released by who placed it or by a manager, with a reason that says something', async () => {
    const page = { lotId: vial.lotId }
    const first = await held({ reason: 'suspect', lotId: vial.lotId })
    const second = await held({ reason: 'suspect', lotId: vial.lotId })
    expect(refusal(await releaseHold(as('person:2'), key(), input(first, page, ['supply'])))).toMatchObject({
      code: 'HOLD_ENDS_ELSEWHERE',
      ending: { why: 'its-maker' },
    })
    expect(refusal(await releaseHold(as('person:1'), key(), input(first, page, ['supply'], 'ok')))).toEqual({
      code: 'REASON_SAYS_NOTHING',
    })
    expect(await isUsable()).toBe(false)
    must(await releaseHold(as('person:1'), key(), input(first, page, ['supply'])))
    must(await releaseHold(as('person:2'), key(), input(second, page, ['manager'])))
    expect(await isUsable()).toBe(true)
  })
  test('is released from a page that it concerns, and by its number from no other', async () => {
    const other = await addVial(clinic, 'WJ-0611')
    const holds = {
      lot: await held({ reason: 'suspect', lotId: vial.lotId }),
      unit: await held({ reason: 'suspect', unitId: vial.unitId }),
      place: await held({ reason: 'suspect', placeId: clinic.freezer }),
    }
    const wrong: [number, HoldPage][] = [
      [holds.lot, { unitId: other.unitId }],
      [holds.lot, { lotId: other.lotId }],
      [holds.lot, { placeId: clinic.freezer }],
      [holds.unit, { unitId: other.unitId }],
      [holds.place, { placeId: clinic.room }],
      [holds.place, { lotId: vial.lotId }],
    ]
    for (const [holdId, page] of wrong)
      expect(refusal(await releaseHold(clinic.context, key(), input(holdId, page, everything)))).toEqual({
        code: 'HOLD_UNKNOWN',
      })
    must(await releaseHold(clinic.context, key(), input(holds.lot, { unitId: vial.unitId }, everything)))
    must(await releaseHold(clinic.context, key(), input(holds.unit, { lotId: vial.lotId }, everything)))
    must(await releaseHold(clinic.context, key(), input(holds.place, { placeId: clinic.freezer }, everything)))
  })
})

test('pages offer no release where it would be refused, and lead to where it ends', async () => {
  await held({ reason: 'recall', source: 'recall:12', lotId: vial.lotId })
  await held({ reason: 'temperature', source: 'excursion:3', placeId: clinic.freezer })
  const who = { actor: 'person:2', roles: everything }
  const lot = await lotView(clinic.db.read, vial.lotId, now)
  const unit = await unitView(clinic.db.read, vial.unitId, now)
  const place = await placeView(clinic.db.read, clinic.siteId, clinic.freezer, now)
  for (const view of [lot, unit])
    expect(withEndings(view?.holds ?? [], who)).toMatchObject([{ ending: { how: 'not-here', to: '/recalls/12' } }])
  expect(withEndings(place?.holds ?? [], who)).toMatchObject([
    { ending: { how: 'not-here', to: '/storage/excursions/3' } },
  ])
})
