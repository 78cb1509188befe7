import type { ReachableUnit, Whose } from '../types'

/**
 * Whose an autologous unit is, for a patient (R27, R39); null for what anybody may get. What was once recorded as somebody's
 * own stays theirs, whatever the product is called later.
 */
export function whoseIs(unit: ReachableUnit, patientId: number): Whose | null {
  if (unit.ownerId !== null) return unit.ownerId === patientId ? 'theirs' : 'other'
  return unit.facts.regulatoryStanding === 'autologous' ? 'unknown' : null
}
