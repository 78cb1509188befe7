import { z } from 'zod'
import type { Instant } from '~/lib/day'
import type { Lock, Tx } from '~/lib/db.server'
import { id } from '~/lib/inputs'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import type { Work } from '~/modules/auth/commands/command.server'
import { factsOfBooking } from '~/modules/readiness/queries/facts.server'
import { signsOf } from '~/modules/readiness/queries/signs.server'
import { passedOver } from '~/modules/readiness/rules/passed-over'
import { lightOf } from '~/modules/readiness/rules/verdict'
import type { ReadinessFacts } from '~/modules/readiness/types'
import { minutesToObserve, type ProcedureFile, procedureFile } from '../queries/booking.server'
import { timeOutMinutes } from '../queries/time-out.server'
import { timeOutFacts, timeOutFinding } from '../rules/time-out'
import type { EventKind, ProcedureRefusal, Status, StepFacts } from '../types'

/** Which procedure of the visitor's site: what every command of this room but the booking is told. */
export const target = z.object({ procedureId: id })

/** Two people at one procedure: the second one waits, and decides on what the first one did. */
export const atProcedure = ({ procedureId }: { readonly procedureId: number }): Lock[] => [
  { kind: 'procedure', key: procedureId },
]

/** Two people who keep things of one site: which balances they take, only the facts tell. */
export const keepingAt = (input: { readonly procedureId: number }, site: { readonly id: number }): Lock[] => [
  { kind: 'balance', key: `kept ${site.id}` },
  ...atProcedure(input),
]

/** The procedure as this command sees it. Refuses one that is not of the visitor's site. */
export async function openFile(
  { tx, site }: Pick<Work<never>, 'tx' | 'site'>,
  { procedureId }: { readonly procedureId: number },
): Promise<Result<ProcedureFile, ProcedureRefusal>> {
  const file = await procedureFile(tx, site.id, procedureId)
  return file ? ok(file) : refuse({ code: 'PROCEDURE_UNKNOWN' })
}

/** What decides about a step, with readiness asked of now. */
export async function stepFacts(
  tx: Tx,
  file: ProcedureFile,
  at: Instant,
): Promise<StepFacts & { readonly readiness: ReadinessFacts }> {
  const readiness = await factsOfBooking(tx, file.booking, at)
  const sign = (await signsOf(tx, [file.row.id])).get(file.row.id) ?? null
  const { timeZone } = file.row
  const observationMinutesMin = minutesToObserve(file)
  const light = lightOf(readiness, sign, at)
  const agreeable = timeOutFacts(file.row, readiness.bound)
  const timeOut = timeOutFinding(file.state, agreeable, await timeOutMinutes(tx), at)
  const over = passedOver(file.booking, at)
  return { state: file.state, light, passedOver: over, timeOut, timeZone, observationMinutesMin, readiness }
}

/** Stores an event, and the status that follows from it where one does. */
export async function storeEvent(
  tx: Tx,
  stamp: Stamp,
  procedureId: number,
  event: { kind: EventKind; detail?: Record<string, unknown>; occurredAt?: Instant; status?: Status },
): Promise<void> {
  await tx.procedureEvent.create({
    data: {
      procedureId,
      kind: event.kind,
      occurredAt: event.occurredAt ?? stamp.at,
      recordedAt: stamp.at,
      actor: stamp.actor,
      detail: JSON.stringify(event.detail ?? {}),
    },
    select: { id: true },
  })
  if (event.status)
    await tx.procedure.update({ where: { id: procedureId }, data: { status: event.status }, select: { id: true } })
}
