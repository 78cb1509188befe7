import { describe, expect, it } from 'vitest'
import { decideBind } from '~/modules/readiness/rules/bind'
import { reachFrom } from '~/modules/readiness/rules/reach'
import { planWithinReach } from '~/modules/readiness/rules/within-reach'
import type { ReachableUnit } from '~/modules/readiness/types'
import {
  allBound,
  allergy,
  booking,
  bound,
  day,
  facts,
  hold,
  instant,
  now,
  reachable,
  unit,
  vial,
  withBound,
} from './builders'

const stockroom = (): ReachableUnit[] => [
  reachable(unit('syringe', { sizeMicroliters: 5_000 })),
  reachable(unit('needle')),
  reachable(unit('spinal-needle')),
  reachable(unit('antiseptic-alcohol')),
  reachable(unit('sterile-gloves')),
  reachable(unit('drape')),
  reachable(unit('gauze')),
  reachable(unit('ultrasound-system')),
  reachable(unit('ultrasound-transducer')),
  reachable(unit('transducer-cover')),
  reachable(unit('ultrasound-gel')),
  reachable(unit('sharps-container')),
  reachable(vial()),
]

describe('one tap', () => {
  it('binds every supply and piece of equipment that is within reach, and never the vial', () => {
    const plan = planWithinReach(facts({ bound: [], candidates: stockroom() }), now)
    expect(plan.lines.map((line) => line.requirement)).toEqual(
      allBound()
        .map((each) => each.binding.requirement)
        .filter((code) => code !== 'vial')
        .sort((a, b) => order.indexOf(a) - order.indexOf(b)),
    )
    expect(plan.lines.filter((line) => !line.reserve).map((line) => line.requirement)).toEqual([
      'ultrasound',
      'transducer',
      'sharps',
    ])
    expect(plan.lines.find((line) => line.requirement === 'syringe')?.quantity).toBe(2)
  })

  const order = [
    'syringe',
    'draw-needle',
    'injection-needle',
    'antiseptic',
    'gloves',
    'drape',
    'gauze',
    'ultrasound',
    'transducer',
    'transducer-cover',
    'gel',
    'sharps',
  ]

  it('takes the first-expiring first, and from several lots when one is not enough', () => {
    const late = unit('syringe', { sizeMicroliters: 5_000, expiry: day('2028-01-01') })
    const soon = unit('syringe', { sizeMicroliters: 3_000, expiry: day('2027-01-01'), quantity: 1 })
    const plan = planWithinReach(
      withBound('syringe', [], { candidates: [late, soon].map((each) => reachable(each)) }),
      now,
    )
    expect(plan.lines.map((line) => [line.unitId, line.quantity])).toEqual([
      [soon.unitId, 1],
      [late.unitId, 1],
    ])
  })

  it('does not take one needle for two requirements', () => {
    const one = reachable(unit('needle', { quantity: 1 }))
    const given = facts({
      bound: allBound().filter((each) => !each.binding.requirement.endsWith('needle')),
      candidates: [one],
    })
    expect(planWithinReach(given, now).lines.map((line) => line.requirement)).toEqual(['draw-needle'])
  })

  it.each<[claim: string, candidate: ReachableUnit]>([
    ['expired', reachable(unit('gauze', { expiry: day('2026-11-01') }))],
    ['held', reachable(unit('gauze', { holds: [hold()] }))],
    ['kept for another booking', reachable(unit('gauze', { quantity: 1, reserved: 1 }))],
    ['out of reach', reachable(unit('gauze'), { reach: 'storage' })],
    ['something that the patient is allergic to', reachable(unit('gauze'), { contains: { latex: 'yes' } })],
  ])('takes nothing that is %s', (_claim, candidate) => {
    const given = withBound('gauze', [], { candidates: [candidate], allergies: [allergy('latex')] })
    expect(planWithinReach(given, now).lines).toEqual([])
  })

  it('prefers a product of which the answer is known to one that must be asked about', () => {
    const asked = unit('gauze', { expiry: day('2027-01-01') })
    const known = unit('gauze', { expiry: day('2028-01-01') })
    const candidates = [reachable(asked), reachable(known, { contains: { latex: 'no' } })]
    const plan = planWithinReach(withBound('gauze', [], { candidates, allergies: [allergy('latex')] }), now)
    expect(plan.lines.map((line) => line.unitId)).toEqual([known.unitId])
  })

  it('puts a good one in the place of one that was put on hold', () => {
    const held = bound('gauze', reachable(unit('gauze', { holds: [hold()] })))
    const good = unit('gauze')
    const plan = planWithinReach(withBound('gauze', [held], { candidates: [reachable(good)] }), now)
    expect(plan).toMatchObject({ lines: [{ unitId: good.unitId }], ends: [{ id: held.binding.id }] })
  })

  it.each<[claim: string, multiDose: boolean, reach: 'room' | 'preparation', kept: number]>([
    ['all of a single-dose vial', false, 'preparation', 20_000],
    ['what is asked for of a multi-dose vial in a preparation area', true, 'preparation', 5_000],
    ['all of a multi-dose vial in the room of the patient, whose it becomes', true, 'room', 20_000],
  ])('keeps %s of an anesthetic', (_claim, multiDose, reach, kept) => {
    const size = { baseUnit: 'uL', containerQuantity: 20_000, quantity: 20_000, bulk: false } as const
    const given = facts({
      booking: booking({ anesthesia: 'injectable' }),
      candidates: [reachable(unit('anesthetic-injectable', { ...size, multiDose }), { reach })],
    })
    expect(planWithinReach(given, now).lines.map((line) => line.quantity)).toEqual([kept])
  })

  it('leaves a single-dose anesthetic that was opened for another patient, and takes a multi-dose one that was opened', () => {
    const size = { baseUnit: 'uL', containerQuantity: 20_000, quantity: 15_000, bulk: false } as const
    const opened = { ...size, openedAt: now, discardAt: instant('2026-11-25T14:00:00.000Z') }
    const taken = (multiDose: boolean) =>
      planWithinReach(
        facts({
          booking: booking({ anesthesia: 'injectable' }),
          candidates: [reachable(unit('anesthetic-injectable', { ...opened, multiDose }))],
        }),
        now,
      ).lines.length
    expect([taken(false), taken(true)]).toEqual([0, 1])
  })
})

