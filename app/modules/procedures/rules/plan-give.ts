import { addHours, earlier, type Instant } from '~/lib/day'
import type { Binding } from '~/modules/readiness/types'
import { goodUntil } from '~/modules/stock/rules/unit-facts'
import type { PlaceRef, PostingLine, UnitFacts } from '~/modules/stock/types'
import type { GivePlan, PlannedUse } from '../types'

/** Where things go when something is given. */
export type GivePlaces = { readonly procedure: PlaceRef; readonly discard: PlaceRef; readonly difference: PlaceRef }

/** A container that is drawn from: how much is given, and how much is available where it is. Volumes in µL. */
export type Drawn = {
  readonly unit: UnitFacts
  readonly given: number
  readonly available: number
  readonly basis: 'scan' | 'typed'
  readonly raw: string | null
  /** Post what is left as discarded, because it is for one patient (R15). Not when it is held for review. */
  readonly discardRest: boolean
}

const at = (unit: UnitFacts): PlaceRef => ({ id: unit.placeId, inside: true })

/**
 * The postings of one container: what is given goes to the procedure; what a vial held beyond its label (its overfill), or
 * what the ledger does not know of, comes from the place of differences; the rest of a single-dose container is discarded
 * (R15, R27).
 */
export function drawnPlan(drawn: Drawn, places: GivePlaces): GivePlan {
  const { unit, given, available, discardRest } = drawn
  const fromVial = Math.min(given, available)
  const wasted = discardRest ? available - fromVial : 0
  const { unitId, lotId } = unit
  const line = (from: PlaceRef, to: PlaceRef, quantity: number): PostingLine[] =>
    quantity > 0 ? [{ unitId, lotId, from, to, quantity }] : []
  return {
    lines: [
      ...line(at(unit), places.procedure, fromVial),
      ...line(places.difference, places.procedure, given - fromVial),
      ...line(at(unit), places.discard, wasted),
    ],
    uses: [{ unitId, lotId, quantity: given, wasted, basis: drawn.basis, raw: drawn.raw }],
  }
}

/** The postings of a supply that was set apart in pieces: all of it went to the procedure. */
export const supplyPlan = (unit: UnitFacts, binding: Binding, places: GivePlaces): GivePlan => ({
  lines: [{ unitId: unit.unitId, lotId: unit.lotId, from: at(unit), to: places.procedure, quantity: binding.quantity }],
  uses: [
    {
      unitId: unit.unitId,
      lotId: unit.lotId,
      quantity: binding.quantity,
      wasted: 0,
      basis: binding.how === 'scan' ? 'scan' : 'room',
      raw: null,
    },
  ],
})

// For a unit that was partly scanned and partly taken from within reach, the more certain basis counts.
const certain: Record<PlannedUse['basis'], number> = { scan: 2, typed: 1, room: 0 }

/** Combines plans into one. A unit used for two requirements is one use, so that a trace finds one row for it. */
export function togetherPlan(plans: readonly GivePlan[]): GivePlan {
  const uses = new Map<number, PlannedUse>()
  for (const use of plans.flatMap((plan) => plan.uses)) {
    const known = uses.get(use.unitId)
    uses.set(
      use.unitId,
      known
        ? {
            ...known,
            quantity: known.quantity + use.quantity,
            wasted: known.wasted + use.wasted,
            basis: certain[use.basis] > certain[known.basis] ? use.basis : known.basis,
            raw: known.raw ?? use.raw,
          }
        : use,
    )
  }
  return { lines: plans.flatMap((plan) => plan.lines), uses: [...uses.values()] }
}

/** How long an opened multi-dose container is good where its maker gives no figure: 28 days (R15). */
const multiDoseHours = 28 * 24

/**
 * When an opened container must be discarded: its hours after opening, 28 days for a multi-dose one without a figure of its maker, but no
 * later than its expiry (R15), and than what stood before the opening: its thaw limit, or an earlier opening's end. With none of
 * them, at once.
 */
export function discardTime(unit: UnitFacts, openedAt: Instant): Instant {
  const openFor = unit.openForHours ?? (unit.multiDose ? multiDoseHours : null)
  const hours = openFor === null ? null : addHours(openedAt, openFor)
  const ends = [hours, goodUntil(unit), unit.thawLimitAt, unit.discardAt].filter((end) => end !== null)
  return ends.length === 0 ? openedAt : ends.reduce(earlier)
}
