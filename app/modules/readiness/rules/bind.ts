import type { Instant } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import type { Requirement } from '~/modules/protocols/types'
import { sameDonor } from '~/modules/stock/rules/donor'
import type { Binding, Bound, ReachableUnit, ReadinessFacts, ReadinessRefusal } from '../types'
import { conflicts } from './contains'
import { isKindOf, isWithinReach, nameOf, piecesIn, quantityFor, stockFindings, wantedOf } from './meets'
import { freeOf } from './nearest'
import { amountOf, askedFor, boundTo, partedBound } from './requirement-line'
import { whoseIs } from './whose'
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

function donorDiffers(unit: ReachableUnit, good: readonly Bound[]): boolean {
  return good.some((each) => each.unit !== null && !sameDonor(each.unit.facts, unit.facts))
}

function whyNot(
  unit: ReachableUnit,
  requirement: Requirement,
  facts: ReadinessFacts,
  at: Instant,
): ReadinessRefusal | null {
  const name = nameOf(unit.facts)
  const { booking } = facts
  if (facts.bound.some((each) => each.unit !== null && each.binding.unitId === unit.facts.unitId && !unit.facts.bulk))
    return { code: 'BOUND_ALREADY', unit: name }
  if (requirement.bind === 'unit' && unit.facts.productId !== booking.productId)
    return { code: 'BIND_WRONG_PRODUCT', unit: name, booked: booking.productName }
  const stop = stockFindings(unit.facts, booking, at).find((finding) => finding.severity === 'stop')
  if (stop) return { code: 'BIND_UNUSABLE', unit: name, finding: stop }
  const [allergen] = conflicts(unit.touch, facts.allergies).contains
  if (allergen) return { code: 'BIND_ALLERGY', unit: name, allergen }
  if (whoseIs(unit, booking.patientId) === 'other') return { code: 'BIND_OF_OTHER', unit: name }
  if (!isWithinReach(unit.reach, requirement))
    return { code: 'BIND_OUT_OF_REACH', unit: name, place: unit.facts.placeName }
  return null
}

/**
 * Decides what a scanned unit is bound to (R30): the requirement of its kind, reserved with all that is left of a
 * single-dose container. Refuses what no requirement asks for, what is not usable, what the patient is allergic to,
 * another patient's own, what is out of reach, kept for another booking, from another donor than a bound vial, or no
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
  const no = whyNot(unit, requirement, facts, at)
  if (no) return refuse(no)
  const { good, bad } = partedBound(requirement, facts, at)
  const ends = bad.map((each) => each.binding)
  const { unitId, placeId } = unit.facts
  const line = { requirement: requirement.code, unitId, placeId }
  const missing = missingOf(requirement, facts, at)
  if (missing <= 0) {
    if (requirement.bind !== 'equipment') return refuse({ code: 'REQUIREMENT_MET', label: requirement.label })
    const replaced = boundTo(facts, requirement).map((each) => each.binding)
    return ok({ line: { ...line, quantity: 1, reserve: false }, ends: replaced, label: requirement.label })
  }
  if (requirement.bind === 'equipment')
    return ok({ line: { ...line, quantity: 1, reserve: false }, ends, label: requirement.label })
  if (requirement.bind === 'unit' && donorDiffers(unit, good)) return refuse({ code: 'BIND_TWO_DONORS', unit: name })
  const free = freeOf(unit)
  if (requirement.bind === 'unit')
    return free > 0
      ? ok({ line: { ...line, quantity: free, reserve: true }, ends, label: requirement.label })
      : refuse({ code: 'BIND_RESERVED', unit: name })
  const pieces = Math.min(missing, piecesIn(unit.facts, free, requirement))
  if (pieces <= 0) return refuse({ code: 'BIND_RESERVED', unit: name })
  const quantity = quantityFor(unit, pieces, requirement, free)
  return ok({ line: { ...line, quantity, reserve: true }, ends, label: requirement.label })
}
