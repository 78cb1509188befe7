import { describe, expect, test } from 'vitest'
import type { Day, Instant } from '~/lib/day'
import { baseCategories } from '~/modules/catalog/rules/base-categories'
import type { ProductFacts } from '~/modules/catalog/types'
import { arrivalFindings, arrivalTable } from '~/modules/receiving/rules/arrival'
import { decideReceipt } from '~/modules/receiving/rules/receipt'
import { missingRecords } from '~/modules/receiving/rules/records'
import type {
  ArrivalDetail,
  DeliveryFacts,
  Goods,
  ReceiptFacts,
  ReceivingRefusal,
  TargetPlace,
} from '~/modules/receiving/types'

function product(categoryCode: string, rest: Partial<ProductFacts> = {}): ProductFacts {
  const category = baseCategories.find((each) => each.code === categoryCode)
  if (!category) throw new Error(`no base category ${categoryCode}`)
  return {
    ...category,
    id: 1,
    name: category.name,
    manufacturer: 'Acme',
    baseUnit: category.drawnFrom ? 'uL' : 'each',
    containerQuantity: category.drawnFrom ? 2000 : 1,
    strength: null,
    multiDose: false,
    needsThaw: false,
    archived: false,
    categoryCode,
    categoryName: category.name,
    band: category.storageBand,
    ...rest,
  }
}

const vial = product('biologic-vial', { name: 'Amnio flow', band: 'ultra-low' })
const syringe = product('syringe', { name: 'Syringe 5 mL' })
const goods: Goods = {
  lot: 'MX2231',
  expiry: '2027-01-31' as Day,
  expiryTime: null,
  expiryPrecision: 'day',
  unitNumber: null,
  donation: null,
  count: null,
  warnings: [],
}
const delivery: DeliveryFacts = {
  id: 1,
  siteId: 1,
  closed: false,
  shipperCondition: 'good',
  sealIntact: true,
  dryIcePresent: false,
  temperatureCentiCelsiusArrival: -7100,
}
const freezer: TargetPlace = { id: 3, name: 'Freezer 1', kind: 'storage', band: 'ultra-low', excursion: false }
const cabinet: TargetPlace = { id: 4, name: 'Cabinet 1', kind: 'storage', band: 'room', excursion: false }
const fridge: TargetPlace = { id: 5, name: 'Fridge 2', kind: 'storage', band: 'fridge', excursion: false }
const bench: TargetPlace = { id: 6, name: 'Bench', kind: 'preparation', band: null, excursion: false }
const allRecords = {
  id: 9,
  lotNumber: 'MX2231',
  expiry: goods.expiry,
  expiryInDoubt: false,
  standingHolds: [],
  records: ['donor-eligibility', 'certificate-of-analysis'],
}

const facts = (rest: Partial<ReceiptFacts> = {}): ReceiptFacts => ({
  at: '2026-11-24T15:00:00.000Z' as Instant,
  zone: 'America/New_York',
  delivery,
  product: vial,
  packageQuantity: 1,
  goods,
  packages: 1,
  counted: null,
  noExpiry: false,
  alreadyThere: false,
  otherBox: false,
  serialsAlike: [],
  reject: null,
  lot: allRecords,
  alike: [],
  inDoubt: [],
  isTyped: false,
  productHolds: [],
  unit: null,
  repeated: false,
  place: freezer,
  ...rest,
})
const plan = (rest: Partial<ReceiptFacts> = {}) => {
  const decided = decideReceipt(facts(rest))
  if (!decided.ok) throw new Error(decided.refusal.code)
  return decided.value
}
const refusal = (rest: Partial<ReceiptFacts>): ReceivingRefusal | null => {
  const decided = decideReceipt(facts(rest))
  return decided.ok ? null : decided.refusal
}
const forSyringe = { product: syringe, place: cabinet, lot: null }

