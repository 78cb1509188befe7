import { addMinutes, type Instant } from '~/lib/day'
import type { Event, ObservationReason } from '../types'
import { reactionsOf } from './reactions'

/** The minutes that a reason asks for, counted from the giving; toxicity from the reaction (R28: the protocol's safety row). */
const minutesOf: Record<Exclude<ObservationReason, 'extended'>, number> = {
  'injectable-anesthetic': 30,
  'severe-allergy': 30,
  toxicity: 120,
}

/** What decides how long a patient is observed. */
export type ObservationFacts = {
  readonly givenAt: Instant
  readonly minutesMin: number
  readonly anesthesia: string
  /** Codes of the screening's questions that were answered with yes. */
  readonly yes: readonly string[]
  readonly events: readonly Event[]
}

/**
 * Until when a patient is observed at least, and why longer than the protocol's least (R28): 30 minutes with an injectable anesthetic
 * or a history of severe allergy, two hours after signs of anesthetic toxicity, and as long as a clinician extended it.
 */
export function observation(facts: ObservationFacts): {
  readonly until: Instant
  readonly reasons: readonly ObservationReason[]
} {
  const { givenAt, anesthesia, yes, events } = facts
  const reasons: ObservationReason[] = []
  let until = addMinutes(givenAt, facts.minutesMin)
  const atLeast = (then: Instant, reason: ObservationReason) => {
    if (then <= until) return
    until = then
    reasons.push(reason)
  }
  if (anesthesia === 'injectable')
    atLeast(addMinutes(givenAt, minutesOf['injectable-anesthetic']), 'injectable-anesthetic')
  if (yes.includes('severe-allergy')) atLeast(addMinutes(givenAt, minutesOf['severe-allergy']), 'severe-allergy')
  for (const { sort, at } of reactionsOf(events))
    if (sort === 'toxicity') atLeast(addMinutes(at, minutesOf.toxicity), 'toxicity')
  for (const { kind, detail } of events)
    if (kind === 'observe-longer' && typeof detail.until === 'string') atLeast(detail.until as Instant, 'extended')
  return { until, reasons }
}

/** The same in whole minutes from the giving; the protocol's least before anything was given. */
export function observationMinutes(
  facts: Omit<ObservationFacts, 'givenAt'> & { readonly givenAt: Instant | null },
): number {
  const { givenAt, ...rest } = facts
  if (givenAt === null) return facts.minutesMin
  const { until } = observation({ ...rest, givenAt })
  return Math.ceil((Date.parse(until) - Date.parse(givenAt)) / 60_000)
}
