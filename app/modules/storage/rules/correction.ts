import type { Role } from '~/modules/auth/types'
import { decides } from '~/modules/stock/rules/release'

/** Who wants to make something usable again, and the people by whose entries it is held; null stands for the program. */
export type Releaser = { readonly human: number | null; readonly roles: readonly Role[] }

/**
 * Whether this person may make usable again what a reading put on hold (docs/safety.md §6): a manager, the medical director or an
 * outside reviewer, and never who entered the reading. Null when they may.
 */
export function mayRelease(
  { human, roles }: Releaser,
  enteredBy: readonly (number | null)[],
): 'not-yours' | 'by-another' | null {
  if (!decides(roles)) return 'not-yours'
  return human === null || enteredBy.includes(human) ? 'by-another' : null
}
