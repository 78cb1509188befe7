import { productLot } from '~/modules/stock/rules/lot-key'
import type { UnitFacts } from '~/modules/stock/types'
import type { CountedInKit, KitRefusal } from '../types'

/**
 * Compares a count with what the kit holds now. Refuses a count that leaves something out, and one made on a form that is
 * older than a movement into or out of the kit: the figures may have been counted before it or after it.
 */
export function checkCount(
  units: readonly UnitFacts[],
  counted: readonly CountedInKit[],
  newest: ReadonlyMap<number, number>,
): KitRefusal | null {
  const lines = new Map(counted.map((line) => [line.unitId, line]))
  const here = new Set(units.map((unit) => unit.unitId))
  const changed = units.filter((unit) => {
    const line = lines.get(unit.unitId)
    return line && (line.seenQuantity !== unit.quantity || line.seenPostingId < (newest.get(unit.unitId) ?? 0))
  })
  const gone = counted.filter((line) => !here.has(line.unitId)).length
  const things = changed.map((unit) => `${productLot(unit.productName, unit.lotNumber)}`)
  if (things.length > 0 || gone > 0) return { code: 'KIT_MOVED_SINCE', things, gone }
  const missing = units.filter((unit) => !lines.has(unit.unitId)).length
  return missing > 0 ? { code: 'COUNT_INCOMPLETE', missing } : null
}
