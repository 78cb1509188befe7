import type { Instant } from '~/lib/day'
import type { Role } from '~/modules/auth/types'

/** What a task is about: a procedure, a lot, a kit, the clinic's clock. `id` is null for what there is one of. */
export type TaskAbout = { readonly kind: string; readonly id: number | null }

/**
 * Something that needs a person. Without `personId` it is the role's, without `role` anybody's; without `siteId` it is the
 * organization's. `detail` holds ids and figures and never a patient's name.
 */
export type NewTask = {
  /** What has to be done, as its room calls it: `review`, `temperature.missing`. */
  readonly kind: string
  readonly about: TaskAbout
  readonly siteId: number | null
  readonly personId?: number | null
  readonly role?: Role | null
  readonly dueAt?: Instant | null
  readonly detail?: Readonly<Record<string, unknown>>
}

export type Task = Required<Omit<NewTask, 'about'>> & {
  readonly id: number
  /** As it is written down: `procedure:12`. */
  readonly about: string
  readonly aboutKind: string
  readonly aboutId: number | null
  readonly createdAt: Instant
  readonly doneAt: Instant | null
  readonly doneBy: string | null
  readonly doneNote: string | null
}

export type TaskRefusal =
  | { readonly code: 'TASK_UNKNOWN' }
  | { readonly code: 'TASK_DONE'; readonly at: Instant }
  | { readonly code: 'TASK_NOTE_MISSING' }
