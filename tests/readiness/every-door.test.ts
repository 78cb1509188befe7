import { describe, expect, it } from 'vitest'
import { checkUse } from '~/modules/procedures/rules/check-use'
import { explainUnit } from '~/modules/readiness/messages'
import { decideBind } from '~/modules/readiness/rules/bind'
import { judge } from '~/modules/readiness/rules/judge/judge'
import { unitTable } from '~/modules/readiness/rules/judge/table'
import { needOf, proposed } from '~/modules/readiness/rules/nearest'
import { keyOfFinding, overriderOf } from '~/modules/readiness/rules/overrides'
import { boundFindings } from '~/modules/readiness/rules/requirement-line'
import { scanNext } from '~/modules/readiness/rules/show'
import { verdict } from '~/modules/readiness/rules/verdict'
import { planWithinReach } from '~/modules/readiness/rules/within-reach'
import type { Bound, FindingOverride, ReachableUnit, ReadinessFacts, UnitFinding } from '~/modules/readiness/types'
import { blocks, type Intent, intents, remedyOf, type Weights } from '~/modules/stock/rules/judge/weigh'
import {
  allergy,
  booking,
  bound,
  day,
  facts,
  hold,
  instant,
  now,
  overrideOf,
  reachable,
  unit,
  vial,
  withBound,
  zone,
} from './builders'

/**
 * What is asked of a move alone is tried with moves (tests/stock/small-rules.test.ts), what is asked of a kit alone with kits
 * (tests/kits/kept.test.ts), what is said where nobody says for whom with that (tests/readiness/look.test.ts).
 */
type Code = Exclude<
  UnitFinding['code'],
  'WRONG_BAND' | 'REFROZEN' | 'PART_OF_SEALED' | 'KEPT_UNTIL_REPLACED' | 'KEPT' | 'PARTLY_KEPT' | 'AUTOLOGOUS'
>

/** A unit that has one finding, the requirement that it is looked at for, and what else the booking has. */
type Planted = {
  readonly requirement: string
  readonly unit: ReachableUnit
  readonly over?: Partial<ReadinessFacts>
  readonly reserved?: boolean
  readonly beside?: readonly Bound[]
}

const gauze = (over: Parameters<typeof unit>[1] = {}, seen: Parameters<typeof reachable>[1] = {}): Planted => ({
  requirement: 'gauze',
  unit: reachable(unit('gauze', over), seen),
})
const ofVial = (over: Parameters<typeof vial>[0] = {}, seen: Parameters<typeof reachable>[1] = {}): Planted => ({
  requirement: 'vial',
  unit: reachable(vial(over), seen),
})
const later = instant('2026-11-25T14:00:00.000Z')
const past = instant('2026-11-24T13:00:00.000Z')
const withAllergy = { allergies: [allergy('latex')] }

/** How each finding is planted. The type asks for every code of the table. */
const planted: Readonly<Record<Code, Planted>> = {
  ON_HOLD: gauze({ holds: [hold()] }),
  MAY_BE_RECALLED: gauze({
    looksLike: [{ source: 'recall:3', name: 'CW305', note: 'Letter 18', since: past }],
  }),
  EXPIRED: gauze({ expiry: day('2026-11-01') }),
  EXPIRES_SOON: gauze({ expiry: day('2026-12-01') }),
  EXPIRY_UNKNOWN: gauze({ expiry: null }),
  OPENED_TOO_LONG: gauze({ openedAt: past, discardAt: past }),
  OPENED_FOR_OTHER: ofVial({ openedAt: past, discardAt: later }),
  OPENED: gauze({ openedAt: past, discardAt: later }),
  THAWED_TOO_LONG: ofVial({ thawLimitAt: past }),
  THAWING: ofVial({ thawLimitAt: later }),
  STORAGE_NOT_PROVEN: ofVial({ provenUntil: past }),
  WRONG_STORAGE: ofVial({ placeBand: 'fridge' }),
  NONE_LEFT: gauze({ quantity: 0 }),
  WRONG_PRODUCT: ofVial({ productId: 8 }),
  WRONG_KIND: { requirement: 'syringe', unit: reachable(unit('syringe', { sizeMicroliters: 60_000 })) },
  OUT_OF_REACH: gauze({}, { reach: 'storage' }),
  NOT_RESERVED: { ...gauze(), reserved: false },
  NOT_KEPT: gauze(),
  KEPT_FOR_OTHER: gauze({ quantity: 1, reserved: 1 }),
  TOO_LITTLE: {
    requirement: 'anesthetic-injectable',
    unit: reachable(
      unit('anesthetic-injectable', {
        baseUnit: 'uL',
        containerQuantity: 20_000,
        quantity: 1_000,
        multiDose: true,
        bulk: false,
      }),
    ),
    over: { booking: booking({ anesthesia: 'injectable' }) },
  },
  NOT_DISINFECTED: {
    requirement: 'transducer',
    unit: reachable(unit('ultrasound-transducer'), { disinfections: [] }),
  },
  NOT_THAWED: ofVial({ needsThaw: true }),
  OF_OTHER_PATIENT: ofVial({}, { ownerId: 7 }),
  OWNER_UNKNOWN: ofVial({ regulatoryStanding: 'autologous' }),
  OF_THIS_PATIENT: ofVial({}, { ownerId: 1042 }),
  ALLERGY: { ...gauze({}, { contains: { latex: 'yes' } }), over: withAllergy },
  ALLERGY_UNKNOWN: { ...gauze(), over: withAllergy },
  ALLERGY_WORDS: { ...gauze(), over: { allergies: [allergy('other', 'walnut')] } },
  NOT_STERILE: ofVial({}, { labeledSterile: 'no' }),
  STERILE_UNKNOWN: ofVial({}, { labeledSterile: 'unknown' }),
  TWO_DONORS: {
    ...ofVial({ donation: 'W1' }),
    beside: [bound('vial', reachable(vial({ donation: 'W2' })))],
    over: { booking: booking({ doseMicroliters: 4_000 }) },
  },
}

