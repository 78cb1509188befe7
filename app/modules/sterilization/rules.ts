import type { Instant } from '~/lib/day'
import type { DisinfectionFacts, DisinfectionFinding, DisinfectionLevel } from './types'

const order: readonly DisinfectionLevel[] = ['low', 'intermediate', 'high']

/** Whether a level is as good as the one needed, or better. */
export const reaches = (level: DisinfectionLevel, needed: DisinfectionLevel): boolean =>
  order.indexOf(level) >= order.indexOf(needed)

/** The level that a product needs: its own; low if none is set and it touches patients (R22); otherwise none. */
export function neededLevel(level: string | null, touchesPatient: boolean): DisinfectionLevel | null {
  const known = order.find((each) => each === level)
  if (known) return known
  if (level !== null) return 'high'
  return touchesPatient ? 'low' : null
}

/**
 * What is wrong with a transducer's disinfection, or null. It must have been disinfected at its level since its last
 * patient and before now. One that was never disinfected isn't ready, even if no use is known (fails closed).
 */
export function disinfectionFinding(facts: DisinfectionFacts, at: Instant): DisinfectionFinding | null {
  const { needed, lastUsedAt } = facts
  if (needed === null) return null
  const good = facts.done.filter((each) => reaches(each.level, needed) && each.doneAt <= at)
  if (lastUsedAt === null) return good.length > 0 ? null : { code: 'NEVER_DISINFECTED', needed }
  return good.some((each) => each.doneAt > lastUsedAt) ? null : { code: 'NOT_DISINFECTED_SINCE', needed, lastUsedAt }
}
