import type { Screening, ScreeningOutcome } from '~/modules/readiness/types'
import type { Clearance, Draw, Event, ProcedureState, Status, TimeOutFacts } from '../types'
import { agreedAnewAfter, hasEnded, partsOf } from './booked-parts'
import { wasSevere } from './reactions'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const outcomes: readonly ScreeningOutcome[] = ['clear', 'assessed', 'stop']

/** An event stored with an unknown outcome counts as a stop (fails closed). */
const outcomeOf = (event: Event): ScreeningOutcome =>
  outcomes.find((outcome) => outcome === event.detail.outcome) ?? 'stop'

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []

/** A screening with its yeses. Screenings of earlier releases kept the codes alone, so these stand for the words. */
function screeningOf(screened: Event, events: readonly Event[]): Screening {
  const { yes, said, reason } = screened.detail
  const words = new Map(Object.entries(typeof said === 'object' && said !== null ? said : {}))
  const answers = events.filter(({ kind, id }) => kind === 'screening-answered' && id > screened.id)
  return {
    at: screened.occurredAt,
    outcome: outcomeOf(screened),
    yes: texts(yes).map((question) => {
      const answer = answers.filter(({ detail }) => detail.question === question).at(-1)
      return {
        question,
        text: text(words.get(question)) || question,
        reason: typeof reason === 'string' ? reason : null,
        answer: answer ? { reason: text(answer.detail.reason), by: text(answer.detail.by) } : null,
      }
    }),
  }
}

const identifying: ReadonlySet<Event['kind']> = new Set(['patient-scanned', 'wrong-patient-scanned', 'patient-said'])

const patientLeft = (events: readonly Event[]): Event | undefined =>
  events.filter(({ kind, detail }) => kind === 'left' && detail.who === 'patient').at(-1)

/** What a time-out agreed on. Those of earlier releases kept nothing, so they are asked for anew. */
const agreedOf = ({ detail }: Event): TimeOutFacts | null =>
  typeof detail.agreed === 'object' && detail.agreed !== null ? (detail.agreed as TimeOutFacts) : null

/** Whether an event ends the clearance before it: somebody left, another patient or vial was there, it was changed, a reaction. */
const endsClearance = (event: Event): boolean =>
  event.kind === 'left' ||
  hasEnded(event, 'clearance') ||
  event.kind === 'wrong-patient-scanned' ||
  event.kind === 'wrong-vial-scanned' ||
  (event.kind === 'patient-said' && event.detail.matches !== true) ||
  (event.kind === 'reaction' && wasSevere([event]))

/** The first event after the last clearance that ended it, or the time-out that was taken anew; null where it still counts. */
export function clearanceEndedBy(events: readonly Event[]): Event | null {
  const cleared = events.filter(({ kind }) => kind === 'cleared').at(-1)
  const given = events.filter(({ kind }) => kind === 'given').at(-1)
  const after = cleared ? events.filter(({ id }) => id > cleared.id && (given === undefined || id < given.id)) : []
  return after.find((event) => event.kind === 'time-out' || endsClearance(event)) ?? null
}

/**
 * The clearance that still counts: given since the time-out, and after it nobody left, nothing was changed, no other patient or vial
 * was scanned, and no reaction was recorded that holds lots. Only this room writes these events.
 */
function clearanceOf(events: readonly Event[]): Clearance | null {
  const cleared = events.filter(({ kind }) => kind === 'cleared').at(-1)
  if (!cleared || clearanceEndedBy(events) !== null) return null
  const { side, site, drawn } = cleared.detail
  return {
    eventId: cleared.id,
    at: cleared.occurredAt,
    side: text(side),
    site: text(site),
    drawn: Array.isArray(drawn) ? (drawn as Draw[]) : [],
  }
}

/**
 * What the events of a procedure add up to, in the order in which they were recorded. An undone giving takes back the
 * giving, and the wristband and the vials that were scanned for it.
 */
export function stateOf(status: Status, events: readonly Event[]): ProcedureState {
  const last = (kind: Event['kind']): Event | null => events.filter((event) => event.kind === kind).at(-1) ?? null
  const undone = status === 'given' || status === 'observed' || status === 'closed' ? null : last('undone')
  const after = events.filter((event) => undone === null || event.id > undone.id)
  const given = after.filter((event) => event.kind === 'given').at(-1) ?? null
  const screened = last('screened')
  const observed = last('observed')
  const said = after.filter(({ kind }) => identifying.has(kind)).at(-1)
  const isRight = said?.kind === 'patient-scanned' || (said?.kind === 'patient-said' && said.detail.matches === true)
  const timeOut = last('time-out')
  const left = last('left')
  const wrongVial = last('wrong-vial-scanned')
  // Who was identified before the time-out, or has left since, is not who lies on the table now.
  const rightSince = isRight && said.id > Math.max(timeOut?.id ?? 0, patientLeft(events)?.id ?? 0)
  const changes = events.filter(({ kind }) => kind === 'changed')
  const consentEnded = changes.filter((event) => hasEnded(event, 'consent')).at(-1)
  const changedSince = changes.filter(({ id }) => id > (timeOut?.id ?? 0)).flatMap(partsOf)
  const consented = last('consented')
  return {
    status,
    screening: screened ? screeningOf(screened, events) : null,
    consentedAt: consented && consented.id > (consentEnded?.id ?? 0) ? consented.occurredAt : null,
    timeOutAt: timeOut?.occurredAt ?? null,
    agreed: timeOut ? agreedOf(timeOut) : null,
    changedSince: timeOut ? agreedAnewAfter(changedSince) : [],
    leftSince:
      left && left.id > (timeOut?.id ?? 0)
        ? { who: left.detail.who === 'operator' ? 'operator' : 'patient', at: left.occurredAt }
        : null,
    cleared: clearanceOf(after),
    patientScannedAt: rightSince ? said.occurredAt : null,
    wrongPatientScannedAt: said !== undefined && !isRight ? said.occurredAt : null,
    scannedVials: after
      // After a wrong vial nobody knows which one is in the hand: each is scanned again.
      .filter((event) => event.kind === 'vial-scanned' && event.id > (wrongVial?.id ?? 0))
      .map((event) => ({
        unitId: Number(event.detail.unitId),
        raw: text(event.detail.raw),
        at: event.occurredAt,
        typed: event.detail.typed === true,
      })),
    givenAt: given?.occurredAt ?? null,
    observedAt: observed && observed.id > (given?.id ?? 0) ? observed.occurredAt : null,
    lastChangeId: changes.at(-1)?.id ?? 0,
    furtherDose: events.reduce(
      (before, { kind, detail }) =>
        (kind === 'booked' || kind === 'changed') && typeof detail.furtherDose === 'boolean'
          ? detail.furtherDose
          : before,
      false,
    ),
    readyEndedAt: changes.filter((event) => hasEnded(event, 'ready')).at(-1)?.recordedAt ?? null,
  }
}

/** Whether the procedure is over: it has no light, and what was bound has been used or freed. */
export const isOver = (status: Status): boolean =>
  status === 'given' || status === 'observed' || status === 'closed' || status === 'cancelled' || status === 'stopped'

/** Whether a procedure has ended for good. */
export const isEnded = (status: Status): boolean =>
  status === 'closed' || status === 'cancelled' || status === 'stopped'
