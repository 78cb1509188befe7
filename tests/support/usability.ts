import type { Instant } from '~/lib/day'
import { judge } from '~/modules/stock/rules/judge/judge'
import { blocks } from '~/modules/stock/rules/judge/weigh'
import type { Finding, UnitFacts } from '~/modules/stock/types'

/** What the ledger alone says of a unit to whoever counts on it, for tests of rooms below readiness. Pages ask `lookAt`. */
export function usability(facts: UnitFacts, at: Instant): { usable: boolean; findings: readonly Finding[] } {
  const findings = judge(facts, { intent: 'count-on' }, at)
  return { usable: !findings.some(blocks), findings }
}
