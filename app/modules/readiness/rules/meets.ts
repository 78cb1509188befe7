import type { Instant } from '~/lib/day'
import type { Requirement } from '~/modules/protocols/types'
import { disinfectionFinding, neededLevel } from '~/modules/sterilization/rules'
import type { DisinfectionFinding, DisinfectionLevel } from '~/modules/sterilization/types'
import { usability } from '~/modules/stock/rules/usability'
import type { Finding, UnitFacts } from '~/modules/stock/types'
import type { Booking, Reach, ReachableUnit, UnitName } from '../types'

/** Whether a unit is of the kind that a requirement asks for: one of its categories, and within its size. */
export function isKindOf(unit: UnitFacts, requirement: Requirement): boolean {
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

/** How much a requirement needs: the dose of a vial, otherwise pieces. */
export const wantedOf = (requirement: Requirement, booking: Booking): number =>
  requirement.bind === 'unit' ? booking.doseMicroliters : requirement.quantity

const runsOut: ReadonlySet<Finding['code']> = new Set(['EXPIRED', 'OPENED_TOO_LONG', 'THAWED_TOO_LONG'])

/**
 * The findings of stock against a unit for a booking: those of now, and of its scheduled time those that come by themselves
 * (a date passed, a clock run out). Storage can't be proven ahead, so it is asked of now alone.
 */
export function stockFindings(unit: UnitFacts, booking: Booking, at: Instant): readonly Finding[] {
  const now = usability(unit, at).findings
  if (booking.scheduledAt <= at) return now
  const then = usability(unit, booking.scheduledAt).findings.filter(
    (finding) => runsOut.has(finding.code) && !now.some((each) => each.code === finding.code),
  )
  return [
    ...now.filter(
      (finding) => !then.some((each) => finding.code !== 'ON_HOLD' && successor(finding.code) === each.code),
    ),
    ...then,
  ]
}

const successor = (code: Finding['code']): Finding['code'] | null => {
  if (code === 'EXPIRES_SOON') return 'EXPIRED'
  if (code === 'OPENED') return 'OPENED_TOO_LONG'
  return code === 'THAWING' ? 'THAWED_TOO_LONG' : null
}

/**
 * What is wrong with a piece of equipment since its last patient, with the level that it needs. Null when nothing is.
 */
export function equipmentFinding(
  unit: ReachableUnit,
  at: Instant,
): { readonly finding: DisinfectionFinding; readonly needed: DisinfectionLevel } | null {
  const needed = neededLevel(unit.touch?.disinfectionLevel ?? null, unit.touch?.touchesPatient ?? true)
  if (needed === null) return null
  const finding = disinfectionFinding({ needed, done: unit.disinfections, lastUsedAt: unit.lastUsedAt }, at)
  return finding ? { finding, needed } : null
}

export const nameOf = (unit: UnitFacts): UnitName => ({
  unitId: unit.unitId,
  lotNumber: unit.unitNumber && unit.isEquipment ? unit.unitNumber : unit.lotNumber,
  productName: unit.productName,
})
