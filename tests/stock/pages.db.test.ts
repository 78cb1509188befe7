import { afterEach, beforeEach, expect, test } from 'vitest'
import { dayOf } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { lookAt } from '~/modules/readiness/queries/look.server'
import { receive } from '~/modules/receiving/commands/receive.server'
import { type OnHandShow, onHand } from '~/modules/stock/queries/on-hand.server'
import { verifyLedger } from '~/modules/stock/queries/verify.server'
import { lotView, placeView, unitView } from '~/modules/stock/queries/views.server'
import { seenText } from '~/modules/stock/schema'
import type { Door } from '~/server/action'
import { lotDoors, placeDoors, type Undoable, unitDoors } from '~/server/forms/stock'
import { type Clinic, clinic, gs1, gtins, key } from '../receiving/clinic'

let here: Clinic
beforeEach(async () => {
  here = await clinic()
})
afterEach(async () => {
  expect(await verifyLedger(here.db.read)).toEqual({ differences: [], reservedDifferences: 0 })
  await here.close()
})

async function received(raw: string, packages = 1) {
  const done = await perform(here.visitor, receive, here.line(raw, { packages }), key())
  if (!done.ok) throw new Error(done.refusal.code)
  return done.value
}
type Doors = Readonly<Record<string, Door<Undoable | null>>>
type Page = { readonly doors: Doors; readonly params: Readonly<Record<string, string>> }
const ofUnit = (id: number): Page => ({ doors: unitDoors, params: { unitId: String(id) } })
const ofLot = (id: number): Page => ({ doors: lotDoors, params: { lotId: String(id) } })

/** Sends a form of a page as the browser does; a colleague sends it where that is said. */
async function send({ doors, params }: Page, { intent, ...fields }: Record<string, string>, visitor = here.visitor) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ commandKey: key(), ...fields })) form.append(name, value)
  const outcome = await doors[intent ?? '']?.({ visitor, form, params })
  if (!outcome || 'goTo' in outcome) throw new Error('No answer on the page.')
  const [error] = Object.values(outcome.errors).flat()
  return { done: outcome.ok, title: outcome.sentence ?? error ?? '', movement: outcome.value?.movement }
}
const list = async (show: OnHandShow = 'all', text = '') => {
  const today = dayOf(here.context.at, here.site.timeZone)
  const { products } = await here.db.snapshot((reader) =>
    onHand(
      reader,
      {
        siteId: here.site.id,
        timeZone: here.site.timeZone,
        today,
        at: here.context.at,
        show,
        text,
        offset: 0,
      },
      lookAt,
    ),
  )
  return products.flatMap((product) => product.lots.map((lot) => lot.lotNumber))
}

test('the list of stock shows lots by product and expiry, and narrows by what is asked', async () => {
  await received(gs1(gtins.syringe, 'SY-SOON', '261210'))
  await received(gs1(gtins.syringe, 'SY-OLD', '251231'))
  await received(gs1(gtins.syringe, 'SY-GOOD', '281231'))
  await received(gs1(gtins.vial, 'MX-1', '281231'))
  expect(await list()).toEqual(['MX-1', 'SY-OLD', 'SY-SOON', 'SY-GOOD'])
  expect(await list('expiring')).toEqual(['SY-SOON'])
  expect(await list('expired')).toEqual(['SY-OLD'])
  expect(await list('held')).toEqual(['MX-1', 'SY-OLD'])
  expect(await list('all', 'SYRINGE')).toEqual(['SY-OLD', 'SY-SOON', 'SY-GOOD'])
  expect(await list('all', 'sy good')).toEqual(['SY-GOOD'])
  expect(await list('all', '100%')).toEqual([])
  // A lot is found with its word, with words around it, in a list and by its label, as at every other door.
  for (const text of ['lot SY-GOOD', 'Lot# sy good.', 'SY-GOOD, SY-X77', '(10)SY-GOOD'])
    expect([text, ...(await list('all', text))]).toEqual([text, 'SY-GOOD'])
})

