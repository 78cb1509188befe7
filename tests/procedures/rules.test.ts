import { describe, expect, it } from 'vitest'
import type { Day, Instant } from '~/lib/day'
import { explainUse } from '~/modules/procedures/messages'
import { aftercareLines } from '~/modules/procedures/rules/aftercare'
import { decideBooking } from '~/modules/procedures/rules/booking'
import { decideDispositions, mayKeep, touched } from '~/modules/procedures/rules/cancel'
import { checkUse, type UseFacts } from '~/modules/procedures/rules/check-use'
import { identityFinding } from '~/modules/procedures/rules/identity'
import { codedSite, isSameSite } from '~/modules/procedures/rules/injection-site'
import { discardTime, drawnPlan, togetherPlan } from '~/modules/procedures/rules/plan-give'
import { decideScreening } from '~/modules/procedures/rules/screening'
import { stateOf } from '~/modules/procedures/rules/state'
import { decideStep, missingSteps, nextStep } from '~/modules/procedures/rules/steps'
import type { Event, EventKind, ProcedureState, Status, Step, StepFacts } from '~/modules/procedures/types'
import { hipProtocol } from '~/modules/protocols/rules/hip-protocol'
import type { ProtocolText } from '~/modules/protocols/types'
import type { Light } from '~/modules/readiness/types'
import { allergy, booking, bound, hold, now, reachable, unit, vial, zone } from '../readiness/builders'

const instant = (text: string): Instant => text as Instant
const ready: Light = {
  state: 'ready',
  signedName: 'Ana',
  signedAt: now,
  validUntil: instant('2026-11-24T16:00:00.000Z'),
}

const state = (over: Partial<ProcedureState> = {}): ProcedureState => ({
  status: 'consented',
  screening: { at: now, outcome: 'clear', yes: [] },
  consentedAt: now,
  timeOutAt: null,
  agreed: null,
  changedSince: [],
  leftSince: null,
  lastChangeId: 0,
  furtherDose: false,
  readyEndedAt: null,
  cleared: null,
  patientScannedAt: null,
  wrongPatientScannedAt: null,
  scannedVials: [],
  givenAt: null,
  observedAt: null,
  ...over,
})
const facts = (
  over: Partial<ProcedureState> = {},
  light: Light = ready,
  passedOver: readonly Step[] = [],
): StepFacts => ({
  state: state(over),
  light,
  passedOver,
  timeOut: over.timeOutAt === now ? null : { code: 'TIME_OUT_MISSING' },
  timeZone: zone,
  observationMinutesMin: 10,
})
const decided = (step: Step, given: StepFacts, at = now): string => {
  const decision = decideStep(step, given, at)
  return decision.ok ? 'ok' : decision.refusal.code
}
const cleared = { eventId: 9, at: now, side: 'left', site: 'joint cavity', drawn: [] }
const yesterday = instant('2026-11-23T14:00:00.000Z')

