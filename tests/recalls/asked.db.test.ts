import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { perform } from '~/modules/auth/commands/perform.server'
import { addProduct } from '~/modules/catalog/commands.server'
import { answerMany, askAgain } from '~/modules/recalls/commands/answers.server'
import { closeNotice, endNoticeWatch } from '~/modules/recalls/commands/close.server'
import { addLot, openNotice } from '~/modules/recalls/commands.server'
import { noticeCase } from '~/modules/recalls/queries/case.server'
import { hereRows } from '~/modules/recalls/queries/trace.server'
import { decideEnd, placeHolds } from '~/modules/stock/commands/holds.server'
import { nameLot } from '~/modules/stock/commands/ledger.server'
import { openUnit, undoOpenings } from '~/modules/stock/commands/reserve.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { addVial, key, must, now, refusal, type SmallClinic, smallClinic } from '../support/clinic'
import { usability } from '../support/usability'

let clinic: SmallClinic
beforeEach(async () => {
  clinic = await smallClinic()
})
afterEach(() => clinic.close())

const open = async (otherLots: string, over: { kind?: 'recall' | 'look-back'; firm?: string } = {}) =>
  must(
    await perform(
      clinic.visitor,
      openNotice,
      {
        kind: over.kind ?? 'recall',
        class: 'I',
        reference: 'Z-1244',
        firm: over.firm ?? 'Acme Bio',
        title: 'cracked vials',
        text: '',
        lotIds: [],
        otherLots,
      },
      key(),
    ),
  ).noticeId

const questionsIn = async (noticeId: number) => (await noticeCase(clinic.visitor, noticeId))?.questions ?? []

/** The lots that the case lists as asked, and those that the judgment doesn't let anybody use for it. */
async function bothSides(noticeId: number) {
  const listed = (await questionsIn(noticeId)).flatMap(({ lot }) => (lot ? [lot.lotNumber] : []))
  const facts = await unitFacts(clinic.db.read, {})
  const stopped = facts.filter((each) =>
    usability(each, now).findings.some(
      (found) => found.code === 'MAY_BE_RECALLED' && found.source === `recall:${noticeId}`,
    ),
  )
  const sorted = (numbers: readonly string[]) => [...new Set(numbers)].sort()
  return { listed: sorted(listed), stopped: sorted(stopped.map(({ lotNumber }) => lotNumber)) }
}

describe('a lot that a case asks about is one that nobody uses, and the other way around', () => {
  test.each([
    ['another lot of the product', 'Amnio flow, AF-1', ['AF-2', 'AF-7'], ['AF-8', 'AF-30']],
    ['the ends of a range and between them', 'AF-2 to AF-9', ['AF-2', 'AF-7'], ['AF-8']],
    ['a look-alike', 'AF-Z', ['AF-2'], []],
    ['an unknown donor', 'donor BWD-7', ['AF-1', 'AF-2', 'AF-7'], ['AF-8', 'AF-30']],
    ['several things at once', 'Amnio flow; AF-1; AF-3 to AF-8', ['AF-2', 'AF-7'], ['AF-8', 'AF-30']],
  ])('%s', async (_name, text, here, later) => {
    for (const number of ['AF-1', 'AF-2', 'AF-7']) await addVial(clinic, number)
    const noticeId = await open(text)
    expect(await bothSides(noticeId)).toEqual({ listed: here, stopped: here })
    // What comes later is asked about too.
    for (const number of ['AF-8', 'AF-30']) await addVial(clinic, number)
    const all = [...here, ...later].sort()
    expect(await bothSides(noticeId)).toEqual({ listed: all, stopped: all })
  })
})

test('an unknown donor is asked about for lots of that firm alone, and until it is known', async () => {
  const other = await clinic.db.write((tx) =>
    addProduct(tx, clinic.context, {
      name: 'Cord graft',
      manufacturer: 'Tideway Tissue',
      categoryId: clinic.categories.get('biologic-vial') ?? 0,
      sizeMicroliters: 2000,
    }),
  )
  const mine = await addVial(clinic, 'AF-1')
  await addVial(clinic, 'CG-1', { productId: must(other).productId })
  const noticeId = await open('BWD-7', { kind: 'look-back' })
  expect(await bothSides(noticeId)).toEqual({ listed: ['AF-1'], stopped: ['AF-1'] })
  await clinic.db.write((tx) => nameLot(tx, clinic.context, mine.lotId, { kind: 'donor', text: 'BWD-9' }))
  expect(await bothSides(noticeId)).toEqual({ listed: [], stopped: [] })
})

