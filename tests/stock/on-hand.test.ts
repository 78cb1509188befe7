import { describe, expect, test } from 'vitest'
import type { Day, Instant } from '~/lib/day'
import { saidOfSeen } from '~/modules/readiness/rules/said'
import { standingOf, standingOfAll } from '~/modules/stock/rules/marks'
import { onHandByProduct, productStanding } from '~/modules/stock/rules/on-hand'
import { quantityOf } from '~/modules/stock/schema'
import type { HoldFact, UnitFacts } from '~/modules/stock/types'

const at = '2026-11-24T15:00:00.000Z' as Instant
const hold: HoldFact = { id: 1, reason: 'recall', note: 'Z-1244', source: null, scope: 'unit', placedAt: at }

const unit = (unitId: number, rest: Partial<UnitFacts> = {}): UnitFacts => ({
  unitId,
  unitNumber: `S${unitId}`,
  bulk: false,
  donation: null,
  donor: null,
  lotId: 1,
  lotNumber: 'MX1',
  expiry: '2027-06-30' as Day,
  expiryTime: null,
  productId: 1,
  productName: 'Amnio flow',
  manufacturer: 'Acme',
  baseUnit: 'uL',
  containerQuantity: 2000,
  strength: null,
  sizeMicroliters: 2000,
  multiDose: false,
  needsThaw: false,
  thawedForHours: null,
  openForHours: null,
  overfillMicroliters: 100,
  regulatoryStanding: null,
  categoryId: 1,
  categoryCode: 'biologic-vial',
  categoryName: 'Biologic vial',
  expires: true,
  isBiologic: true,
  isEquipment: false,
  band: 'ultra-low',
  placeId: 1,
  placeName: 'Freezer 1',
  placeKind: 'storage',
  placeBand: 'ultra-low',
  provenUntil: '2026-11-25T15:00:00.000Z' as Instant,
  siteId: 1,
  timeZone: 'UTC',
  quantity: 2000,
  reserved: 0,
  holds: [],
  openedAt: null,
  discardAt: null,
  thawLimitAt: null,
  ...rest,
})

/** As readiness sees it: a transducer's disinfection, and whose a vial is. */
const looked = (facts: UnitFacts, ownerId: number | null = null) =>
  saidOfSeen({ facts, touch: null, disinfections: [], lastUsedAt: null, ownerId }, at)
const list = (...units: readonly UnitFacts[]) => onHandByProduct(units.map((each) => looked(each)))

describe('what is on hand', () => {
  test('is told by product and lot, first-expiring first', () => {
    const [product] = list(unit(1), unit(2, { lotId: 2, lotNumber: 'MX0', expiry: '2027-01-31' as Day }))
    expect(product?.lots.map((lot) => lot.lotNumber)).toEqual(['MX0', 'MX1'])
  })
  test('adds up units of the same place and standing, and keeps others apart', () => {
    const [product] = list(
      unit(1),
      unit(2),
      unit(3, { holds: [hold] }),
      unit(4, { placeId: 2, placeName: 'Freezer 2' }),
    )
    expect(
      product?.lots[0]?.parts.map((part) => [part.placeName, part.units, part.quantity, part.standing.word]),
    ).toEqual([
      ['Freezer 1', 2, 4000, 'usable'],
      ['Freezer 1', 1, 2000, 'on hold'],
      ['Freezer 2', 1, 2000, 'usable'],
    ])
  })
  test('that is only expired, held or not proven counts as none usable', () => {
    const spoiled = [
      unit(1, { expiry: '2026-11-23' as Day }),
      unit(2, { holds: [hold] }),
      unit(3, { provenUntil: '2026-11-24T14:00:00.000Z' as Instant }),
    ]
    const [product] = list(...spoiled)
    expect(product).toMatchObject({ quantity: 6000, usable: 0 })
  })
  test('that is not usable says why in its part', () => {
    const [product] = list(unit(1, { holds: [hold] }))
    expect(product?.lots[0]?.parts[0]?.findings[0]).toMatchObject({
      code: 'ON_HOLD',
      sentence: expect.stringContaining('Z-1244'),
    })
  })
  test('and kept for procedures, or one patient’s own, is not usable, and not wrong', () => {
    const kept = list(unit(1, { reserved: 2000 }))[0]!
    expect(kept.usable).toBe(0)
    expect(productStanding(kept, '')).toEqual({ state: 'check', word: 'none free' })
    const some = list(unit(1, { bulk: true, quantity: 6000, reserved: 2000 }))[0]!
    expect(some.usable).toBe(4000)
    const own = onHandByProduct([looked(unit(1), 7042)])[0]!
    expect(own.usable).toBe(0)
    expect(JSON.stringify(own)).not.toContain('7042')
  })
  test('and dirty is not usable', () => {
    const probe = { isEquipment: true, isBiologic: false, baseUnit: 'each', band: null, placeBand: null } as const
    const [product] = list(unit(1, { ...probe, quantity: 1, containerQuantity: 1 }))
    expect(product?.lots[0]?.parts[0]?.standing).toEqual({ state: 'stop', word: 'not disinfected' })
    expect(productStanding(product!, '')).toEqual({ state: 'stop', word: 'none usable' })
  })
  test('of nothing is nothing', () => {
    expect(onHandByProduct([])).toEqual([])
  })
})

