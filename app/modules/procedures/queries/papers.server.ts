import { dateTime, type Instant } from '~/lib/day'
import { actorNames } from '~/modules/auth/queries.server'
import type { Visitor } from '~/modules/auth/types'
import { textsOf, versionById } from '~/modules/protocols/queries.server'
import { aftercareLines } from '../rules/aftercare'
import { explainEvent } from '../rules/event-words'
import { reactionsOf } from '../rules/reactions'
import type { Event } from '../types'
import { openProcedure, type ProcedureHead } from './page.server'
import { type UseRow, usesOf } from './uses.server'

export type AftercareView = {
  readonly head: ProcedureHead
  readonly clinic: string
  readonly lines: readonly { readonly code: string; readonly text: string }[]
  readonly followUp: string
  readonly leftOut: boolean
}

/** The aftercare sheet of a procedure (R28), for printing. */
export async function aftercarePage(visitor: Visitor, param: string | undefined): Promise<AftercareView> {
  const { file, patient, head } = await openProcedure(visitor, param)
  const reader = visitor.context.db.read
  const texts = await textsOf(reader, file.row.versionId, 'after')
  const lines = aftercareLines(texts, patient.allergies)
  const version = await versionById(reader, file.row.versionId)
  return {
    head,
    clinic: visitor.site.name,
    lines: lines.map(({ code, text }) => ({ code, text })),
    followUp: version ? `${version.followUpWeeksMin}–${version.followUpWeeksMax}` : '2–4',
    leftOut: lines.length < texts.length,
  }
}

export type NoteView = {
  readonly head: ProcedureHead
  readonly clinic: string
  readonly uses: readonly UseRow[]
  readonly rows: readonly { readonly label: string; readonly text: string | null }[]
  readonly events: readonly {
    readonly key: number
    readonly when: string
    readonly text: string
    readonly who: string
  }[]
  readonly closedBy: string | null
}

const wordsOf = (event: Event | undefined, name: string): string | null => {
  const value = event?.detail[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** Each reaction that was recorded, with its time; else what the observation said; null before it. */
function reactionText(events: readonly Event[], zone: string, now: Instant): string | null {
  const seen = reactionsOf(events).map(
    ({ reaction, at, notes }) => `${reaction}, ${dateTime(at, zone, now)}${notes ? `: ${notes}` : ''}`,
  )
  return seen.length > 0
    ? seen.join('; ')
    : wordsOf(events.filter((event) => event.kind === 'observed').at(-1), 'reaction')
}

/** The procedure note: what the protocol wants recorded, with the whole history (R29), for printing. */
export async function notePage(visitor: Visitor, param: string | undefined): Promise<NoteView> {
  const { file, head } = await openProcedure(visitor, param)
  const { db, at } = visitor.context
  const names = await actorNames(
    db,
    file.events.map((event) => event.actor),
  )
  const nameOf = (actor: string): string => names.get(actor) ?? actor
  const last = (kind: Event['kind']) => file.events.filter((event) => event.kind === kind).at(-1)
  const closed = last('closed')
  const observed = last('observed')
  const { timeZone } = file.row
  return {
    head,
    clinic: visitor.site.name,
    uses: await usesOf(db.read, file.row.id),
    rows: [
      { label: 'Injection locations and techniques', text: wordsOf(closed, 'technique') },
      { label: 'Response during the procedure', text: wordsOf(closed, 'response') },
      { label: 'Observation', text: wordsOf(observed, 'notes') },
      { label: 'Reaction', text: reactionText(file.events, timeZone, at) },
      { label: 'Observations after the treatment', text: wordsOf(closed, 'observations') },
      { label: 'Instructions given', text: observed ? 'Aftercare explained, sheet handed over' : null },
      { label: 'Adjustment of dose or frequency', text: wordsOf(closed, 'adjustments') ?? (closed ? 'none' : null) },
    ],
    events: file.events.map((event) => ({
      key: event.id,
      when: dateTime(event.occurredAt, timeZone, at),
      text: explainEvent(event, timeZone, at),
      who: nameOf(event.actor),
    })),
    closedBy: closed ? nameOf(closed.actor) : null,
  }
}