describe('the steps', () => {
  it.each<[claim: string, step: Step, given: StepFacts, answer: string]>([
    ['screening is the first', 'screened', facts({ screening: null, consentedAt: null, status: 'booked' }), 'ok'],
    ['consent waits for the screening', 'consented', facts({ screening: null, consentedAt: null }), 'STEP_MISSING'],
    [
      'consent waits for a screening that does not say stop',
      'consented',
      facts({ screening: { at: now, outcome: 'stop', yes: [] } }),
      'STEP_MISSING',
    ],
    [
      'the time-out waits for a screening of this day',
      'time-out',
      facts({ screening: { at: yesterday, outcome: 'clear', yes: [] } }),
      'STEP_MISSING',
    ],
    ['the time-out is taken when READY is signed', 'time-out', facts(), 'ok'],
    [
      'the time-out is refused while NOT READY',
      'time-out',
      facts({}, { state: 'not-ready', open: 1, of: 9, first: null, wasSigned: true }),
      'TIME_OUT_NOT_READY',
    ],
    [
      'the time-out is refused while nobody signed',
      'time-out',
      facts({}, { state: 'unsigned', because: 'never' }),
      'TIME_OUT_NOT_SIGNED',
    ],
    ['giving waits for the time-out', 'given', facts(), 'STEP_MISSING'],
    ['giving follows the clearance', 'given', facts({ timeOutAt: now, cleared }), 'ok'],
    ['giving waits for the clearance', 'given', facts({ timeOutAt: now }), 'STEP_MISSING'],
    ['the clearance follows the time-out', 'cleared', facts({ timeOutAt: now }), 'ok'],
    ['giving asks for a time-out that counts', 'given', facts({ timeOutAt: yesterday, cleared }), 'STEP_MISSING'],
    [
      'giving asks READY again',
      'given',
      facts({ timeOutAt: now }, { state: 'not-ready', open: 1, of: 9, first: null, wasSigned: true }),
      'TIME_OUT_NOT_READY',
    ],
    [
      'giving asks again when something changed since signing',
      'given',
      facts({ timeOutAt: now }, { state: 'unsigned', because: 'changed' }),
      'TIME_OUT_NOT_SIGNED',
    ],
    [
      'giving asks again when what is kept was on hold since signing',
      'given',
      facts({ timeOutAt: now }, { state: 'unsigned', because: 'held' }),
      'TIME_OUT_NOT_SIGNED',
    ],
    [
      'giving after the clearance outlasts the time of the signature',
      'given',
      facts({ timeOutAt: now, cleared }, { state: 'unsigned', because: 'expired' }),
      'ok',
    ],
    [
      'the clearance does not',
      'cleared',
      facts({ timeOutAt: now }, { state: 'unsigned', because: 'expired' }),
      'TIME_OUT_NOT_SIGNED',
    ],
    ['giving is not done twice', 'given', facts({ timeOutAt: now, givenAt: now, status: 'given' }), 'STEP_TAKEN'],
    [
      'consent is not taken after giving',
      'consented',
      facts({ timeOutAt: now, givenAt: now, status: 'given' }),
      'STEP_TAKEN',
    ],
    ['a closed procedure takes no step', 'observed', facts({ status: 'closed' }), 'PROCEDURE_OVER'],
    ['a cancelled procedure takes no step', 'screened', facts({ status: 'cancelled' }), 'PROCEDURE_OVER'],
  ])('%s', (_claim, step, given, answer) => {
    expect(decided(step, given)).toBe(answer)
  })

  it('the observation lasts at least its minutes, to the minute', () => {
    const given = facts({ status: 'given', timeOutAt: now, givenAt: now }, { state: 'over' })
    expect(decided('observed', given, instant('2026-11-24T14:09:59.999Z'))).toBe('OBSERVATION_NOT_OVER')
    expect(decided('observed', given, instant('2026-11-24T14:10:00.000Z'))).toBe('ok')
  })

  it('a step that a person goes on over is passed: the others still stand in the way', () => {
    const given = facts({ screening: null }, ready, ['screened'])
    expect(decided('time-out', given)).toBe('ok')
    expect(decided('given', given)).toBe('STEP_MISSING')
  })

  it('the next step is the first that is missing, and none after the end', () => {
    expect(nextStep(facts({ screening: null }), now)).toBe('screened')
    expect(nextStep(facts({}, { state: 'unsigned', because: 'never' }), now)).toBe('ready')
    expect(nextStep(facts(), now)).toBe('time-out')
    expect(nextStep(facts({ status: 'stopped' }), now)).toBeNull()
    expect(missingSteps(facts({ screening: null, consentedAt: null }), now)).toEqual([
      'screened',
      'consented',
      'time-out',
      'cleared',
    ])
  })
})

