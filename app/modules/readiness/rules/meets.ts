import type { Instant } from '~/lib/day'
import type { Requirement } from '~/modules/protocols/types'
import { disinfectionFinding, neededLevel } from '~/modules/sterilization/rules'
import type { DisinfectionFinding, DisinfectionLevel } from '~/modules/sterilization/types'
import type { UnitFacts } from '~/modules/stock/types'
import type { Booking, Reach, ReachableUnit, UnitName } from '../types'

/** Whether a unit is of the kind that a requirement asks for: one of its categories, and within its size. */
export function isKindOf(unit: Pick<UnitFacts, 'categoryId' | 'sizeMicroliters'>, requirement: Requirement): boolean {
  if (!requirement.alternatives.some((each) => each.categoryId === unit.categoryId)) return false
  const { sizeMicrolitersMin: min, sizeMicrolitersMax: max } = requirement
  if (min === null && max === null) return true
  const size = unit.sizeMicroliters
  return size !== null && (min === null || size >= min) && (max === null || size <= max)
}

/** Whether a unit bound to a requirement may be there; the vial may also be in the site's storage (R30). */
export const isWithinReach = (reach: Reach, requirement: Requirement): boolean =>
  reach === 'room' || reach === 'preparation' || (requirement.bind === 'unit' && reach === 'storage')

/** How much of a unit one piece of a supply takes: one, or the volume asked for of what is drawn from. */
const pieceOf = (unit: UnitFacts, requirement: Requirement): number =>
  unit.baseUnit === 'uL' ? (requirement.volumeMicroliters ?? unit.containerQuantity) : 1

/** How many pieces of a requirement a quantity of a unit makes. */
export const piecesIn = (unit: UnitFacts, quantity: number, requirement: Requirement): number =>
  Math.floor(quantity / pieceOf(unit, requirement))

/**
 * What is kept of a unit for so many pieces: the pieces; all that is left of a single-dose container, since it never
 * serves a second patient, and of a multi-dose one in the patient's room, which becomes that patient's; the volume asked
 * for of a multi-dose one that stays in a preparation area (R15).
 */
export const quantityFor = (unit: ReachableUnit, pieces: number, requirement: Requirement, free: number): number =>
  unit.facts.baseUnit === 'uL' && isForOnePatient(unit) ? free : pieces * pieceOf(unit.facts, requirement)

/** Whether what is left of a container after use is discarded (R15). */
export const isForOnePatient = (unit: ReachableUnit): boolean => !unit.facts.multiDose || unit.reach === 'room'

/** How much of a unit is free for this booking. */
export const freeOf = (unit: ReachableUnit): number => unit.facts.quantity - unit.facts.reserved

/** How much a requirement needs: the dose of a vial, otherwise pieces. */
export const wantedOf = (requirement: Requirement, booking: Booking): number =>
  requirement.bind === 'unit' ? booking.doseMicroliters : requirement.quantity

/**
 * What is wrong with a piece of equipment since its last patient, with the level that it needs. Null when nothing is.
 */
export function equipmentFinding(
  unit: Pick<ReachableUnit, 'touch' | 'disinfections' | 'lastUsedAt'>,
  at: Instant,
): { readonly finding: DisinfectionFinding; readonly needed: DisinfectionLevel } | null {
  const needed = neededLevel(unit.touch?.disinfectionLevel ?? null, unit.touch?.touchesPatient ?? true)
  if (needed === null) return null
  const finding = disinfectionFinding({ needed, done: unit.disinfections, lastUsedAt: unit.lastUsedAt }, at)
  return finding ? { finding, needed } : null
}

export const nameOf = (unit: UnitFacts): UnitName => ({
  unitId: unit.unitId,
  // A probe is called by its own number; its lot says nothing to anybody.
  lotNumber: unit.unitNumber && unit.isEquipment ? unit.unitNumber : unit.lotNumber,
  unitNumber: unit.isEquipment ? null : unit.unitNumber,
  productName: unit.productName,
})
