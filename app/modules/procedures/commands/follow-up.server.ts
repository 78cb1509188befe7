import { z } from 'zod'
import { id, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { finishTask } from '~/modules/tasks/commands.server'
import { isFor } from '~/modules/tasks/rules'
import { followUpsOf } from '../queries/follow-ups.server'
import { procedureRefusals } from '../rules/refusals'
import { openFile, target } from './open-file.server'

/**
 * A person says what was done about something that a procedure's record left to do: an emergency to be sorted out, a reaction to be
 * reviewed or told to the supplier (R28). Whoever sees procedures may try; the role that it waits for is asked here.
 */
export const finishFollowUp = command({
  kind: 'procedure.finish-follow-up',
  what: 'Says what was done about an emergency record or a reaction.',
  right: 'procedure.read',
  by: 'person',
  whenLate: 'ask',
  input: target.extend({ taskId: id, note: wordsIn(300) }),
  refusals: procedureRefusals,
  audit: z.object({ followUp: z.string(), note: z.string() }),
  run: async (work, { taskId, note, ...input }) => {
    const file = await openFile(work, input)
    if (!file.ok) return file
    const open = (await followUpsOf(work.tx, input.procedureId)).find((each) => each.taskId === taskId)
    if (!open) return refuse({ code: 'TASK_GONE' as const })
    const whose = { personId: null, role: open.role }
    if (!isFor(whose, work)) return refuse({ code: 'TASK_OTHERS' as const, role: open.role })
    const done = await finishTask(work.tx, work, { taskId, note })
    if (!done.ok) return refuse({ code: 'TASK_GONE' as const })
    work.note(`procedure:${input.procedureId}`, { followUp: open.kind, note })
    return ok({ kind: open.kind })
  },
})
