import { describe, expect, it } from 'vitest'
import { explainKit } from '~/modules/kits/messages'
import { kitTable } from '~/modules/kits/rules/table'
import { kitVerdict } from '~/modules/kits/rules/verdict'
import type { KitDetail, KitFacts } from '~/modules/kits/types'
import { explainReadiness } from '~/modules/readiness/messages'
import { bookingTable } from '~/modules/readiness/rules/judge/booking-table'
import { lightOf, verdict } from '~/modules/readiness/rules/verdict'
import type { BookingDetail, ReadinessFacts } from '~/modules/readiness/types'
import { blocks, type Severity, weightsOf } from '~/modules/stock/rules/judge/weigh'
import { judgePlace, locationStanding, placeTable } from '~/modules/storage/rules/standing'
import type { PlaceDetail } from '~/modules/storage/types'
import {
  allergy,
  booking,
  bound,
  day,
  facts,
  hold,
  instant,
  kit,
  kitUnit,
  now,
  reachable,
  requirements,
  vial,
  withBound,
  zone,
} from './builders'

/**
 * What is counted on as a whole: a kit, a booking, a storage location. Each finding is planted once (the types ask for every
 * code of the tables) and walked through the doors that count on the whole. Containers are in every-door.test.ts, goods at the
 * door in tests/receiving/receipt.test.ts.
 */

const yesterday = instant('2026-11-23T14:00:00.000Z')
const checked = { kind: 'seal', sealSeen: '00417', inOrder: true, checkedAt: now, actor: 'person:1' } as const

const instead = (category: string, over: Parameters<typeof kitUnit>[1]): KitFacts =>
  kit({ units: [...kit().units.filter((each) => each.categoryCode !== category), kitUnit(category, over)] })

const kits: Readonly<Record<KitDetail['code'], KitFacts>> = {
  NOT_SEALED: kit({ sealNumber: null }),
  SEAL_BROKEN: kit({ sealBrokenAt: yesterday }),
  SEAL_DIFFERS: kit({ lastSealCheck: { ...checked, sealSeen: '9', inOrder: false } }),
  SEAL_NOT_CHECKED: kit({ lastSealCheck: null }),
  COUNT_OVERDUE: kit({ lastCount: null }),
  COUNT_NOT_IN_ORDER: kit({ lastCount: { ...checked, kind: 'count', inOrder: false } }),
  NOTHING_LISTED: kit({ items: [] }),
  ITEM_SHORT: instead('antihistamine-oral', { quantity: 0 }),
  ITEM_ALONE: instead('syringe', { quantity: 1 }),
  ITEM_UNUSABLE: instead('antihistamine-oral', { expiry: day('2026-11-01') }),
  ITEM_STRENGTH_UNKNOWN: instead('epinephrine', { strength: null }),
  ITEM_KEPT_RECALLED: instead('antihistamine-oral', { holds: [hold({ untilReplaced: true })] }),
  ITEM_REPLACED: kit({
    units: [...kit().units, kitUnit('antihistamine-oral', { holds: [hold({ untilReplaced: true })] })],
  }),
  ITEM_EXPIRES: instead('antihistamine-oral', { expiry: day('2026-12-15') }),
}

describe.each(Object.entries(kits) as [KitDetail['code'], KitFacts][])(
  '%s of a kit, at every door',
  (code, planted) => {
    const found = kitVerdict(planted, now).findings.find((finding) => finding.code === code)
    const weight = found && weightsOf(kitTable, found)['count-on']

    it('is found, weighs what the table says, and has a sentence', () => {
      expect(found).toMatchObject({ severity: weight })
      if (found) expect(explainKit(found, zone, now)).toMatch(/^[A-Za-z“].{10,}/)
    })

    it('puts the kit out of order where it blocks, and the booking and its light with it', () => {
      const blocked = kitVerdict(planted, now).findings.some(({ severity }) => severity !== 'check')
      if (weight !== 'check') expect(blocked).toBe(true)
      expect(kitVerdict(planted, now).inOrder).toBe(!blocked)
      const given = facts({ kits: [planted] })
      expect(verdict(given, now).ready).toBe(!blocked)
      expect(lightOf(given, null, now).state).toBe(blocked ? 'not-ready' : 'unsigned')
      const line = verdict(given, now).lines.flatMap(({ findings }) => findings)
      expect(line).toContainEqual(expect.objectContaining({ code: 'KIT', severity: weight, finding: found }))
    })
  },
)