const codes = Object.keys(planted) as Code[]
const weightOf = (code: Code, intent: Intent) => (unitTable[code].weights as Weights)[intent]
const codesIn = (findings: readonly { readonly code: string }[]) => findings.map((finding) => finding.code)

/** The booking with the planted unit kept, or only there to be taken. */
const kept = ({ requirement, unit: thing, over, reserved, beside = [] }: Planted): ReadinessFacts =>
  withBound(requirement, [bound(requirement, thing, reserved === undefined ? {} : { reserved }), ...beside], over)
const there = ({ requirement, unit: thing, over, beside = [] }: Planted): ReadinessFacts =>
  withBound(requirement, beside, { ...over, candidates: [thing] })

const requirementOf = ({ requirement }: Planted) => {
  const found = facts().requirements.find((each) => each.code === requirement)
  if (!found) throw new Error(`No requirement ${requirement}`)
  return found
}

describe.each(codes)('%s, at every door', (code) => {
  const plant = planted[code]
  const { unit: thing } = plant

  it('has a sentence, and is what was planted, for some intent', () => {
    const found = intents.flatMap((intent) =>
      [there(plant), kept(plant)].flatMap((given) =>
        judge(
          thing,
          {
            ...needOf(requirementOf(plant), given, intent, {
              ...(plant.reserved === false && { kept: { quantity: 1, reserved: false } }),
              others: (plant.beside ?? []).flatMap((each) => (each.unit ? [each.unit.facts] : [])),
            }),
          },
          now,
        ),
      ),
    )
    const own = found.find((finding) => finding.code === code)
    expect(own).toBeDefined()
    if (own) expect(explainUnit(own, zone, now)).toMatch(/^[A-Z].{10,}/)
  })

  it('weighs on its line what the table says, and a stop asks for another or for this one again', () => {
    const given = kept(plant)
    const [own] = given.bound.filter((each) => each.unit === thing)
    if (!own) throw new Error('not kept')
    if (weightOf(code, 'count-on') === null || code === 'NONE_LEFT' || code === 'KEPT_FOR_OTHER') return
    const line = boundFindings([own], requirementOf(plant), given, now)
    expect(line).toContainEqual(expect.objectContaining({ code, severity: weightOf(code, 'count-on') }))
    if (weightOf(code, 'count-on') !== 'stop') return
    expect(verdict(given, now).ready).toBe(false)
    const remedy = remedyOf(unitTable, line[0] as never)
    if (remedy === 'another' || remedy === 'this')
      expect(scanNext(verdict(given, now))).toMatchObject({ code: plant.requirement })
  })

  it('is overridden alone, by whom the table says, and stays in its place', () => {
    const given = there(plant)
    const found = verdict(given, now).lines.flatMap((each) => each.findings.map((finding) => ({ finding, each })))
    const one = found.find(({ finding }) => finding.code === code && blocks(finding))
    if (!one) return
    const key = keyOfFinding(one.finding, one.each.code)
    const over = (change: Partial<FindingOverride> = {}) => {
      const with_ = { ...given, booking: { ...given.booking, overrides: [overrideOf(key, change)] } }
      const line = verdict(with_, now).lines.find((each) => each.code === one.each.code)
      return line?.findings.some((finding) => finding.code === code && blocks(finding))
    }
    const by = overriderOf(one.finding)
    expect(over()).toBe(by === 'nobody')
    expect(over({ role: 'clinician' })).toBe(by !== 'clinician')
    expect(over({ patientId: 999 })).toBe(true)
    expect(over({ day: day('2026-11-23') })).toBe(true)
    expect(over({ fingerprint: '{}' })).toBe(true)
    expect(over({ ruleVersion: 99 })).toBe(true)
    expect(over({ code: 'OTHER' })).toBe(true)
  })

  it('is neither offered, nor taken by one tap, nor bound by a scan where the table stops it', () => {
    const given = there(plant)
    const requirement = requirementOf(plant)
    if (code === 'NOT_RESERVED') return
    const offered = proposed(requirement, given, 'offer', now).good.map((each) => each.unit)
    // Of another kind or product, it is no candidate at all.
    const candidate = code !== 'WRONG_KIND' && code !== 'WRONG_PRODUCT'
    expect(offered.includes(thing)).toBe(candidate && weightOf(code, 'offer') !== 'stop')
    const taken = planWithinReach(given, now).lines.map((line) => line.unitId)
    if (requirement.bind !== 'unit')
      expect(taken.includes(thing.facts.unitId)).toBe(candidate && weightOf(code, 'take') !== 'stop')
    const decision = decideBind(thing, given, now)
    if (weightOf(code, 'bind') === 'stop')
      expect(decision).toMatchObject({
        ok: false,
        refusal: code === 'WRONG_KIND' ? { code: 'NOTHING_ASKS_FOR_IT' } : { code: 'UNIT_STOPPED', finding: { code } },
      })
    else expect(decision.ok).toBe(true)
  })

  it('a good one takes the place of what stops, by one tap and by a scan', () => {
    const requirement = requirementOf(plant)
    if (weightOf(code, 'count-on') !== 'stop' || requirement.bind !== 'supply' || requirement.quantity !== 1) return
    const good = reachable(unit(requirement.alternatives[0]?.code ?? '', { sizeMicroliters: 5_000 }), {
      contains: { latex: 'no' },
    })
    const given = { ...kept(plant), candidates: [good] }
    expect(planWithinReach(given, now)).toMatchObject({
      lines: [{ unitId: good.facts.unitId }],
      ends: [{ unitId: thing.facts.unitId }],
    })
    expect(decideBind(good, given, now)).toMatchObject({ ok: true, value: { ends: [{ unitId: thing.facts.unitId }] } })
  })

  it('stops what is about to be given where the table says so, and never what has happened', () => {
    const given = { ...facts(), ...plant.over }
    const use = (intent: 'enter' | 'record') =>
      checkUse(
        {
          unit: thing,
          booking: given.booking,
          kept: null,
          keptUnits: [],
          allergies: given.allergies,
          doseMicroliters: 2_000,
          protocol: { min: 1_000, max: 3_000 },
          given: null,
          givenInAll: null,
          usedHere: false,
          otherDonors: (plant.beside ?? []).flatMap((each) => (each.unit ? [each.unit.facts] : [])),
        },
        intent,
        now,
      )
    expect(use('record').every(({ severity }) => severity === 'check')).toBe(true)
    const asked = !['WRONG_KIND', 'OUT_OF_REACH', 'NOT_RESERVED', 'NOT_DISINFECTED', 'TOO_LITTLE'].includes(code)
    if (!asked || thing.facts.quantity <= 0) return
    expect(codesIn(use('enter').filter(({ severity }) => severity === weightOf(code, 'enter')))).toContain(code)
  })
})

