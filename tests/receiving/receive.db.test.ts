import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Instant } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { addCode } from '~/modules/catalog/commands.server'
import { lookAt } from '~/modules/readiness/queries/look.server'
import { closeDelivery, openDelivery, undoLine } from '~/modules/receiving/commands/delivery.server'
import { receive as receiveLine } from '~/modules/receiving/commands/receive.server'
import { attachRecord, confirmRecords } from '~/modules/receiving/commands/records.server'
import { deliveryLines, lineCounts, linesPage } from '~/modules/receiving/queries/deliveries.server'
import { decideHold, releaseHold } from '~/modules/stock/commands/end-hold.server'
import { correctExpiry } from '~/modules/stock/commands/expiry.server'
import { placeHold } from '~/modules/stock/commands/hold.server'
import { nameLot } from '~/modules/stock/commands/ledger.server'
import { moveUnit } from '~/modules/stock/commands/move-unit.server'
import { armWatch } from '~/modules/stock/commands/watches.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { verifyLedger } from '~/modules/stock/queries/verify.server'
import { lotView } from '~/modules/stock/queries/views.server'
import { sameDonor } from '~/modules/stock/rules/donor'
import { lotKey } from '~/modules/stock/rules/lot-key'
import { must } from '../support/clinic'
import { usability } from '../support/usability'
import { insertPerson, visitorOfPerson } from '../support/visitor'
import { type Clinic, clinic, gs1, gtins, key, morning, type ReceiptInput } from './clinic'

let here: Clinic
beforeEach(async () => {
  here = await clinic()
})
afterEach(async () => {
  expect(await verifyLedger(here.db.read)).toEqual({ differences: [], reservedDifferences: 0 })
  await here.close()
})

const receive = (input: ReceiptInput, scanId = key()) => perform(here.visitor, receiveLine, input, scanId)
const received = async (input: ReceiptInput, scanId?: string) => {
  const done = await receive(input, scanId)
  if (!done.ok) throw new Error(JSON.stringify(done.refusal))
  return done.value
}
const vials = () => unitFacts(here.db.read, { productIds: [here.products.vial] })
const syringes = () => unitFacts(here.db.read, { productIds: [here.products.syringe] })
const decision = (holdId: number, lotId: number) => ({
  holdId,
  reason: 'Compared with the papers and the boxes',
  page: { lotId },
})
const reasons = async () => (await vials()).flatMap((facts) => facts.holds.map((hold) => hold.reason))

test('a scanned vial stands in the freezer of its band, as a unit of its own, on hold until its records are there', async () => {
  expect(await received(here.line(gs1(gtins.vial, 'MX2231', '270131', 'S1')))).toMatchObject({
    lotNumber: 'MX2231',
    verdict: 'quarantined',
    placeName: 'Freezer 1',
    containers: 1,
    quantity: 2000,
  })
  const [facts] = await vials()
  expect(facts).toMatchObject({ unitNumber: 'S1', quantity: 2000, placeId: here.places.freezer, expiry: '2027-01-31' })
  expect(await reasons()).toEqual(['records'])
})

test('the hold for records ends when somebody has read them, not when they are attached', async () => {
  const { lotId } = await received(here.line(gs1(gtins.vial, 'MX2231', '270131', 'S1')))
  const first = await perform(
    here.visitor,
    attachRecord,
    { lotId, kind: 'donor-eligibility', reference: 'DE-1' },
    key(),
  )
  expect(first).toMatchObject({ ok: true, value: { missing: ['certificate-of-analysis'] } })
  const read = { lotId, named: 'mx 2231', conclusion: 'good' as const }
  expect(await perform(here.visitor, confirmRecords, read, key())).toMatchObject({
    refusal: { code: 'RECORDS_MISSING', missing: ['certificate-of-analysis'] },
  })
  const last = await perform(
    here.visitor,
    attachRecord,
    { lotId, kind: 'certificate-of-analysis', reference: 'CoA-1' },
    key(),
  )
  expect(last).toMatchObject({ ok: true, value: { missing: [] } })
  expect(await reasons()).toEqual(['records'])
  expect(await perform(here.visitor, confirmRecords, { ...read, named: 'MX2232' }, key())).toMatchObject({
    refusal: { code: 'RECORDS_OF_OTHER_LOT', named: 'MX2232', lotNumber: 'MX2231' },
  })
  expect(await reasons()).toEqual(['records'])
  expect(must(await perform(here.visitor, confirmRecords, read, key()))).toEqual({ released: 1, held: false })
  const [facts] = await vials()
  expect(facts && usability(facts, morning).usable).toBe(true)
  const next = await received(here.line(gs1(gtins.vial, 'MX2231', '270131', 'S2')))
  expect(next.verdict).toBe('accepted')
})

