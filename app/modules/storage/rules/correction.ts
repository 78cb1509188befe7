import type { Role } from '~/modules/auth/types'

const leads = (roles: readonly Role[]): boolean => roles.includes('manager') || roles.includes('director')

/** Who wants to make something usable again, and the people by whose entries it is held; null stands for the program. */
export type Releaser = { readonly human: number | null; readonly roles: readonly Role[] }

/**
 * Whether this person may make usable again what a reading put on hold (docs/safety.md §6): a manager or the medical director, and
 * never who entered the reading. Null when they may.
 */
export function mayRelease(
  { human, roles }: Releaser,
  enteredBy: readonly (number | null)[],
): 'not-yours' | 'by-another' | null {
  if (!leads(roles)) return 'not-yours'
  return human === null || enteredBy.includes(human) ? 'by-another' : null
}