test("a lot's numbers add up, whatever was done and undone", async () => {
  const { lotId, unitIds } = await received(gs1(gtins.syringe, 'SY1'), 10)
  const unit = ofUnit(unitIds[0]!)
  await send(unit, {
    intent: 'move',
    fromPlaceId: String(here.places.cabinet),
    toPlaceId: String(here.places.bench),
    quantity: '4',
  })
  await send(unit, { intent: 'discard', fromPlaceId: String(here.places.bench), quantity: '1', reason: 'Dropped' })
  const returned = await send(unit, {
    intent: 'return',
    fromPlaceId: String(here.places.cabinet),
    quantity: '2',
    reason: 'Wrong size',
  })
  await send(unit, { intent: 'undo', movement: returned.movement ?? '', reason: 'Slip' })
  const seen = seenText(
    (await here.db.snapshot((reader) => unitView(reader, unitIds[0]!, here.context.at, lookAt)))?.at ?? [],
  )
  const count = { intent: 'count', fromPlaceId: String(here.places.bench), counted: '2', reason: 'One not found' }
  await send(unit, { ...count, seen })
  const view = await here.db.snapshot((reader) => lotView(reader, lotId, here.context.at, lookAt))
  expect(view?.numbers).toEqual({ received: 10, given: 0, discarded: 1, returned: 0, difference: 1, here: 8 })
  expect(view?.units.map((each) => [each.placeName, each.amount])).toEqual([
    ['Cabinet 1', '6'],
    ['Bench', '2'],
  ])
})

test('a lot of which one container is on hold is usable in part, and each says how it stands', async () => {
  const { lotId, unitIds } = await received(gs1(gtins.vial, 'MX1', '270131', 'S1'))
  await received(gs1(gtins.vial, 'MX1', '270131', 'S2'))
  const before = await here.db.snapshot((reader) => lotView(reader, lotId, here.context.at, lookAt))
  expect(before?.standing.word).toBe('on hold')
  const records = before?.holds[0]
  const decision = { intent: 'decide', holdId: String(records?.id), reason: 'Records seen by telephone with the maker' }
  await send(ofLot(lotId), decision, here.colleague)
  await send(ofUnit(unitIds[0]!), { intent: 'hold', reason: 'damaged', note: 'Cracked' })
  const after = await here.db.snapshot((reader) => lotView(reader, lotId, here.context.at, lookAt))
  expect(after?.standing.word).toBe('usable in part')
  expect(after?.units.map((each) => [each.name, each.standing.word])).toEqual([
    ['S1', 'on hold'],
    ['S2', 'usable'],
  ])
  expect(after?.told.holds.map((hold) => [hold.reason, hold.releaseReason])).toEqual([
    ['damaged', null],
    ['records', 'Records seen by telephone with the maker'],
  ])
})

test('the last movement of a unit can be taken back for a day, and the story keeps both', async () => {
  const { unitIds } = await received(gs1(gtins.syringe, 'SY1'), 5)
  const unit = ofUnit(unitIds[0]!)
  await send(unit, {
    intent: 'move',
    fromPlaceId: String(here.places.cabinet),
    toPlaceId: String(here.places.bench),
    quantity: '5',
  })
  const view = await here.db.snapshot((reader) => unitView(reader, unitIds[0]!, here.context.at, lookAt))
  expect(view?.last?.title).toBe('move, Cabinet 1 → Bench')
  const undone = await send(unit, { intent: 'undo', movement: view?.last?.movement ?? '', reason: 'Slip' })
  expect(undone.done).toBe(true)
  const after = await here.db.snapshot((reader) => unitView(reader, unitIds[0]!, here.context.at, lookAt))
  expect(after?.at).toMatchObject([{ name: 'Cabinet 1', amount: '5' }])
  expect(after?.last).toBeNull()
  expect(after?.told.movements).toHaveLength(3)
})

test('a place shows what stands there and on its shelves, and its own holds', async () => {
  await received(gs1(gtins.syringe, 'SY1'), 5)
  await send(
    { doors: placeDoors, params: { placeId: String(here.places.cabinet) } },
    { intent: 'hold', reason: 'suspect', note: 'Smells of smoke' },
  )
  const view = await here.db.snapshot((reader) =>
    placeView(reader, here.site.id, here.places.cabinet, here.context.at, lookAt),
  )
  expect(view?.products.map((product) => [product.productName, product.usable])).toEqual([['Syringe 5 mL', 0]])
  expect(view?.holds).toMatchObject([{ reason: 'suspect', note: 'Smells of smoke' }])
  expect(
    await here.db.snapshot((reader) =>
      placeView(reader, here.site.id + 1, here.places.cabinet, here.context.at, lookAt),
    ),
  ).toBeNull()
})

