import type { Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import type { CommandContext } from '~/modules/audit/types'
import { factsOfBooking } from '~/modules/readiness/queries/facts.server'
import { signsOf } from '~/modules/readiness/queries/signs.server'
import { lightOf } from '~/modules/readiness/rules/verdict'
import type { ReadinessFacts } from '~/modules/readiness/types'
import { type ProcedureFile, procedureFile } from '../queries/booking.server'
import type { EventKind, ProcedureRefusal, Status, StepFacts } from '../types'

/** Which procedure of which site: what every command is told. */
export type Target = { readonly siteId: number; readonly procedureId: number }

/** The procedure as this transaction sees it. Refuses one that is not of the site. */
export async function openFile(tx: Tx, target: Target): Promise<Result<ProcedureFile, ProcedureRefusal>> {
  const file = await procedureFile(tx, target.siteId, target.procedureId)
  return file ? ok(file) : refuse({ code: 'PROCEDURE_UNKNOWN' })
}

/** What decides about a step, with readiness asked of now. */
export async function stepFacts(
  tx: Tx,
  file: ProcedureFile,
  at: Instant,
): Promise<StepFacts & { readonly readiness: ReadinessFacts }> {
  const readiness = await factsOfBooking(tx, file.booking)
  const sign = (await signsOf(tx, [file.row.id])).get(file.row.id) ?? null
  const { timeZone, observationMinutesMin } = file.row
  return { state: file.state, light: lightOf(readiness, sign, at), timeZone, observationMinutesMin, readiness }
}

/** Stores an event, and the status that follows from it where one does. */
export async function storeEvent(
  tx: Tx,
  context: CommandContext,
  procedureId: number,
  event: { kind: EventKind; detail?: Record<string, unknown>; occurredAt?: Instant; status?: Status },
): Promise<void> {
  await tx.procedureEvent.create({
    data: {
      procedureId,
      kind: event.kind,
      occurredAt: event.occurredAt ?? context.at,
      recordedAt: context.at,
      actor: context.actor,
      detail: JSON.stringify(event.detail ?? {}),
    },
    select: { id: true },
  })
  if (event.status)
    await tx.procedure.update({ where: { id: procedureId }, data: { status: event.status }, select: { id: true } })
}
