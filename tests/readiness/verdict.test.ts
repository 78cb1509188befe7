import { describe, expect, it } from 'vitest'
import { explainReadiness } from '~/modules/readiness/messages'
import { keyOfFinding } from '~/modules/readiness/rules/overrides'
import { blocking, fingerprint, lightOf, verdict } from '~/modules/readiness/rules/verdict'
import type { ReadinessFacts, ReadinessFinding, Sign } from '~/modules/readiness/types'
import {
  allBound,
  allergy,
  booking,
  bound,
  day,
  facts,
  hold,
  instant,
  kit,
  now,
  overrideOf,
  reachable,
  requirements,
  unit,
  vial,
  withBound,
  zone,
} from './builders'

const codes = (given: ReadinessFacts): string[] => blocking(verdict(given, now)).map((finding) => finding.code)
const first = (given: ReadinessFacts): ReadinessFinding | undefined => blocking(verdict(given, now))[0]
const sentence = (given: ReadinessFacts): string => {
  const finding = first(given)
  return finding ? explainReadiness(finding, zone, now) : 'nothing'
}

describe('the verdict', () => {
  it('is READY when everything is bound, usable, within reach, and every question is answered', () => {
    expect(verdict(facts(), now)).toMatchObject({ ready: true, open: 0 })
  })

  it('has a line for every requirement of the hip protocol that is asked for', () => {
    const lines = verdict(facts(), now).lines.map((line) => line.code)
    const asked = requirements.filter((each) => each.condition === null).map((each) => each.code)
    expect(lines).toEqual(expect.arrayContaining(asked))
  })

  it.each<[claim: string, given: ReadinessFacts, code: string]>([
    ['nothing is bound', facts({ bound: [] }), 'NOT_BOUND'],
    ['no vial is bound', withBound('vial', []), 'NOT_BOUND'],
    [
      'the vial holds less than the dose',
      withBound('vial', [bound('vial', reachable(vial({ quantity: 1_500 })))]),
      'NOT_BOUND',
    ],
    ['the vial is on hold', withBound('vial', [bound('vial', reachable(vial({ holds: [hold()] })))]), 'ON_HOLD'],
    [
      'the vial is expired',
      withBound('vial', [bound('vial', reachable(vial({ expiry: day('2026-11-23') })))]),
      'EXPIRED',
    ],
    [
      'the vial expires before the day of the procedure',
      withBound('vial', [bound('vial', reachable(vial({ expiry: day('2026-11-25') })))], {
        booking: booking({ scheduledAt: instant('2026-11-30T15:00:00.000Z') }),
      }),
      'EXPIRED',
    ],
    [
      'the storage of the vial is not proven',
      withBound('vial', [bound('vial', reachable(vial({ provenUntil: instant('2026-11-24T13:59:00.000Z') })))]),
      'STORAGE_NOT_PROVEN',
    ],
    [
      'the vial was moved away',
      facts({ bound: [...allBound().slice(1), { ...bound('vial', reachable(vial())), unit: null }] }),
      'BOUND_GONE',
    ],
    [
      'the vial is of another product',
      withBound('vial', [bound('vial', reachable(vial({ productId: 8 })))]),
      'WRONG_PRODUCT',
    ],
    [
      'the vial is autologous, of another patient',
      withBound('vial', [bound('vial', reachable(vial({ regulatoryStanding: 'autologous' }), { ownerId: 7 }))]),
      'OF_OTHER_PATIENT',
    ],
    [
      'the vial is autologous, and nobody said of whom',
      withBound('vial', [bound('vial', reachable(vial({ regulatoryStanding: 'autologous' })))]),
      'OWNER_UNKNOWN',
    ],
    [
      'the reservation of the vial ended',
      withBound('vial', [bound('vial', reachable(vial()), { reserved: false })]),
      'NOT_RESERVED',
    ],
    [
      'two vials are of two donors',
      withBound('vial', [
        bound('vial', reachable(vial({ donation: 'W1' }))),
        bound('vial', reachable(vial({ donation: 'W2' }))),
      ]),
      'TWO_DONORS',
    ],
    [
      'one of two syringes is there',
      withBound('syringe', [bound('syringe', reachable(unit('syringe', { sizeMicroliters: 5_000 })), { quantity: 1 })]),
      'NOT_BOUND',
    ],
    [
      'the syringe is of 10 mL',
      withBound('syringe', [bound('syringe', reachable(unit('syringe', { sizeMicroliters: 10_000 })))]),
      'WRONG_KIND',
    ],
    [
      'the size of the syringe is not known',
      withBound('syringe', [bound('syringe', reachable(unit('syringe')))]),
      'WRONG_KIND',
    ],
    [
      'the gloves stand in a storage room',
      withBound('gloves', [bound('gloves', reachable(unit('sterile-gloves'), { reach: 'storage' }))]),
      'OUT_OF_REACH',
    ],
    [
      'the transducer was not disinfected since its last patient',
      withBound('transducer', [
        bound(
          'transducer',
          reachable(unit('ultrasound-transducer'), { lastUsedAt: instant('2026-11-24T13:00:00.000Z') }),
        ),
      ]),
      'NOT_DISINFECTED',
    ],
    [
      'the transducer was never disinfected',
      withBound('transducer', [bound('transducer', reachable(unit('ultrasound-transducer'), { disinfections: [] }))]),
      'NOT_DISINFECTED',
    ],
    [
      'injectable anesthesia is chosen and none is bound',
      facts({ booking: booking({ anesthesia: 'injectable' }) }),
      'NOT_BOUND',
    ],
    ['the site has no kit', facts({ kits: [] }), 'NO_KIT'],
    ['the kit seal was not checked today', facts({ kits: [kit({ lastSealCheck: null })] }), 'KIT'],
    ['nobody asked about allergies', facts({ allergies: [] }), 'ALLERGIES_NOT_ASKED'],
    ['nobody screened', facts({ booking: booking({ screening: null }) }), 'NOT_SCREENED'],
    [
      'the screening is of yesterday',
      facts({
        booking: booking({ screening: { at: instant('2026-11-23T15:00:00.000Z'), outcome: 'clear', yes: [] } }),
      }),
      'SCREENED_ANOTHER_DAY',
    ],
    [
      'the screening said stop',
      facts({ booking: booking({ screening: { at: now, outcome: 'stop', yes: [] } }) }),
      'SCREENED_OUT',
    ],
    ['there is no consent', facts({ booking: booking({ consentedAt: null }) }), 'NOT_CONSENTED'],
    [
      'the regulatory standing is not recorded',
      facts({ booking: booking({ regulatoryStanding: null }) }),
      'STANDING_MISSING',
    ],
    ['the legal basis is not recorded', facts({ booking: booking({ regulatoryBasis: null }) }), 'STANDING_MISSING'],
    ['the protocol asks for nothing at all', facts({ requirements: [] }), 'NOT_LOOKED_AT'],
  ])('is NOT READY when %s', (_claim, given, code) => {
    expect(verdict(given, now).ready).toBe(false)
    expect(codes(given)).toContain(code)
  })

  it('is NOT READY for a requirement that no check looks at', () => {
    const strange = {
      ...requirements[0],
      code: 'strange',
      bind: 'something' as 'unit',
    } as (typeof requirements)[number]
    expect(codes(facts({ requirements: [...requirements, strange] }))).toEqual(['NOT_LOOKED_AT'])
  })

  it('asks for anesthesia only when it is chosen', () => {
    const injectable = reachable(
      unit('anesthetic-injectable', { baseUnit: 'uL', containerQuantity: 20_000, quantity: 20_000 }),
    )
    const given = facts({
      booking: booking({ anesthesia: 'injectable' }),
      bound: [...allBound(), bound('anesthetic-injectable', injectable)],
    })
    expect(verdict(given, now).ready).toBe(true)
    expect(verdict(facts(), now).lines.map((line) => line.code)).not.toContain('anesthetic-injectable')
  })

  it('two vials of one donor together make a dose of 3 mL', () => {
    const two = [1, 2].map(() => bound('vial', reachable(vial({ donation: 'W1' }))))
    expect(verdict(withBound('vial', two, { booking: booking({ doseMicroliters: 3_000 }) }), now).ready).toBe(true)
  })

  it('says an override instead of blocking', () => {
    const over = overrideOf(keyOfFinding({ code: 'NOT_CONSENTED', severity: 'open' }, 'consent'))
    const given = facts({ booking: booking({ consentedAt: null, overrides: [over] }) })
    expect(verdict(given, now).ready).toBe(true)
    const said = verdict(given, now).lines.flatMap((line) => line.findings)
    expect(said).toContainEqual(expect.objectContaining({ code: 'NOT_CONSENTED', overridden: expect.anything() }))
  })

  it('says that a product is unapproved without an IND, and does not imply approval of any other', () => {
    const given = facts({
      booking: booking({ regulatoryStanding: 'unapproved', regulatoryBasis: 'physician practice' }),
    })
    expect(verdict(given, now).ready).toBe(true)
    expect(verdict(given, now).lines.flatMap((line) => line.findings)).toContainEqual(
      expect.objectContaining({ code: 'STANDING_UNAPPROVED' }),
    )
  })

  it('a vial of today is good through the last second of the day in the site’s zone', () => {
    const given = withBound('vial', [bound('vial', reachable(vial({ expiry: day('2026-11-24') })))])
    expect(verdict(given, instant('2026-11-25T04:59:59.000Z')).lines[0]?.findings.map((each) => each.code)).toEqual([
      'EXPIRES_SOON',
    ])
    expect(verdict(given, instant('2026-11-25T05:00:00.000Z')).lines[0]?.findings.map((each) => each.code)).toContain(
      'EXPIRED',
    )
  })
})

