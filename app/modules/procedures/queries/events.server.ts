import { among, type Reader, sql } from '~/lib/db.server'
import { instant, int, json, oneOf, read, row, text } from '~/lib/rows.server'
import type { Event, EventKind } from '../types'

const kinds = [
  'booked',
  'screened',
  'screening-answered',
  'consented',
  'time-out',
  'changed',
  'applied',
  'left',
  'cleared',
  'patient-scanned',
  'patient-said',
  'wrong-patient-scanned',
  'wrong-vial-scanned',
  'vial-scanned',
  'given',
  'reaction',
  'emergency-drug',
  'observe-longer',
  'observed',
  'closed',
  'cancelled',
  'stopped',
  'override',
  'override-ended',
  'finding',
  'undone',
] as const satisfies readonly EventKind[]

function detailOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('expected an object')
  return value as Record<string, unknown>
}

const eventsOfProcedures = read(
  'procedures.events',
  row({
    id: int,
    procedureId: int,
    kind: oneOf(...kinds),
    occurredAt: instant,
    recordedAt: instant,
    actor: text,
    detail: json(detailOf),
  }),
  (procedureIds: readonly number[]) => sql`
    SELECT "id", "procedureId", "kind", "occurredAt", "recordedAt", "actor", "detail" FROM "ProcedureEvent"
    WHERE "procedureId" IN ${among(procedureIds)} ORDER BY "id"`,
  [[1, 2]],
)

/** The events of these procedures in the order in which they were recorded, by procedure. */
export async function eventsOf(reader: Reader, procedureIds: readonly number[]): Promise<Map<number, Event[]>> {
  const byProcedure = new Map<number, Event[]>()
  if (procedureIds.length === 0) return byProcedure
  for (const event of await eventsOfProcedures(reader, procedureIds)) {
    const events = byProcedure.get(event.procedureId)
    if (events) events.push(event)
    else byProcedure.set(event.procedureId, [event])
  }
  return byProcedure
}