describe('the state', () => {
  let last = 0
  const event = (kind: EventKind, detail: Record<string, unknown> = {}): Event => {
    last += 1
    return { id: last, procedureId: 1, kind, occurredAt: now, recordedAt: now, actor: 'person:1', detail }
  }
  it('is the sum of the events', () => {
    const events = [
      event('screened', { outcome: 'assessed' }),
      event('consented'),
      event('vial-scanned', { unitId: 3, raw: 'X' }),
      event('given'),
    ]
    expect(stateOf('given', events)).toMatchObject({
      screening: { outcome: 'assessed' },
      consentedAt: now,
      givenAt: now,
      scannedVials: [{ unitId: 3, raw: 'X' }],
    })
  })
  it('takes a screening whose outcome it does not know for a stop', () => {
    expect(stateOf('booked', [event('screened', { outcome: 'fine' })]).screening?.outcome).toBe('stop')
  })
  it('knows that a giving was undone, and asks for the vial to be scanned again', () => {
    const events = [event('vial-scanned', { unitId: 3 }), event('given'), event('undone')]
    expect(stateOf('consented', events)).toMatchObject({ givenAt: null, scannedVials: [] })
    expect(stateOf('given', [...events, event('given')]).givenAt).toBe(now)
  })
})

describe('the screening', () => {
  const questions = hipProtocol.texts
    .filter((text) => text.part === 'contraindications')
    .map((text) => ({ code: text.code, text: text.text, effect: text.effect ?? null }))
  const no = Object.fromEntries(questions.map(({ code }) => [code, 'no' as const]))
  const outcome = (answers: Record<string, 'yes' | 'no'>, reason: string | null = null) => {
    const decision = decideScreening(questions, answers, reason)
    return decision.ok ? decision.value.outcome : decision.refusal.code
  }
  it.each<[claim: string, answers: Record<string, 'yes' | 'no'>, reason: string | null, answer: string]>([
    ['all no is clear', no, null, 'clear'],
    ['an infection stops, whatever the reason', { ...no, infection: 'yes' }, 'but', 'stop'],
    ['disease that needs surgery stops', { ...no, 'needs-surgery': 'yes' }, null, 'stop'],
    ['a clotting disorder needs a reason', { ...no, clotting: 'yes' }, null, 'SCREENING_REASON_MISSING'],
    ['a clotting disorder with a reason goes on', { ...no, clotting: 'yes' }, 'INR 1.1 today', 'assessed'],
    ['a question left open is refused', { infection: 'no' }, null, 'SCREENING_INCOMPLETE'],
  ])('%s', (_claim, answers, reason, answer) => {
    expect(outcome(answers, reason)).toBe(answer)
  })
  it('without questions is refused, and a question without an effect stops', () => {
    expect(decideScreening([], {}, null).ok).toBe(false)
    // "Not sure" is not "no".
    const one = { code: 'x', text: 'x', effect: null }
    expect(decideScreening([one], { x: 'unsure' }, 'why')).toMatchObject({
      ok: true,
      value: { outcome: 'stop', yes: ['x'] },
    })
    expect(decideScreening([{ ...one, effect: 'assess' }], { x: 'unsure' }, null)).toMatchObject({
      refusal: { code: 'SCREENING_REASON_MISSING' },
    })
    expect(decideScreening([{ ...one, effect: 'assess' }], { x: 'unsure' }, 'asked her doctor')).toMatchObject({
      value: { outcome: 'assessed', yes: ['x'] },
    })
    expect(decideScreening([{ code: 'x', text: 'x', effect: null }], { x: 'yes' }, 'why')).toMatchObject({
      value: { outcome: 'stop' },
    })
  })
})

describe('the right patient', () => {
  it.each<[claim: string, right: Instant | null, wrong: Instant | null, answer: string | null]>([
    ['nobody was scanned', null, null, 'PATIENT_NOT_IDENTIFIED'],
    ['this patient was scanned', now, null, null],
    ['another was scanned last', null, now, 'WRONG_PATIENT_SCANNED'],
    ['this patient was scanned yesterday', yesterday, null, 'PATIENT_NOT_IDENTIFIED'],
    ['another was scanned yesterday, and nobody today', null, yesterday, 'PATIENT_NOT_IDENTIFIED'],
  ])('%s', (_claim, patientScannedAt, wrongPatientScannedAt, answer) => {
    const finding = identityFinding({ patientScannedAt, wrongPatientScannedAt }, zone, now)
    expect(finding?.code ?? null).toBe(answer)
  })
})

