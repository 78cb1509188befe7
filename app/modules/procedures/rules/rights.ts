import type { Permission } from '~/modules/auth/types'

/** The rights of the acts that put something on a patient's record; undoing one asks for the right of the act itself. */
export const rights = {
  give: 'procedure.change',
  recordGiven: 'procedure.change',
} as const satisfies Record<string, Permission>
