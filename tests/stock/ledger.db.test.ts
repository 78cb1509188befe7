import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Day, Instant } from '~/lib/day'
import { perform } from '~/modules/auth/commands/perform.server'
import { lookAt } from '~/modules/readiness/queries/look.server'
import { countUnit } from '~/modules/stock/commands/count.server'
import { releaseHold } from '~/modules/stock/commands/end-hold.server'
import { placeHold } from '~/modules/stock/commands/hold.server'
import { newUnit, openLot } from '~/modules/stock/commands/ledger.server'
import { discardUnit, moveUnit, returnUnit } from '~/modules/stock/commands/move-unit.server'
import { reserve } from '~/modules/stock/commands/reserve.server'
import { undoMovement } from '~/modules/stock/commands/undo.server'
import { armWatch } from '~/modules/stock/commands/watches.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { meantLots } from '~/modules/stock/queries/meant-lots.server'
import { verifyLedger } from '~/modules/stock/queries/verify.server'
import { unitView } from '~/modules/stock/queries/views.server'
import { addVial, key, must, now, refusal, type SmallClinic, smallClinic } from '../support/clinic'
import { usability } from '../support/usability'

let clinic: SmallClinic
beforeEach(async () => {
  clinic = await smallClinic()
})
afterEach(() => clinic.close())

const sound = { differences: [], reservedDifferences: 0 }
const facts = async (unitId: number) => unitFacts(clinic.db.read, { unitIds: [unitId], includeEmpty: true })
const at = (placeId: number, list: Awaited<ReturnType<typeof facts>>) =>
  list.find((row) => row.placeId === placeId)?.quantity ?? 0

describe('lots', () => {
  test('one lot never becomes two: another spelling of the same number is the same lot', async () => {
    const first = await addVial(clinic, 'MX-2231')
    const second = await addVial(clinic, 'mx 2231')
    expect(second.lotId).toBe(first.lotId)
  })
  test('the same number with another expiry is asked about, and nothing is added', async () => {
    await addVial(clinic, 'MX2231')
    const again = await clinic.db.write((tx) =>
      openLot(tx, clinic.context, { productId: clinic.productId, lotNumber: 'MX2231', expiry: '2028-01-31' as Day }),
    )
    expect(refusal(again)).toMatchObject({ code: 'LOT_EXPIRY_DIFFERS', known: '2027-01-31', seen: '2028-01-31' })
    expect(await clinic.db.read.lot.count()).toBe(1)
  })
  test('the same serial of a product is refused, with where the first one is', async () => {
    const { lotId } = await addVial(clinic, 'MX2231', { number: 'SN-1' })
    const again = await clinic.db.write((tx) =>
      newUnit(tx, clinic.context, { lotId, productId: clinic.productId, number: 'sn1' }),
    )
    expect(refusal(again)).toMatchObject({ code: 'UNIT_ALREADY_HERE', place: 'Freezer 1' })
  })
  test('a lot that a notice watches for is on hold from the moment it is opened', async () => {
    await clinic.db.write((tx) =>
      armWatch(tx, clinic.context, { productId: null, lotKey: 'MX9', source: 'recall:7', note: 'Z-1: cracked' }),
    )
    const { unitId } = await addVial(clinic, 'MX 9')
    const [row] = await facts(unitId)
    expect(row && usability(row, now)).toMatchObject({
      usable: false,
      findings: [{ code: 'ON_HOLD', reason: 'recall', note: 'Z-1: cracked' }],
    })
  })
})

