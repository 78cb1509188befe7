import type { Instant } from '~/lib/day'
import { conditionHolds } from '~/modules/protocols/rules/conditions'
import type { Requirement } from '~/modules/protocols/types'
import type { Bound, BoundRow, Line, ReachableUnit, ReadinessFacts, ReadinessFinding, Severity, Whose } from '../types'
import { conflicts } from './contains'
import { equipmentFinding, isKindOf, isWithinReach, nameOf, piecesIn, stockFindings, wantedOf } from './meets'
import { nearestFor } from './nearest'
import { whoseIs } from './whose'

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

function allergyFindings(unit: ReachableUnit, requirement: Requirement, facts: ReadinessFacts, at: Instant) {
  const { contains, unknown } = conflicts(unit.touch, facts.allergies)
  const name = nameOf(unit.facts)
  const near = contains.length > 0 ? nearestFor(requirement, facts, at).near : null
  return [
    ...contains.map(
      (allergen): ReadinessFinding => ({ code: 'ALLERGY', severity: 'stop', unit: name, allergen, near }),
    ),
    ...unknown.map(
      (allergen): ReadinessFinding => ({
        code: 'ALLERGY_UNKNOWN',
        severity: 'ask',
        unit: name,
        productId: unit.facts.productId,
        allergen,
      }),
    ),
  ]
}

const severityOf: Record<Whose, Severity> = { other: 'stop', unknown: 'ask', theirs: 'check' }

function unitFindings(bound: Bound, unit: ReachableUnit, requirement: Requirement, facts: ReadinessFacts, at: Instant) {
  const findings: ReadinessFinding[] = []
  const name = nameOf(unit.facts)
  for (const finding of stockFindings(unit.facts, facts.booking, at)) {
    if (finding.severity === 'check') findings.push({ code: 'BOUND_NOTE', severity: 'check', unit: name, finding })
    else
      findings.push({
        code: 'BOUND_UNUSABLE',
        severity: 'stop',
        unit: name,
        finding,
        near: nearestFor(requirement, facts, at).near,
      })
  }
  if (!isKindOf(unit.facts, requirement))
    findings.push({ code: 'WRONG_KIND', severity: 'stop', unit: name, label: requirement.label })
  if (requirement.bind !== 'equipment' && !bound.binding.reserved)
    findings.push({ code: 'NOT_RESERVED', severity: 'stop', unit: name })
  if (!isWithinReach(unit.reach, requirement))
    findings.push({ code: 'OUT_OF_REACH', severity: 'stop', unit: name, place: unit.facts.placeName })
  if (requirement.bind === 'equipment') {
    const dirty = equipmentFinding(unit, at)
    if (dirty) findings.push({ code: 'NOT_DISINFECTED', severity: 'stop', unit: name, ...dirty })
  }
  const whose = whoseIs(unit, facts.booking.patientId)
  if (whose !== null) findings.push({ code: 'AUTOLOGOUS', severity: severityOf[whose], unit: name, whose })
  return [...findings, ...allergyFindings(unit, requirement, facts, at)]
}

/** The findings against what is bound to a requirement. A unit that is no longer where it was bound is one (fails closed). */
export function boundFindings(
  bound: readonly Bound[],
  requirement: Requirement,
  facts: ReadinessFacts,
  at: Instant,
): ReadinessFinding[] {
  return bound.flatMap((each): ReadinessFinding[] => {
    if (each.unit === null || each.unit.facts.quantity < each.binding.quantity)
      return [{ code: 'BOUND_GONE', severity: 'stop', lotNumber: each.lotNumber }]
    return unitFindings(each, each.unit, requirement, facts, at)
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
  const unit = requirement.bind === 'unit' ? 'uL' : 'piece'
  const severity = looked && near === null ? 'stop' : 'open'
  return [{ code: 'NOT_BOUND', severity, label: requirement.label, wanted, have, unit, near, rejected, looked }]
}

/** The line of a requirement that is met in pieces: supplies and equipment. Only bound units that have no blocking finding count. */
export function pieceLine(requirement: Requirement, facts: ReadinessFacts, at: Instant): Line {
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
 * Splits what is bound to a requirement into what counts and what a better unit may replace, because it is gone, not
 * usable, out of reach, no longer reserved, or wrong for this patient.
 */
export function partedBound(
  requirement: Requirement,
  facts: ReadinessFacts,
  at: Instant,
): { readonly good: Bound[]; readonly bad: Bound[] } {
  const bound = boundTo(facts, requirement)
  const isBad = (each: Bound) =>
    boundFindings([each], requirement, facts, at).some((finding) => finding.severity === 'stop')
  return { good: bound.filter((each) => !isBad(each)), bad: bound.filter(isBad) }
}

/** How much these bindings provide: microliters of a dose, otherwise pieces. */
export const amountOf = (bound: readonly Bound[], requirement: Requirement): number =>
  bound.reduce((sum, { binding, unit }) => {
    if (unit === null) return sum
    if (requirement.bind === 'unit') return sum + binding.quantity
    return sum + (requirement.bind === 'equipment' ? 1 : piecesIn(unit.facts, binding.quantity, requirement))
  }, 0)
