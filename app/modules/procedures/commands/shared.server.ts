import { z } from 'zod'
import type { Tx } from '~/lib/db.server'
import { id, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { command } from '~/modules/auth/commands/command.server'
import { humanOf } from '~/modules/auth/queries/rights.server'
import { endTasks, finishTask, raiseTask } from '~/modules/tasks/commands.server'
import type { ProcedureFile } from '../queries/booking.server'
import { sharedReviews, sharingWith, usedOnOthers } from '../queries/shared.server'
import { procedureRefusals } from '../rules/refusals'
import type { SharedFinding } from '../types'
import { storeEvent } from './open-file.server'

/** The review of a container that two patients' records name. */
const sharedTask = 'vial.shared'

type Row = Pick<ProcedureFile['row'], 'id' | 'siteId' | 'patientId'>

/**
 * Finds other patients' records that name one of these containers, which are for one patient only and are recorded for this one
 * now. Says so in each record and opens a review of both at once: one of the two is wrong, or two patients were exposed to each
 * other. The act can't know which, so it is recorded all the same (R41).
 */
export async function tellShared(
  tx: Tx,
  stamp: Stamp,
  row: Row,
  given: { readonly unitIds: readonly number[]; readonly at: SharedFinding['at'] },
): Promise<SharedFinding[]> {
  const all: SharedFinding[] = []
  for (const unitId of given.unitIds) {
    for (const other of await usedOnOthers(tx, unitId, row.patientId)) {
      const { procedureId: otherId, at } = other
      const own: SharedFinding = { code: 'GIVEN_TO_OTHER', severity: 'stop', procedureId: otherId, at }
      all.push(own)
      await storeEvent(tx, stamp, otherId, {
        kind: 'finding',
        detail: { findings: [{ ...own, procedureId: row.id, at: given.at }] },
      })
      for (const { procedureId, siteId } of [other, { procedureId: row.id, siteId: row.siteId }])
        await raiseTask(tx, stamp, { kind: sharedTask, about: { kind: 'procedure', id: procedureId }, siteId })
    }
  }
  return all
}

/** After an undoing: the reviews of procedures whose records share no container any more are over. */
export async function endShared(tx: Tx, stamp: Stamp, procedureIds: readonly number[], note: string): Promise<void> {
  for (const procedureId of procedureIds)
    if ((await sharingWith(tx, procedureId)).length === 0)
      await endTasks(tx, stamp, { about: { kind: 'procedure', id: procedureId }, kind: sharedTask, note })
}

/**
 * A manager or the director says what came of the review of a container that two patients' records name (docs/safety.md §6). The
 * findings stay in both records. Refuses whoever recorded what the review came of.
 */
export const endSharedReview = command({
  kind: 'procedure.end-shared-review',
  what: 'Says what came of the review of a container that two patients’ records name.',
  right: 'review.decide',
  by: 'person',
  whenLate: 'ask',
  input: z.object({ taskId: id, note: wordsIn(300) }),
  refusals: procedureRefusals,
  audit: z.object({ review: z.number(), note: z.string() }),
  run: async (work, { taskId, note }) => {
    const open = (await sharedReviews(work.tx, work.site.id)).find((each) => each.taskId === taskId)
    if (!open) return refuse({ code: 'TASK_GONE' as const })
    if ((await humanOf(work.tx, open.actor)) === work.personId) return refuse({ code: 'REVIEW_OWN' as const })
    const done = await finishTask(work.tx, work, { taskId, note })
    if (!done.ok) return refuse({ code: 'TASK_GONE' as const })
    work.note(`procedure:${open.procedureId}`, { review: taskId, note })
    return ok({ procedureId: open.procedureId })
  },
})