describe('the one mark of a unit', () => {
  const cases: [string, Partial<UnitFacts>, string, string][] = [
    ['without a finding is usable', {}, 'ready', 'usable'],
    ['that expires in ten days is soon', { expiry: '2026-12-04' as Day }, 'check', 'soon'],
    ['on hold and expired is on hold', { holds: [hold], expiry: '2026-01-01' as Day }, 'hold', 'on hold'],
    ['expired and soon out is expired', { expiry: '2026-01-01' as Day }, 'stop', 'expired'],
    ['whose storage is not proven is not proven', { provenUntil: null }, 'not-proven', 'not proven'],
    ['in a wrong storage is that', { placeBand: 'fridge' }, 'stop', 'wrong storage'],
    [
      'of several doses, opened and in time, is opened',
      { multiDose: true, openedAt: at, discardAt: '2026-12-01T00:00:00.000Z' as Instant },
      'check',
      'opened',
    ],
    [
      'of a single dose, opened for somebody, stops',
      { openedAt: at, discardAt: '2026-12-01T00:00:00.000Z' as Instant },
      'stop',
      'opened',
    ],
  ]
  test.each(cases)('%s', (_claim, rest, state, word) => {
    expect(standingOf(looked(unit(1, rest)).findings)).toEqual({ state, word })
  })
})

describe('the one mark of several', () => {
  const mark = (...units: readonly UnitFacts[]) => standingOfAll(units.map((each) => looked(each).findings)).word
  test.each([
    ['none', [], 'none here'],
    ['all alike', [unit(1, { holds: [hold] }), unit(2, { holds: [hold] })], 'on hold'],
    ['one held beside a good one', [unit(1, { holds: [hold] }), unit(2)], 'usable in part'],
    ['held and expired', [unit(1, { holds: [hold] }), unit(2, { expiry: '2026-01-01' as Day })], 'none usable'],
    ['one kept beside a free one', [unit(1, { reserved: 2000 }), unit(2)], 'usable in part'],
    ['one that expires soon beside a good one', [unit(1), unit(2, { expiry: '2026-12-04' as Day })], 'soon'],
  ] as const)('of %s', (_what, units, word) => expect(mark(...units)).toBe(word))
})

describe('a quantity as typed', () => {
  const vial = { baseUnit: 'uL', containerQuantity: 2000 }
  const piece = { baseUnit: 'each', containerQuantity: 1 }
  const cases: [string, { baseUnit: string; containerQuantity: number }, number | null][] = [
    ['3', vial, 6000],
    ['0.5 mL', vial, 500],
    ['1,5 ml', vial, 1500],
    ['2.5', vial, 2500],
    ['3', piece, 3],
    ['0.5 mL', piece, null],
    ['0', piece, null],
    ['-1', piece, null],
    ['three', piece, null],
    ['', piece, null],
  ]
  test.each(cases)('%j of %j is %j base units', (text, product, quantity) => {
    expect(quantityOf(text, product)).toBe(quantity)
  })
})