describe('use is checked before given', () => {
  const use = (over: Partial<UseFacts> = {}): UseFacts => ({
    unit: reachable(vial()),
    booking: booking(),
    kept: { quantity: 2_000, reserved: true },
    keptUnits: ['lot MX2240'],
    allergies: [allergy('none')],
    doseMicroliters: 2_000,
    protocol: { min: 1_000, max: 3_000 },
    given: 2_000,
    givenInAll: 2_000,
    usedHere: false,
    otherDonors: [],
    ...over,
  })
  const stops = (given: UseFacts) =>
    checkUse(given, 'enter', now)
      .filter((finding) => finding.severity === 'stop')
      .map((finding) => finding.code)

  const later = instant('2026-11-24T20:00:00.000Z')
  it('what was opened for this patient in this procedure is not stopped for being opened', () => {
    const opened = reachable(vial({ openedAt: now, discardAt: later }))
    expect(stops(use({ unit: opened, usedHere: true }))).toEqual([])
    expect(stops(use({ unit: opened }))).toEqual(['OPENED_FOR_OTHER'])
  })

  it('nothing stands against a good vial', () => {
    expect(checkUse(use(), 'enter', now)).toEqual([])
  })

  it.each<[claim: string, given: UseFacts, code: string]>([
    ['expired', use({ unit: reachable(vial({ expiry: '2026-11-23' as Day })) }), 'EXPIRED'],
    ['of an unknown expiry', use({ unit: reachable(vial({ expiry: null })) }), 'EXPIRY_UNKNOWN'],
    ['on hold', use({ unit: reachable(vial({ holds: [hold()] })) }), 'ON_HOLD'],
    [
      'opened too long',
      use({ unit: reachable(vial({ openedAt: yesterday, discardAt: yesterday })) }),
      'OPENED_TOO_LONG',
    ],
    [
      'thawed 5 hours ago for 4',
      use({ unit: reachable(vial({ thawLimitAt: instant('2026-11-24T13:00:00.000Z') })) }),
      'THAWED_TOO_LONG',
    ],
    [
      'opened for another patient',
      use({ unit: reachable(vial({ openedAt: now, discardAt: later })) }),
      'OPENED_FOR_OTHER',
    ],
    ['stored where nothing is proven', use({ unit: reachable(vial({ provenUntil: null })) }), 'STORAGE_NOT_PROVEN'],
    ['in the wrong storage', use({ unit: reachable(vial({ placeBand: 'fridge' })) }), 'WRONG_STORAGE'],
    ['kept for another booking', use({ unit: reachable(vial({ reserved: 2_000 })), kept: null }), 'KEPT_FOR_OTHER'],
    ['not kept for this one', use({ kept: null }), 'NOT_KEPT'],
    ['another product', use({ unit: reachable(vial({ productId: 8 })) }), 'WRONG_PRODUCT'],
    ['to be thawed and was not', use({ unit: reachable(vial({ needsThaw: true })) }), 'NOT_THAWED'],
    [
      'of another donor than the other vial',
      use({ unit: reachable(vial({ donation: 'W1' })), otherDonors: [vial({ donation: 'W2' })] }),
      'TWO_DONORS',
    ],
    ['holding less than what was given', use({ given: 2_101 }), 'MORE_THAN_LEFT'],
    [
      'with what the patient is allergic to',
      use({ allergies: [allergy('dmso')], unit: reachable(vial(), { contains: { dmso: 'yes' } }) }),
      'ALLERGY',
    ],
    ['with what nobody answered', use({ allergies: [allergy('dmso')] }), 'ALLERGY_UNKNOWN'],
    ['used up', use({ unit: reachable(vial({ quantity: 0 })) }), 'NONE_LEFT'],
  ])('a vial is stopped that is %s, with a sentence', (_claim, given, code) => {
    expect(stops(given)).toContain(code)
    for (const finding of checkUse(given, 'enter', now))
      expect(explainUse(finding, zone, now)).toMatch(/^[A-Z0-9].{15,}/)
  })

  it('says that the dose differs, and that it is outside the protocol, without stopping', () => {
    expect(checkUse(use({ given: 1_500, givenInAll: 1_500 }), 'enter', now)).toEqual([
      { code: 'DOSE_DIFFERS', severity: 'check', booked: 2_000, given: 1_500 },
    ])
    expect(checkUse(use({ given: 500, givenInAll: 500 }), 'enter', now)).toMatchObject([
      { code: 'DOSE_OUT_OF_PROTOCOL' },
    ])
    expect(checkUse(use({ given: 2_050, givenInAll: 2_050 }), 'enter', now)).toMatchObject([{ code: 'DOSE_DIFFERS' }])
  })

  it('stops an autologous vial that is another patient’s or nobody’s yet, and says of the patient’s own to compare the name', () => {
    const own = (ownerId: number | null, standing: string | null = 'autologous') =>
      checkUse(use({ unit: reachable(vial({ regulatoryStanding: standing }), { ownerId }) }), 'enter', now)
    expect(own(1042)).toEqual([{ code: 'OF_THIS_PATIENT', severity: 'check' }])
    expect(own(7)).toEqual([{ code: 'OF_OTHER_PATIENT', severity: 'stop' }])
    expect(own(null)).toEqual([{ code: 'OWNER_UNKNOWN', severity: 'stop' }])
    // It stays theirs when the product is called otherwise later.
    expect(own(7, 'hctp-361')).toEqual([{ code: 'OF_OTHER_PATIENT', severity: 'stop' }])
  })
})

