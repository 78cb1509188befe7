import { ok, type Result, refuse } from '~/lib/result'
import type { LotDecision, StorageRefusal } from '../types'

/** A hold of an excursion that still stands, with the lot of its unit. */
export type ExcursionHold = { readonly holdId: number; readonly lotId: number; readonly lotNumber: string }

/**
 * Which holds a closing excursion releases (R21). Refuses until every lot that is held by it has a decision; only those
 * decided to be fit for use are released, the others stay held.
 */
export function decideClosing(
  holds: readonly ExcursionHold[],
  decisions: Readonly<Record<number, LotDecision>>,
): Result<{ readonly release: readonly number[] }, StorageRefusal> {
  const undecided = new Set(holds.filter((hold) => decisions[hold.lotId] === undefined).map((hold) => hold.lotNumber))
  if (undecided.size > 0) return refuse({ code: 'DECISION_MISSING', lots: [...undecided] })
  return ok({ release: holds.filter((hold) => decisions[hold.lotId] === 'release').map((hold) => hold.holdId) })
}