describe('allergies', () => {
  const chlorhexidine = [allergy('chlorhexidine')]
  const answered = (code: string, category: string, contains: Record<string, 'yes' | 'no'>) =>
    bound(code, reachable(unit(category), { contains }))
  const others = (allergen: string) =>
    allBound().map((each) =>
      each.unit
        ? {
            ...each,
            unit: {
              ...each.unit,
              touch: each.unit.touch && { ...each.unit.touch, contains: { [allergen]: 'no' as const } },
            },
          }
        : each,
    )

  it.each<[claim: string, category: string, contains: Record<string, 'yes' | 'no'>, code: string | null]>([
    ['chlorhexidine does not count', 'antiseptic-chlorhexidine', { chlorhexidine: 'no' }, 'ALLERGY'],
    ['chlorhexidine in alcohol is not "alcohol"', 'antiseptic-chlorhexidine-alcohol', {}, 'ALLERGY'],
    ['alcohol that contains chlorhexidine does not count', 'antiseptic-alcohol', { chlorhexidine: 'yes' }, 'ALLERGY'],
    ['alcohol that nobody answered for blocks until answered', 'antiseptic-alcohol', {}, 'ALLERGY_UNKNOWN'],
    ['alcohol without it counts', 'antiseptic-alcohol', { chlorhexidine: 'no' }, null],
    ['povidone-iodine without it counts', 'antiseptic-povidone-iodine', { chlorhexidine: 'no' }, null],
  ])('for a chlorhexidine allergy, %s', (_claim, category, contains, code) => {
    const rest = others('chlorhexidine').filter((each) => each.binding.requirement !== 'antiseptic')
    const given = facts({ allergies: chlorhexidine, bound: [...rest, answered('antiseptic', category, contains)] })
    expect(codes(given)).toEqual(code === null ? [] : [code])
  })

  it('names the nearest antiseptic that the patient may have', () => {
    const alcohol = unit('antiseptic-alcohol', { placeName: 'Cab 1', productName: 'Alcohol 70%' })
    const given = withBound('antiseptic', [answered('antiseptic', 'antiseptic-chlorhexidine', {})], {
      allergies: chlorhexidine,
      candidates: [reachable(alcohol, { reach: 'preparation', contains: { chlorhexidine: 'no' } })],
    })
    expect(sentence(given)).toContain('Nearest good one: Alcohol 70%')
    expect(sentence(given)).toContain('Cab 1')
  })

  it('a latex allergy asks for every product that touches the patient, and for none that does not', () => {
    const asked = blocking(verdict(facts({ allergies: [allergy('latex')] }), now))
    expect(asked.every((finding) => finding.code === 'ALLERGY_UNKNOWN')).toBe(true)
    expect(asked.length).toBe(allBound().length - 2)
  })

  it('emergency epinephrine is never disqualified for a sulfite allergy', () => {
    const given = facts({ allergies: [allergy('sulfite')], bound: others('sulfite') })
    expect(verdict(given, now).ready).toBe(true)
  })

  const codes = (given: ReturnType<typeof facts>) =>
    verdict(given, now)
      .lines.flatMap((line) => line.findings)
      .map((each) => each.code)

  it('an allergy in words that no table knows is asked about for every product that is kept', () => {
    const given = facts({ allergies: [allergy('other', 'walnut')] })
    expect(verdict(given, now).ready).toBe(false)
    const asked = verdict(given, now)
      .lines.flatMap((line) => line.findings)
      .find((each) => each.code === 'ALLERGY_QUESTION')
    const touching = new Set(
      given.bound.filter(({ unit }) => unit?.touch?.touchesPatient).map(({ unit }) => unit?.facts.productId),
    )
    expect(asked?.code === 'ALLERGY_QUESTION' && new Set(asked.products.map(({ productId }) => productId))).toEqual(
      touching,
    )
  })

  const judged = (matters: (productId: number) => boolean, answeredAt = now) => {
    const bound = allBound()
    const answers = bound.flatMap(({ unit }) =>
      unit ? [{ productId: unit.facts.productId, matters: matters(unit.facts.productId), answeredAt }] : [],
    )
    return facts({ bound, allergies: [{ ...allergy('other', 'walnut'), answers }] })
  }

  it('and no longer blocks when each was answered as not mattering, but is still said', () => {
    expect(
      verdict(
        judged(() => false),
        now,
      ).ready,
    ).toBe(true)
    expect(codes(judged(() => false))).toContain('ALLERGY_NOT_CODED')
  })

  it('stops the product for which it matters', () => {
    expect(codes(judged((productId) => productId === 7))).toContain('ALLERGY')
    expect(
      verdict(
        judged((productId) => productId === 7),
        now,
      ).ready,
    ).toBe(false)
  })

  it('is asked again where a product was corrected after the answer', () => {
    const given = judged(() => false, instant('2026-11-20T10:00:00.000Z'))
    const corrected = given.bound.map((each) =>
      each.unit?.touch && each.unit.facts.productId === 7
        ? { ...each, unit: { ...each.unit, touch: { ...each.unit.touch, changedAt: now } } }
        : each,
    )
    expect(verdict(given, now).ready).toBe(true)
    expect(verdict({ ...given, bound: corrected }, now).ready).toBe(false)
  })

  it('in words that the table knows is as if it were ticked', () => {
    const given = facts({ allergies: [allergy('other', 'CHG: rash')], bound: others('chlorhexidine') })
    expect(codes(given)).toEqual(
      codes(facts({ allergies: [allergy('chlorhexidine')], bound: others('chlorhexidine') })).concat(
        'ALLERGY_NOT_CODED',
      ),
    )
  })
})

