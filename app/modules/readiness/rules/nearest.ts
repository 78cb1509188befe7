import type { Instant } from '~/lib/day'
import type { Requirement } from '~/modules/protocols/types'
import { firstExpiringFirst } from '~/modules/stock/rules/usability'
import type { Near, Reach, ReachableUnit, ReadinessFacts, Rejected, RejectedWhy } from '../types'
import { conflicts } from './contains'
import { equipmentFinding, isKindOf, piecesIn, stockFindings } from './meets'
import { whoseIs } from './whose'

const distance: Record<Reach, number> = { room: 0, preparation: 1, storage: 2, away: 3 }

/** How much of a unit is free for this booking. */
export const freeOf = (unit: ReachableUnit): number => unit.facts.quantity - unit.facts.reserved

/** Nearer first, then first-expiring first. */
export const nearerFirst = (a: ReachableUnit, b: ReachableUnit): number =>
  distance[a.reach] - distance[b.reach] || firstExpiringFirst(a.facts, b.facts)

/** Why a unit of the right kind is not offered for a booking; null when it is. */
export function rejection(
  unit: ReachableUnit,
  requirement: Requirement,
  facts: ReadinessFacts,
  at: Instant,
): RejectedWhy | null {
  const stop = stockFindings(unit.facts, facts.booking, at).find((finding) => finding.severity === 'stop')
  if (stop) return { code: 'STOCK', finding: stop }
  const [allergen] = conflicts(unit.touch, facts.allergies).contains
  if (allergen) return { code: 'ALLERGY', allergen }
  const whose = whoseIs(unit, facts.booking.patientId)
  if (whose === 'other' || whose === 'unknown') return { code: 'AUTOLOGOUS', whose }
  if (requirement.bind === 'equipment') {
    const dirty = equipmentFinding(unit, at)
    return dirty ? { code: 'DISINFECTION', finding: dirty.finding } : null
  }
  const enough = requirement.bind === 'unit' ? freeOf(unit) > 0 : piecesIn(unit.facts, freeOf(unit), requirement) > 0
  return enough ? null : { code: 'RESERVED' }
}

/** Units that could meet a requirement and aren't bound to it yet, nearest first, then first-expiring first. */
export function candidatesFor(requirement: Requirement, facts: ReadinessFacts): ReachableUnit[] {
  const taken = new Set(
    facts.bound
      .filter(({ binding }) => binding.requirement === requirement.code)
      .map(({ binding }) => `${binding.unitId}@${binding.placeId}`),
  )
  return (facts.candidates ?? [])
    .filter((unit) => isKindOf(unit.facts, requirement))
    .filter((unit) => requirement.bind !== 'unit' || unit.facts.productId === facts.booking.productId)
    .filter((unit) => !taken.has(`${unit.facts.unitId}@${unit.facts.placeId}`))
    .sort(nearerFirst)
}

/**
 * The nearest good unit for a requirement, and up to three others with the reason why they aren't offered (R13, R31).
 */
export function nearestFor(
  requirement: Requirement,
  facts: ReadinessFacts,
  at: Instant,
): { readonly near: Near | null; readonly rejected: Rejected[] } {
  let near: Near | null = null
  const rejected: Rejected[] = []
  for (const unit of candidatesFor(requirement, facts)) {
    const why = rejection(unit, requirement, facts, at)
    const { lotNumber, placeName, placeId, unitId, productName } = unit.facts
    if (why === null) near ??= { unitId, placeId, placeName, productName, lotNumber, reach: unit.reach }
    else if (rejected.length < 3) rejected.push({ lotNumber, placeName, why })
  }
  return { near, rejected }
}