describe('the movement of a giving', () => {
  const places = {
    procedure: { id: 100, inside: false },
    discard: { id: 101, inside: false },
    difference: { id: 102, inside: false },
  }
  const drawn = (given: number, available = 2_000, discardRest = true) =>
    drawnPlan({ unit: vial(), given, available, basis: 'scan', raw: 'X', discardRest }, places)

  it.each<[given: number, available: number, lines: [from: number, to: number, quantity: number][]]>([
    [2_000, 2_000, [[5, 100, 2_000]]],
    [
      1_500,
      2_000,
      [
        [5, 100, 1_500],
        [5, 101, 500],
      ],
    ],
    [
      2_050,
      2_000,
      [
        [5, 100, 2_000],
        [102, 100, 50],
      ],
    ],
    [2_000, 0, [[102, 100, 2_000]]],
  ])('of %i µL out of %i posts what adds up', (given, available, lines) => {
    const plan = drawn(given, available)
    expect(plan.lines.map((line) => [line.from.id, line.to.id, line.quantity])).toEqual(lines)
    const toPatient = plan.lines.filter((line) => line.to.id === 100).reduce((sum, line) => sum + line.quantity, 0)
    expect(toPatient).toBe(given)
    expect(plan.uses[0]?.quantity).toBe(given)
  })

  it('leaves what is held for review', () => {
    expect(drawn(1_500, 2_000, false).lines).toHaveLength(1)
  })

  it('makes one use of a unit that was used for two requirements, by its more certain basis', () => {
    const one = { unitId: 1, lotId: 1, quantity: 1, wasted: 0, raw: null }
    const plan = togetherPlan([
      { lines: [], uses: [{ ...one, basis: 'room' }] },
      { lines: [], uses: [{ ...one, basis: 'scan' }] },
    ])
    expect(plan.uses).toEqual([{ ...one, quantity: 2, basis: 'scan' }])
  })

  it('an opened container ends with its hours, at the latest with its expiry', () => {
    const bottle = unit('anesthetic-injectable', { openForHours: 672, expiry: '2026-11-30' as Day })
    expect(discardTime(bottle, now)).toBe('2026-12-01T04:59:59.999Z')
    expect(discardTime({ ...bottle, expiry: '2027-06-30' as Day }, now)).toBe('2026-12-22T14:00:00.000Z')
    expect(discardTime({ ...bottle, openForHours: null }, now)).toBe('2026-12-01T04:59:59.999Z')
    // A multi-dose container without a figure of its maker: 28 days (R15).
    const vial = { ...bottle, openForHours: null, multiDose: true }
    expect(discardTime({ ...vial, expiry: '2027-06-30' as Day }, now)).toBe('2026-12-22T14:00:00.000Z')
    expect(discardTime(vial, now)).toBe('2026-12-01T04:59:59.999Z')
    expect(discardTime({ ...bottle, openForHours: null, expiry: null }, now)).toBe(now)
  })
})