/** How each finding at the door is planted; the type asks for every code of the table. */
const planted: Readonly<Record<ArrivalDetail['code'], Partial<ReceiptFacts>>> = {
  NO_ARRIVAL_TEMPERATURE: { delivery: { ...delivery, temperatureCentiCelsiusArrival: null } },
  ARRIVED_WARM: { delivery: { ...delivery, temperatureCentiCelsiusArrival: -2000 } },
  ARRIVED_TOO_COLD: { product: { ...vial, band: 'fridge' }, place: fridge },
  SHIPPER_SEAL_BROKEN: { delivery: { ...delivery, sealIntact: false } },
  SHIPPER_NOT_GOOD: { delivery: { ...delivery, shipperCondition: 'wet' } },
  LABEL_WITHOUT_EXPIRY: { goods: { ...goods, expiry: null }, noExpiry: true, lot: null },
  EXPIRED_ON_ARRIVAL: { goods: { ...goods, expiry: '2026-11-01' as Day }, lot: null },
  EXPIRY_DIFFERS: { goods: { ...goods, expiry: '2027-06-30' as Day } },
  EXPIRY_EARLIER: { goods: { ...goods, expiry: '2026-12-31' as Day } },
  PUT_OUTSIDE_BAND: { place: fridge, alreadyThere: true },
  PUT_INTO_EXCURSION: { place: { ...freezer, excursion: true } },
  RECORDS_NOT_THERE: { lot: null },
  LOT_IN_DOUBT: { lot: null, inDoubt: ['NB-2402'] },
}

test.each(Object.entries(planted) as [ArrivalDetail['code'], Partial<ReceiptFacts>][])(
  '%s at the door is taken in, and places the hold of its row',
  (code, given) => {
    const { holds, reason } = arrivalTable[code]
    expect(arrivalFindings(facts(given)).map((finding) => finding.code)).toContain(code)
    const { verdict, lotHolds, unitHolds, reasons } = plan(given)
    expect(verdict).toBe('quarantined')
    expect(reasons.length).toBeGreaterThan(0)
    const placed = holds === 'lot' ? lotHolds : unitHolds
    expect(placed).toContainEqual(expect.objectContaining({ reason }))
    for (const { note } of placed) expect(note).toMatch(/^[A-Z].{10,}/)
  },
)

describe('goods that arrive well', () => {
  test('are accepted without a hold', () => {
    expect(plan()).toMatchObject({
      verdict: 'accepted',
      reasons: [],
      lotHolds: [],
      unitHolds: [],
      placeId: 3,
      containers: 1,
      quantity: 2000,
    })
  })
  test('are a unit for each container where they are drawn from, cold or numbered, else the bulk of their lot', () => {
    expect(plan().units).toBe('each')
    expect(plan({ ...forSyringe }).units).toBe('bulk')
    expect(plan({ ...forSyringe, goods: { ...goods, unitNumber: 'S1' } }).units).toBe('each')
    expect(
      plan({
        product: product('ultrasound-gel', { band: 'fridge' }),
        place: fridge,
        lot: null,
        delivery: { ...delivery, temperatureCentiCelsiusArrival: 500 },
      }).units,
    ).toBe('each')
  })
  test('in a carton of ten count ten', () => {
    expect(plan({ packageQuantity: 10 })).toMatchObject({ containers: 10, quantity: 20_000 })
  })
  test('in three cartons of ten count thirty', () => {
    expect(plan({ packageQuantity: 10, packages: 3 }).containers).toBe(30)
  })
  test('whose label says how many count as it says', () => {
    expect(plan({ ...forSyringe, goods: { ...goods, count: 50 } }).containers).toBe(50)
  })
  test('whose count was settled by hand count as counted', () => {
    expect(plan({ packageQuantity: 10, goods: { ...goods, count: 5 }, counted: 8 }).containers).toBe(8)
  })
  test('that have no lot by their category are received under none', () => {
    const box = product('sharps-container')
    expect(
      plan({ product: box, place: cabinet, lot: null, goods: { ...goods, lot: null, expiry: null } }),
    ).toMatchObject({ verdict: 'accepted', lotNumber: 'NO-LOT' })
  })
})

