import type { ConditionFacts } from '../types'

/**
 * Whether a requirement with this condition is asked for in this booking. `anesthesia=injectable` is true when that
 * anesthesia was chosen; without a condition it is always asked for. A condition that can't be read counts as true:
 * what we don't understand is asked for rather than left out (R31, fails closed).
 */
export function conditionHolds(condition: string | null, facts: ConditionFacts): boolean {
  const match = /^anesthesia=(none|topical|injectable)$/.exec(condition ?? '')
  return match ? facts.anesthesia === match[1] : true
}
