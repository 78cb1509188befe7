import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { endBindings } from '~/modules/readiness/commands/bind.server'
import { outsidePlace, post } from '~/modules/stock/commands/ledger.server'
import type { PostingLine } from '~/modules/stock/types'
import { decideDispositions } from '../rules/cancel'
import { isOver } from '../rules/state'
import type { Disposition, ProcedureRefusal, Status } from '../types'
import { openFile, stepFacts, storeEvent, type Target } from './open-file.server'

export type CancelInput = Target & {
  readonly reason: string
  readonly dispositions: readonly { readonly bindingId: number; readonly disposition: Disposition }[]
}

/**
 * Cancels a procedure, or stops it midway when the time-out was taken (R26): reservations are freed, each opened or thawed
 * item is discarded or, where it may be, kept for another booking. Refuses when something was given: that is observed and
 * closed.
 */
export const cancelProcedure = (
  context: CommandContext,
  key: string,
  input: CancelInput,
): Promise<Result<{ status: Status }, ProcedureRefusal | CommandRefusal>> =>
  runCommand(
    context,
    { key, kind: 'procedure.cancel', input },
    async (tx, note): Promise<Result<{ status: Status }, ProcedureRefusal>> => {
      const file = await openFile(tx, input)
      if (!file.ok) return file
      const { state, row } = file.value
      if (isOver(state.status)) return refuse({ code: 'PROCEDURE_OVER', status: state.status })
      const { readiness } = await stepFacts(tx, file.value, context.at)
      const chosen = new Map(input.dispositions.map((each) => [each.bindingId, each.disposition]))
      const decision = decideDispositions(readiness.bound, chosen, context.at)
      if (!decision.ok) return decision
      await endBindings(
        tx,
        context,
        readiness.bound.map((each) => each.binding),
        'freed',
      )
      const discard = await outsidePlace(tx, row.siteId, 'discard')
      const lines = decision.value.discard.flatMap(({ unit, binding }): PostingLine[] =>
        unit === null
          ? []
          : [
              {
                unitId: binding.unitId,
                lotId: unit.facts.lotId,
                from: { id: binding.placeId, inside: true },
                to: discard,
                quantity: binding.quantity,
              },
            ],
      )
      const reason = `Procedure cancelled: ${input.reason}`
      const posted = await post(tx, context, { movement: key, kind: 'discard', lines, occurredAt: context.at, reason })
      if (!posted.ok) return posted
      const status: Status = state.timeOutAt === null ? 'cancelled' : 'stopped'
      await storeEvent(tx, context, row.id, {
        kind: status,
        detail: { reason: input.reason, dispositions: input.dispositions },
        status,
      })
      note({ subject: `procedure:${row.id}`, detail: { status, discarded: lines.map((line) => line.unitId) } })
      return ok({ status })
    },
  )
