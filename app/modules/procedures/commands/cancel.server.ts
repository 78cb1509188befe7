import { z } from 'zod'
import { id, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { endBindings } from '~/modules/readiness/commands/bind.server'
import type { Bound } from '~/modules/readiness/types'
import { outsidePlace, post } from '~/modules/stock/commands/ledger.server'
import type { PlaceRef, PostingLine } from '~/modules/stock/types'
import { decideDispositions } from '../rules/cancel'
import { procedureRefusals } from '../rules/refusals'
import { isOver } from '../rules/state'
import type { Status } from '../types'
import { openFile, stepFacts, storeEvent, target } from './open-file.server'

const discarded = (items: readonly Bound[], discard: PlaceRef): PostingLine[] =>
  items.flatMap(({ unit, binding: { unitId, placeId, quantity } }) =>
    unit === null
      ? []
      : [{ unitId, lotId: unit.facts.lotId, from: { id: placeId, inside: true }, to: discard, quantity }],
  )

/**
 * Cancels a procedure, or stops it midway when the time-out was taken (R26): reservations are freed, each opened or thawed
 * item is discarded or, where it may be, kept for another booking. Refuses when something was given: that is observed and
 * closed.
 */
export const cancelProcedure = command({
  kind: 'procedure.cancel',
  what: 'Cancels a procedure or stops it midway, with what becomes of opened and thawed items.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'drop',
  input: target.extend({
    reason: wordsIn(300),
    dispositions: z.array(z.object({ bindingId: id, disposition: z.enum(['discard', 'keep']) })).max(200),
  }),
  refusals: procedureRefusals,
  audit: z.object({ status: z.string(), discarded: z.array(z.number()) }),
  run: async (work, { reason, dispositions, ...input }) => {
    const { tx, at } = work
    const file = await openFile(work, input)
    if (!file.ok) return file
    const { state, row } = file.value
    if (isOver(state.status)) return refuse({ code: 'PROCEDURE_OVER' as const, status: state.status })
    const { readiness } = await stepFacts(tx, file.value, at)
    const chosen = new Map(dispositions.map((each) => [each.bindingId, each.disposition]))
    const decision = decideDispositions(readiness.bound, chosen, at)
    if (!decision.ok) return decision
    const bindings = readiness.bound.map((each) => each.binding)
    await endBindings(tx, work, bindings, 'freed')
    const lines = discarded(decision.value.discard, await outsidePlace(tx, row.siteId, 'discard'))
    const posted = await post(tx, work, {
      movement: work.movement,
      kind: 'discard',
      lines,
      occurredAt: at,
      reason: `Procedure canceled: ${reason}`,
    })
    if (!posted.ok) return posted
    const status: Status = state.timeOutAt === null ? 'cancelled' : 'stopped'
    await storeEvent(tx, work, row.id, { kind: status, detail: { reason, dispositions }, status })
    work.note(`procedure:${row.id}`, { status, discarded: lines.map((line) => line.unitId) })
    return ok({ status })
  },
})
