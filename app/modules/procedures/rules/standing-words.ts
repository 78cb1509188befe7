import { clockTime, type Instant } from '~/lib/day'
import type { Mark } from '~/lib/live'
import { lightDetail, lightWord } from '~/modules/readiness/messages'
import type { Light } from '~/modules/readiness/types'
import { explainLate, explainTimeOut } from '../messages'
import type { Event, StepFacts } from '../types'
import { explainEvent } from './event-words'
import type { Standing } from './standing'
import { clearanceEndedBy } from './state'

/** The clearance as an open page is told of it: nothing of a patient in it. */
export function standingMark(standing: Standing, zone: string): Mark {
  if (standing.state === 'stands') return { state: 'ready', word: `CLEAR TO INJECT ${clockTime(standing.at, zone)}` }
  if (standing.state === 'none') return { state: 'stop', word: 'Not cleared to inject' }
  return { state: 'stop', word: `STOP. No longer clear to inject (cleared ${clockTime(standing.at, zone)})` }
}

function lightReason(light: Light, zone: string, at: Instant): string {
  const detail = lightDetail(light, zone, at)
  return detail === '' ? `${lightWord(light)}.` : `${lightWord(light)}: ${detail}`
}

/** Why the clearance doesn't stand, as sentences; none where nothing was cleared yet. */
export function standingReasons(
  standing: Standing,
  facts: StepFacts,
  events: readonly Event[],
  { zone, at }: { readonly zone: string; readonly at: Instant },
): string[] {
  if (standing.state === 'stands') return []
  if (standing.state === 'turned')
    return standing.against.map((finding) =>
      finding.code === 'STEPS_MISSING' ? lightReason(facts.light, zone, at) : explainLate(finding, zone, at),
    )
  const endedBy = clearanceEndedBy(events)
  const timeOut = facts.timeOut && facts.state.cleared !== null ? [explainTimeOut(facts.timeOut, zone)] : []
  return endedBy
    ? [`The clearance ended ${clockTime(endedBy.occurredAt, zone)}: ${explainEvent(endedBy, zone, at)}`, ...timeOut]
    : timeOut
}