/** What a case may ask of one container. Each is planted on what is kept and on what lies there, and stops as a look-alike does. */
const asked = {
  alike: 'looks like',
  among: 'among them',
  product: "this lot's product",
  donor: 'nobody knows the donor',
} as const

describe.each(Object.keys(asked) as (keyof typeof asked)[])('the %s question of a case, at every door', (asks) => {
  const plant = gauze({ looksLike: [{ asks, source: 'recall:3', name: 'CW305', note: 'Letter 18', since: past }] })
  const { facts: unitOf } = plant.unit

  it('weighs for each intent what a look-alike weighs, has its own sentence, and is overridden by nobody', () => {
    for (const intent of intents) {
      const need = needOf(requirementOf(plant), there(plant), intent)
      const own = judge(plant.unit, need, now).find(({ code }) => code === 'MAY_BE_RECALLED')
      expect(own).toMatchObject({ severity: weightOf('MAY_BE_RECALLED', intent) })
      if (own === undefined) continue
      expect(explainUnit(own, zone, now)).toContain(asked[asks])
      expect(overriderOf(own as never)).toBe('nobody')
    }
  })

  it('is offered to nobody and taken by no tap, ends READY where it is kept, and never stops a record', () => {
    expect(planWithinReach(there(plant), now).lines.map(({ unitId }) => unitId)).not.toContain(unitOf.unitId)
    const offered = proposed(requirementOf(plant), there(plant), 'offer', now).good
    expect(offered.map((each) => each.unit)).not.toContain(plant.unit)
    expect(verdict(kept(plant), now).ready).toBe(false)
    const record = judge(plant.unit, needOf(requirementOf(plant), there(plant), 'record'), now)
    expect(record.filter(blocks)).toEqual([])
  })
})
