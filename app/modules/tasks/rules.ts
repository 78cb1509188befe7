import type { Instant } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import type { Role } from '~/modules/auth/types'
import type { Task, TaskAbout, TaskRefusal } from './types'

/** What a task is about, as it is written down and looked for: `procedure:12`; `clock` for what there is one of. */
export const aboutText = ({ kind, id }: TaskAbout): string => (id === null ? kind : `${kind}:${id}`)

/** Whether a task is one for this person: theirs by name, one of their roles', or anybody's. */
export function isFor(
  task: Pick<Task, 'personId' | 'role'>,
  person: { readonly personId: number | null; readonly roles: readonly Role[] },
): boolean {
  if (task.personId !== null) return task.personId === person.personId
  return task.role === null || person.roles.includes(task.role)
}

/** Whether a task should have been done by an instant. */
export const isOverdue = (task: Pick<Task, 'dueAt' | 'doneAt'>, at: Instant): boolean =>
  task.doneAt === null && task.dueAt !== null && task.dueAt < at

/** Whether a task can be called done: refuses one that is not there, one that is done, and a note that says nothing. */
export function decideFinish(
  task: Pick<Task, 'doneAt'> | null,
  note: string,
): Result<{ readonly note: string }, TaskRefusal> {
  if (task === null) return refuse({ code: 'TASK_UNKNOWN' })
  if (task.doneAt !== null) return refuse({ code: 'TASK_DONE', at: task.doneAt })
  const said = note.trim()
  return said === '' ? refuse({ code: 'TASK_NOTE_MISSING' }) : ok({ note: said })
}
