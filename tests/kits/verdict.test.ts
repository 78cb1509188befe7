import { describe, expect, it } from 'vitest'
import { baseCategories } from '~/modules/catalog/rules/base-categories'
import { explainKit } from '~/modules/kits/messages'
import { emergencyKit } from '~/modules/kits/rules/emergency-kit'
import { kitVerdict, sameSeal } from '~/modules/kits/rules/verdict'
import type { KitFacts } from '~/modules/kits/types'
import { blocks } from '~/modules/stock/rules/judge/weigh'
import { categoryId, day, hold, instant, kit, kitUnit, now, zone } from '../readiness/builders'

const stops = (given: KitFacts, at = now): string[] =>
  kitVerdict(given, at)
    .findings.filter(blocks)
    .map((finding) => finding.code)

const replaced = (category: string, ...units: KitFacts['units']): KitFacts =>
  kit({ units: [...kit().units.filter((unit) => unit.categoryId !== categoryId(category)), ...units] })

const epinephrine = (over: Parameters<typeof kitUnit>[1] = {}) =>
  kitUnit('epinephrine', { strength: '1 mg/mL', ...over })

describe('the emergency kit', () => {
  it('is in order when it is sealed, counted, complete, in date and checked today', () => {
    expect(kitVerdict(kit(), now)).toMatchObject({ inOrder: true, earliestExpiry: '2027-06-30' })
  })

  it.each<[claim: string, given: KitFacts, code: string]>([
    ['has no seal', kit({ sealNumber: null }), 'NOT_SEALED'],
    ['has a broken seal', kit({ sealBrokenAt: instant('2026-11-24T13:30:00.000Z') }), 'SEAL_BROKEN'],
    [
      'has another seal than the one that was put on',
      kit({ lastSealCheck: { kind: 'seal', sealSeen: '00999', inOrder: false, checkedAt: now, actor: 'person:1' } }),
      'SEAL_DIFFERS',
    ],
    ['was never checked', kit({ lastSealCheck: null }), 'SEAL_NOT_CHECKED'],
    [
      'was checked yesterday',
      kit({
        lastSealCheck: {
          kind: 'seal',
          sealSeen: '00417',
          inOrder: true,
          checkedAt: instant('2026-11-23T14:00:00.000Z'),
          actor: 'person:1',
        },
      }),
      'SEAL_NOT_CHECKED',
    ],
    ['was checked before it was sealed anew', kit({ sealedAt: now }), 'SEAL_NOT_CHECKED'],
    ['was never counted', kit({ lastCount: null }), 'COUNT_OVERDUE'],
    [
      'was counted 32 days ago',
      kit({
        lastCount: {
          kind: 'count',
          sealSeen: null,
          inOrder: true,
          checkedAt: instant('2026-10-23T15:00:00.000Z'),
          actor: 'person:1',
        },
      }),
      'COUNT_OVERDUE',
    ],
    [
      'was counted and not in order',
      kit({ lastCount: { kind: 'count', sealSeen: null, inOrder: false, checkedAt: now, actor: 'person:1' } }),
      'COUNT_NOT_IN_ORDER',
    ],
    ['has one dose of epinephrine', replaced('epinephrine', epinephrine({ quantity: 1 })), 'ITEM_SHORT'],
    [
      'has epinephrine of another strength',
      replaced('epinephrine', epinephrine({ strength: '0.1 mg/mL' })),
      'ITEM_SHORT',
    ],
    [
      'has epinephrine whose strength is not known',
      replaced('epinephrine', epinephrine({ strength: null })),
      'ITEM_SHORT',
    ],
    ['has expired epinephrine', replaced('epinephrine', epinephrine({ expiry: day('2026-11-23') })), 'ITEM_SHORT'],
    ['has recalled epinephrine', replaced('epinephrine', epinephrine({ holds: [hold()] })), 'ITEM_SHORT'],
    ['has no antihistamine to swallow', replaced('antihistamine-oral'), 'ITEM_SHORT'],
    ['has no antihistamine to inject', replaced('antihistamine-injectable'), 'ITEM_SHORT'],
    ['has ampoules without filter needles', replaced('filter-needle'), 'ITEM_ALONE'],
    ['has ampoules with one syringe', replaced('syringe', kitUnit('syringe', { quantity: 1 })), 'ITEM_ALONE'],
  ])('is not in order when it %s', (_claim, given, code) => {
    expect(kitVerdict(given, now).inOrder).toBe(false)
    expect(stops(given)).toContain(code)
  })

  it.each([['0.15 mg'], [null]])('counts no auto-injector of the strength %s as an adult dose (R59)', (strength) => {
    const given = replaced('epinephrine', kitUnit('epinephrine-auto-injector', { quantity: 4, strength }))
    expect(kitVerdict(given, now).inOrder).toBe(false)
    const said = kitVerdict(given, now).findings.filter(({ code }) => code === 'ITEM_STRENGTH_UNKNOWN')
    expect(said).toHaveLength(strength === null ? 1 : 0)
  })

  it('counts auto-injectors as doses of epinephrine, which need no syringe', () => {
    const injectors = kitUnit('epinephrine-auto-injector', { quantity: 2, strength: '0.3 mg' })
    expect(kitVerdict(replaced('epinephrine', injectors), now).inOrder).toBe(true)
    const mixed = kit({
      units: [
        ...replaced('epinephrine', epinephrine({ quantity: 1 })).units,
        kitUnit('epinephrine-auto-injector', { quantity: 1, strength: '0.3 mg' }),
      ],
    })
    expect(kitVerdict(mixed, now).inOrder).toBe(true)
  })

  it('is not empty by its par list: a kit without one is never in order', () => {
    expect(kitVerdict(kit({ items: [] }), now).inOrder).toBe(false)
  })

  it('turns at the midnight of the site after the last day of the earliest item', () => {
    const given = replaced('epinephrine', epinephrine({ expiry: day('2026-11-24') }))
    expect(kitVerdict(given, instant('2026-11-25T04:59:59.999Z')).lines[0]).toMatchObject({ have: 2, enough: true })
    expect(kitVerdict(given, instant('2026-11-25T05:00:00.000Z')).lines[0]).toMatchObject({ have: 0, enough: false })
  })

  it('warns 60 days ahead without being out of order, and says the days', () => {
    const given = replaced('epinephrine', epinephrine({ expiry: day('2027-01-23'), lotNumber: 'EP1' }))
    const verdict = kitVerdict(given, now)
    expect(verdict.inOrder).toBe(true)
    expect(verdict.findings.map((finding) => explainKit(finding, zone, now))).toEqual([
      'epinephrine, lot EP1, expires on 2027-01-23, in 60 days. Order its replacement.',
    ])
    expect(kitVerdict(replaced('epinephrine', epinephrine({ expiry: day('2027-01-24') })), now).findings).toEqual([])
  })

  it('knows a seal by its number whatever the spaces, hyphens and case', () => {
    expect(sameSeal('a-00417', 'A 00417')).toBe(true)
    expect(sameSeal('00417', '00471')).toBe(false)
  })

  it('starts with a par list whose categories the catalog has, and whose needs are items of it', () => {
    const codes = new Set(baseCategories.map((category) => category.code))
    const items = new Set(emergencyKit.map((item) => item.code))
    for (const item of emergencyKit) {
      expect(codes).toContain(item.category)
      for (const needed of [...(item.needsWith ?? []), ...(item.countsFor ? [item.countsFor] : [])])
        expect(items).toContain(needed)
    }
  })
})
