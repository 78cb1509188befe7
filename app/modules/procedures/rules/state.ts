import type { Screening, ScreeningOutcome } from '~/modules/readiness/types'
import type { Event, ProcedureState, Status } from '../types'

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
  const wristband = after.filter(({ kind }) => kind === 'patient-scanned' || kind === 'wrong-patient-scanned').at(-1)
  // A wristband that was scanned before the time-out says who was here then, not who lies on the table now.
  const rightSince = wristband?.kind === 'patient-scanned' && wristband.id > (last('time-out')?.id ?? 0)
  return {
    status,
    screening: screened ? screeningOf(screened, events) : null,
    consentedAt: last('consented')?.occurredAt ?? null,
    timeOutAt: last('time-out')?.occurredAt ?? null,
    patientScannedAt: rightSince ? wristband.occurredAt : null,
    wrongPatientScannedAt: wristband?.kind === 'wrong-patient-scanned' ? wristband.occurredAt : null,
    scannedVials: after
      .filter((event) => event.kind === 'vial-scanned')
      .map((event) => ({ unitId: Number(event.detail.unitId), raw: text(event.detail.raw), at: event.occurredAt })),
    givenAt: given?.occurredAt ?? null,
    observedAt: last('observed')?.occurredAt ?? null,
  }
}

/** Whether the procedure is over: it has no light, and what was bound has been used or freed. */
export const isOver = (status: Status): boolean =>
  status === 'given' || status === 'observed' || status === 'closed' || status === 'cancelled' || status === 'stopped'

/** Whether a procedure has ended for good. */
export const isEnded = (status: Status): boolean =>
  status === 'closed' || status === 'cancelled' || status === 'stopped'
