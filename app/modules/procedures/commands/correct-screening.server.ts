import { z } from 'zod'
import { id, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { textsOf } from '~/modules/protocols/queries.server'
import { procedureRefusals } from '../rules/refusals'
import { decideScreening, saidYes } from '../rules/screening'
import { isEnded } from '../rules/state'
import { openFile, storeEvent, target } from './open-file.server'

/**
 * Answers of a screening that were entered wrongly are corrected, with why. The earlier answers stay in the history, struck; the
 * corrected ones are of the screening's own time, and whatever relied on them is computed anew: who may go on, READY, the time-out,
 * the minutes of observation. Possible after giving, too, since the record must be true; refused once the procedure is closed, and
 * when somebody screened or corrected it after the form was opened (`corrects`).
 */
export const correctScreening = command({
  kind: 'procedure.correct-screening',
  what: 'Corrects answers of a screening that were entered wrongly.',
  right: 'procedure.change',
  by: 'person',
  whenLate: 'ask',
  input: target.extend({
    corrects: id,
    answers: z.record(wordsIn(60), z.enum(['yes', 'no', 'unsure'])),
    reason: wordsIn(1_000).nullable(),
    why: wordsIn(300),
  }),
  refusals: procedureRefusals,
  audit: z.object({ corrects: z.int(), outcome: z.string(), why: z.string() }),
  run: async (work, { corrects, answers, reason, why, ...input }) => {
    const file = await openFile(work, input)
    if (!file.ok) return file
    const { row, state, events } = file.value
    if (isEnded(state.status)) return refuse({ code: 'PROCEDURE_OVER' as const, status: state.status })
    const wrong = events.filter(({ kind }) => kind === 'screened').at(-1)
    if (wrong?.id !== corrects) return refuse({ code: 'CORRECTED_MEANWHILE' as const })
    const questions = await textsOf(work.tx, row.versionId, 'contraindications')
    const decision = decideScreening(questions, answers, reason)
    if (!decision.ok) return decision
    const { outcome, yes } = decision.value
    const said = saidYes(questions, answers, yes)
    await storeEvent(work.tx, work, row.id, {
      kind: 'screened',
      occurredAt: wrong.occurredAt,
      detail: { outcome, yes, said, reason, corrects, why },
      status: outcome !== 'stop' && row.status === 'booked' ? 'screened' : undefined,
    })
    work.note(`procedure:${row.id}`, { corrects, outcome, why })
    return ok({ outcome })
  },
})
