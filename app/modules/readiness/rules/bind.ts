import type { Instant } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import type { Requirement } from '~/modules/protocols/types'
import { stopOf } from '~/modules/stock/rules/judge/weigh'
import type { Binding, ReachableUnit, ReadinessFacts, ReadinessRefusal } from '../types'
import { judge } from './judge/judge'
import { freeOf, isKindOf, nameOf, piecesIn, quantityFor, wantedOf } from './meets'
import { needOf } from './nearest'
import { amountOf, askedFor, boundTo, donorOf, partedBound } from './requirement-line'
import type { BindLine } from './within-reach'

const missingOf = (requirement: Requirement, facts: ReadinessFacts, at: Instant): number =>
  wantedOf(requirement, facts.booking) - amountOf(partedBound(requirement, facts, at).good, requirement)

/**
 * The requirement that a unit could meet: the first of its kind that still lacks something, otherwise the first of its
 * kind.
 */
function requirementFor(unit: ReachableUnit, facts: ReadinessFacts, at: Instant): Requirement | null {
  const kinds = askedFor(facts).filter((requirement) => isKindOf(unit.facts, requirement))
  return kinds.find((requirement) => missingOf(requirement, facts, at) > 0) ?? kinds[0] ?? null
}

/** The bindings that a scanned unit replaces: those that no longer count, and for pieces the one scanned before. */
export type BindPlan = { readonly line: BindLine; readonly ends: readonly Binding[]; readonly label: string }

/**
 * Decides what a scanned unit is bound to (R30): the requirement of its kind, reserved with all that is left of a
 * single-dose container. Refuses what no requirement asks for, what is kept already, whatever `judge` stops, and what is no
 * longer needed.
 */
export function decideBind(
  unit: ReachableUnit,
  facts: ReadinessFacts,
  at: Instant,
): Result<BindPlan, ReadinessRefusal> {
  const name = nameOf(unit.facts)
  if (facts.booking.over) return refuse({ code: 'BOOKING_OVER' })
  const requirement = requirementFor(unit, facts, at)
  if (requirement === null) return refuse({ code: 'NOTHING_ASKS_FOR_IT', unit: name })
  const kept = facts.bound.some((each) => each.unit !== null && each.binding.unitId === unit.facts.unitId)
  if (kept && !unit.facts.bulk) return refuse({ code: 'BOUND_ALREADY', unit: name })
  const { good, bad } = partedBound(requirement, facts, at)
  const missing = missingOf(requirement, facts, at)
  const met = missing <= 0
  // What is not needed any more isn't set beside what is kept; equipment takes its place.
  const others = met ? [] : good.map(donorOf)
  const stop = stopOf(judge(unit, needOf(requirement, facts, 'bind', { others }), at))
  if (stop) return refuse({ code: 'UNIT_STOPPED', unit: name, finding: stop })
  const ends = bad.map((each) => each.binding)
  const { unitId, placeId } = unit.facts
  const line = { requirement: requirement.code, unitId, placeId }
  if (met) {
    if (requirement.bind !== 'equipment') return refuse({ code: 'REQUIREMENT_MET', label: requirement.label })
    const replaced = boundTo(facts, requirement).map((each) => each.binding)
    return ok({ line: { ...line, quantity: 1, reserve: false }, ends: replaced, label: requirement.label })
  }
  if (requirement.bind === 'equipment')
    return ok({ line: { ...line, quantity: 1, reserve: false }, ends, label: requirement.label })
  const free = freeOf(unit)
  if (requirement.bind === 'unit')
    return ok({ line: { ...line, quantity: free, reserve: true }, ends, label: requirement.label })
  const pieces = Math.min(missing, piecesIn(unit.facts, free, requirement))
  const quantity = quantityFor(unit, pieces, requirement, free)
  return ok({ line: { ...line, quantity, reserve: true }, ends, label: requirement.label })
}