test.each(['ineligible', 'incomplete', 'failed'] as const)(
  'records that conclude %s keep the lot on hold, and only another who leads decides',
  async (conclusion) => {
    const { lotId } = await received(here.line(gs1(gtins.vial, 'MX2231', '270131', 'S1')))
    for (const kind of ['donor-eligibility', 'certificate-of-analysis'] as const)
      must(await perform(here.visitor, attachRecord, { lotId, kind, reference: 'R-1' }, key()))
    const read = { lotId, named: 'MX2231', conclusion }
    expect(must(await perform(here.visitor, confirmRecords, read, key()))).toEqual({ released: 0, held: true })
    expect(must(await perform(here.visitor, confirmRecords, { ...read, conclusion: 'good' }, key()))).toMatchObject({
      released: 1,
    })
    expect(await reasons()).toEqual(['records'])
    const [left] = await here.db.read.hold.findMany({ where: { source: `records:${lotId}` }, select: { id: true } })
    const input = decision(left?.id ?? 0, lotId)
    expect(await perform(here.visitor, decideHold, input, key())).toMatchObject({ ok: false })
    must(await perform(here.colleague, decideHold, input, key()))
    expect(await reasons()).toEqual([])
  },
)

test('a syringe scanned goes into its lot as accepted and can be used', async () => {
  expect(await received(here.line(gs1(gtins.syringe, 'SY1')))).toMatchObject({
    verdict: 'accepted',
    reasons: [],
    placeName: 'Cabinet 1',
  })
  const [facts] = await syringes()
  expect(facts && usability(facts, morning).usable).toBe(true)
})

test('the same scan sent twice adds one line and gives the first answer', async () => {
  const scanId = key()
  const input = here.line(gs1(gtins.syringe, 'SY1'))
  const first = await receive(input, scanId)
  expect(await receive(input, scanId)).toEqual(first)
  expect(await here.db.read.deliveryLine.count()).toBe(1)
  expect((await syringes())[0]?.quantity).toBe(1)
})

test('the same scan sent at once from two places adds one line', async () => {
  const scanId = key()
  const input = here.line(gs1(gtins.vial, 'MX1', '270131', 'S1'))
  const [one, two] = await Promise.all([receive(input, scanId), receive(input, scanId)])
  expect(one).toEqual(two)
  expect(await here.db.read.deliveryLine.count()).toBe(1)
})

test('the same key for another label is refused and adds nothing', async () => {
  const scanId = key()
  await received(here.line(gs1(gtins.syringe, 'SY1')), scanId)
  expect(await receive(here.line(gs1(gtins.syringe, 'SY2')), scanId)).toMatchObject({
    ok: false,
    refusal: { code: 'COMMAND_KEY_REUSED' },
  })
  expect(await here.db.read.deliveryLine.count()).toBe(1)
})

test('ten boxes are ten scans', async () => {
  for (let box = 0; box < 10; box++) await received(here.line(gs1(gtins.syringe, 'SY1')))
  expect(await syringes()).toMatchObject([{ quantity: 10, bulk: true }])
})

test('ten boxes are one scan and a number', async () => {
  await received(here.line(gs1(gtins.syringe, 'SY1'), { packages: 10 }))
  expect(await syringes()).toMatchObject([{ quantity: 10, bulk: true }])
})

test('a carton of ten vials is ten units with numbers of ours', async () => {
  const carton = await received(here.line(gs1(gtins.vialCarton, 'MX1')))
  expect(carton).toMatchObject({ containers: 10, quantity: 20_000 })
  const facts = await vials()
  expect(facts).toHaveLength(10)
  expect(new Set(facts.map((each) => each.unitNumber)).size).toBe(10)
  expect(facts.every((each) => each.quantity === 2000 && each.unitNumber?.startsWith('V-'))).toBe(true)
})

test('the same serial twice is refused, says where the first one is, and adds nothing', async () => {
  await received(here.line(gs1(gtins.vial, 'MX1', '270131', 'S1')))
  expect(await receive(here.line(gs1(gtins.vial, 'MX1', '270131', 'S1')))).toMatchObject({
    ok: false,
    refusal: { code: 'UNIT_ALREADY_HERE', number: 'S1', place: 'Freezer 1' },
  })
  expect(await vials()).toHaveLength(1)
})

