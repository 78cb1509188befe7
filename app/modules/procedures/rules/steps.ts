import { addMinutes, dayOf, type Instant } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import type { ProcedureRefusal, ProcedureState, Step, StepFacts } from '../types'
import { isEnded } from './state'

/** The steps in their order (R26). */
export const steps: readonly Step[] = [
  'screened',
  'consented',
  'ready',
  'time-out',
  'cleared',
  'given',
  'observed',
  'closed',
]

/** Whether a step was taken and still counts. A screening that said stop, or from another day, doesn't. */
export function isTaken(step: Step, { state, light, timeOut, timeZone }: StepFacts, at: Instant): boolean {
  const given = state.givenAt !== null
  const today = (when: Instant): boolean => given || dayOf(when, timeZone) === dayOf(at, timeZone)
  switch (step) {
    case 'screened':
      return state.screening !== null && state.screening.outcome !== 'stop' && today(state.screening.at)
    case 'consented':
      return state.consentedAt !== null
    case 'ready':
      // What was cleared stays cleared when the time of the signature runs out: only what stands against it now asks.
      if (isCleared(state, timeOut) && light.state === 'unsigned' && light.because === 'expired') return true
      return light.state === 'ready' || (given && state.timeOutAt !== null)
    case 'time-out':
      return given ? state.timeOutAt !== null : timeOut === null
    case 'cleared':
      return given ? state.cleared !== null : isCleared(state, timeOut)
    case 'given':
      return given
    case 'observed':
      return state.observedAt !== null
    case 'closed':
      return state.status === 'closed'
  }
}

const isCleared = (state: ProcedureState, timeOut: StepFacts['timeOut']): boolean =>
  state.cleared !== null && timeOut === null

const comesBeforeGiven = (step: Step): boolean => steps.indexOf(step) < steps.indexOf('given')

/** Whether a step was not taken, and a person goes on over that with a reason (docs/safety.md §4). */
export const isOverridden = (step: Step, { passedOver }: StepFacts): boolean => passedOver.includes(step)

/**
 * Whether a step is no longer in the way: taken, overridden, or made moot because giving has happened. What was missing
 * then is a finding (R41), and the patient is still observed.
 */
export const isPassed = (step: Step, facts: StepFacts, at: Instant): boolean =>
  isTaken(step, facts, at) || isOverridden(step, facts) || (facts.state.givenAt !== null && comesBeforeGiven(step))

/** The first step that is neither taken nor overridden; null when the procedure has ended. */
export function nextStep(facts: StepFacts, at: Instant): Step | null {
  if (isEnded(facts.state.status)) return null
  return steps.find((step) => !isPassed(step, facts, at)) ?? null
}

const takenAt = (step: Step, state: ProcedureState): Instant | null => {
  if (step === 'time-out') return state.timeOutAt
  if (step === 'given') return state.givenAt
  return step === 'observed' ? state.observedAt : null
}

function readyRefusal({ light }: StepFacts): ProcedureRefusal | null {
  if (light.state === 'not-ready') return { code: 'TIME_OUT_NOT_READY', open: light.open }
  return light.state === 'unsigned' ? { code: 'TIME_OUT_NOT_SIGNED', because: light.because } : null
}

/**
 * Whether a step may be taken now. Steps come in their order and none is skipped; READY is asked again at the time-out and
 * at clearance; the observation lasts at least its minutes (R26, R28, R31). Screening and consent may be taken again, giving
 * and what follows may not.
 */
export function decideStep(step: Step, facts: StepFacts, at: Instant): Result<null, ProcedureRefusal> {
  const { state } = facts
  if (isEnded(state.status)) return refuse({ code: 'PROCEDURE_OVER', status: state.status })
  if (state.givenAt !== null && comesBeforeGiven(step))
    return refuse({ code: 'STEP_TAKEN', step: 'given', at: state.givenAt })
  const before = takenAt(step, state)
  if (before !== null && isTaken(step, facts, at)) return refuse({ code: 'STEP_TAKEN', step, at: before })
  for (const earlier of steps.slice(0, steps.indexOf(step))) {
    if (isPassed(earlier, facts, at)) continue
    const notReady = earlier === 'ready' ? readyRefusal(facts) : null
    return refuse(notReady ?? { code: 'STEP_MISSING', step, missing: earlier })
  }
  if (step === 'observed' && state.givenAt !== null) {
    const until = addMinutes(state.givenAt, facts.observationMinutesMin)
    if (at < until) return refuse({ code: 'OBSERVATION_NOT_OVER', until, minutes: facts.observationMinutesMin })
  }
  return ok(null)
}

/** Steps before giving that are missing, for what has happened already (R41). */
export const missingSteps = (facts: StepFacts, at: Instant): Step[] =>
  steps.filter((step) => comesBeforeGiven(step) && !isTaken(step, facts, at) && !isOverridden(step, facts))