describe('where the nearest good one is', () => {
  it('says the nearer before the farther, and the first-expiring before the later', () => {
    const far = reachable(unit('gauze', { lotNumber: 'FAR', expiry: day('2026-12-01') }), { reach: 'storage' })
    const late = reachable(unit('gauze', { lotNumber: 'LATE', expiry: day('2028-01-01') }))
    const soon = reachable(unit('gauze', { lotNumber: 'SOON', expiry: day('2027-01-01') }))
    expect(sentence(withBound('gauze', [], { candidates: [far, late, soon] }))).toContain('lot SOON')
  })

  it('says that there is none, and why what is there is not offered', () => {
    const held = reachable(unit('gauze', { lotNumber: 'HELD', holds: [hold()] }))
    const taken = reachable(unit('gauze', { lotNumber: 'TAKEN', quantity: 2, reserved: 2 }))
    const finding = first(withBound('gauze', [], { candidates: [held, taken] }))
    expect(finding).toMatchObject({ code: 'NOT_BOUND', severity: 'stop', near: null })
    expect(finding).toMatchObject({
      rejected: [{ lotNumber: 'HELD' }, { lotNumber: 'TAKEN', why: { code: 'KEPT_FOR_OTHER' } }],
    })
  })
})

describe('the light', () => {
  const sign = (given: ReadinessFacts, over: Partial<Sign> = {}): Sign => ({
    procedureId: 1,
    signedAt: now,
    validUntil: instant('2026-11-24T16:00:00.000Z'),
    signedName: 'Ana Ruiz',
    fingerprint: fingerprint(given, now),
    stopped: null,
    ...over,
  })

  it('is READY while the signature holds and nothing bound changed', () => {
    const given = facts()
    expect(lightOf(given, sign(given), instant('2026-11-24T15:00:00.000Z'))).toMatchObject({
      state: 'ready',
      signedName: 'Ana Ruiz',
    })
  })

  it('asks for a signature when there is none, when its time ended, and when something bound changed', () => {
    const given = facts()
    expect(lightOf(given, null, now)).toEqual({ state: 'unsigned', because: 'never' })
    expect(lightOf(given, sign(given), instant('2026-11-24T16:00:01.000Z'))).toEqual({
      state: 'unsigned',
      because: 'expired',
    })
    const swapped = withBound('gauze', [bound('gauze', reachable(unit('gauze')))])
    expect(lightOf(swapped, sign(given), now)).toEqual({ state: 'unsigned', because: 'changed' })
    const other = { ...given, booking: booking({ side: 'right' }) }
    expect(lightOf(other, sign(given), now)).toEqual({ state: 'unsigned', because: 'changed' })
  })

  it('does not come back by itself after a hold that came and went', () => {
    const given = facts()
    expect(lightOf(given, sign(given, { stopped: 'held' }), now)).toEqual({ state: 'unsigned', because: 'held' })
  })

  it('turns to NOT READY by itself when a hold lands on what is bound, though it was signed', () => {
    const given = facts()
    const signed = sign(given)
    const held = given.bound.map((each) =>
      each.binding.requirement === 'vial' && each.unit
        ? { ...each, unit: { ...each.unit, facts: { ...each.unit.facts, holds: [hold()] } } }
        : each,
    )
    expect(lightOf({ ...given, bound: held }, signed, now)).toMatchObject({
      state: 'not-ready',
      wasSigned: true,
      first: { code: 'ON_HOLD' },
    })
  })

  it('turns to NOT READY when the kit seal is opened, and turns no more after the procedure is given', () => {
    const given = facts()
    const opened = { ...given, kits: [kit({ sealBrokenAt: now })] }
    expect(lightOf(opened, sign(given), now)).toMatchObject({ state: 'not-ready' })
    expect(lightOf({ ...opened, booking: booking({ over: true }) }, sign(given), now)).toEqual({ state: 'over' })
  })
})
