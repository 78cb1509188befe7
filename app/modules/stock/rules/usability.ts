import type { Instant } from '~/lib/day'
import type { UnitFacts, Usability } from '../types'
import { judge } from './judge/judge'
import { blocks } from './judge/weigh'

/**
 * Whether this unit, where it stands, counts on the shelf (or, for a kit, stands by) at an instant, with every finding for and against: what `judge`
 * says to whoever counts on it. `usable` is false as soon as one finding stops or asks.
 */
export function usability(facts: UnitFacts, at: Instant, intent: 'count-on' | 'stand-by' = 'count-on'): Usability {
  const findings = judge(facts, { intent }, at)
  return { usable: !findings.some(blocks), findings }
}
