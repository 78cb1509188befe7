import type { Instant } from '~/lib/day'
import { among, query, type Reader, sql } from '~/lib/db.server'
import type { Event, EventKind } from '../types'

type EventRow = {
  id: number
  procedureId: number
  kind: string
  occurredAt: Instant
  recordedAt: Instant
  actor: string
  detail: string
}

function parsed(detail: string): Record<string, unknown> {
  const value: unknown = JSON.parse(detail)
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

/** The events of these procedures in the order in which they were recorded, by procedure. */
export async function eventsOf(reader: Reader, procedureIds: readonly number[]): Promise<Map<number, Event[]>> {
  const byProcedure = new Map<number, Event[]>()
  if (procedureIds.length === 0) return byProcedure
  const rows = await query<EventRow>(
    reader,
    sql`SELECT "id", "procedureId", "kind", "occurredAt", "recordedAt", "actor", "detail" FROM "ProcedureEvent"
        WHERE "procedureId" IN ${among(procedureIds)} ORDER BY "id"`,
  )
  for (const row of rows) {
    const event: Event = { ...row, kind: row.kind as EventKind, detail: parsed(row.detail) }
    byProcedure.set(row.procedureId, [...(byProcedure.get(row.procedureId) ?? []), event])
  }
  return byProcedure
}
