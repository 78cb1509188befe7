import type { ReachableUnit, Whose } from '../types'

/**
 * Who owns an autologous unit, seen from a patient (R27, R39); null for units that anyone may get. Once recorded as a
 * patient's own, a unit stays theirs, whatever the product is called later.
 */
export function whoseIs(unit: ReachableUnit, patientId: number): Whose | null {
  if (unit.ownerId !== null) return unit.ownerId === patientId ? 'theirs' : 'other'
  return unit.facts.regulatoryStanding === 'autologous' ? 'unknown' : null
}
