import { z } from 'zod'
import { wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { yesesOf } from '~/modules/readiness/rules/screening-answers'
import { procedureRefusals } from '../rules/refusals'
import { isOver } from '../rules/state'
import { openFile, storeEvent, target } from './open-file.server'

/**
 * A clinician answers by name why it is right to go on although the screening said yes to a question (R26). The answer holds
 * for that screening alone. Refuses a question that wasn't answered with yes.
 */
export const answerScreening = command({
  kind: 'readiness.answer-screening',
  what: 'Answers by name why it is right to go on although the screening said yes.',
  right: 'readiness.sign',
  by: 'person',
  whenLate: 'drop',
  input: target.extend({ question: wordsIn(60), reason: wordsIn(1_000), signedName: wordsIn(120) }),
  refusals: procedureRefusals,
  audit: z.object({ question: z.string() }),
  run: async (work, { question, reason, signedName, ...input }) => {
    const file = await openFile(work, input)
    if (!file.ok) return file
    const { booking, state } = file.value
    if (isOver(state.status)) return refuse({ code: 'PROCEDURE_OVER' as const, status: state.status })
    if (yesesOf(booking).every((yes) => yes.question !== question))
      return refuse({ code: 'SCREENING_SAID_NO' as const })
    const detail = { question, reason, by: signedName }
    await storeEvent(work.tx, work, input.procedureId, { kind: 'screening-answered', detail })
    work.note(`procedure:${input.procedureId}`, { question })
    return ok(null)
  },
})