describe('cancelling', () => {
  const thawing = (limit: string, over = {}) =>
    bound(
      'vial',
      reachable(vial({ placeId: 2, placeKind: 'room', placeBand: null, thawLimitAt: instant(limit), ...over })),
    )
  it('asks about what is opened or thawing, and not about sealed vials, equipment or bottles that stay in use', () => {
    const items = [
      thawing('2026-11-24T15:00:00.000Z'),
      bound('vial', reachable(vial())),
      bound('transducer', reachable(unit('ultrasound-transducer', { openedAt: now }))),
      bound('antiseptic', reachable(unit('antiseptic-alcohol', { openedAt: now, multiDose: true }))),
    ]
    expect(touched(items)).toEqual([items[0]])
  })
  it.each<[claim: string, item: ReturnType<typeof bound>, may: boolean]>([
    ['thawing, unopened, in time', thawing('2026-11-24T15:00:00.000Z'), true],
    ['whose time is over', thawing('2026-11-24T13:59:00.000Z'), false],
    ['opened', thawing('2026-11-24T15:00:00.000Z', { openedAt: now }), false],
    ['drawn from', thawing('2026-11-24T15:00:00.000Z', { quantity: 1_000 }), false],
    ['the patient’s own', thawing('2026-11-24T15:00:00.000Z', { regulatoryStanding: 'autologous' }), false],
  ])('a vial %s may be kept for another booking: %s', (_claim, item, may) => {
    expect(mayKeep(item, now)).toBe(may)
    expect(decideDispositions([item], new Map([[item.binding.id, 'keep' as const]]), now).ok).toBe(may)
  })
  it('is refused while something has no disposition', () => {
    expect(decideDispositions([thawing('2026-11-24T15:00:00.000Z')], new Map(), now)).toMatchObject({
      refusal: { code: 'DISPOSITION_MISSING' },
    })
  })
})