test('a carton with a serial is received once; without one, as often as it is scanned', async () => {
  const carton = here.line(gs1(gtins.vialCarton, 'MX1', '270131', 'C1'))
  const { lineId } = await received(carton)
  expect(await receive(carton)).toMatchObject({ ok: false, refusal: { code: 'UNIT_ALREADY_HERE', number: 'C1' } })
  expect(await vials()).toHaveLength(10)
  await perform(here.visitor, undoLine, { lineId }, key())
  await received(carton)
  const plain = here.line(gs1(gtins.vialCarton, 'MX2'))
  await received(plain)
  await received(plain)
  expect(await vials()).toHaveLength(30)
})

test('two people who scan the same serial at once receive one unit', async () => {
  const line = here.line(gs1(gtins.vial, 'MX1', '270131', 'S1'))
  const both = await Promise.all([receive(line), receive(line)])
  expect(both.filter((each) => each.ok)).toHaveLength(1)
  expect(await vials()).toHaveLength(1)
})

test('a serial of another lot is refused', async () => {
  await received(here.line(gs1(gtins.vial, 'MX1', '270131', 'S1')))
  expect(await receive(here.line(gs1(gtins.vial, 'MX2', '270131', 'S1')))).toMatchObject({
    ok: false,
    refusal: { code: 'UNIT_OF_OTHER_LOT', lotNumber: 'MX1' },
  })
  expect(await here.db.read.lot.count()).toBe(1)
})

test('a line taken back leaves nothing on the shelf, stays in sight, and its serial can be received again', async () => {
  const scan = here.line(gs1(gtins.vial, 'MX1', '270131', 'S1'))
  const { lineId } = await received(scan)
  expect((await perform(here.visitor, undoLine, { lineId }, key())).ok).toBe(true)
  expect(await vials()).toEqual([])
  expect((await deliveryLines(here.db.read, here.deliveryId)).lines).toMatchObject([{ undone: true, lotNumber: 'MX1' }])
  expect(await perform(here.visitor, undoLine, { lineId }, key())).toMatchObject({
    ok: false,
    refusal: { code: 'ALREADY_UNDONE' },
  })
  await received(scan)
  expect(await vials()).toMatchObject([{ unitNumber: 'S1', quantity: 2000 }])
})

test('a line can not be taken back when its goods have gone on', async () => {
  const { lineId, unitIds } = await received(here.line(gs1(gtins.vial, 'MX1', '270131', 'S1')))
  const input = { unitId: unitIds[0]!, fromPlaceId: here.places.freezer, toPlaceId: here.places.bench, quantity: 2000 }
  expect((await perform(here.visitor, moveUnit, input, key())).ok).toBe(true)
  expect(await perform(here.visitor, undoLine, { lineId }, key())).toMatchObject({
    ok: false,
    refusal: { code: 'NOT_ENOUGH' },
  })
})

test('an expired vial is received on hold, at its own temperature', async () => {
  const line = await received(here.line(gs1(gtins.vial, 'OLD', '251031', 'S1')))
  expect(line).toMatchObject({ verdict: 'quarantined', placeName: 'Freezer 1' })
  expect(line.reasons.join(' ')).toMatch(/expired on 2025-10-31/)
  expect(await reasons()).toContain('quarantine')
})

test('a lot that a notice watches for is held as it is received', async () => {
  const watch = { productId: here.products.vial, lotKey: lotKey('MX-77'), source: 'recall:4', note: 'Recall Z-1244' }
  await here.db.write((tx) => armWatch(tx, here.context, watch))
  const line = await received(here.line(gs1(gtins.vial, 'MX77')))
  expect(line.verdict).toBe('quarantined')
  expect(line.reasons[0]).toMatch(/recalled/)
  expect(await reasons()).toContain('recall')
})

test('more of a lot that is held is received on hold with it', async () => {
  const { lotId } = await received(here.line(gs1(gtins.syringe, 'SY1')))
  must(await perform(here.visitor, placeHold, { reason: 'recall', note: 'Recall Z-9', scope: { lotId } }, key()))
  const line = await received(here.line(gs1(gtins.syringe, 'SY1')))
  expect(line).toMatchObject({ verdict: 'quarantined' })
  expect((await syringes()).every((facts) => !usability(facts, morning).usable)).toBe(true)
})

