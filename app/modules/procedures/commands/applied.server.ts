import { z } from 'zod'
import { id, instantIn, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { waitsOfProcedure } from '../queries/waits.server'
import { procedureRefusals } from '../rules/refusals'
import { isEnded } from '../rules/state'
import { appliedOf } from '../rules/waits'
import { openFile, stepFacts, storeEvent, target } from './open-file.server'

/**
 * A person records that the antiseptic or an anesthetic was applied: now, or at a time. From then its minutes run, the product's own
 * or the seeded ones (R58). A wrong time is corrected with why (`corrects`); the earlier one stays in the history, struck. Refuses a
 * time that lies ahead or after the giving, and a correction of what somebody corrected meanwhile.
 */
export const recordApplied = command({
  kind: 'procedure.applied',
  what: 'Records when the antiseptic or an anesthetic was applied, or corrects the time.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'ask',
  input: target.extend({
    what: z.enum(['antiseptic', 'topical', 'injectable']),
    /** Null: now. */
    at: instantIn.nullable(),
    correction: z.object({ corrects: id, why: wordsIn(300) }).nullable(),
  }),
  refusals: procedureRefusals,
  audit: z.object({ applied: z.string(), at: z.string(), corrects: z.number().nullable(), why: z.string().nullable() }),
  run: async (work, { what, at: said, correction, ...input }) => {
    const { tx, at } = work
    const file = await openFile(work, input)
    if (!file.ok) return file
    const { row, state, events } = file.value
    if (isEnded(state.status)) return refuse({ code: 'PROCEDURE_OVER' as const, status: state.status })
    const occurredAt = said ?? at
    if (occurredAt > at) return refuse({ code: 'APPLIED_IN_FUTURE' as const })
    if (state.givenAt !== null && occurredAt > state.givenAt)
      return refuse({ code: 'APPLIED_AFTER_GIVEN' as const, at: state.givenAt })
    const before = appliedOf(events, what, at, row.timeZone)
    if (correction && before?.eventId !== correction.corrects) return refuse({ code: 'CORRECTED_MEANWHILE' as const })
    const { readiness } = await stepFacts(tx, file.value, at)
    const wait = (await waitsOfProcedure(tx, file.value, readiness.bound, at)).find((each) => each.what === what)
    const of = correction ? before : wait
    await storeEvent(tx, work, row.id, {
      kind: 'applied',
      occurredAt,
      detail: { what, product: of?.product ?? null, ...(of && { minutes: of.minutes }), ...correction },
    })
    work.note(`procedure:${row.id}`, {
      applied: what,
      at: occurredAt,
      corrects: correction?.corrects ?? null,
      why: correction?.why ?? null,
    })
    return ok(null)
  },
})
