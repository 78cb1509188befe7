import { describe, expect, it } from 'vitest'
import { explainKit } from '~/modules/kits/messages'
import { kitVerdict } from '~/modules/kits/rules/verdict'
import type { KitFacts } from '~/modules/kits/types'
import { explainFinding } from '~/modules/stock/messages'
import { judge } from '~/modules/stock/rules/judge/judge'
import { intents } from '~/modules/stock/rules/judge/weigh'
import { categoryId, day, hold, kit, kitUnit, now, zone } from '../readiness/builders'

const epinephrine = (over: Parameters<typeof kitUnit>[1] = {}) =>
  kitUnit('epinephrine', { strength: '1 mg/mL', ...over })
const keptHold = hold({ untilReplaced: true })
const withEpinephrine = (...units: KitFacts['units']): KitFacts =>
  kit({ units: [...kit().units.filter((unit) => unit.categoryId !== categoryId('epinephrine')), ...units] })
const codes = (given: KitFacts) => kitVerdict(given, now).findings.map(({ code }) => code)

describe('what is recalled and kept until it is replaced', () => {
  it('stops everything but standing by in the kit, where it is said', () => {
    const unit = epinephrine({ holds: [keptHold] })
    for (const intent of intents) {
      const found = judge(unit, { intent }, now).map(({ code, severity }) => `${code} ${severity}`)
      if (intent === 'stand-by') expect(found).toEqual(['KEPT_UNTIL_REPLACED check'])
      else expect(found).toContainEqual(expect.stringMatching(/^ON_HOLD/))
    }
    const [finding] = judge(unit, { intent: 'stand-by' }, now)
    expect(finding && explainFinding(finding, zone, now)).toMatch(/Get the replacement/)
  })
  it('counts while nothing good is there, and the finding says why and what to do', () => {
    const given = withEpinephrine(epinephrine({ quantity: 2, holds: [keptHold] }))
    const verdict = kitVerdict(given, now)
    expect(verdict.inOrder).toBe(true)
    expect(verdict.lines.find(({ code }) => code === 'epinephrine')).toMatchObject({ have: 2, enough: true })
    const finding = verdict.findings.find(({ code }) => code === 'ITEM_KEPT_RECALLED')
    expect(finding && explainKit(finding, zone, now)).toMatch(/Z-1244.*Get a replacement now/)
  })
  it('counts beside one good dose, where two are needed', () => {
    const given = withEpinephrine(epinephrine({ quantity: 1 }), epinephrine({ quantity: 1, holds: [keptHold] }))
    expect(kitVerdict(given, now).inOrder).toBe(true)
  })
  it('counts no longer when enough that is good is there', () => {
    const given = withEpinephrine(epinephrine({ quantity: 2 }), epinephrine({ quantity: 2, holds: [keptHold] }))
    const verdict = kitVerdict(given, now)
    expect(verdict).toMatchObject({ inOrder: true })
    expect(verdict.lines.find(({ code }) => code === 'epinephrine')?.have).toBe(2)
    expect(codes(given)).toContain('ITEM_REPLACED')
  })
  it.each([
    ['expired', { expiry: day('2026-11-23') }, 'ITEM_UNUSABLE'],
    ['on hold for another reason too', { holds: [keptHold, hold({ id: 2, reason: 'damaged' })] }, 'ITEM_UNUSABLE'],
    ['named by a second notice that says nothing of it', { holds: [keptHold, hold({ id: 3 })] }, 'ITEM_UNUSABLE'],
  ] as const)('does not count when it is %s', (_claim, over, code) => {
    const given = withEpinephrine(epinephrine({ quantity: 2, holds: [keptHold], ...over }))
    expect(kitVerdict(given, now).inOrder).toBe(false)
    expect(codes(given)).toEqual(expect.arrayContaining(['ITEM_SHORT', code]))
  })
})