describe('goods that can not be used yet are received into quarantine (R9)', () => {
  type Case = [string, Partial<ReceiptFacts>, 'lotHolds' | 'unitHolds', string, RegExp]
  const cases: Case[] = [
    [
      'expired yesterday',
      { goods: { ...goods, expiry: '2026-11-23' as Day }, lot: { ...allRecords, expiry: '2026-11-23' as Day } },
      'unitHolds',
      'quarantine',
      /expired on 2026-11-23/,
    ],
    [
      'without any expiry',
      { goods: { ...goods, expiry: null }, noExpiry: true },
      'unitHolds',
      'quarantine',
      /no expiry/,
    ],
    ['with a broken seal', { delivery: { ...delivery, sealIntact: false } }, 'unitHolds', 'quarantine', /seal/],
    [
      'in a damaged shipper',
      { delivery: { ...delivery, shipperCondition: 'damaged' } },
      'unitHolds',
      'damaged',
      /damaged/,
    ],
    [
      'warm',
      { delivery: { ...delivery, temperatureCentiCelsiusArrival: -3000 } },
      'unitHolds',
      'temperature',
      /warm, at −30 °C/,
    ],
    [
      'without a temperature',
      { delivery: { ...delivery, temperatureCentiCelsiusArrival: null } },
      'unitHolds',
      'temperature',
      /No temperature/,
    ],
    [
      'frozen, though kept in a fridge',
      { product: product('ultrasound-gel', { band: 'fridge' }), place: fridge, lot: null },
      'unitHolds',
      'temperature',
      /too cold, at −71 °C/,
    ],
    [
      'without their records',
      { lot: { ...allRecords, records: ['certificate-of-analysis'] } },
      'lotHolds',
      'records',
      /donor eligibility record/,
    ],
    [
      'of a lot never seen, without any record',
      { lot: null },
      'lotHolds',
      'records',
      /donor eligibility record and certificate of analysis/,
    ],
    [
      'into a storage with an open excursion',
      { place: { ...freezer, excursion: true } },
      'unitHolds',
      'temperature',
      /excursion/,
    ],
  ]
  test.each(cases)('%s', (_claim, rest, where, reason, note) => {
    const decided = plan(rest)
    expect(decided.verdict).toBe('quarantined')
    expect(decided[where].map((hold) => hold.reason)).toEqual([reason])
    expect(decided.reasons.join(' ')).toMatch(note)
  })

  test('all reasons at once are all held and all said', () => {
    const decided = plan({
      goods: { ...goods, expiry: '2026-01-01' as Day },
      delivery: { ...delivery, sealIntact: false, temperatureCentiCelsiusArrival: 2000 },
      lot: null,
    })
    expect(decided.unitHolds.map((hold) => hold.reason)).toEqual(['quarantine', 'temperature', 'quarantine'])
    expect(decided.reasons).toHaveLength(4)
  })
  test('a day is good through its last second at the site', () => {
    const today = { ...goods, expiry: '2026-11-24' as Day }
    const lot = { ...allRecords, expiry: today.expiry }
    expect(plan({ goods: today, lot, at: '2026-11-25T04:59:59.999Z' as Instant }).verdict).toBe('accepted')
    expect(plan({ goods: today, lot, at: '2026-11-25T05:00:00.000Z' as Instant }).verdict).toBe('quarantined')
  })
  test('a recalled lot is said to be recalled, and gets no second hold', () => {
    const decided = plan({ lot: { ...allRecords, standingHolds: ['recall'] } })
    expect(decided).toMatchObject({ verdict: 'quarantined', lotHolds: [], unitHolds: [] })
    expect(decided.reasons[0]).toMatch(/recalled/)
  })
  test('a recall of the whole product counts too', () => {
    expect(plan({ productHolds: ['recall'] }).verdict).toBe('quarantined')
  })
  test('a second box of a lot that waits for records gets no second hold for them', () => {
    expect(plan({ lot: { ...allRecords, standingHolds: ['records'], records: [] } })).toMatchObject({
      verdict: 'quarantined',
      lotHolds: [],
    })
  })
  test('goods of a known lot with a later expiry are held, and what is here of the lot is not', () => {
    const decided = plan({ goods: { ...goods, expiry: '2028-01-31' as Day } })
    expect(decided).toMatchObject({ verdict: 'quarantined', unitHolds: [{ reason: 'quarantine' }], lotHolds: [] })
    expect(decided.reasons.join(' ')).toMatch(/says expiry 2028-01-31, but lot MX2231 is known with 2027-01-31/)
  })
  test('an earlier expiry than known holds the whole lot too, once', () => {
    const earlier = { ...goods, expiry: '2026-12-31' as Day }
    expect(plan({ goods: earlier }).lotHolds).toMatchObject([{ reason: 'review', source: 'expiry:differs' }])
    const again = plan({ goods: earlier, lot: { ...allRecords, expiryInDoubt: true } })
    expect(again).toMatchObject({ verdict: 'quarantined', unitHolds: [{ reason: 'quarantine' }], lotHolds: [] })
  })
  test('an expiry of a lot that is known without one is held, and one that is not asked of the product is not', () => {
    const bare = { ...allRecords, expiry: null }
    expect(plan({ lot: bare }).reasons.join(' ')).toMatch(/known with none/)
    expect(plan({ lot: bare, product: { ...vial, expires: false } }).verdict).toBe('accepted')
  })
  test('what is held of a bulk product comes as a unit of its own, so that earlier stock stays usable', () => {
    expect(plan({ ...forSyringe, delivery: { ...delivery, sealIntact: false } }).units).toBe('apart')
  })
  test('dry ice proves deep-frozen goods, and neither a fridge nor LN2', () => {
    const ice = { ...delivery, temperatureCentiCelsiusArrival: null, dryIcePresent: true }
    expect(plan({ delivery: ice }).verdict).toBe('accepted')
    const ln2 = { product: { ...vial, band: 'vapor-ln2' as const }, place: { ...freezer, band: 'vapor-ln2' as const } }
    expect(plan({ ...ln2, delivery: ice }).verdict).toBe('quarantined')
    expect(
      plan({ product: product('ultrasound-gel', { band: 'fridge' }), place: fridge, lot: null, delivery: ice }).verdict,
    ).toBe('quarantined')
  })
  test('what is kept at room temperature is judged by its own band: a frozen box is too cold for it', () => {
    const drug = { ...forSyringe, product: { ...forSyringe.product, band: 'room' as const }, place: cabinet }
    const frozen = { ...delivery, temperatureCentiCelsiusArrival: -7500, dryIcePresent: true }
    const held = plan({ ...drug, delivery: frozen })
    expect(held.unitHolds.map(({ reason }) => reason)).toEqual(['temperature'])
    expect(plan({ ...drug, delivery: frozen, otherBox: true }).verdict).toBe('accepted')
    expect(plan({ ...drug, delivery: { ...frozen, temperatureCentiCelsiusArrival: 2200 } }).verdict).toBe('accepted')
    expect(plan({ delivery: frozen, otherBox: true }).unitHolds.map(({ reason }) => reason)).toEqual(['temperature'])
  })
  test('no temperature of the shipper says nothing of supplies at room temperature', () => {
    expect(plan({ ...forSyringe, delivery: { ...delivery, temperatureCentiCelsiusArrival: null } }).verdict).toBe(
      'accepted',
    )
  })
})