const bad: [string, Record<string, string>, RegExp][] = [
  ['more than is there', { intent: 'discard', quantity: '99', reason: 'x' }, /Not enough at Cabinet 1/],
  ['no reason', { intent: 'discard', quantity: '1', reason: ' ' }, /Say why/],
  ['a quantity that is none', { intent: 'move', quantity: 'some', toPlaceId: '1' }, /Enter how much/],
  ['a volume of what is counted in pieces', { intent: 'discard', quantity: '0.5 mL', reason: 'x' }, /Enter how much/],
  ['a place of nobody', { intent: 'move', quantity: '1', toPlaceId: '9999' }, /no such place/],
  ['no place at all', { intent: 'move', quantity: '1', toPlaceId: '' }, /Choose where it goes/],
  ['a reason of hold that is none', { intent: 'hold', reason: 'mood', note: 'x' }, /Choose the reason/],
  ['a hold that is none', { intent: 'release', holdId: '9999', reason: 'x' }, /no such hold/],
  ['a movement that is none', { intent: 'undo', movement: 'nothing-here', reason: 'x' }, /no such movement/],
  ['a form without key', { intent: 'discard', quantity: '1', reason: 'x', commandKey: '' }, /no key|Reload/],
]
test.each(bad)('%s is refused in a sentence and moves nothing', async (_claim, fields, sentence) => {
  const { unitIds } = await received(gs1(gtins.syringe, 'SY1'), 5)
  const before = await here.db.read.posting.count()
  const answer = await send(ofUnit(unitIds[0]!), { fromPlaceId: String(here.places.cabinet), ...fields })
  expect(answer.done).toBe(false)
  expect(answer.title).toMatch(sentence)
  expect(await here.db.read.posting.count()).toBe(before)
})

test('two people who take the last syringe at once: one gets it, the other is told', async () => {
  const { unitIds } = await received(gs1(gtins.syringe, 'SY1'))
  const take = () =>
    send(ofUnit(unitIds[0]!), {
      intent: 'move',
      fromPlaceId: String(here.places.cabinet),
      toPlaceId: String(here.places.bench),
      quantity: '1',
    })
  const both = await Promise.all([take(), take()])
  expect(both.map((answer) => answer.done).sort()).toEqual([false, true])
  expect(both.find((answer) => !answer.done)?.title).toMatch(/Not enough at Cabinet 1/)
})

test('a count on a form that is older than the stock asks, with what has moved; sent with the newer state it counts', async () => {
  const { lotId, unitIds } = await received(gs1(gtins.syringe, 'SY1'), 10)
  const unit = ofUnit(unitIds[0]!)
  const seen = async () =>
    seenText((await here.db.snapshot((reader) => unitView(reader, unitIds[0]!, here.context.at, lookAt)))?.at ?? [])
  const opened = await seen()
  const from = String(here.places.cabinet)
  await send(unit, { intent: 'discard', fromPlaceId: from, quantity: '3', reason: 'Torn' }, here.colleague)
  const count = { intent: 'count', fromPlaceId: from, counted: '10', reason: 'Counted' }
  const here7 = async () =>
    (await here.db.snapshot((reader) => lotView(reader, lotId, here.context.at, lookAt)))?.numbers.here
  const asked = await send(unit, { ...count, seen: opened })
  expect(asked.done).toBe(false)
  expect(asked.title).toMatch(
    /stock has moved at Cabinet 1.*Person 2, .*10:00.*: discard, 3, Cabinet 1 → .*7 should be there now/i,
  )
  expect(await here7()).toBe(7)
  for (const wrong of ['', 'x', `${here.places.bench}:0:0`])
    expect((await send(unit, { ...count, seen: wrong })).title).toMatch(/Reload the page/)
  expect(await here7()).toBe(7)
  expect((await send(unit, { ...count, counted: '6', seen: await seen() })).done).toBe(true)
  expect(await here7()).toBe(6)
})

test('of two counts on the same form one counts and the other asks', async () => {
  const { unitIds } = await received(gs1(gtins.syringe, 'SY1'), 10)
  const seen = seenText(
    (await here.db.snapshot((reader) => unitView(reader, unitIds[0]!, here.context.at, lookAt)))?.at ?? [],
  )
  const count = { intent: 'count', fromPlaceId: String(here.places.cabinet), counted: '12', reason: 'Two more', seen }
  const both = await Promise.all([send(ofUnit(unitIds[0]!), count), send(ofUnit(unitIds[0]!), count)])
  expect(both.map((answer) => answer.done).sort()).toEqual([false, true])
  const view = await here.db.snapshot((reader) => unitView(reader, unitIds[0]!, here.context.at, lookAt))
  expect(view?.at.map((place) => place.amount)).toEqual(['12'])
})
