import { dateTime } from '~/lib/day'
import { unreachable } from '~/lib/result'
import type { TaskRefusal } from './types'

/** Why a task was not called done, and what to do, as a sentence. */
export function explainTask(refusal: TaskRefusal, zone: string): string {
  switch (refusal.code) {
    case 'TASK_UNKNOWN':
      return 'This task is not there. Go back to the list of tasks.'
    case 'TASK_DONE':
      return `This task was done already, on ${dateTime(refusal.at, zone)}. Nothing was changed.`
    case 'TASK_NOTE_MISSING':
      return 'Say in a few words what was done.'
    default:
      return unreachable(refusal)
  }
}