it.each(['alike', 'among', 'product', 'donor'] as const)(
  'a kit counts nothing of which a case still asks the %s question',
  (asks) => {
    const alike = [{ asks, source: 'recall:3', name: 'AH1O', note: 'Letter 18', since: yesterday }]
    const { inOrder, findings } = kitVerdict(instead('antihistamine-oral', { looksLike: alike }), now)
    expect(inOrder).toBe(false)
    expect(findings).toContainEqual(expect.objectContaining({ code: 'ITEM_UNUSABLE', why: 'may-be-recalled' }))
    expect(findings).toContainEqual(expect.objectContaining({ code: 'ITEM_SHORT', have: 0 }))
  },
)

const yes = { question: 'fever', text: 'Fever today', reason: null, answer: null }
const screened = (over: Partial<NonNullable<ReadinessFacts['booking']['screening']>>): ReadinessFacts =>
  facts({ booking: booking({ screening: { at: now, outcome: 'clear', yes: [], ...over } }) })
const strange = { ...requirements[0]!, code: 'ward', label: 'Ward', bind: 'ward' as never, condition: null }

const bookings: Readonly<Record<BookingDetail['code'], ReadinessFacts>> = {
  NOT_BOUND: withBound('gauze', []),
  BOUND_GONE: withBound('vial', [{ ...bound('vial', reachable(vial())), unit: null }]),
  ALLERGIES_NOT_ASKED: facts({ allergies: [] }),
  ALLERGY_NOT_CODED: facts({ allergies: [allergy('other', 'latex')] }),
  ALLERGY_QUESTION: facts({ allergies: [allergy('other', 'walnut')] }),
  NO_KIT: facts({ kits: [] }),
  KIT: facts({ kits: [kits.NOT_SEALED] }),
  NOT_SCREENED: facts({ booking: booking({ screening: null }) }),
  SCREENED_ANOTHER_DAY: screened({ at: yesterday }),
  SCREENED_OUT: screened({ outcome: 'stop' }),
  SCREENING_YES: screened({ outcome: 'assessed', yes: [yes] }),
  SCREENING_ANSWERED: screened({ outcome: 'assessed', yes: [{ ...yes, answer: { reason: 'seen', by: 'Dr. Lee' } }] }),
  NOT_CONSENTED: facts({ booking: booking({ consentedAt: null }) }),
  STANDING_MISSING: facts({ booking: booking({ regulatoryBasis: null }) }),
  STANDING_UNAPPROVED: facts({ booking: booking({ regulatoryStanding: 'unapproved' }) }),
  NOT_LOOKED_AT: facts({ requirements: [...requirements, strange] }),
}

it.each(Object.entries(bookings) as [BookingDetail['code'], ReadinessFacts][])(
  '%s of a booking weighs what the table says, at READY and on the board',
  (code, planted) => {
    const found = verdict(planted, now)
      .lines.flatMap(({ findings }) => findings)
      .find((finding) => finding.code === code)
    const weight: Severity | null = found ? weightsOf(bookingTable, found as BookingDetail)['count-on'] : null
    expect(found).toMatchObject({ severity: weight })
    if (found) expect(explainReadiness(found, zone, now)).toMatch(/^[A-Za-z“].{10,}/)
    const blocked = verdict(planted, now).lines.some(({ findings }) => findings.some(blocks))
    if (weight !== 'check') expect(blocked).toBe(true)
    expect(verdict(planted, now).ready).toBe(!blocked)
    expect(lightOf(planted, null, now).state).toBe(blocked ? 'not-ready' : 'unsigned')
  },
)

const soon = instant('2026-11-24T16:00:00.000Z')
const places: Readonly<Record<PlaceDetail['code'], Parameters<typeof judgePlace>[0]>> = {
  EXCURSION_OPEN: { provenUntil: instant('2026-11-25T14:00:00.000Z'), excursionId: 3 },
  PLACE_NOT_PROVEN: { provenUntil: yesterday, excursionId: null },
  READING_DUE: { provenUntil: soon, excursionId: null },
}

it.each(Object.entries(places) as [PlaceDetail['code'], Parameters<typeof judgePlace>[0]][])(
  '%s of a storage location weighs what the table says, and marks it',
  (code, planted) => {
    const [found] = judgePlace(planted, now)
    expect(found).toMatchObject({ code, severity: found && weightsOf(placeTable, found)['count-on'] })
    expect(locationStanding(planted, now).state).not.toBe('ready')
  },
)
