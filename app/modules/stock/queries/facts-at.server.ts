import type { Instant } from '~/lib/day'
import type { Reader } from '~/lib/db.server'
import { type Proof, provenWithin } from '../rules/then'
import type { HoldFact, UnitFacts } from '../types'
import { type FactsThen, factsOfThen } from './facts-of-then.server'

/** A unit's facts with what was true and known at a moment in the past in their place. */
export type FactsAt = {
  readonly facts: UnitFacts
  /** Placed after the moment: shown as later, not judged by. */
  readonly laterHolds: readonly HoldFact[]
  readonly contains: FactsThen['contains']
}

/**
 * What a unit was at a moment, as it was known then, with the holds that came until `now`, for whoever judges what happened then (docs/safety.md §2, R41): its expiry, its holds and
 * whether its storage was proven, as they were known. What it has become (opened, thawed, whose it is) counts whenever it was
 * found out: an opening that is recorded earlier must not hide that it served two patients.
 */
export async function factsAt(reader: Reader, facts: UnitFacts, at: Instant, now: Instant): Promise<FactsAt> {
  const [was] = await factsOfThen(reader, [facts.unitId], { at, knownAt: at })
  const [known] = await factsOfThen(reader, [facts.unitId], { at, knownAt: now })
  if (!was) return { facts, laterHolds: [], contains: new Map() }
  const proof = was.stands.find((stand) => stand.placeId === facts.placeId)?.proof
  const { range } = was
  // An excursion that the label allows is a matter of minutes, which a proof of a moment doesn't know.
  const within = (found: Proof) =>
    range === null || range.excursionMinutes !== null ? found.proven : provenWithin(found, range)
  const provenUntil = proof === undefined || proof === null ? facts.provenUntil : within(proof) ? at : null
  return {
    facts: {
      ...facts,
      expiry: was.expiry === null ? facts.expiry : was.expiry.expiry,
      expiryTime: was.expiry === null ? facts.expiryTime : was.expiry.expiryTime,
      holds: was.holds,
      looksLike: (facts.looksLike ?? []).filter(({ since }) => since <= at),
      provenUntil,
      placeNow: null,
    },
    laterHolds: known?.laterHolds ?? [],
    contains: was.contains,
  }
}