test('syringes out of a damaged shipper are held apart; those of an earlier delivery stay usable', async () => {
  await received(here.line(gs1(gtins.syringe, 'SY1'), { packages: 5 }))
  const second = await perform(
    here.visitor,
    openDelivery,
    {
      supplierId: here.products.supplierId,
      arrivedAt: morning,
      shipperCondition: 'wet',
      sealIntact: true,
      dryIcePresent: false,
    },
    key(),
  )
  const deliveryId = second.ok ? second.value.deliveryId : 0
  await received({ ...here.line(gs1(gtins.syringe, 'SY1'), { packages: 3 }), deliveryId })
  const facts = [...(await syringes())].sort((a, b) => b.quantity - a.quantity)
  expect(facts.map((each) => [each.quantity, usability(each, morning).usable])).toEqual([
    [5, true],
    [3, false],
  ])
})

test('goods turned away are recorded, and nothing of them is on hand', async () => {
  const line = await received(here.line(gs1(gtins.vial, 'MX1', '270131', 'S1'), { reject: 'Crushed box' }))
  expect(line).toMatchObject({ verdict: 'rejected', reasons: ['Crushed box'] })
  expect(await vials()).toEqual([])
  expect((await deliveryLines(here.db.read, here.deliveryId)).lines).toMatchObject([
    { verdict: 'rejected', reason: 'Crushed box' },
  ])
})

test('a vial put into a fridge is refused, and recorded on hold when it stands there already', async () => {
  const line = here.line(gs1(gtins.vial, 'MX1', '270131', 'S1'), { placeId: here.places.fridge })
  expect(await receive(line)).toMatchObject({
    ok: false,
    refusal: { code: 'WRONG_BAND', needs: 'ultra-low', has: 'fridge' },
  })
  expect((await received({ ...line, alreadyThere: true })).verdict).toBe('quarantined')
  expect(await reasons()).toContain('temperature')
})

test('a label without lot and expiry is asked for both, and goes on with the answer', async () => {
  const bare = here.line(`01${gtins.syringe}`)
  expect(await receive(bare)).toMatchObject({
    ok: false,
    refusal: { code: 'DETAILS_MISSING', missing: ['lot', 'expiry'] },
  })
  expect(await received({ ...bare, lot: 'SY9', expiry: '2028-02-29' })).toMatchObject({
    lotNumber: 'SY9',
    expiry: '2028-02-29',
  })
})

test('the raw text, the symbology and each part of a label are kept', async () => {
  const raw = gs1(gtins.vial, 'MX1', '270131', 'S1')
  await received(here.line(raw))
  const line = await here.db.read.deliveryLine.findFirst()
  expect(line?.raw).toBe(raw)
  expect(line?.symbology).toBe('gs1')
  expect(JSON.parse(line?.parts ?? '').fields).toMatchObject({ lot: 'MX1', serial: 'S1', expiry: '2027-01-31' })
})

test('a lot with another expiry than known is received on hold, neither merged nor doubled, and keeps its date', async () => {
  const first = await received(here.line(gs1(gtins.syringe, 'SY1', '270131')))
  const second = await received(here.line(gs1(gtins.syringe, 'SY1', '280131')))
  expect(second).toMatchObject({ verdict: 'quarantined', lotId: first.lotId, lotNumber: 'SY1' })
  expect(second.reasons.join(' ')).toContain('says expiry 2028-01-31, but lot SY1 is known with 2027-01-31')
  expect(await here.db.read.lot.findMany({ select: { expiry: true } })).toEqual([{ expiry: '2027-01-31' }])
  const facts = await unitFacts(here.db.read, { lotIds: [first.lotId] })
  expect(facts.map((each) => [each.bulk, usability(each, morning).usable])).toEqual([
    [true, true],
    [false, false],
  ])
})