test('one answer frees many lots or holds them, is taken back, and ends with the case', async () => {
  const lots: Awaited<ReturnType<typeof addVial>>[] = []
  for (let number = 10; number < 50; number += 1) lots.push(await addVial(clinic, `AF-${number}`))
  const noticeId = await open('BWD-7', { kind: 'look-back' })
  const ask = (from: typeof lots) => from.map(({ lotId }) => ({ question: 'donor' as const, lotId, text: '' }))
  const answer = (asked: ReturnType<typeof ask>, covered: boolean, note = 'letter of March 2, page 3') =>
    perform(clinic.visitor, answerMany, { noticeId, asked, covered, note }, key())
  expect((await bothSides(noticeId)).stopped).toHaveLength(40)
  expect(refusal(await answer(ask(lots), false, 'ok')).code).toBe('REASON_SAYS_NOTHING')
  expect(must(await answer(ask(lots.slice(1)), false))).toEqual({ held: 0, free: 39 })
  expect(await bothSides(noticeId)).toEqual({ listed: ['AF-10'], stopped: ['AF-10'] })
  // Answered meanwhile: all or none.
  expect(refusal(await answer(ask(lots), true)).code).toBe('NOT_ASKED')
  expect(must(await answer(ask(lots.slice(0, 1)), true))).toEqual({ held: 1, free: 0 })
  const [, second] = lots
  if (!second) throw new Error('no lot')
  const again = { noticeId, question: 'donor' as const, lotId: second.lotId, text: '' }
  must(await perform(clinic.visitor, askAgain, again, key()))
  expect(await bothSides(noticeId)).toEqual({ listed: ['AF-11'], stopped: ['AF-11'] })
  expect(refusal(await perform(clinic.visitor, askAgain, again, key())).code).toBe('NOT_ANSWERED')
  expect(refusal(await perform(clinic.visitor, closeNotice, { noticeId, note: 'done' }, key())).code).toBe(
    'QUESTIONS_OPEN',
  )
  must(await perform(clinic.visitor, addLot, { noticeId, lotId: second.lotId }, key()))
  must(await perform(clinic.visitor, closeNotice, { noticeId, note: 'done' }, key()))
  // A closed case asks on, until another person ends its watch.
  await addVial(clinic, 'AF-99')
  expect(await bothSides(noticeId)).toEqual({ listed: ['AF-99'], stopped: ['AF-99'] })
  const end = { noticeId, reason: 'the maker destroyed all of it' }
  expect(refusal(await perform(clinic.visitor, endNoticeWatch, end, key())).code).toBe('WATCH_ENDS_BY_ANOTHER')
  must(await perform(await clinic.newVisitor(['director']), endNoticeWatch, end, key()))
  expect(await bothSides(noticeId)).toEqual({ listed: [], stopped: [] })
})

test('what a trace says to be on hold and opened is what the judgment holds and finds opened', async () => {
  const vials: Awaited<ReturnType<typeof addVial>>[] = []
  for (const number of ['AF-1', 'AF-2', 'AF-3', 'AF-4', 'AF-5', 'AF-6']) vials.push(await addVial(clinic, number))
  const [byLot, byUnit, ended, opened, undone, free] = vials
  if (!byLot || !byUnit || !ended || !opened || !undone || !free) throw new Error('no vial')
  const same = async () => {
    const here = await hereRows(
      clinic.db.read,
      vials.map(({ lotId }) => lotId),
    )
    const facts = await unitFacts(clinic.db.read, {})
    expect(here).toHaveLength(facts.length)
    for (const each of facts)
      expect(here.find(({ unitId, placeId }) => unitId === each.unitId && placeId === each.placeId)).toMatchObject({
        held: each.holds.length > 0,
        opened: each.openedAt !== null,
      })
    return here.filter(({ held }) => held).length
  }
  expect(await same()).toBe(0)
  const hold = { reason: 'suspect', note: 'cloudy' } as const
  await clinic.db.write(async (tx) => {
    await placeHolds(tx, clinic.context, [
      { ...hold, lotId: byLot.lotId },
      { ...hold, unitId: byUnit.unitId },
    ])
    await openUnit(tx, clinic.context, { unitId: opened.unitId, openedAt: now, discardAt: now })
    await openUnit(tx, clinic.context, { unitId: undone.unitId, openedAt: now, discardAt: now })
    await undoOpenings(tx, clinic.context, undone.movement)
  })
  expect(await same()).toBe(2)
  await clinic.db.write((tx) => placeHolds(tx, clinic.context, [{ ...hold, placeId: clinic.freezer }]))
  expect(await same()).toBe(6)
  const other = await clinic.newVisitor()
  await clinic.db.write(async (tx) => {
    for (const { id } of await tx.hold.findMany({
      where: { OR: [{ placeId: clinic.freezer }, { lotId: byLot.lotId }] },
    }))
      await decideEnd(tx, other.context, id, 'it was a reflection in the glass')
  })
  expect(await same()).toBe(1)
  await clinic.db.write((tx) => placeHolds(tx, clinic.context, [{ ...hold, productId: clinic.productId }]))
  expect(await same()).toBe(6)
})
