import { describe, expect, it } from 'vitest'
import { openQuestion } from '~/modules/procedures/rules/patient-questions'
import { stateOf } from '~/modules/procedures/rules/state'
import type { Event } from '~/modules/procedures/types'
import { keyOfFinding } from '~/modules/readiness/rules/overrides'
import { fingerprint, verdict } from '~/modules/readiness/rules/verdict'
import type { FindingOverride, Screening, ScreeningYes } from '~/modules/readiness/types'
import { allergy, booking, facts, now, overrideOf } from './builders'

const clotting: ScreeningYes = {
  question: 'clotting',
  text: 'A clotting disorder?',
  reason: 'on aspirin',
  answer: null,
}
const answered: ScreeningYes = { ...clotting, answer: { reason: 'stopped it a week ago', by: 'Dr. Lee' } }
const screened = (yes: readonly ScreeningYes[], over: Partial<Screening> = {}, overrides: FindingOverride[] = []) =>
  facts({ booking: booking({ overrides, screening: { at: now, outcome: 'assessed', yes, ...over } }) })
const codes = (given: ReturnType<typeof facts>) =>
  verdict(given, now).lines.flatMap(({ findings }) => findings.map(({ code }) => code))

describe('a yes of the screening', () => {
  it('blocks until a clinician has answered it, and is said with the answer from then on', () => {
    expect(verdict(screened([clotting]), now).ready).toBe(false)
    expect(openQuestion(screened([clotting]))).toMatchObject({ code: 'SCREENING_YES', question: 'clotting' })
    expect(verdict(screened([answered]), now).ready).toBe(true)
    expect(codes(screened([answered]))).toContain('SCREENING_ANSWERED')
    expect(openQuestion(screened([answered]))).toBeNull()
  })

  it('of a screening that stopped is no question, until the screening is overridden: then each one is', () => {
    expect(codes(screened([clotting], { outcome: 'stop' }))).not.toContain('SCREENING_YES')
    expect(verdict(screened([clotting], { outcome: 'stop' }), now).ready).toBe(false)
    const out = { code: 'SCREENED_OUT', severity: 'stop', at: now } as const
    const over = overrideOf(keyOfFinding(out, 'screening'))
    expect(codes(screened([clotting], { outcome: 'stop' }, [over]))).toContain('SCREENING_YES')
  })

  it('is part of what a signature is about', () => {
    expect(fingerprint(screened([answered]), now)).not.toBe(fingerprint(screened([]), now))
  })

  it('is counted with the allergies in words: the first open question is said', () => {
    const given = { ...screened([clotting]), allergies: [allergy('other', 'walnut')] }
    expect(openQuestion(given)?.code).toBe('ALLERGY_QUESTION')
  })
})

describe('what the events say of a screening', () => {
  const event = (id: number, kind: Event['kind'], detail: Record<string, unknown>): Event => ({
    id,
    procedureId: 1,
    kind,
    occurredAt: now,
    recordedAt: now,
    actor: 'person:1',
    detail,
  })
  const first = event(1, 'screened', {
    outcome: 'assessed',
    yes: ['clotting'],
    said: { clotting: 'A clot?' },
    reason: 'x',
  })
  const reply = event(2, 'screening-answered', { question: 'clotting', reason: 'fine', by: 'Dr. Lee' })

  it('an answer counts for the screening before it, and a new screening asks again', () => {
    expect(stateOf('booked', [first, reply]).screening?.yes).toEqual([
      { question: 'clotting', text: 'A clot?', reason: 'x', answer: { reason: 'fine', by: 'Dr. Lee' } },
    ])
    expect(stateOf('booked', [first, reply, { ...first, id: 3 }]).screening?.yes[0]?.answer).toBeNull()
  })

  it('a screening of an earlier release says its code where the words were not kept', () => {
    const old = event(1, 'screened', { outcome: 'assessed', yes: ['clotting'], reason: null })
    expect(stateOf('booked', [old]).screening?.yes[0]).toMatchObject({ text: 'clotting', reason: null })
  })
})
