import type { Instant } from '~/lib/day'
import { conditionHolds } from '~/modules/protocols/rules/conditions'
import type { Requirement } from '~/modules/protocols/types'
import type { DonorFacts } from '~/modules/stock/rules/donor'
import { remedyOf, stopOf } from '~/modules/stock/rules/judge/weigh'
import type { Bound, BoundRow, Line, ReachableUnit, ReadinessFacts, ReadinessFinding } from '../types'
import { ofBooking } from './judge/booking-table'
import { judge } from './judge/judge'
import { unitTable } from './judge/table'
import { nameOf, piecesIn, wantedOf } from './meets'
import { nearestFor, needOf } from './nearest'

/** The requirements of a booking that are asked for, by their conditions. */
export const askedFor = (facts: ReadinessFacts): Requirement[] =>
  facts.requirements.filter((requirement) => conditionHolds(requirement.condition, facts.booking))

/** What is bound to a requirement. */
export const boundTo = (facts: ReadinessFacts, requirement: Requirement): Bound[] =>
  facts.bound.filter(({ binding }) => binding.requirement === requirement.code)

export const boundRow = ({ binding, unit, lotNumber }: Bound): BoundRow => ({
  bindingId: binding.id,
  unitId: binding.unitId,
  lotNumber: unit ? nameOf(unit.facts).lotNumber : lotNumber,
  productName: unit?.facts.productName ?? null,
  placeName: unit?.facts.placeName ?? null,
  quantity: binding.quantity,
  baseUnit: unit?.facts.baseUnit ?? 'each',
  containerQuantity: unit?.facts.containerQuantity ?? 1,
  how: binding.how,
})

/** The donor of what is bound; of what is gone, its lot takes that place. */
export const donorOf = ({ unit, lotNumber }: Bound): DonorFacts =>
  unit?.facts ?? { donor: null, donation: null, lotNumber }

/** What else is kept for a requirement: what goes into the patient with this. */
const othersThan = ({ binding }: Bound, requirement: Requirement, facts: ReadinessFacts): DonorFacts[] =>
  boundTo(facts, requirement)
    .filter((each) => each.binding.id !== binding.id)
    .map(donorOf)

const isGone = ({ binding, unit }: Bound): boolean => unit === null || unit.facts.quantity < binding.quantity

/** The findings against one kept unit, with the nearest good one where another is the way on. */
function aboutUnit(
  bound: Bound,
  unit: ReachableUnit,
  requirement: Requirement,
  facts: ReadinessFacts,
  at: Instant,
): ReadinessFinding[] {
  const others = othersThan(bound, requirement, facts)
  const need = needOf(requirement, facts, 'count-on', { kept: bound.binding, others })
  return judge(unit, need, at).map((finding) => {
    const replaced = finding.severity === 'stop' && remedyOf(unitTable, finding) === 'another'
    const near = replaced ? nearestFor(requirement, facts, at).near : null
    return { ...finding, unit: nameOf(unit.facts), near }
  })
}

/** The findings against what is bound to a requirement. A unit that is no longer where it was bound is one (fails closed). */
export function boundFindings(
  bound: readonly Bound[],
  requirement: Requirement,
  facts: ReadinessFacts,
  at: Instant,
): ReadinessFinding[] {
  return bound.flatMap((each): ReadinessFinding[] => {
    if (each.unit === null || isGone(each)) return ofBooking([{ code: 'BOUND_GONE', lotNumber: each.lotNumber }])
    return aboutUnit(each, each.unit, requirement, facts, at)
  })
}

/** A finding when too little is bound, with the nearest good unit. None when there is enough. */
export function shortFindings(
  have: number,
  requirement: Requirement,
  facts: ReadinessFacts,
  at: Instant,
): ReadinessFinding[] {
  const wanted = wantedOf(requirement, facts.booking)
  if (have >= wanted) return []
  const { near, rejected } = nearestFor(requirement, facts, at)
  const looked = facts.candidates !== null
  const measure = requirement.bind === 'unit' ? 'uL' : 'piece'
  return ofBooking([{ code: 'NOT_BOUND', label: requirement.label, wanted, have, measure, near, rejected, looked }])
}

/** The line of a requirement: what is kept for it, what stands against that, and what is still missing. */
export function requirementLine(requirement: Requirement, facts: ReadinessFacts, at: Instant): Line {
  const bound = boundTo(facts, requirement)
  const have = amountOf(bound, requirement)
  return {
    code: requirement.code,
    label: requirement.label,
    bound: bound.map(boundRow),
    findings: [...boundFindings(bound, requirement, facts, at), ...shortFindings(have, requirement, facts, at)],
  }
}

/**
 * Splits what is bound to a requirement into what counts and what a better unit may replace, because it is gone, or
 * something stops it by itself. Two donors are no reason: only a person knows which of the vials goes back.
 */
export function partedBound(
  requirement: Requirement,
  facts: ReadinessFacts,
  at: Instant,
): { readonly good: Bound[]; readonly bad: Bound[] } {
  const bound = boundTo(facts, requirement)
  const isBad = (each: Bound) =>
    each.unit === null ||
    isGone(each) ||
    stopOf(judge(each.unit, needOf(requirement, facts, 'count-on', { kept: each.binding }), at)) !== null
  return { good: bound.filter((each) => !isBad(each)), bad: bound.filter(isBad) }
}

/** How much these bindings provide: microliters of a dose, otherwise pieces. */
export const amountOf = (bound: readonly Bound[], requirement: Requirement): number =>
  bound.reduce((sum, { binding, unit }) => {
    if (unit === null) return sum
    if (requirement.bind === 'unit') return sum + binding.quantity
    return sum + (requirement.bind === 'equipment' ? 1 : piecesIn(unit.facts, binding.quantity, requirement))
  }, 0)