describe('a scanned unit', () => {
  const code = (unit: ReachableUnit, given = withBound('vial', [])) => {
    const decision = decideBind(unit, given, now)
    if (decision.ok) return decision.value.line
    return decision.refusal.code === 'UNIT_STOPPED' ? decision.refusal.finding.code : decision.refusal.code
  }

  it('is kept whole for the booking', () => {
    const scanned = vial()
    expect(code(reachable(scanned))).toEqual({
      requirement: 'vial',
      unitId: scanned.unitId,
      placeId: 5,
      quantity: 2_000,
      reserve: true,
    })
  })

  it.each<[claim: string, unit: ReachableUnit, refusal: string]>([
    ['expired', reachable(vial({ expiry: day('2026-11-01') })), 'EXPIRED'],
    ['on hold', reachable(vial({ holds: [hold()] })), 'ON_HOLD'],
    ['thawed too long', reachable(vial({ thawLimitAt: instant('2026-11-24T13:00:00.000Z') })), 'THAWED_TOO_LONG'],
    ['of another product', reachable(vial({ productId: 8 })), 'WRONG_PRODUCT'],
    ['kept for another booking', reachable(vial({ reserved: 2_000 })), 'KEPT_FOR_OTHER'],
    ['away', reachable(vial(), { reach: 'away' }), 'OUT_OF_REACH'],
    ['nothing that the protocol asks for', reachable(unit('diluent')), 'NOTHING_ASKS_FOR_IT'],
    ['of a size that nothing asks for', reachable(unit('syringe', { sizeMicroliters: 60_000 })), 'NOTHING_ASKS_FOR_IT'],
  ])('is refused when it is %s', (_claim, unit, refusal) => {
    expect(code(unit)).toBe(refusal)
  })

  it('is refused when there is enough, when it is kept already, and when the donor is another', () => {
    expect(code(reachable(vial()), facts())).toBe('REQUIREMENT_MET')
    const kept = bound('vial', reachable(vial({ donation: 'W1' })))
    const given = withBound('vial', [kept], { booking: booking({ doseMicroliters: 3_000 }) })
    expect(kept.unit && code(kept.unit, given)).toBe('BOUND_ALREADY')
    expect(code(reachable(vial({ donation: 'W2' })), given)).toBe('TWO_DONORS')
    expect(code(reachable(vial({ donation: 'W1' })), given)).toMatchObject({ quantity: 2_000 })
  })

  it('takes the place of a vial that was put on hold', () => {
    const held = bound('vial', reachable(vial({ holds: [hold()] })))
    const decision = decideBind(reachable(vial()), withBound('vial', [held]), now)
    expect(decision).toMatchObject({ ok: true, value: { ends: [{ id: held.binding.id }] } })
  })
})

describe('within reach', () => {
  const places = [
    { id: 2, parentId: null, kind: 'room' },
    { id: 3, parentId: 2, kind: 'storage' },
    { id: 4, parentId: 3, kind: 'shelf' },
    { id: 5, parentId: null, kind: 'preparation' },
    { id: 6, parentId: 5, kind: 'shelf' },
    { id: 7, parentId: null, kind: 'storage' },
    { id: 8, parentId: null, kind: 'room' },
  ]
  it.each([
    ['the room', 2, 'room'],
    ['a shelf of a cabinet in the room', 4, 'room'],
    ['a preparation area', 5, 'preparation'],
    ['a shelf in a preparation area', 6, 'preparation'],
    ['a freezer', 7, 'storage'],
    ['another room', 8, 'away'],
    ['a place that is not known', 99, 'away'],
  ])('%s is seen as what it is', (_claim, placeId, reach) => {
    expect(reachFrom(places)(placeId, { roomPlaceId: 2 })).toBe(reach)
  })
})