describe('postings', () => {
  test('a move takes from one place and gives to the other, and its undoing restores both', async () => {
    const { unitId } = await addVial(clinic, 'A1')
    const moved = must(
      await perform(
        clinic.visitor,
        moveUnit,
        {
          unitId,
          fromPlaceId: clinic.freezer,
          toPlaceId: clinic.room,
          quantity: 2000,
        },
        key(),
      ),
    )
    expect(at(clinic.room, await facts(unitId))).toBe(2000)
    const undo = { movement: moved.movement, unitId, reason: 'wrong vial' }
    must(await perform(clinic.visitor, undoMovement, undo, key()))
    const after = await facts(unitId)
    expect([at(clinic.freezer, after), at(clinic.room, after)]).toEqual([2000, 0])
    expect(refusal(await perform(clinic.visitor, undoMovement, { ...undo, reason: 'twice' }, key()))).toMatchObject({
      code: 'ALREADY_UNDONE',
    })
    expect(await verifyLedger(clinic.db.read)).toEqual(sound)
  })
  test('the same command twice moves once and answers the same', async () => {
    const { unitId } = await addVial(clinic, 'A1')
    const once = key()
    const input = { unitId, fromPlaceId: clinic.freezer, quantity: 2000, reason: 'dropped' }
    const [first, second] = [
      await perform(clinic.visitor, discardUnit, input, once),
      await perform(clinic.visitor, discardUnit, input, once),
    ]
    expect(second).toEqual(first)
    expect(await clinic.db.read.posting.count({ where: { kind: 'discard' } })).toBe(1)
  })
  test('the same key with another input is refused and changes nothing', async () => {
    const { unitId } = await addVial(clinic, 'A1')
    const once = key()
    must(
      await perform(
        clinic.visitor,
        discardUnit,
        {
          unitId,
          fromPlaceId: clinic.freezer,
          quantity: 2000,
          reason: 'dropped',
        },
        once,
      ),
    )
    expect(
      refusal(
        await perform(
          clinic.visitor,
          discardUnit,
          {
            unitId,
            fromPlaceId: clinic.freezer,
            quantity: 2000,
            reason: 'other',
          },
          once,
        ),
      ),
    ).toMatchObject({ code: 'COMMAND_KEY_REUSED' })
  })
  test('two people who take the last vial at once: one has it, the other is told', async () => {
    const { unitId } = await addVial(clinic, 'A1')
    const take = () =>
      perform(
        clinic.visitor,
        discardUnit,
        { unitId, fromPlaceId: clinic.freezer, quantity: 2000, reason: 'mine' },
        key(),
      )
    const results = await Promise.all([take(), take(), take()])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    for (const result of results.filter((each) => !each.ok))
      expect(refusal(result)).toMatchObject({ code: 'NOT_ENOUGH', free: 0 })
    expect(await verifyLedger(clinic.db.read)).toEqual(sound)
  })
  test('two bookings can not reserve one vial; it is not sent back while it is kept, and what broke is recorded', async () => {
    const { unitId } = await addVial(clinic, 'A1')
    const keep = (procedureId: number) =>
      clinic.db.write((tx) =>
        reserve(tx, { unitId, placeId: clinic.freezer, quantity: 2000, procedureId, requirement: 'vial', at: now }),
      )
    const [first, second] = await Promise.all([keep(1), keep(2)])
    expect([first.ok, second.ok].filter(Boolean)).toHaveLength(1)
    const all = { unitId, fromPlaceId: clinic.freezer, quantity: 2000, reason: 'damaged carton' }
    expect(refusal(await perform(clinic.visitor, returnUnit, all, key()))).toMatchObject({
      code: 'NOT_ENOUGH',
      free: 0,
      kept: 2000,
    })
    must(await perform(clinic.visitor, discardUnit, all, key()))
    expect(await clinic.db.read.reservation.findMany({ select: { ended: true } })).toEqual([{ ended: 'freed' }])
    expect(await clinic.db.read.task.count({ where: { kind: 'procedure.lost-kept', doneAt: null } })).toBe(1)
    expect(await verifyLedger(clinic.db.read)).toEqual(sound)
  })

  test('a refusal leaves only its command row: the posting before it is gone', async () => {
    const { unitId } = await addVial(clinic, 'A1')
    const before = await clinic.db.read.posting.count()
    const once = key()
    expect(
      refusal(
        await perform(
          clinic.visitor,
          moveUnit,
          {
            unitId,
            fromPlaceId: clinic.freezer,
            toPlaceId: clinic.room,
            quantity: 4000,
          },
          once,
        ),
      ),
    ).toMatchObject({ code: 'NOT_ENOUGH' })
    expect(await clinic.db.read.posting.count()).toBe(before)
    expect((await clinic.db.read.command.findFirst({ where: { key: once } }))?.answer).toContain('NOT_ENOUGH')
  })
})

