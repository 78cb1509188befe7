import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { perform } from '~/modules/auth/commands/perform.server'
import type { Role } from '~/modules/auth/types'
import { lookAt } from '~/modules/readiness/queries/look.server'
import { decideHold, releaseHold } from '~/modules/stock/commands/end-hold.server'
import { placeHold } from '~/modules/stock/commands/hold.server'
import { type HoldInput, placeHolds } from '~/modules/stock/commands/holds.server'
import { moveUnit } from '~/modules/stock/commands/move-unit.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { holdsToDecide } from '~/modules/stock/queries/reviews.server'
import { lotView, placeView, unitView, withEndings } from '~/modules/stock/queries/views.server'
import type { HoldPage, HoldScope } from '~/modules/stock/types'
import { addVial, key, must, now, refusal, type SmallClinic, smallClinic } from '../support/clinic'
import { usability } from '../support/usability'

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
const sound = 'Label compared with the papers'
type End = typeof releaseHold | typeof decideHold
/** Whoever placed the holds of these tests, person 1, ends one; with every role. */
const byPlacer = (end: End, holdId: number, page: HoldPage, reason = sound) =>
  perform(clinic.visitor, end, { holdId, page, reason }, key())
/** Another person ends it, with every role unless some are named. */
const byOther = async (end: End, holdId: number, page: HoldPage, roles?: Role[], reason = sound) =>
  perform(await clinic.newVisitor(roles), end, { holdId, page, reason }, key())

