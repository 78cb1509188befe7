import { sql, type Tx } from '~/lib/db.server'
import { ok, type Result } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { taskById, tasksAbout } from './queries.server'
import { aboutText, decideFinish } from './rules'
import type { NewTask, TaskAbout, TaskRefusal } from './types'

/**
 * Raises a task in the transaction of the room that needs a person. One that is open for the same thing, of the same kind and
 * for the same person or role is not raised twice: its number is returned.
 */
export async function raiseTask(tx: Tx, stamp: Stamp, task: NewTask): Promise<{ taskId: number; raised: boolean }> {
  const about = aboutText(task.about)
  const { siteId, personId = null, role = null, dueAt = null, detail = {} } = task
  const open = (await tasksAbout(tx, about, 'open')).find(
    (each) => each.kind === task.kind && each.siteId === siteId && each.personId === personId && each.role === role,
  )
  if (open) return { taskId: open.id, raised: false }
  const made = await tx.task.create({
    data: {
      kind: task.kind,
      about,
      aboutKind: task.about.kind,
      aboutId: task.about.id,
      siteId,
      personId,
      role,
      dueAt,
      detail: JSON.stringify(detail),
      createdAt: stamp.at,
      actor: stamp.actor,
    },
    select: { id: true },
  })
  return { taskId: made.id, raised: true }
}

/** A person has done a task and says what was done. Refuses one that is done already, and a note that says nothing. */
export async function finishTask(
  tx: Tx,
  stamp: Stamp,
  input: { readonly taskId: number; readonly note: string },
): Promise<Result<null, TaskRefusal>> {
  const decision = decideFinish(await taskById.one(tx, input.taskId), input.note)
  if (!decision.ok) return decision
  await tx.$executeRaw(
    sql`UPDATE "Task" SET "doneAt" = ${stamp.at}, "doneBy" = ${stamp.actor}, "doneNote" = ${decision.value.note}
        WHERE "id" = ${input.taskId} AND "doneAt" IS NULL`,
  )
  return ok(null)
}

/** What the tasks of a kind waited for has happened: all open ones about it end. Returns how many. */
export const endTasks = (
  tx: Tx,
  stamp: Stamp,
  which: { readonly about: TaskAbout; readonly kind: string; readonly note: string },
): Promise<number> =>
  tx.$executeRaw(
    sql`UPDATE "Task" SET "doneAt" = ${stamp.at}, "doneBy" = ${stamp.actor}, "doneNote" = ${which.note}
        WHERE "about" = ${aboutText(which.about)} AND "kind" = ${which.kind} AND "doneAt" IS NULL`,
  )
