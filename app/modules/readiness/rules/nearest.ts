import type { Instant } from '~/lib/day'
import type { Requirement } from '~/modules/protocols/types'
import { type Intent, stopOf, type Weighed } from '~/modules/stock/rules/judge/weigh'
import { firstExpiringFirst } from '~/modules/stock/rules/unit-facts'
import type { Kept, Near, Need, Reach, ReachableUnit, ReadinessFacts, Rejected, UnitFinding } from '../types'
import { judge } from './judge/judge'
import { isKindOf } from './meets'

/** How far a place is: what is nearer comes first. */
export const distance: Readonly<Record<Reach, number>> = { room: 0, preparation: 1, storage: 2, away: 3 }

/** Nearer first, then first-expiring first. */
export const nearerFirst = (a: ReachableUnit, b: ReachableUnit): number =>
  distance[a.reach] - distance[b.reach] || firstExpiringFirst(a.facts, b.facts)

/** What a requirement of a booking needs a unit for. */
export const needOf = (
  requirement: Requirement,
  facts: ReadinessFacts,
  intent: Intent,
  over: { readonly kept?: Kept; readonly others?: Need['others'] } = {},
): Need => ({
  intent,
  booking: facts.booking,
  allergies: facts.allergies,
  requirement,
  kept: over.kept ?? null,
  others: over.others ?? [],
})

/** A unit that could meet a requirement, with what stands against proposing it: nothing that stops, perhaps a question. */
export type Candidate = { readonly unit: ReachableUnit; readonly findings: readonly Weighed<UnitFinding>[] }

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

/** What needs an answer comes after what needs none. */
export const questions = ({ findings }: Pick<Candidate, 'findings'>): number =>
  findings.some(({ severity }) => severity === 'ask') ? 1 : 0

/** What may be proposed for a requirement: what nothing stops, and what needs no answer before what does. */
export function proposed(
  requirement: Requirement,
  facts: ReadinessFacts,
  intent: 'offer' | 'take',
  at: Instant,
): { readonly good: Candidate[]; readonly skipped: Candidate[] } {
  const judged = candidatesFor(requirement, facts).map((unit) => ({
    unit,
    findings: judge(unit, needOf(requirement, facts, intent), at),
  }))
  return {
    good: judged.filter(({ findings }) => stopOf(findings) === null).sort((a, b) => questions(a) - questions(b)),
    skipped: judged.filter(({ findings }) => stopOf(findings) !== null),
  }
}

/**
 * The nearest good unit for a requirement, and up to three others with the reason why they aren't offered (R13, R31).
 */
export function nearestFor(
  requirement: Requirement,
  facts: ReadinessFacts,
  at: Instant,
): { readonly near: Near | null; readonly rejected: Rejected[] } {
  const { good, skipped } = proposed(requirement, facts, 'offer', at)
  const rejected = skipped.slice(0, 3).flatMap(({ unit, findings }): Rejected[] => {
    const { lotNumber, placeName } = unit.facts
    const why = stopOf(findings)
    return why ? [{ lotNumber, placeName, why }] : []
  })
  const [first] = good
  if (!first) return { near: null, rejected }
  const { lotNumber, placeName, placeId, unitId, productName } = first.unit.facts
  return { near: { unitId, placeId, placeName, productName, lotNumber, reach: first.unit.reach }, rejected }
}
