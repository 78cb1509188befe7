import { describe, expect, test } from 'vitest'
import type { Day, Instant } from '~/lib/day'
import { firstExpiringFirst } from '~/modules/stock/rules/unit-facts'
import type { UnitFacts } from '~/modules/stock/types'
import { usability } from '../support/usability'

const at = '2026-11-24T15:00:00.000Z' as Instant
const day = (text: string) => text as Day
const instant = (text: string) => text as Instant

/** A vial in a proven freezer that nothing is wrong with. */
const vial: UnitFacts = {
  unitId: 1,
  unitNumber: 'V-000001',
  bulk: false,
  donation: null,
  donor: null,
  lotId: 1,
  lotNumber: 'MX2231',
  expiry: day('2027-01-31'),
  expiryTime: null,
  productId: 1,
  productName: 'Amnio flow',
  manufacturer: 'Acme Bio',
  baseUnit: 'uL',
  containerQuantity: 2000,
  strength: null,
  sizeMicroliters: 2000,
  multiDose: false,
  needsThaw: true,
  thawedForHours: 4,
  openForHours: null,
  overfillMicroliters: 100,
  regulatoryStanding: 'unapproved',
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
  provenUntil: instant('2026-11-25T15:00:00.000Z'),
  siteId: 1,
  timeZone: 'America/New_York',
  quantity: 2000,
  reserved: 0,
  holds: [],
  openedAt: null,
  discardAt: null,
  thawLimitAt: null,
}
const codes = (facts: UnitFacts, when: Instant = at) => usability(facts, when).findings.map((finding) => finding.code)
const hold = {
  id: 1,
  reason: 'recall',
  note: 'Z-1244',
  source: null,
  scope: 'lot',
  placedAt: instant('2026-11-24T14:12:00.000Z'),
} as const
const atRoom = { placeBand: null, placeKind: 'room', placeName: 'Room 2', provenUntil: null } as const

describe('a unit is usable only when nothing stops it', () => {
  test('a vial in date, in its band, in a proven freezer is usable', () => {
    expect(usability(vial, at)).toEqual({ usable: true, findings: [] })
  })

  test.each<[claim: string, change: Partial<UnitFacts>, code: string]>([
    ['expired yesterday', { expiry: day('2026-11-23') }, 'EXPIRED'],
    ['of unknown expiry in a category that expires', { expiry: null }, 'EXPIRY_UNKNOWN'],
    ['on hold', { holds: [hold] }, 'ON_HOLD'],
    ['opened longer than its beyond-use time', { discardAt: instant('2026-11-24T14:59:59.000Z') }, 'OPENED_TOO_LONG'],
    ['opened, since it is for one patient only', { openedAt: instant('2026-11-24T14:00:00.000Z') }, 'OPENED_FOR_OTHER'],
    ['thawed too long', { ...atRoom, thawLimitAt: instant('2026-11-24T14:00:00.000Z') }, 'THAWED_TOO_LONG'],
    ['in a freezer without a reading', { provenUntil: null }, 'STORAGE_NOT_PROVEN'],
    [
      'in a freezer whose last reading is too old',
      { provenUntil: instant('2026-11-24T14:59:00.000Z') },
      'STORAGE_NOT_PROVEN',
    ],
    ['in a fridge though it belongs in an ultra-low freezer', { placeBand: 'fridge' }, 'WRONG_STORAGE'],
    ['on a shelf of a room without a clock running', atRoom, 'WRONG_STORAGE'],
    ['used up', { quantity: 0 }, 'NONE_LEFT'],
  ])('a vial %s is not usable', (_claim, change, code) => {
    const answer = usability({ ...vial, ...change }, at)
    expect(answer.usable).toBe(false)
    expect(answer.findings.map((finding) => finding.code)).toContain(code)
  })

  test('every reason is given, not the first alone', () => {
    expect(codes({ ...vial, holds: [hold], expiry: day('2026-01-01'), provenUntil: null })).toEqual([
      'ON_HOLD',
      'EXPIRED',
      'STORAGE_NOT_PROVEN',
    ])
  })
})

describe('the edges of time', () => {
  test('a day is good through its last second in the time zone of the place', () => {
    const last = { ...vial, expiry: day('2026-11-24'), provenUntil: instant('2026-12-01T00:00:00.000Z') }
    expect(usability(last, instant('2026-11-25T04:59:59.000Z')).usable).toBe(true)
    expect(codes(last, instant('2026-11-25T05:00:00.000Z'))).toEqual(['EXPIRED'])
  })

  test('an expiry with a time ends at that time', () => {
    const timed = { ...vial, expiry: day('2026-11-24'), expiryTime: '10:00' }
    expect(codes(timed, instant('2026-11-24T15:00:00.000Z'))).not.toContain('EXPIRED')
    expect(codes(timed, instant('2026-11-24T15:00:01.000Z'))).toContain('EXPIRED')
  })

  test('a vial thawed 5 hours ago with 4 hours allowed can not be used; after 3 hours it can, and says until when', () => {
    const thawed = (hours: number) => ({
      ...vial,
      ...atRoom,
      thawLimitAt: new Date(Date.parse(at) + (4 - hours) * 3_600_000).toISOString() as Instant,
    })
    expect(usability(thawed(5), at).usable).toBe(false)
    expect(usability(thawed(3), at)).toMatchObject({ usable: true, findings: [{ code: 'THAWING' }] })
  })

  test('what expires within 30 days is said and does not stop', () => {
    expect(usability({ ...vial, expiry: day('2026-12-01') }, at)).toEqual({
      usable: true,
      findings: [{ code: 'EXPIRES_SOON', severity: 'check', expiry: '2026-12-01', days: 7 }],
    })
  })
})

describe('a product without a cold band', () => {
  const syringe: UnitFacts = {
    ...vial,
    ...atRoom,
    band: null,
    needsThaw: false,
    isBiologic: false,
    baseUnit: 'each',
    containerQuantity: 1,
    quantity: 40,
  }
  test('stands anywhere', () => expect(usability(syringe, at).usable).toBe(true))
  test('stands at room temperature outside a cabinet', () =>
    expect(usability({ ...syringe, band: 'room' }, at).usable).toBe(true))
  test('in a cabinet needs that cabinet proven', () =>
    expect(codes({ ...syringe, band: 'room', placeBand: 'room' })).toEqual(['STORAGE_NOT_PROVEN']))
})

test('first-expiring first, an opened one before an unopened of the same date', () => {
  const later = { ...vial, unitId: 2, expiry: day('2027-03-01') }
  const opened = { ...vial, unitId: 3, openedAt: at }
  expect([later, vial, opened].sort(firstExpiringFirst).map((facts) => facts.unitId)).toEqual([3, 1, 2])
})
