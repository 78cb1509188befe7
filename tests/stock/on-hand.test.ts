import { describe, expect, test } from 'vitest'
import type { Day, Instant } from '~/lib/day'
import { onHandByProduct, standingOf } from '~/modules/stock/rules/on-hand'
import { usability } from '~/modules/stock/rules/usability'
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

describe('what is on hand', () => {
  test('is told by product and lot, first-expiring first', () => {
    const [product] = onHandByProduct(
      [unit(1), unit(2, { lotId: 2, lotNumber: 'MX0', expiry: '2027-01-31' as Day })],
      at,
    )
    expect(product?.lots.map((lot) => lot.lotNumber)).toEqual(['MX0', 'MX1'])
  })
  test('adds up units of the same place and standing, and keeps others apart', () => {
    const [product] = onHandByProduct(
      [unit(1), unit(2), unit(3, { holds: [hold] }), unit(4, { placeId: 2, placeName: 'Freezer 2' })],
      at,
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
    const [product] = onHandByProduct(spoiled, at)
    expect(product).toMatchObject({ quantity: 6000, usable: 0 })
  })
  test('that is not usable says why in its part', () => {
    const [product] = onHandByProduct([unit(1, { holds: [hold] })], at)
    expect(product?.lots[0]?.parts[0]?.findings).toMatchObject([{ code: 'ON_HOLD', note: 'Z-1244' }])
  })
  test('of nothing is nothing', () => {
    expect(onHandByProduct([], at)).toEqual([])
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
    expect(standingOf(usability(unit(1, rest), at).findings)).toEqual({ state, word })
  })
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