describe('what is asked or refused', () => {
  const cases: [string, Partial<ReceiptFacts>, ReceivingRefusal['code']][] = [
    ['a line of a closed delivery', { delivery: { ...delivery, closed: true } }, 'DELIVERY_CLOSED'],
    ['a label without lot', { goods: { ...goods, lot: null } }, 'DETAILS_MISSING'],
    ['a label without expiry', { goods: { ...goods, expiry: null } }, 'DETAILS_MISSING'],
    [
      'a lot that may have swallowed its serial',
      { goods: { ...goods, lot: 'MX223121S1', warnings: ['POSSIBLE_MISSING_SEPARATOR'] } },
      'LOT_DOUBTFUL',
    ],
    [
      'a count on the label against a known package',
      { packageQuantity: 10, goods: { ...goods, count: 5 } },
      'COUNT_DIFFERS',
    ],
    ['a serial for three containers', { packages: 3, goods: { ...goods, unitNumber: 'S1' } }, 'ONE_CONTAINER_ONLY'],
    ['more containers than anybody receives', { packages: 501 }, 'TOO_MANY'],
    [
      'a serial that is here',
      {
        goods: { ...goods, unitNumber: 'S1' },
        unit: { id: 1, lotNumber: 'MX2231', sameLot: true, live: true, place: 'Freezer 1' },
      },
      'UNIT_ALREADY_HERE',
    ],
    [
      'a serial of another lot',
      {
        goods: { ...goods, unitNumber: 'S1' },
        unit: { id: 1, lotNumber: 'MX9', sameLot: false, live: true, place: null },
      },
      'UNIT_OF_OTHER_LOT',
    ],
    ['a frozen vial into a fridge', { place: fridge }, 'WRONG_BAND'],
    ['a frozen vial onto the bench', { place: bench }, 'WRONG_BAND'],
    ['a product without any place', { place: null }, 'PLACE_MISSING'],
  ]
  test.each(cases)('%s', (_claim, rest, code) => {
    expect(refusal(rest)?.code).toBe(code)
  })

  test('both lot and expiry are asked at once, with what is known', () => {
    expect(refusal({ goods: { ...goods, lot: null, expiry: null } })).toMatchObject({
      missing: ['lot', 'expiry'],
      productName: 'Amnio flow',
    })
  })
  test('a lost separator is not asked about where no serial is to be expected', () => {
    expect(refusal({ ...forSyringe, goods: { ...goods, warnings: ['POSSIBLE_MISSING_SEPARATOR'] } })).toBeNull()
  })
  test('a serial whose receipt was undone may be received again', () => {
    expect(
      refusal({
        goods: { ...goods, unitNumber: 'S1' },
        unit: { id: 1, lotNumber: 'MX2231', sameLot: true, live: false, place: null },
      }),
    ).toBeNull()
  })
  test('what stands in a wrong place already is recorded and held, never refused (R41)', () => {
    const decided = plan({ place: fridge, alreadyThere: true })
    expect(decided.unitHolds).toMatchObject([{ reason: 'temperature' }])
    expect(decided.reasons.join(' ')).toMatch(/Fridge 2, outside its storage band/)
  })
})

describe('goods turned away at the door', () => {
  test('are recorded with the reason and put nowhere', () => {
    expect(plan({ reject: 'Crushed', goods: { ...goods, expiry: '2020-01-01' as Day } })).toMatchObject({
      verdict: 'rejected',
      reasons: ['Crushed'],
      unitHolds: [],
      units: 'bulk',
    })
  })
  test('need neither a place nor a serial that is new', () => {
    expect(
      refusal({
        reject: 'Twice',
        place: null,
        goods: { ...goods, unitNumber: 'S1' },
        unit: { id: 1, lotNumber: 'MX2231', sameLot: true, live: true, place: null },
      }),
    ).toBeNull()
  })
})

test('the compulsory records follow from the traits of the category', () => {
  expect(missingRecords({ needsRecords: true, needsDonor: true }, [])).toEqual([
    'donor-eligibility',
    'certificate-of-analysis',
  ])
  expect(missingRecords({ needsRecords: true, needsDonor: false }, ['other'])).toEqual(['certificate-of-analysis'])
  expect(missingRecords({ needsRecords: false, needsDonor: false }, [])).toEqual([])
})