describe('booking', () => {
  const ground = {
    patientKnown: true,
    roomHere: true,
    roomClosed: null,
    siteKnown: true,
    sites: ['joint cavity', 'gluteal muscle'],
    productIsBiologic: true,
    version: { min: 1_000, max: 3_000, intervalWeeks: 4 },
    lastGivenAt: null,
    timeZone: zone,
  }
  const wish = { doseMicroliters: 2_000, scheduledAt: now }
  it.each<[claim: string, dose: number, over: object, code: string]>([
    ['an unknown patient', 2_000, { patientKnown: false }, 'BOOKING_PATIENT_UNKNOWN'],
    ['a room of another site', 2_000, { roomHere: false }, 'BOOKING_ROOM_UNKNOWN'],
    ['a closed room', 2_000, { roomClosed: 'Room 2' }, 'BOOKING_ROOM_CLOSED'],
    ['words that are no coded site', 2_000, { siteKnown: false }, 'BOOKING_SITE_UNKNOWN'],
    ['a product that is no biologic', 2_000, { productIsBiologic: false }, 'BOOKING_PRODUCT_UNKNOWN'],
    ['an unknown protocol', 2_000, { version: null }, 'BOOKING_PROTOCOL_UNKNOWN'],
    ['less than the protocol gives', 999, {}, 'DOSE_OUT_OF_RANGE'],
    ['more than the protocol gives', 3_001, {}, 'DOSE_OUT_OF_RANGE'],
  ])('is refused for %s', (_claim, doseMicroliters, over, code) => {
    expect(decideBooking({ ...wish, doseMicroliters }, { ...ground, ...over })).toMatchObject({
      ok: false,
      refusal: { code },
    })
  })
  it('warns of a treatment sooner than four weeks after the last, to the day', () => {
    const soon = (lastGivenAt: string) => decideBooking(wish, { ...ground, lastGivenAt: instant(lastGivenAt) })
    expect(soon('2026-10-28T14:00:00.000Z')).toMatchObject({ value: { tooSoonAfter: '2026-10-28T14:00:00.000Z' } })
    expect(soon('2026-10-27T14:00:00.000Z')).toMatchObject({ value: { tooSoonAfter: null } })
  })
})

describe('the aftercare sheet', () => {
  const texts: ProtocolText[] = hipProtocol.texts.map((text) => ({ ...text, effect: text.effect ?? null }))
  const lines = (code: Parameters<typeof allergy>[0] | null) =>
    aftercareLines(texts, code === null ? [] : [allergy(code)]).map((text) => text.code)
  it('offers acetaminophen, but not to who is allergic, nor to who was never asked; and never NSAIDs', () => {
    expect(lines('none')).toContain('acetaminophen')
    expect(lines('acetaminophen')).not.toContain('acetaminophen')
    expect(lines(null)).not.toContain('acetaminophen')
    for (const given of [lines('none'), lines('acetaminophen')]) expect(given).toContain('no-nsaids')
  })
  it('has no line of another part', () => {
    expect(aftercareLines(texts, [allergy('none')]).every((text) => text.part === 'after')).toBe(true)
  })
})

const statuses: Status[] = ['booked', 'screened', 'consented', 'given', 'observed', 'closed', 'cancelled', 'stopped']
describe('every status', () => {
  it.each(statuses)('%s has a next step or has ended', (status) => {
    const next = nextStep(
      facts({ status, givenAt: ['given', 'observed', 'closed'].includes(status) ? now : null }),
      now,
    )
    expect(next === null).toBe(['closed', 'cancelled', 'stopped'].includes(status))
  })
})

describe('an injection site', () => {
  const sites = [
    { code: 'hip-joint', label: 'joint cavity' },
    { code: 'gluteal', label: 'gluteal muscle' },
  ]
  it.each([
    ['joint cavity', 'hip-joint'],
    [' Joint  Cavity ', 'hip-joint'],
    ['gluteal muscle', 'gluteal'],
    ['left joint cavity', null],
    ['', null],
  ])('of %j is %j: the whole label or none', (words, code) => {
    expect(codedSite(words, sites)?.code ?? null).toBe(code)
  })
  const site = (words: string, code: string | null, side = 'left') => ({ side, words, code })
  it.each([
    ['of one code', site('joint cavity', 'hip-joint'), site('Hip', 'hip-joint'), true],
    ['of two codes', site('joint cavity', 'hip-joint'), site('gluteal muscle', 'gluteal'), false],
    ['on the other side', site('joint cavity', 'hip-joint'), site('joint cavity', 'hip-joint', 'right'), false],
    ['of the same words without a code', site('hip', null), site(' Hip ', null), true],
    ['of other words without a code: nobody can tell', site('joint cavity', 'hip-joint'), site('the hip', null), null],
    ['of two words without a code: nobody can tell', site('hip', null), site('acetabulum', null), null],
  ])('%s', (_claim, one, other, same) => {
    expect(isSameSite(one, other)).toBe(same)
    expect(isSameSite(other, one)).toBe(same)
  })
})
