import { dateTime, type Instant } from '~/lib/day'
import { unreachable } from '~/lib/result'
import { explainReadiness } from '~/modules/readiness/messages'
import type { ReadinessFinding } from '~/modules/readiness/types'
import { bookedName, explainClear, explainLate, stepName, voidedName, waitName } from '../messages'
import type { BookingChange, ClearFinding, Event, LateFinding, Step, WaitFor } from '../types'
import { endedBy, partsOf } from './booked-parts'
import { clearTable, type OfClearing, overriderOfClearing } from './clear-table'
import { storedFindings } from './stored-findings'

const said = (value: unknown): string => (typeof value === 'string' && value !== '' ? ` ${value}` : '')

/** What an undone use had taken from other procedures doesn't come back to them by itself. */
export const stillWithout = (lost: unknown): string =>
  Array.isArray(lost) && lost.length > 0
    ? ` What it took from procedure ${lost.join(', ')} is not kept there again: keep a container there.`
    : ''

const screeningText: Record<string, string> = {
  clear: 'Screened: nothing against it.',
  assessed: 'Screened: assessed, and goes on.',
  stop: 'Screened: a reason to stop.',
}

const lateFindings = (value: unknown): readonly LateFinding[] => (Array.isArray(value) ? storedFindings(value) : [])

/** Whether an override was of a finding of the clearance, and not of READY. */
const isOfClearing = ({ code }: { readonly code: string }): boolean =>
  code === 'UNIT' || (code in clearTable && overriderOfClearing({ code } as OfClearing) !== 'nobody')

/** An override with the finding as it was then; one of an earlier release named a step. */
function overrideText({ detail }: Event, zone: string, now?: Instant): string {
  const { finding, name, role } = detail
  if (typeof finding !== 'object' || finding === null || !('code' in finding))
    return `Overridden: ${stepName(detail.step as Step) ?? 'a step'}.${said(detail.reason)}`
  const text = isOfClearing(finding as { code: string })
    ? explainClear(finding as ClearFinding, zone, now)
    : explainReadiness(finding as ReadinessFinding, zone, now)
  return `${text} Overridden by${said(name)},${said(role)}:${said(detail.reason)}`
}

const isChange = (value: unknown): value is BookingChange =>
  typeof value === 'object' && value !== null && 'part' in value && 'from' in value && 'to' in value

const listed = (title: string, names: unknown): string[] =>
  Array.isArray(names) && names.length > 0 ? [`${title}: ${[...new Set(names)].join(', ')}.`] : []

/** A change of the booking, from what to what, with what ended by it. */
function changeText(event: Event): string {
  const { changes } = event.detail
  const shown = Array.isArray(changes) ? changes.filter(isChange) : []
  const ended = endedBy(partsOf(event))
  const what = shown.map(({ part, from, to }) => `${bookedName(part)} from ${from} to ${to}`).join('; ')
  const sentences = [
    `Booking changed: ${what || 'all of it'}.`,
    ...listed('No longer counts', ended.map(voidedName)),
    ...listed('Let go, since it no longer fits', event.detail.freed),
    ...listed('Opened or thawed, and no longer fits', event.detail.open),
  ]
  return sentences.join(' ')
}

const yesText = (answers: unknown): string =>
  typeof answers === 'object' && answers !== null && Object.keys(answers).length > 0
    ? ` Yes to: ${Object.values(answers).join('; ')}.`
    : ''

/** The events that a later one corrects: they stay in the history, struck. */
export const correctedEvents = (events: readonly Event[]): ReadonlySet<number> =>
  new Set(events.flatMap(({ detail }) => (typeof detail.corrects === 'number' ? [detail.corrects] : [])))

/** An event of a procedure as its history shows it. */
export function explainEvent(event: Event, zone: string, now?: Instant): string {
  const { detail } = event
  switch (event.kind) {
    case 'booked':
      return typeof detail.tooSoonAfter === 'string'
        ? `Booked, sooner than the protocol's interval after the last treatment, ${dateTime(detail.tooSoonAfter as Instant, zone, now)}.`
        : 'Booked.'
    case 'screened':
      return `${screeningText[String(detail.outcome)] ?? 'Screened.'}${yesText(detail.said)}${said(detail.reason)}${typeof detail.why === 'string' ? ` Corrected: ${detail.why}` : ''}`
    case 'screening-answered':
      return `Screening answered by${said(detail.by)}:${said(detail.reason)}`
    case 'consented':
      return 'Informed consent.'
    case 'time-out':
      return 'Time-out: patient, side, site, units, dose and operator.'
    case 'cleared':
      return 'Cleared to inject.'
    case 'applied':
      return `Applied: ${waitName(detail.what as WaitFor) ?? 'something'}${typeof detail.product === 'string' ? `, ${detail.product}` : ''}.${typeof detail.why === 'string' ? ` Time corrected:${said(detail.why)}` : ''}`
    case 'left':
      return detail.who === 'operator' ? 'The operator left the room.' : 'The patient left the room.'
    case 'changed':
      return changeText(event)
    case 'patient-said':
      return detail.matches === true
        ? 'Name and birth date typed as the patient said them: right patient.'
        : 'Name and birth date typed as the patient said them: not this patient.'
    case 'patient-scanned':
      return 'Wristband scanned: right patient.'
    case 'wrong-patient-scanned':
      return 'Wristband scanned: another patient.'
    case 'wrong-vial-scanned':
      return 'Scanned after the clearance: a container that must not be used here.'
    case 'vial-scanned':
      return detail.typed === true ? 'Vial’s number typed: may be used.' : 'Vial scanned: may be used.'
    case 'given':
      return detail.late === true ? `Given, recorded late. Given by:${said(detail.givenBy)}` : 'Given.'
    case 'reaction':
      return `Reaction: ${String(detail.reaction)}.${said(detail.notes)}`
    case 'emergency-drug':
      return `Emergency:${said(detail.what)}${detail.amount ? `:${said(detail.amount)}` : ''}. Given by:${said(detail.by)}`
    case 'observe-longer':
      return `Observation extended:${said(detail.reason)}`
    case 'observed':
      return `Observed; reaction: ${String(detail.reaction)}.${said(detail.notes)}${detail.endedEarly ? ` Ended early:${said(detail.endedEarly)}` : ''}`
    case 'closed':
      return 'Closed with its note.'
    case 'cancelled':
      return `Canceled:${said(detail.reason)}`
    case 'stopped':
      return `Stopped midway:${said(detail.reason)}`
    case 'override':
      return overrideText(event, zone, now)
    case 'override-ended':
      return `The override of ${stepName(detail.step as Step) ?? 'a step'} ended with an update of Vialkeep: overrides name single findings now.`
    case 'finding':
      return typeof detail.takenOutEarly === 'string'
        ? `Vial taken out early:${said(detail.takenOutEarly)}`
        : lateFindings(detail.findings)
            .map((finding) => explainLate(finding, zone, now))
            .join(' ')
    case 'undone':
      return `Use undone:${said(detail.reason)}${stillWithout(detail.lost)}`
    default:
      return unreachable(event.kind)
  }
}
