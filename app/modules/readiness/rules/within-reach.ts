import type { Instant } from '~/lib/day'
import type { Requirement } from '~/modules/protocols/types'
import type { Binding, ReachableUnit, ReadinessFacts } from '../types'
import { freeOf, piecesIn, quantityFor, wantedOf } from './meets'
import { proposed } from './nearest'
import { amountOf, askedFor, partedBound } from './requirement-line'

/** What one tap binds: a quantity of a unit for a requirement. Supplies are reserved, equipment is not. */
export type BindLine = {
  readonly requirement: string
  readonly unitId: number
  readonly placeId: number
  readonly quantity: number
  readonly reserve: boolean
}

/** Bindings to make, the ones that they replace, and the requirements (codes) that are still short then. */
export type ReachPlan = {
  readonly lines: readonly BindLine[]
  readonly ends: readonly Binding[]
  readonly short: readonly string[]
}

const keyOf = (unit: ReachableUnit): string => `${unit.facts.unitId}@${unit.facts.placeId}`

function pick(requirement: Requirement, facts: ReadinessFacts, at: Instant, taken: Map<string, number>): ReachPlan {
  const equipment = requirement.bind === 'equipment'
  const { good, bad } = partedBound(requirement, facts, at)
  let missing = wantedOf(requirement, facts.booking) - amountOf(good, requirement)
  const lines: BindLine[] = []
  for (const { unit } of proposed(requirement, facts, 'take', at).good) {
    if (missing <= 0) break
    const { unitId, placeId } = unit.facts
    if (equipment) {
      lines.push({ requirement: requirement.code, unitId, placeId, quantity: 1, reserve: false })
      missing -= 1
      continue
    }
    const free = freeOf(unit) - (taken.get(keyOf(unit)) ?? 0)
    const pieces = Math.min(missing, piecesIn(unit.facts, free, requirement))
    if (pieces <= 0) continue
    const quantity = quantityFor(unit, pieces, requirement, free)
    taken.set(keyOf(unit), (taken.get(keyOf(unit)) ?? 0) + quantity)
    lines.push({ requirement: requirement.code, unitId, placeId, quantity, reserve: true })
    missing -= piecesIn(unit.facts, quantity, requirement)
  }
  const short = missing > 0 ? [requirement.code] : []
  return { lines, ends: lines.length > 0 ? bad.map((each) => each.binding) : [], short }
}

/** Whether one tap takes it: the vial is scanned, the kit is nobody's own. */
export const isTaken = ({ bind }: Requirement): boolean => bind === 'supply' || bind === 'equipment'

/**
 * What one tap binds for a booking (R30, R32): every supply and piece of equipment that is still missing, from what is
 * usable and within reach, nearer and first-expiring first. Never the vial: that is scanned. What can't be found stays
 * missing and is a finding.
 */
export function planWithinReach(facts: ReadinessFacts, at: Instant): ReachPlan {
  const taken = new Map<string, number>()
  const picked = askedFor(facts)
    .filter(isTaken)
    .map((requirement) => pick(requirement, facts, at, taken))
  return {
    lines: picked.flatMap((each) => each.lines),
    ends: picked.flatMap((each) => each.ends),
    short: picked.flatMap((each) => each.short),
  }
}
