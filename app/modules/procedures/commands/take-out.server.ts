import { z } from 'zod'
import { addHours } from '~/lib/day'
import { id, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { rebind } from '~/modules/readiness/commands/bind.server'
import { verdict } from '~/modules/readiness/rules/verdict'
import { post } from '~/modules/stock/commands/ledger.server'
import { endReservation, startClock } from '~/modules/stock/commands/reserve.server'
import { placeFacts } from '~/modules/stock/queries/places.server'
import { blocks } from '~/modules/stock/rules/judge/weigh'
import { decideMove } from '~/modules/stock/rules/move'
import { procedureRefusals } from '../rules/refusals'
import { keepingAt, openFile, stepFacts, storeEvent, target } from './open-file.server'

/**
 * Takes the vial that is kept for a procedure out of storage to its room, where its clock starts (R16). Stopped until the
 * patient is screened today and consented and all else is ready; a clinician may release it earlier with a reason. It stays
 * kept for the booking, at its new place; what changed asks for a new signature only if the vial itself changed.
 */
export const takeOut = command({
  kind: 'procedure.take-out',
  what: 'Takes the vial that is kept for a procedure out of storage, where its clock starts.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'record',
  input: target.extend({ bindingId: id, reason: wordsIn(300).nullable() }),
  locks: keepingAt,
  refusals: procedureRefusals,
  audit: z.object({ takenOut: z.number(), limitAt: z.string().nullable() }),
  run: async (work, { bindingId, reason, ...input }) => {
    const { tx, at, happenedAt: takenAt } = work
    const file = await openFile(work, input)
    if (!file.ok) return file
    const { row, booking } = file.value
    if (booking.over) return refuse({ code: 'BOOKING_OVER' as const })
    const { readiness } = await stepFacts(tx, file.value, at)
    const bound = readiness.bound.find((each) => each.binding.id === bindingId)
    if (!bound?.unit) return refuse({ code: 'BINDING_UNKNOWN' as const })
    const { facts, reach } = bound.unit
    if (reach !== 'storage') return refuse({ code: 'NOT_FROM_STORAGE' as const, lotNumber: facts.lotNumber })
    const open = verdict(readiness, at).lines.filter((line) => line.findings.some(blocks)).length
    if (open > 0 && reason === null) return refuse({ code: 'THAW_TOO_EARLY' as const, open })
    const room = await placeFacts(tx, row.roomPlaceId)
    if (!room) return refuse({ code: 'PLACE_UNKNOWN' as const })
    const { unitId, quantity, placeId, reservationId } = bound.binding
    const move = decideMove(facts, room, { quantity, how: 'planned' }, at)
    if (!move.ok) return move
    if (reservationId !== null) await endReservation(tx, { reservationId, at, ended: 'freed' })
    const lines = [{ unitId, lotId: facts.lotId, from: { id: placeId, inside: true }, to: room, quantity }]
    const posted = await post(tx, work, { movement: work.movement, kind: 'move', lines, occurredAt: takenAt, reason })
    if (!posted.ok) return posted
    const { clockHours } = move.value
    const limitAt = clockHours === null ? null : addHours(takenAt, clockHours)
    const kind = facts.needsThaw ? 'thaw' : 'out-of-storage'
    if (limitAt !== null) await startClock(tx, work, { unitId, kind, startedAt: takenAt, limitAt })
    const kept = await rebind(tx, work, bound.binding, room.id)
    if (!kept.ok) return kept
    const early = { findings: [], takenOutEarly: reason, unitId }
    if (open > 0) await storeEvent(tx, work, row.id, { kind: 'finding', detail: early })
    work.note(`procedure:${row.id}`, { takenOut: unitId, limitAt })
    return ok({ limitAt })
  },
})
