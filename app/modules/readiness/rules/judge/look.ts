import type { Instant } from '~/lib/day'
import { judge as judgeStock } from '~/modules/stock/rules/judge/judge'
import { type Weighed, weigh } from '~/modules/stock/rules/judge/weigh'
import type { ReachableUnit, UnitFinding } from '../../types'
import { equipmentFinding } from '../meets'
import { unitTable } from './table'

/** What is known of a thing wherever it is looked at: the reach belongs to a room, and so to a booking. */
export type SeenUnit = Omit<ReachableUnit, 'reach'>

function disinfection(unit: SeenUnit, at: Instant): UnitFinding[] {
  const dirty = unit.facts.isEquipment ? equipmentFinding(unit, at) : null
  return dirty ? [{ code: 'NOT_DISINFECTED', ...dirty }] : []
}

function claims({ facts }: SeenUnit): UnitFinding[] {
  const { quantity, reserved: kept, baseUnit, containerQuantity } = facts
  if (kept <= 0 || quantity <= 0) return []
  const free = quantity - kept
  return free <= 0 ? [{ code: 'KEPT' }] : [{ code: 'PARTLY_KEPT', kept, free, baseUnit, containerQuantity }]
}

const ownership = ({ facts, ownerId }: SeenUnit): UnitFinding[] =>
  ownerId !== null || facts.regulatoryStanding === 'autologous' ? [{ code: 'AUTOLOGOUS' }] : []

/**
 * Everything for and against a thing that somebody holds or asks about, with no procedure in mind: what `judge` finds of it for
 * any procedure, and never anything of a patient. What is asked here is stopped or kept by a procedure that knows for whom.
 */
export function judgeSeen(unit: SeenUnit, at: Instant): Weighed<UnitFinding>[] {
  const found = unit.facts.quantity > 0 ? [...disinfection(unit, at), ...claims(unit), ...ownership(unit)] : []
  return [...judgeStock(unit.facts, { intent: 'look' }, at), ...weigh(unitTable, found, 'look')]
}