describe('holds', () => {
  test('several stand at once, and releasing one leaves the other', async () => {
    const { unitId, lotId } = await addVial(clinic, 'A1')
    must(await perform(clinic.visitor, placeHold, { reason: 'recall', note: 'one', scope: { lotId } }, key()))
    must(await perform(clinic.visitor, placeHold, { reason: 'damaged', note: 'two', scope: { unitId } }, key()))
    must(
      await perform(
        clinic.visitor,
        placeHold,
        { reason: 'review', note: 'three', scope: { placeId: clinic.freezer } },
        key(),
      ),
    )
    must(
      await perform(
        clinic.visitor,
        placeHold,
        { reason: 'suspect', note: 'four', scope: { productId: clinic.productId } },
        key(),
      ),
    )
    const [row] = await facts(unitId)
    expect(row?.holds.map((hold) => hold.scope).sort()).toEqual(['lot', 'place', 'product', 'unit'])
    const [holdId] = (row?.holds ?? []).filter((hold) => hold.scope === 'lot').map((hold) => hold.id)
    const release = { holdId: holdId ?? 0, reason: 'letter withdrawn', page: { lotId } }
    must(await perform(clinic.visitor, releaseHold, release, key()))
    expect(refusal(await perform(clinic.visitor, releaseHold, release, key()))).toMatchObject({
      code: 'ALREADY_RELEASED',
    })
    expect((await facts(unitId))[0]?.holds).toHaveLength(3)
  })
})

test('a lot is found by its number, spelled in any way, by a unit and nearly; never by half of it', async () => {
  const { unitId } = await addVial(clinic, 'MX-0123')
  await addVial(clinic, 'MXO123')
  const how = async (text: string) =>
    (
      await meantLots(clinic.db.read, { raw: text, symbologyId: '', at: now, seesPatients: true, timeZone: 'UTC' })
    ).matches.map((match) => `${match.lotNumber} ${match.how}`)
  expect(await how('mx0123')).toEqual(['MX-0123 exact', 'MXO123 near'])
  const [row] = await facts(unitId)
  expect(await how(row?.unitNumber ?? '')).toEqual(['MX-0123 unit'])
  expect(await how('MX012')).toEqual([])
  expect(await how('')).toEqual([])
})

test('whatever is done in whatever order, the ledger conserves quantity and rebuilds without a difference', async () => {
  const step = fc.record({
    what: fc.constantFrom('move', 'back', 'discard', 'count', 'undo', 'replay'),
    vial: fc.nat(2),
    quantity: fc.constantFrom(2000, 1000, 4000),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const vials = await Promise.all(['P1', 'P2', 'P3'].map((lot) => addVial(clinic, `${lot}-${key()}`)))
      let last: { movement: string; unitId: number; run: () => Promise<unknown> } | null = null
      for (const { what, vial, quantity } of steps) {
        const unitId = vials[vial]?.unitId ?? 0
        const id = key()
        const before = last
        const seen = (await unitView(clinic.db.read, unitId, now, lookAt))?.at.find(
          (place) => place.id === clinic.freezer,
        )
        const run = (): Promise<unknown> => {
          if (what === 'move')
            return perform(
              clinic.visitor,
              moveUnit,
              {
                unitId,
                fromPlaceId: clinic.freezer,
                toPlaceId: clinic.room,
                quantity,
                alreadyDone: true,
              },
              id,
            )
          if (what === 'back')
            return perform(
              clinic.visitor,
              moveUnit,
              {
                unitId,
                fromPlaceId: clinic.room,
                toPlaceId: clinic.freezer,
                quantity,
                alreadyDone: true,
              },
              id,
            )
          if (what === 'discard')
            return perform(
              clinic.visitor,
              discardUnit,
              {
                unitId,
                fromPlaceId: clinic.freezer,
                quantity,
                reason: 'property',
              },
              id,
            )
          if (what === 'count')
            return perform(
              clinic.visitor,
              countUnit,
              {
                unitId,
                placeId: clinic.freezer,
                counted: quantity,
                reason: 'property',
                seenQuantity: seen?.quantity ?? 0,
                seenPostingId: seen?.postingId ?? 0,
              },
              id,
            )
          if (what === 'undo' && before) {
            const undo = { movement: before.movement, unitId: before.unitId, reason: 'property' }
            return perform(clinic.visitor, undoMovement, undo, id)
          }
          return before ? before.run() : Promise.resolve()
        }
        await run()
        last = { movement: id, unitId, run }
        expect(await verifyLedger(clinic.db.read)).toEqual(sound)
      }
    }),
    { numRuns: 12, seed: 20261124 },
  )
}, 60_000)

test('what is proven later is proven: a reading that comes in lets the same unit be used', async () => {
  const { unitId } = await addVial(clinic, 'A1')
  const [row] = await facts(unitId)
  expect(row && usability(row, '2026-11-26T15:00:00.000Z' as Instant).usable).toBe(false)
  expect(row && usability(row, now).usable).toBe(true)
})
