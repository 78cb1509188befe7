import { ok, type Result, refuse } from '~/lib/result'
import { noLotNumber } from '~/modules/stock/rules/lot-key'
import { isCold } from '~/modules/stock/rules/unit-facts'
import type { PlannedHold, ReceiptFacts, ReceiptPlan, ReceivingRefusal } from '../types'
import { arrivalHolds, expiryInDoubt, standsRight } from './arrival'

/** The most containers on one line. More is a typing mistake, or several lines. */
export const mostContainers = 500

/** What is seldom part of a lot's number. */
const oddInLot = /[\s/\\()[\]{}*,;:~|&+?!"]/

const refusedLot = (facts: ReceiptFacts): ReceivingRefusal | null => {
  const { product, goods } = facts
  const missing: ('lot' | 'expiry')[] = []
  if (product.tracksLots && goods.lot === null) missing.push('lot')
  if (product.expires && goods.expiry === null && !facts.noExpiry) missing.push('expiry')
  if (missing.length > 0)
    return {
      code: 'DETAILS_MISSING',
      productId: product.id,
      productName: product.name,
      missing,
      lot: goods.lot,
      expiry: goods.expiry,
    }
  // Typed with blanks or signs it may be more than the lot: a date, a serial, another lot.
  const isOdd = facts.isTyped && facts.lot === null && oddInLot.test(goods.lot ?? '')
  if ((facts.alike.length > 0 || isOdd) && goods.lot !== null)
    return {
      code: 'LOT_ASKS',
      productId: product.id,
      productName: product.name,
      lot: goods.lot,
      choices: facts.alike,
    }
  // When a serial was expected, ask about a lot that may have swallowed it because a separator got lost.
  if (
    product.tracksUnits &&
    goods.unitNumber === null &&
    goods.lot !== null &&
    goods.warnings.includes('POSSIBLE_MISSING_SEPARATOR')
  )
    return { code: 'LOT_DOUBTFUL', productId: product.id, productName: product.name, lot: goods.lot }
  return null
}

/** A serial in nearly the letters of another is as likely a misreading of it: the same container twice, or a recalled one. */
const refusedSerial = ({ product, goods, serialsAlike }: ReceiptFacts): ReceivingRefusal | null =>
  goods.unitNumber === null || serialsAlike.length === 0
    ? null
    : {
        code: 'SERIAL_ASKS',
        productId: product.id,
        productName: product.name,
        serial: goods.unitNumber,
        choices: serialsAlike,
      }

/** The number of containers on the line: packages × what one holds, by catalog, label or count (R12). */
function containersOf(facts: ReceiptFacts): Result<number, ReceivingRefusal> {
  const { goods, packageQuantity, product } = facts
  if (facts.counted === null && packageQuantity > 1 && goods.count !== null && goods.count !== packageQuantity)
    return refuse({ code: 'COUNT_DIFFERS', productName: product.name, label: goods.count, known: packageQuantity })
  const each = facts.counted ?? (packageQuantity > 1 ? packageQuantity : (goods.count ?? 1))
  const containers = each * facts.packages
  if (containers > mostContainers) return refuse({ code: 'TOO_MANY', wanted: containers, most: mostContainers })
  if (goods.unitNumber !== null && each === 1 && containers > 1)
    return refuse({ code: 'ONE_CONTAINER_ONLY', number: goods.unitNumber, wanted: containers })
  return ok(containers)
}

function refusedPlace(facts: ReceiptFacts): ReceivingRefusal | null {
  const { place, product } = facts
  if (!place) return { code: 'PLACE_MISSING', productName: product.name, band: product.band }
  if (facts.alreadyThere || product.band === null || standsRight(product.band, place)) return null
  return { code: 'WRONG_BAND', product: product.name, needs: product.band, place: place.name, has: place.band }
}

const refusedUnit = (facts: ReceiptFacts): ReceivingRefusal | null => {
  const { unit, goods } = facts
  if (goods.unitNumber === null) return null
  if (facts.repeated && !unit) return { code: 'UNIT_ALREADY_HERE', number: goods.unitNumber, place: null }
  if (!unit) return null
  if (!unit.sameLot) return { code: 'UNIT_OF_OTHER_LOT', number: goods.unitNumber, lotNumber: unit.lotNumber }
  return unit.live ? { code: 'UNIT_ALREADY_HERE', number: goods.unitNumber, place: unit.place } : null
}

/** What to do with goods of a recalled lot; which notice it is, the storing command says. */
export const recalledSaid = 'It is recalled: follow the notice. It stays on hold.'

const standing = (facts: ReceiptFacts): string[] => {
  const holds = [...(facts.lot?.standingHolds ?? []), ...facts.productHolds]
  return holds.includes('recall') ? [recalledSaid] : holds.length > 0 ? ['It is on hold already.'] : []
}

/**
 * What happens to goods at the door (R8, R9, R12): accepted, or received into quarantine with the holds that keep them
 * from being used, at the product's own temperature; never lost, never usable. Goods turned away are recorded as such.
 * A lot that is known with another expiry is no reason to refuse: it is held. Refuses a closed delivery, missing lot or
 * expiry, a serial that is here already, a place of another band, and counts that contradict each other.
 */
export function decideReceipt(facts: ReceiptFacts): Result<ReceiptPlan, ReceivingRefusal> {
  const { product, delivery } = facts
  if (delivery.closed) return refuse({ code: 'DELIVERY_CLOSED' })
  const refused = refusedLot(facts) ?? refusedSerial(facts)
  if (refused) return refuse(refused)
  const containers = containersOf(facts)
  if (!containers.ok) return containers
  const plan = {
    lotNumber: facts.lot?.lotNumber ?? facts.goods.lot ?? noLotNumber,
    containers: containers.value,
    quantity: containers.value * product.containerQuantity,
    placeId: facts.place?.id ?? 0,
  }
  if (facts.reject !== null)
    return ok({ ...plan, verdict: 'rejected', reasons: [facts.reject], lotHolds: [], unitHolds: [], units: 'bulk' })
  const blocked = refusedUnit(facts) ?? refusedPlace(facts)
  if (blocked) return refuse(blocked)
  const holds = arrivalHolds(facts)
  const isDated = ({ source }: PlannedHold) => source === expiryInDoubt
  const others = holds.lot.filter((hold) => !isDated(hold))
  const reasons = [...standing(facts), ...[...holds.units, ...others].map((hold) => hold.note)]
  if (holds.lot.some(isDated)) reasons.push('Its date is the earlier one: the whole lot is on hold with it.')
  return ok({
    ...plan,
    verdict: reasons.length > 0 ? 'quarantined' : 'accepted',
    reasons,
    lotHolds: holds.lot,
    unitHolds: holds.units,
    units: unitsOf(facts, holds.units.length > 0),
  })
}

/** Containers that are cold, drawn from or numbered get a unit each (docs/architecture.md §6). */
function unitsOf({ product, goods }: ReceiptFacts, held: boolean): ReceiptPlan['units'] {
  if (product.tracksUnits || product.drawnFrom || isCold(product.band) || goods.unitNumber !== null) return 'each'
  // A hold on the bulk would take earlier, good stock of the lot out of use: what is held comes as a unit of its own.
  return held ? 'apart' : 'bulk'
}
