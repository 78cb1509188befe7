import { afterEach, beforeEach, expect, test } from 'vitest'
import { addHours, type Day, type Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import type { Stamp } from '~/modules/audit/types'
import { keepAnswers } from '~/modules/catalog/commands/answers.server'
import { decideEnd, placeHolds } from '~/modules/stock/commands/holds.server'
import { newUnit, post } from '~/modules/stock/commands/ledger.server'
import { keepExpiry } from '~/modules/stock/commands/lot-expiry.server'
import { markUnits } from '~/modules/stock/commands/marks.server'
import { keepStretches } from '~/modules/stock/commands/stretches.server'
import { factsOfThen } from '~/modules/stock/queries/facts-of-then.server'
import { addVial, key, must, now, type SmallClinic, smallClinic } from '../support/clinic'

let clinic: SmallClinic
let vial: { unitId: number; lotId: number }
beforeEach(async () => {
  clinic = await smallClinic()
  vial = await addVial(clinic, 'NB-2407')
})
afterEach(() => clinic.close())

/** Hours after the vial was received. */
const after = (hours: number): Instant => addHours(now, hours)

/** Something is written down at an hour. */
const write = <T>(hours: number, work: (tx: Tx, stamp: Stamp) => Promise<T>): Promise<T> =>
  clinic.db.write((tx) => work(tx, { actor: 'person:1', at: after(hours) }))

async function then(at: number, knownAt = at, unitId = vial.unitId) {
  const [facts, ...more] = await factsOfThen(clinic.db.read, [unitId], { at: after(at), knownAt: after(knownAt) })
  expect(more).toEqual([])
  if (!facts) throw new Error('The unit is not there.')
  return facts
}

test('an expiry is what was known of the lot then, with its reason', async () => {
  await write(5, (tx, stamp) =>
    keepExpiry(tx, stamp, { lotId: vial.lotId, expiry: '2026-12-31' as Day, reason: 'Read on the box.' }),
  )
  expect((await then(4)).expiry).toMatchObject({ expiry: '2027-01-31', reason: 'as received', recordedAt: now })
  expect((await then(4, 6)).expiry).toMatchObject({ expiry: '2026-12-31', reason: 'Read on the box.' })
  expect((await then(6, 4)).expiry).toMatchObject({ expiry: '2027-01-31' })
  expect((await then(-1)).expiry).toBeNull()
})

test('a unit stood where its postings had put it, as far as they were known', async () => {
  const move = (movement: string, from: number, to: number) => ({
    movement,
    kind: 'move' as const,
    lines: [
      {
        ...vial,
        from: { id: from, inside: true },
        to: { id: to, inside: true },
        quantity: 2000,
      },
    ],
  })
  // Moved at 3, and written down at 5.
  await write(5, async (tx, stamp) =>
    must(await post(tx, stamp, { ...move(key(), clinic.freezer, clinic.room), occurredAt: after(3) })),
  )
  const places = async (at: number, knownAt?: number) =>
    (await then(at, knownAt)).stands.map(({ placeId, quantity }) => [placeId, quantity])
  expect(await places(2)).toEqual([[clinic.freezer, 2000]])
  expect(await places(4)).toEqual([[clinic.freezer, 2000]])
  expect(await places(4, 5)).toEqual([[clinic.room, 2000]])
  expect(await places(-1)).toEqual([])
})

test('a unit that is in no ledger has facts too, and a number that nobody made has none', async () => {
  const other = await write(0, async (tx, stamp) =>
    must(await newUnit(tx, stamp, { lotId: vial.lotId, productId: clinic.productId, number: null })),
  )
  await write(1, (tx, stamp) => placeHolds(tx, stamp, [{ reason: 'recall', note: 'Letter 18', lotId: vial.lotId }]))
  expect(await then(2, 2, other.unitId)).toMatchObject({
    stands: [],
    expiry: { expiry: '2027-01-31' },
    holds: [{ reason: 'recall', scope: 'lot' }],
  })
  expect(await factsOfThen(clinic.db.read, [other.unitId + 99], { at: now, knownAt: now })).toEqual([])
  expect(await factsOfThen(clinic.db.read, [], { at: now, knownAt: now })).toEqual([])
})

test('a hold stands from its placing to its release, on unit, lot, product or place; what came after is later', async () => {
  const { unitId, lotId } = vial
  await write(1, (tx, stamp) =>
    placeHolds(tx, stamp, [
      { reason: 'damaged', note: 'a', unitId },
      { reason: 'quarantine', note: 'b', placeId: clinic.freezer },
      { reason: 'suspect', note: 'c', productId: clinic.productId },
    ]),
  )
  await write(3, (tx, stamp) => placeHolds(tx, stamp, [{ reason: 'recall', note: 'd', lotId }]))
  const [first] = (await then(2)).holds
  await write(4, (tx, stamp) => decideEnd(tx, stamp, first?.id ?? 0, 'Looked at it.'))
  const scopes = async (at: number, knownAt?: number) => {
    const { holds, laterHolds } = await then(at, knownAt)
    return [holds.map((hold) => hold.scope).sort(), laterHolds.map((hold) => hold.scope)]
  }
  expect(await scopes(0)).toEqual([[], []])
  expect(await scopes(2)).toEqual([['place', 'product', 'unit'], []])
  expect(await scopes(2, 5)).toEqual([['place', 'product', 'unit'], ['lot']])
  expect(await scopes(5)).toEqual([['lot', 'place', 'product'], []])
})

test('storage was proven as far as readings of then say, each with its own figures', async () => {
  const reading = await clinic.db.write((tx) =>
    tx.temperatureReading.create({
      data: {
        placeId: clinic.freezer,
        takenAt: after(2),
        recordedAt: after(2),
        temperatureCentiCelsiusMin: -8100,
        temperatureCentiCelsiusMax: -7900,
        temperatureCentiCelsiusCurrent: -8000,
        source: 'min-max',
        actor: 'person:1',
      },
    }),
  )
  const of = { placeId: clinic.freezer, readingId: reading.id }
  await write(2, (tx, stamp) =>
    keepStretches(tx, stamp, of, [
      { kind: 'measured', from: after(0), until: after(2), min: -8100, max: -7900 },
      { kind: 'due', from: after(2), until: after(8), min: null, max: null },
    ]),
  )
  const proof = async (at: number, knownAt?: number) => (await then(at, knownAt)).stands[0]?.proof
  expect(await proof(1, 1)).toEqual({ proven: false, why: 'none', min: null, max: null })
  expect(await proof(1, 2)).toEqual({ proven: true, why: 'measured', min: -8100, max: -7900 })
  expect(await proof(5)).toMatchObject({ proven: true, why: 'due' })
  expect(await proof(9)).toMatchObject({ proven: false, why: 'none' })
})

test('what a product contains, its labeled range and whose a unit is are what was known then', async () => {
  const { productId } = clinic
  await write(1, (tx, stamp) => keepAnswers(tx, stamp, [{ productId, allergen: 'dmso', answer: 'no' }]))
  await write(3, (tx, stamp) => keepAnswers(tx, stamp, [{ productId, allergen: 'dmso', answer: 'yes' }]))
  await write(3, (tx, stamp) =>
    tx.productRange.create({
      data: {
        productId,
        temperatureCentiCelsiusMin: -9000,
        temperatureCentiCelsiusMax: -7000,
        instructionRevision: 'B',
        recordedAt: stamp.at,
        actor: stamp.actor,
      },
    }),
  )
  const { unitId } = vial
  const owner = (kind: 'patient' | 'nobody', id: number, hours: number) =>
    write(hours, (tx, stamp) => markUnits(tx, stamp, [{ unitId, kind: 'owner', ref: { kind, id }, at: stamp.at }]))
  await owner('patient', 7, 3)
  await owner('nobody', 0, 5)
  const known = async (knownAt: number) => {
    const { contains, range, ownerId } = await then(2, knownAt)
    return [contains.get('dmso'), range?.max, ownerId]
  }
  expect(await known(0)).toEqual([undefined, undefined, null])
  expect(await known(2)).toEqual(['no', undefined, null])
  expect(await known(4)).toEqual(['yes', -7000, 7])
  expect(await known(6)).toEqual(['yes', -7000, null])
  expect((await then(2, 4)).range).toMatchObject({ min: -9000, instructionRevision: 'B' })
})

test('marks, openings and clocks are those of the time until then', async () => {
  const { unitId } = vial
  await write(2, async (tx, stamp) => {
    const ref = { kind: 'procedure', id: 12 } as const
    await markUnits(tx, stamp, [{ unitId, kind: 'used-on', ref, quantity: 1500, at: after(1) }])
    const opening = { unitId, openedAt: after(1), discardAt: after(29), recordedAt: stamp.at, actor: stamp.actor }
    await tx.opening.create({ data: opening })
    const clock = { unitId, startedAt: after(0), limitAt: after(4), recordedAt: stamp.at, actor: stamp.actor }
    await tx.unitClock.create({ data: { ...clock, kind: 'thaw' } })
  })
  expect(await then(1, 2)).toMatchObject({
    marks: [{ kind: 'used-on', ref: { kind: 'procedure', id: 12 }, quantity: 1500, at: after(1) }],
    openedAt: after(1),
    discardAt: after(29),
    thawLimitAt: after(4),
  })
  expect(await then(1, 1)).toMatchObject({ marks: [], openedAt: null, discardAt: null, thawLimitAt: null })
  expect(await then(0, 2)).toMatchObject({ marks: [], openedAt: null, thawLimitAt: after(4) })
})

test('the bulk of a lot is no container: nothing marks it', async () => {
  const bulk = await clinic.db.write((tx) =>
    tx.unit.create({
      data: { lotId: vial.lotId, productId: clinic.productId, bulkOfLotId: vial.lotId, createdAt: now },
    }),
  )
  const mark = { unitId: bulk.id, kind: 'used-on', ref: { kind: 'procedure', id: 1 }, at: now } as const
  await write(0, (tx, stamp) => markUnits(tx, stamp, [mark, { ...mark, unitId: vial.unitId }]))
  expect((await clinic.db.read.unitMark.findMany()).map((row) => row.unitId)).toEqual([vial.unitId])
})