describe('a hold that has an owner', () => {
  test.each([
    ['recall:12', 'its-case'],
    ['excursion:3', 'its-excursion'],
  ] as const)('%s is released by nobody from a stock page, nor decided there', async (source, why) => {
    const holdId = await held({ reason: 'recall', source, lotId: vial.lotId })
    for (const end of [releaseHold, decideHold])
      for (const who of [byPlacer, byOther])
        for (const page of [{ lotId: vial.lotId }, { unitId: vial.unitId }])
          expect(refusal(await who(end, holdId, page))).toMatchObject({
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
    expect((await byOther(releaseHold, holdId, page, ['supply', 'clinician'])).ok).toBe(false)
    expect((await byOther(releaseHold, holdId, page, ['manager'])).ok).toBe(false)
    expect((await byPlacer(decideHold, holdId, page)).ok).toBe(false)
    expect((await byOther(decideHold, holdId, page, ['supply', 'clinician'])).ok).toBe(false)
    expect(refusal(await byOther(decideHold, holdId, page, ['manager'], 'ok'))).toEqual({ code: 'REASON_SAYS_NOTHING' })
    expect(await isUsable()).toBe(false)
    must(await byOther(decideHold, holdId, page, ['director']))
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
    must(await perform(clinic.visitor, moveUnit, { ...move, toPlaceId: fridge.id, alreadyDone: true }, key()))
    const hold = await db.read.hold.findFirst({ select: { id: true } })
    for (const end of [releaseHold, decideHold])
      expect(refusal(await byPlacer(end, hold?.id ?? 0, { unitId: vial.unitId })).code).toBe('HOLD_ENDS_ELSEWHERE')
  })
  test('what a token put on hold is never decided by whoever made the token, nor ended by a token', async () => {
    const token = { tokenHash: key(), name: 'logger', role: 'manager', siteId: clinic.siteId, createdById: 1 }
    const made = await clinic.db.write((tx) =>
      tx.apiToken.create({ data: { ...token, createdAt: now }, select: { id: true } }),
    )
    const context = { ...clinic.context, actor: `token:${made.id}` as const }
    await clinic.db.write((tx) =>
      placeHolds(tx, context, [{ reason: 'temperature', source: 'reading:5', note: 'n', unitId: vial.unitId }]),
    )
    const holdId = (await clinic.db.read.hold.findFirst({ select: { id: true } }))?.id ?? 0
    const page = { unitId: vial.unitId }
    expect(refusal(await byPlacer(decideHold, holdId, page)).code).toBe('HOLD_ENDS_ELSEWHERE')
    const byToken = perform({ ...clinic.visitor, context }, decideHold, { holdId, page, reason: sound }, key())
    expect(refusal(await byToken).code).toBe('PERSON_NEEDED')
    must(await byOther(decideHold, holdId, page))
  })
})

describe('a hold placed by hand', () => {
  test('is released by who placed it or by a manager, with a reason that says something', async () => {
    const page = { lotId: vial.lotId }
    const first = await held({ reason: 'suspect', lotId: vial.lotId })
    const second = await held({ reason: 'suspect', lotId: vial.lotId })
    expect(refusal(await byOther(releaseHold, first, page, ['supply']))).toMatchObject({
      code: 'HOLD_ENDS_ELSEWHERE',
      ending: { why: 'its-maker' },
    })
    expect(refusal(await byPlacer(releaseHold, first, page, 'ok'))).toEqual({ code: 'REASON_SAYS_NOTHING' })
    expect(await isUsable()).toBe(false)
    must(await byPlacer(releaseHold, first, page))
    must(await byOther(releaseHold, second, page, ['manager']))
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
      expect(refusal(await byPlacer(releaseHold, holdId, page))).toEqual({ code: 'HOLD_UNKNOWN' })
    must(await byPlacer(releaseHold, holds.lot, { unitId: vial.unitId }))
    must(await byPlacer(releaseHold, holds.unit, { lotId: vial.lotId }))
    must(await byPlacer(releaseHold, holds.place, { placeId: clinic.freezer }))
  })
})

test('what is not there can not be put on hold, nor a place of another site', async () => {
  const site = await clinic.db.write((tx) =>
    tx.site.create({ data: { name: 'Other', address: '', timeZone: 'America/New_York' }, select: { id: true } }),
  )
  const data = { siteId: site.id, kind: 'room', name: 'Room', inside: true }
  const room = await clinic.db.write((tx) => tx.place.create({ data, select: { id: true } }))
  const gone: [HoldScope, string][] = [
    [{ lotId: 999 }, 'LOT_UNKNOWN'],
    [{ unitId: 999 }, 'UNIT_UNKNOWN'],
    [{ productId: 999 }, 'PRODUCT_UNKNOWN'],
    [{ placeId: 999 }, 'PLACE_UNKNOWN'],
    [{ placeId: room.id }, 'PLACE_UNKNOWN'],
  ]
  for (const [scope, code] of gone) {
    const held = await perform(clinic.visitor, placeHold, { scope, reason: 'suspect', note: 'Odd' }, key())
    expect(refusal(held).code).toBe(code)
  }
  expect(await clinic.db.read.hold.count()).toBe(0)
})

test('pages offer no release where it would be refused, and lead to where it ends', async () => {
  await held({ reason: 'recall', source: 'recall:12', lotId: vial.lotId })
  await held({ reason: 'temperature', source: 'excursion:3', placeId: clinic.freezer })
  const who = { human: 2, roles: (await clinic.newVisitor()).roles }
  const lot = await lotView(clinic.db.read, vial.lotId, now, lookAt)
  const unit = await unitView(clinic.db.read, vial.unitId, now, lookAt)
  const place = await placeView(clinic.db.read, clinic.siteId, clinic.freezer, now, lookAt)
  for (const view of [lot, unit])
    expect(await withEndings(clinic.db.read, view?.holds ?? [], who)).toMatchObject([
      { ending: { how: 'not-here', to: '/recalls/12' } },
    ])
  expect(await withEndings(clinic.db.read, place?.holds ?? [], who)).toMatchObject([
    { ending: { how: 'not-here', to: '/storage/excursions/3' } },
  ])
})

describe('an outside reviewer', () => {
  test('decides what another placed, sees nothing else, and is offered only what is theirs', async () => {
    const mine = await held({ reason: 'temperature', source: 'reading:5', unitId: vial.unitId })
    await held({ reason: 'recall', source: 'recall:12', lotId: vial.lotId })
    const reviewer = await clinic.newVisitor(['reviewer'])
    const { holds, more } = await holdsToDecide(clinic.db.read, reviewer)
    expect(more).toBe(false)
    expect(holds.map(({ ending }) => ending.how)).toEqual(['decide', 'decide-lot'])
    expect(holds[0]).toMatchObject({ id: mine, unitId: vial.unitId, lotNumber: 'CW-298' })
    must(await perform(reviewer, decideHold, { holdId: mine, page: { unitId: vial.unitId }, reason: sound }, key()))
    expect((await holdsToDecide(clinic.db.read, reviewer)).holds).toHaveLength(1)
    expect(
      refusal(
        await perform(reviewer, placeHold, { scope: { lotId: vial.lotId }, reason: 'suspect', note: sound }, key()),
      ),
    ).toMatchObject({ code: 'FORBIDDEN' })
  })
  test('who placed it decides nothing, as a reviewer neither', async () => {
    const holdId = await held({ reason: 'temperature', source: 'reading:5', unitId: vial.unitId })
    const answer = await byPlacer(decideHold, holdId, { unitId: vial.unitId })
    expect(refusal(answer)).toMatchObject({ code: 'HOLD_ENDS_ELSEWHERE' })
  })
})
