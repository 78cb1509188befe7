import type { Instant } from '~/lib/day'
import type { Bound, ReadinessFacts } from '../types'
import { askedFor, partedBound } from './requirement-line'

const isBad = (facts: ReadinessFacts, at: Instant): ((bound: Bound) => boolean) => {
  const bad = new Set(
    askedFor(facts).flatMap((requirement) => partedBound(requirement, facts, at).bad.map(({ binding }) => binding.id)),
  )
  return ({ binding }) => bad.has(binding.id)
}

/**
 * What is kept for a booking and no longer fits it after a change: nothing asks for it any more, or it is stopped now and was not
 * before (another product, out of reach of the other room). What was stopped anyway is none of the change's.
 */
export function noLongerFits(before: ReadinessFacts, after: ReadinessFacts, at: Instant): Bound[] {
  const asked = new Set(askedFor(after).map(({ code }) => code))
  const was = isBad(before, at)
  const is = isBad(after, at)
  return after.bound.filter((each) => !asked.has(each.binding.requirement) || (is(each) && !was(each)))
}
