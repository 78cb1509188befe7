import { ok, type Result, refuse } from '~/lib/result'
import type { PlaceKind, StockRefusal, StorageBand, UnitFacts } from '../types'
import { isCold } from './unit-facts'

/** What else a move does: start a clock of so many hours, or hold the unit with this sentence. */
export type MovePlan = { readonly clockHours: number | null; readonly hold: string | null }

/** Hours that a cold product may be out of storage when its instructions give no figure: none (fails closed, R16). */
const noHours = 0

/**
 * Whether a unit may be moved to a place (R16, R19). Refuses a place whose band is not the product's, and part of a
 * sealed container. If it has already happened it is never refused, but gets a hold (R41).
 */
export function decideMove(
  facts: UnitFacts,
  to: { readonly name: string; readonly kind: PlaceKind; readonly band: StorageBand | null },
  move: { readonly quantity: number; readonly alreadyDone: boolean },
): Result<MovePlan, StockRefusal> {
  const sealed = facts.baseUnit === 'uL' && facts.openedAt === null
  if (sealed && move.quantity % facts.containerQuantity !== 0 && !move.alreadyDone)
    return refuse({ code: 'ONLY_WHOLE', containerQuantity: facts.containerQuantity, baseUnit: facts.baseUnit })
  const cold = isCold(facts.band)
  const wrongStorage = to.band !== null && facts.band !== null && to.band !== facts.band
  const refrozen = to.band !== null && facts.needsThaw && facts.thawLimitAt !== null
  if ((wrongStorage || refrozen || (cold && to.kind === 'kit')) && !move.alreadyDone && facts.band !== null)
    return refuse({ code: 'WRONG_BAND', product: facts.productName, needs: facts.band, place: to.name, has: to.band })
  const hold =
    wrongStorage || refrozen
      ? `Was moved to ${to.name}, outside its storage band. Ask the manufacturer's advice.`
      : null
  const starts = cold && to.band === null && facts.thawLimitAt === null
  return ok({ clockHours: starts ? (facts.thawedForHours ?? noHours) : null, hold })
}