test('an earlier expiry than known holds the whole lot, until a person has set the date right and released it', async () => {
  const { lotId } = await received(here.line(gs1(gtins.syringe, 'SY1', '270131')))
  await received(here.line(gs1(gtins.syringe, 'SY1', '261231')))
  await received(here.line(gs1(gtins.syringe, 'SY1', '261231')))
  const usable = async (at: string) =>
    (await unitFacts(here.db.read, { lotIds: [lotId] })).map((each) => usability(each, at as Instant).usable)
  expect(await usable(morning)).toEqual([false, false, false])
  const holds = await here.db.read.hold.findMany({ select: { id: true, reason: true, lotId: true } })
  expect(holds.filter((hold) => hold.lotId === lotId).map((hold) => hold.reason)).toEqual(['review'])
  const set = { lotId, expiry: '2026-12-31' as never, reason: 'Both boxes and the packing slip' }
  expect(await perform(here.visitor, correctExpiry, set, key())).toMatchObject({ value: { changed: true } })
  expect(await perform(here.visitor, correctExpiry, set, key())).toMatchObject({ value: { changed: false } })
  expect((await lotView(here.db.read, lotId, morning, lookAt))?.told.corrections).toEqual([
    { at: morning, actor: 'person:1', was: '2027-01-31', expiry: '2026-12-31', reason: set.reason },
  ])
  expect(await usable(morning)).toEqual([false, false, false])
  for (const { id } of holds) must(await perform(here.colleague, decideHold, decision(id, lotId), key()))
  expect(await usable(morning)).toEqual([true, true, true])
  expect(await usable('2027-01-02T15:00:00.000Z')).toEqual([false, false, false])
})

test('a date made later by one person counts only once another has released the lot', async () => {
  const { lotId } = await received(here.line(gs1(gtins.syringe, 'SY1', '270131')))
  const set = { lotId, expiry: '2028-01-31' as never, reason: 'Typed wrongly' }
  expect(await perform(here.visitor, correctExpiry, set, key())).toMatchObject({ value: { changed: true, held: true } })
  const usable = async () =>
    (await unitFacts(here.db.read, { lotIds: [lotId] })).map((each) => usability(each, morning).usable)
  expect(await usable()).toEqual([false])
  const [hold] = await here.db.read.hold.findMany({ where: { lotId }, select: { id: true } })
  const release = {
    holdId: hold?.id ?? 0,
    reason: 'Compared with the box',
    page: { lotId },
  }
  expect(await perform(here.visitor, releaseHold, release, key())).toMatchObject({
    refusal: { code: 'HOLD_ENDS_ELSEWHERE', ending: { why: 'another-person' } },
  })
  expect((await perform(here.colleague, releaseHold, release, key())).ok).toBe(true)
  expect(await usable()).toEqual([true])
})

test('goods of another expiry that are turned away are recorded so, and no lot changes', async () => {
  await received(here.line(gs1(gtins.syringe, 'SY1', '270131')))
  expect(await received(here.line(gs1(gtins.syringe, 'SY1', '280131'), { reject: 'Wrong date' }))).toMatchObject({
    verdict: 'rejected',
  })
  expect(await here.db.read.hold.count()).toBe(0)
})

test('a label with another name of a lot is of that lot', async () => {
  const first = await received(here.line(gs1(gtins.syringe, 'SY-77', '270131')))
  await here.db.write((tx) => nameLot(tx, here.context, first.lotId, { kind: 'carton', text: 'CARTON-77' }))
  expect(await received(here.line(gs1(gtins.syringe, 'CARTON-77', '270131')))).toMatchObject({
    lotId: first.lotId,
    lotNumber: 'SY-77',
  })
})

test('the donation of a tissue is a name above its lot', async () => {
  await here.db.write(async (tx) => {
    const code = { scheme: 'isbt128', code: 'A9999XYZ100T0476', packageQuantity: 1 } as const
    must(await addCode(tx, here.context, { ...code, productId: here.products.vial }))
  })
  const label = '=+06000=/A9999XYZ100T0476=,000025=A99971712345600=>027032=}017032&,1000000000000XYZ123'
  const { lotId } = await received(here.line(label))
  expect(
    await here.db.read.name.findMany({
      where: { targetKind: 'lot', targetId: lotId },
      select: { kind: true, relation: true, text: true },
      orderBy: { id: 'asc' },
    }),
  ).toEqual([
    { kind: 'lot', relation: 'same', text: 'XYZ123' },
    { kind: 'donation', relation: 'group', text: 'A999717123456' },
  ])
  expect(await vials()).toMatchObject([{ donation: 'A999717123456', unitNumber: 'A999717123456 T0476 000025' }])
})

