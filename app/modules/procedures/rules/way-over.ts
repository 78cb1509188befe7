import { may } from '~/modules/auth/rules'
import type { Role } from '~/modules/auth/types'
import type { FindingKey } from '~/modules/readiness/rules/overrides'
import type { OverriddenBy } from '~/modules/stock/rules/judge/weigh'

/** How a page offers to go on over a finding that blocks: what this person sends to do it, or who may where somebody else may. */
export type WayOver = {
  readonly override: Pick<FindingKey, 'code' | 'subject' | 'fingerprint'> | null
  readonly overrider: string | null
}

/** No way over it: it blocks nothing, or nobody may. */
export const noWayOver: WayOver = { override: null, overrider: null }

/** The way over a finding that blocks, for somebody with these roles (docs/safety.md §4). The command asks again. */
export function wayOver(by: OverriddenBy, roles: readonly Role[], key: FindingKey): WayOver {
  if (by === 'nobody') return noWayOver
  const mine = by === 'director' ? roles.includes('director') : may(roles, 'finding.override')
  const { code, subject, fingerprint } = key
  return mine
    ? { override: { code, subject, fingerprint }, overrider: null }
    : { override: null, overrider: by === 'director' ? 'the medical director' : 'a clinician' }
}
