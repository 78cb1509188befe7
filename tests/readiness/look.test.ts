import { describe, expect, it } from 'vitest'
import { explainBound, explainReadinessRefusal } from '~/modules/readiness/messages'
import { decideAmong, decideBind } from '~/modules/readiness/rules/bind'
import { judge } from '~/modules/readiness/rules/judge/judge'
import { judgeSeen } from '~/modules/readiness/rules/judge/look'
import { unitTable } from '~/modules/readiness/rules/judge/table'
import { needOf } from '~/modules/readiness/rules/nearest'
import { markOf, saidOfSeen } from '~/modules/readiness/rules/said'
import type { ReachableUnit } from '~/modules/readiness/types'
import { weightsOf } from '~/modules/stock/rules/judge/weigh'
import { isUsable, type Looked, saidOf, sayLooked } from '~/modules/stock/rules/looked'
import { bound, facts, hold, instant, now, reachable, unit, vial, withBound, zone } from './builders'

const past = instant('2026-11-24T13:00:00.000Z')
const codes = (thing: ReachableUnit) => judgeSeen(thing, now).map(({ code }) => code)
const looked = (thing: ReachableUnit): Looked => saidOfSeen(thing, now)
const say = (...things: readonly ReachableUnit[]) => sayLooked('It', things.map(looked))

/** Things with something that no booking has to be known for. */
const things: readonly (readonly [what: string, thing: ReachableUnit])[] = [
  ['held', reachable(vial({ holds: [hold()] }))],
  ['expired', reachable(vial({ expiry: '2026-11-01' as never }))],
  ['opened for another', reachable(vial({ openedAt: past, discardAt: past }))],
  ['out too long', reachable(vial({ thawLimitAt: past }))],
  ['not proven', reachable(vial({ provenUntil: past }))],
  ['in the wrong storage', reachable(vial({ placeBand: 'fridge' }))],
  ['expiry not known', reachable(vial({ expiry: null }))],
  ['gone', reachable(vial({ quantity: 0, openedAt: past, holds: [hold()] }))],
  ['dirty', reachable(unit('ultrasound-transducer'), { disinfections: [] })],
]

describe('what is seen without a procedure', () => {
  it.each(things)('a thing that is %s is so for a procedure and without one', (_what, thing) => {
    const requirement = thing.facts.isBiologic ? 'vial' : 'transducer'
    const asked = facts().requirements.find(({ code }) => code === requirement)
    if (!asked) throw new Error(`No requirement ${requirement}`)
    const stops = (findings: readonly { code: string; severity: string }[]) =>
      findings.filter(({ severity }) => severity === 'stop' || severity === 'open').map(({ code }) => code)
    const atReadiness = stops(judge(thing, needOf(asked, facts(), 'bind'), now))
    expect(stops(judgeSeen(thing, now)).sort()).toEqual(atReadiness.sort())
    expect(isUsable(looked(thing))).toBe(false)
    expect(say(thing).tone).toBe('refused')
  })

  it('what is kept, or of a patient, is a question and names nobody', () => {
    const kept = reachable(vial({ reserved: 2_000 }))
    expect(codes(kept)).toEqual(['KEPT'])
    expect(say(kept)).toMatchObject({ tone: 'question', title: 'It: look before you use it.' })
    expect(codes(reachable(vial(), { ownerId: 7 }))).toEqual(['AUTOLOGOUS'])
    expect(say(reachable(vial(), { ownerId: 7042 })).detail).not.toContain('7042')
    expect(say(reachable(vial()))).toMatchObject({ tone: 'good', title: 'It: usable.' })
  })

  it('says how much of what is counted is kept, and that the rest is free', () => {
    const some = reachable(unit('gauze', { quantity: 10, reserved: 4 }))
    expect(say(some)).toMatchObject({ tone: 'good' })
    expect(say(some).detail).toContain('4 of it are kept for procedures, 6 are free.')
  })

  it('of what is gone it says that, and a recall, but neither clocks nor what its place lacks', () => {
    const gone = vial({ quantity: 0, openedAt: past, discardAt: past, provenUntil: past })
    expect(codes(reachable(gone))).toEqual(['NONE_LEFT'])
    expect(codes(reachable({ ...gone, holds: [hold(), hold({ id: 2, scope: 'place' })] }))).toEqual([
      'ON_HOLD',
      'NONE_LEFT',
    ])
  })

  it('every finding that speaks there has a word of its own in lists', () => {
    const codes = Object.keys(unitTable) as (keyof typeof unitTable)[]
    const spoken = codes.filter((code) => weightsOf(unitTable, { code, reason: 'recall' } as never).look !== null)
    expect(spoken.length).toBeGreaterThan(10)
    expect(spoken.filter((code) => markOf({ code } as never).word === 'not usable')).toEqual([])
  })

  it('says of which portion what is said', () => {
    const here = reachable(unit('gauze', { unitId: 5, quantity: 20 }))
    const held = reachable(unit('gauze', { unitId: 5, placeName: 'Cabinet', holds: [hold({ scope: 'place' })] }))
    expect(saidOf([looked(here), looked(held)])).toMatch(
      /^20 in Room 2: nothing stands against it\. 10 in Cabinet: On hold for a recall/,
    )
  })
})

describe('a scan at readiness', () => {
  const reachOf = (thing: ReachableUnit, reach: ReachableUnit['reach']) => ({ ...thing, reach })
  const gauzeAt = (placeName: string, over = {}) => reachable(unit('gauze', { unitId: 5, placeName, ...over }))

  it('says what stands against the thing where nothing asks for it, or it is kept already', () => {
    const diluent = reachable(unit('diluent', { holds: [hold()] }))
    expect(decideBind(diluent, facts(), now)).toMatchObject({
      refusal: { code: 'UNIT_STOPPED', finding: { code: 'ON_HOLD' } },
    })
    const mine = reachable(vial({ holds: [hold()] }))
    expect(decideBind(mine, withBound('vial', [bound('vial', mine)]), now)).toMatchObject({
      refusal: { code: 'UNIT_STOPPED', finding: { code: 'ON_HOLD' } },
    })
  })

  it('says every stop, the recall first', () => {
    const both = reachable(vial({ productId: 8, holds: [hold()], expiry: '2026-11-01' as never }))
    const refused = decideBind(both, facts(), now)
    expect(refused).toMatchObject({
      refusal: { finding: { code: 'ON_HOLD' }, also: [{ code: 'EXPIRED' }, { code: 'WRONG_PRODUCT' }] },
    })
    if (!refused.ok) expect(explainReadinessRefusal(refused.refusal, zone, now)).toMatch(/recall.*Expired.*booked/)
  })

  it('says both portions of a lot, what weighs most first', () => {
    const away = reachOf(gauzeAt('Cabinet'), 'away')
    const held = gauzeAt('Room 3', { holds: [hold({ scope: 'place' })] })
    const refused = decideAmong([away, held], withBound('gauze', []), now)
    expect(refused).toMatchObject({
      refusal: {
        finding: { code: 'ON_HOLD' },
        portions: [{ placeName: 'Cabinet', findings: [{ code: 'OUT_OF_REACH' }] }],
      },
    })
    const kept = decideAmong([held, gauzeAt('Room 2')], withBound('gauze', []), now)
    expect(kept).toMatchObject({ ok: true, value: { portions: [{ placeName: 'Room 3' }] } })
    if (kept.ok) {
      const { plan, portions } = kept.value
      expect(explainBound({ findings: plan.findings, portions }, zone, now).join(' ')).toMatch(
        /^Also of it: 10 in Room 3\. On hold/,
      )
    }
  })
})
