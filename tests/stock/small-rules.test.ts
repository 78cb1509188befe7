import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Instant } from '~/lib/day'
import { lotKey, lotSkeleton } from '~/modules/stock/rules/lot-key'
import { bestMatches, isSameLot, type LotMatch, type MatchHow } from '~/modules/stock/rules/match'
import { decideMove } from '~/modules/stock/rules/move'
import { parseMilliliters, quantityText } from '~/modules/stock/rules/quantity'
import type { UnitFacts } from '~/modules/stock/types'

describe('lot keys', () => {
  test('fold case, spaces and hyphens, and nothing else', () => {
    expect(lotKey('mx 22-31')).toBe('MX2231')
    expect(lotKey('MX2231/A')).toBe('MX2231/A')
    expect(lotKey('MX2231')).not.toBe(lotKey('MX2230'))
  })
  test('look-alikes share a skeleton and not a key', () => {
    expect(lotSkeleton('OILSBZ')).toBe('011582')
    expect(lotSkeleton('MX0123')).toBe(lotSkeleton('MXOI23'))
    expect(lotKey('MX0123')).not.toBe(lotKey('MXOI23'))
  })
  test('are their own keys', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (text) => lotKey(lotKey(text)) === lotKey(text) && lotSkeleton(lotKey(text)) === lotSkeleton(text),
      ),
    )
  })
})

describe('matches', () => {
  const lot = (lotId: number, how: MatchHow): LotMatch => ({
    lotId,
    lotNumber: `L${lotId}`,
    expiry: null,
    productId: 1,
    productName: 'P',
    manufacturer: 'M',
    how,
    matched: 'A0',
  })
  test('exact before alias before group before near; near and group do not follow by themselves', () => {
    const found = bestMatches([lot(4, 'near'), lot(3, 'group'), lot(2, 'alias'), lot(1, 'exact')])
    expect(found.map((match) => [match.lotId, match.how, isSameLot(match)])).toEqual([
      [1, 'exact', true],
      [2, 'alias', true],
      [3, 'group', false],
      [4, 'near', false],
    ])
  })
  test('a lot found twice is listed once, by its strongest name', () => {
    expect(bestMatches([lot(1, 'near'), lot(1, 'alias')]).map((match) => match.how)).toEqual(['alias'])
  })
})

describe('moves', () => {
  const vial = {
    band: 'ultra-low',
    baseUnit: 'uL',
    containerQuantity: 2000,
    openedAt: null,
    needsThaw: true,
    thawedForHours: 4,
    thawLimitAt: null,
    productName: 'Amnio',
    holds: [],
    expiry: null,
    expires: false,
    discardAt: null,
    placeBand: null,
    quantity: 2000,
  } as unknown as UnitFacts
  const freezer = { name: 'Freezer', kind: 'storage', band: 'ultra-low' } as const
  const fridge = { name: 'Fridge', kind: 'storage', band: 'fridge' } as const
  const room = { name: 'Room 1', kind: 'room', band: null } as const
  const moment = '2026-11-24T14:00:00.000Z' as Instant
  const move = (quantity = 2000, alreadyDone = false) => ({
    quantity,
    how: alreadyDone ? ('done' as const) : ('planned' as const),
  })

  test('a vial moves between freezers of its band without a clock', () => {
    expect(decideMove(vial, freezer, move(), moment)).toMatchObject({
      ok: true,
      value: { clockHours: null, hold: null },
    })
  })
  test('a frozen vial can not be put into a fridge', () => {
    expect(decideMove(vial, fridge, move(), moment)).toMatchObject({ ok: false, refusal: { code: 'WRONG_BAND' } })
  })
  test('one that was put there already is recorded and held (R41)', () => {
    expect(decideMove(vial, fridge, move(2000, true), moment)).toMatchObject({
      ok: true,
      value: { hold: expect.stringContaining('Fridge') },
    })
  })
  test('a rescue out of a failing freezer is never stopped: it is held there, and what stands against it is said', () => {
    const thawing = { ...vial, thawLimitAt: '2026-11-24T19:00:00.000Z' } as UnitFacts
    for (const [unit, place] of [
      [vial, fridge],
      [thawing, freezer],
    ] as const) {
      const moved = decideMove(unit, place, { quantity: 500, how: 'rescue' }, moment)
      expect(moved).toMatchObject({ ok: true, value: { hold: expect.stringContaining('outside its storage band') } })
      expect(moved.ok && moved.value.findings.length).toBeGreaterThan(0)
      expect(moved.ok && moved.value.findings.every(({ severity }) => severity === 'check')).toBe(true)
    }
  })
  test('taken to a room its clock starts, by the hours of its instructions', () => {
    expect(decideMove(vial, room, move(), moment)).toMatchObject({ ok: true, value: { clockHours: 4, hold: null } })
  })
  test('without instructions it has no time at all: fail closed', () => {
    expect(decideMove({ ...vial, thawedForHours: null }, room, move(), moment)).toMatchObject({
      value: { clockHours: 0 },
    })
  })
  test('a thawed vial never goes back into the freezer', () => {
    expect(
      decideMove({ ...vial, thawLimitAt: '2026-11-24T19:00:00.000Z' } as UnitFacts, freezer, move(), moment),
    ).toMatchObject({ ok: false, refusal: { code: 'MOVE_STOPPED', finding: { code: 'REFROZEN' } } })
  })
  test('part of a sealed container does not move', () => {
    expect(decideMove(vial, room, move(500), moment)).toMatchObject({
      ok: false,
      refusal: { code: 'MOVE_STOPPED', finding: { code: 'PART_OF_SEALED' } },
    })
  })
})

describe('quantities', () => {
  test.each([
    [2000, '1 × 2.0 mL'],
    [4000, '2 × 2.0 mL'],
    [1500, '1.5 mL'],
    [250, '0.25 mL'],
    [1, '0.001 mL'],
  ])('%d µL of a 2 mL vial is said as %s', (quantity, text) => {
    expect(quantityText(quantity, { baseUnit: 'uL', containerQuantity: 2000 })).toBe(text)
  })
  test.each([
    ['2', 2000],
    ['2.5', 2500],
    ['2,5 mL', 2500],
    ['0.125', 125],
    ['', null],
    ['two', null],
    ['1.2345', null],
    ['-1', null],
  ])('%j mL typed is %j µL', (text, microliters) => {
    expect(parseMilliliters(text)).toBe(microliters)
  })
})