test('a long delivery is shown a page at a time, newest first, and counted as a whole', async () => {
  for (const lot of ['SY1', 'SY2']) await received(here.line(gs1(gtins.syringe, lot)))
  await received(here.line(gs1(gtins.syringe, 'SY-OLD', '251231')))
  const [line] = (await deliveryLines(here.db.read, here.deliveryId)).lines
  const { id: _id, ...copy } = await here.db.read.deliveryLine.findUniqueOrThrow({ where: { id: line?.id ?? 0 } })
  const data = Array.from({ length: linesPage }, (_, index) => ({ ...copy, scanId: `copy-${index}` }))
  await here.db.write((tx) => tx.deliveryLine.createMany({ data }))
  const first = await deliveryLines(here.db.read, here.deliveryId)
  expect([first.lines.length, first.more]).toEqual([linesPage, true])
  const second = await deliveryLines(here.db.read, here.deliveryId, first.lines.at(-1)?.id)
  expect([second.lines.map((each) => each.lotNumber), second.more]).toEqual([['SY-OLD', 'SY2', 'SY1'], false])
  expect(await lineCounts(here.db.read, here.deliveryId)).toEqual({
    all: linesPage + 3,
    standing: linesPage + 3,
    held: linesPage + 1,
  })
})

test('a closed delivery takes no more lines', async () => {
  const input = { deliveryId: here.deliveryId }
  expect((await perform(here.visitor, closeDelivery, input, key())).ok).toBe(true)
  expect(await receive(here.line(gs1(gtins.syringe, 'SY1')))).toMatchObject({
    ok: false,
    refusal: { code: 'DELIVERY_CLOSED' },
  })
  expect(await perform(here.visitor, closeDelivery, input, key())).toMatchObject({
    ok: false,
    refusal: { code: 'DELIVERY_CLOSED' },
  })
})

test('a delivery, a place, or a line of another site is unknown here', async () => {
  const other = await here.db.write((tx) => tx.site.create({ data: { name: 'Other', address: '', timeZone: 'UTC' } }))
  const stranger = await here.db.write((tx) => insertPerson(tx, other.id, morning))
  const there = visitorOfPerson(here.db, stranger, other, morning)
  const line = here.line(gs1(gtins.syringe, 'SY1'))
  expect(await perform(there, receiveLine, line, key())).toMatchObject({
    ok: false,
    refusal: { code: 'DELIVERY_UNKNOWN' },
  })
  expect(await receive({ ...line, placeId: 9999 })).toMatchObject({ ok: false, refusal: { code: 'PLACE_UNKNOWN' } })
  const { lineId } = await received(line)
  expect(await perform(there, undoLine, { lineId }, key())).toMatchObject({
    ok: false,
    refusal: { code: 'LINE_UNKNOWN' },
  })
})

test('a refusal leaves nothing half-written', async () => {
  const before = await here.db.read.posting.count()
  await receive(here.line(gs1(gtins.vial, 'MX1', '270131', 'S1'), { packages: 3 }))
  await receive(here.line('01059012341234'))
  await receive(here.line(''))
  expect(await here.db.read.posting.count()).toBe(before)
  expect(await here.db.read.lot.count()).toBe(0)
  expect(await here.db.read.unit.count()).toBe(0)
})

test('the donor typed at receiving reaches each container and the line, and two lots of one donor are one', async () => {
  await received(here.line(gs1(gtins.vial, 'MX2231', '270131', 'S1'), { donor: 'Donor-551' }))
  await received(here.line(gs1(gtins.vial, 'MX2232', '270131', 'S2'), { donor: 'DONOR 551' }))
  const [one, other] = await vials()
  if (!one || !other) throw new Error('Two vials were received.')
  expect([one.donor, other.donor, sameDonor(one, other)]).toEqual(['DONOR551', 'DONOR551', true])
  const lines = await here.db.read.deliveryLine.findMany({ orderBy: { id: 'asc' } })
  expect(lines.map((line) => line.donor)).toEqual(['Donor-551', 'DONOR 551'])
})

test('what is received keeps its expiry, and a correction keeps the one before', async () => {
  const { lotId } = await received(here.line(gs1(gtins.vial, 'MX2231', '270131', 'S1')))
  const set = { lotId, expiry: '2026-12-31', reason: 'Read on the box' }
  must(await perform(here.visitor, correctExpiry, set, key()))
  const kept = await here.db.read.lotExpiry.findMany({ where: { lotId }, orderBy: { id: 'asc' } })
  expect(kept.map((row) => [row.expiry, row.reason])).toEqual([
    ['2027-01-31', 'as received'],
    ['2026-12-31', 'Read on the box'],
  ])
})
