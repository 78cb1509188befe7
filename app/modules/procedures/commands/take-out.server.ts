import { addHours } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { rebind } from '~/modules/readiness/commands/bind.server'
import { blocks, verdict } from '~/modules/readiness/rules/verdict'
import { post } from '~/modules/stock/commands/ledger.server'
import { endReservation, startClock } from '~/modules/stock/commands/reserve.server'
import { placeFacts } from '~/modules/stock/queries/places.server'
import { decideMove } from '~/modules/stock/rules/move'
import type { ProcedureRefusal } from '../types'
import { openFile, stepFacts, storeEvent, type Target } from './open-file.server'

/**
 * Takes the vial that is kept for a procedure out of storage to its room, where its clock starts (R16). Stopped until the
 * patient is screened today and consented and all else is ready; a clinician may release it earlier with a reason. It stays
 * kept for the booking, at its new place; what changed asks for a new signature only if the vial itself changed.
 */
export const takeOut = (
  context: CommandContext,
  key: string,
  input: Target & { readonly bindingId: number; readonly reason: string | null },
): Promise<Result<{ limitAt: string | null }, ProcedureRefusal | CommandRefusal>> =>
  runCommand(
    context,
    { key, kind: 'procedure.take-out', input },
    async (tx, note): Promise<Result<{ limitAt: string | null }, ProcedureRefusal>> => {
      const file = await openFile(tx, input)
      if (!file.ok) return file
      const { row, booking } = file.value
      if (booking.over) return refuse({ code: 'BOOKING_OVER' })
      const { readiness } = await stepFacts(tx, file.value, context.at)
      const bound = readiness.bound.find((each) => each.binding.id === input.bindingId)
      if (!bound?.unit) return refuse({ code: 'BINDING_UNKNOWN' })
      const { facts } = bound.unit
      if (bound.unit.reach !== 'storage') return refuse({ code: 'NOT_FROM_STORAGE', lotNumber: facts.lotNumber })
      const open = verdict(readiness, context.at).lines.filter((line) => line.findings.some(blocks)).length
      if (open > 0 && input.reason === null) return refuse({ code: 'THAW_TOO_EARLY', open })
      const room = await placeFacts(tx, row.roomPlaceId)
      if (!room) return refuse({ code: 'PLACE_UNKNOWN' })
      const move = decideMove(facts, room, { quantity: bound.binding.quantity, alreadyDone: false })
      if (!move.ok) return move
      if (bound.binding.reservationId !== null)
        await endReservation(tx, { reservationId: bound.binding.reservationId, at: context.at, ended: 'freed' })
      const { unitId, quantity, placeId } = bound.binding
      const lines = [{ unitId, lotId: facts.lotId, from: { id: placeId, inside: true }, to: room, quantity }]
      const posted = await post(tx, context, {
        movement: key,
        kind: 'move',
        lines,
        occurredAt: context.at,
        reason: input.reason,
      })
      if (!posted.ok) return posted
      const { clockHours } = move.value
      const limitAt = clockHours === null ? null : addHours(context.at, clockHours)
      if (limitAt !== null)
        await startClock(tx, context, {
          unitId,
          kind: facts.needsThaw ? 'thaw' : 'out-of-storage',
          startedAt: context.at,
          limitAt,
        })
      const kept = await rebind(tx, context, bound.binding, room.id)
      if (!kept.ok) return kept
      if (open > 0)
        await storeEvent(tx, context, row.id, {
          kind: 'finding',
          detail: { findings: [], takenOutEarly: input.reason, unitId },
        })
      note({ subject: `procedure:${row.id}`, detail: { takenOut: unitId, limitAt } })
      return ok({ limitAt })
    },
  )
