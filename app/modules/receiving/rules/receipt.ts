import { endOfDay, localTime } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import type { ProductFacts } from '~/modules/catalog/types'
import { noLotNumber } from '~/modules/stock/rules/lot-key'
import { isCold } from '~/modules/stock/rules/unit-facts'
import type { StorageBand } from '~/modules/stock/types'
import { bandRange, within } from '~/modules/storage/rules/bands'
import { celsiusText } from '~/modules/storage/rules/temperature'
import type { DeliveryFacts, PlannedHold, ReceiptFacts, ReceiptPlan, ReceivingRefusal, TargetPlace } from '../types'
import { missingRecords, recordNames } from './records'

/** The most containers on one line. More is a typing mistake, or several lines. */
export const mostContainers = 500

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
  if (facts.alike.length > 0 && goods.lot !== null)
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

/** A cold product needs its own band. Any other product only has to stay out of other bands (R19). */
const standsRight = (band: StorageBand, place: TargetPlace): boolean =>
  place.band === band || (place.band === null && !isCold(band))

const refusedUnit = (facts: ReceiptFacts): ReceivingRefusal | null => {
  const { unit, goods } = facts
  if (goods.unitNumber === null) return null
  if (facts.repeated && !unit) return { code: 'UNIT_ALREADY_HERE', number: goods.unitNumber, place: null }
  if (!unit) return null
  if (!unit.sameLot) return { code: 'UNIT_OF_OTHER_LOT', number: goods.unitNumber, lotNumber: unit.lotNumber }
  return unit.live ? { code: 'UNIT_ALREADY_HERE', number: goods.unitNumber, place: unit.place } : null
}

/** Dry ice keeps −78.5 °C: right for the deep-frozen bands, too cold for a fridge, not cold enough for LN2. */
const dryIceBands: ReadonlySet<StorageBand> = new Set(['ultra-low', 'freezer'])

function arrivalHold(product: ProductFacts, delivery: DeliveryFacts): PlannedHold | null {
  if (product.band === null || !isCold(product.band)) return null
  const arrival = delivery.temperatureCentiCelsiusArrival
  const byIce = delivery.dryIcePresent && dryIceBands.has(product.band)
  if (arrival === null)
    return byIce
      ? null
      : {
          reason: 'temperature',
          note: 'No temperature was recorded on arrival. Read the logger of the shipper or ask the supplier.',
        }
  const range = bandRange(product.band)
  if (within(range, arrival, arrival) || (byIce && arrival < range.min)) return null
  const wrong = arrival > range.max ? 'warm' : 'too cold'
  return {
    reason: 'temperature',
    note: `Arrived ${wrong}, at ${celsiusText(arrival)}. Keep it at its own temperature and ask the manufacturer's advice.`,
  }
}

function shipperHolds(delivery: DeliveryFacts): PlannedHold[] {
  const holds: PlannedHold[] = []
  if (!delivery.sealIntact) holds.push({ reason: 'quarantine', note: 'The seal of the shipper was broken on arrival.' })
  if (delivery.shipperCondition !== 'good')
    holds.push({ reason: 'damaged', note: `The shipper arrived ${delivery.shipperCondition}. Look at each container.` })
  return holds
}

function expiryHold(facts: ReceiptFacts): PlannedHold | null {
  const { expiry, expiryTime } = facts.goods
  if (expiry === null)
    return facts.product.expires
      ? { reason: 'quarantine', note: 'The label shows no expiry. Ask the manufacturer for it.' }
      : null
  const until = expiryTime ? localTime(expiry, expiryTime, facts.zone) : endOfDay(expiry, facts.zone)
  return facts.at > until
    ? { reason: 'quarantine', note: `It had expired on ${expiry} when it arrived. Return or discard it.` }
    : null
}

/** The source of holds placed because a label showed an earlier expiry than the one we know. */
export const expiryInDoubt = 'expiry:differs'

type OtherExpiry = { readonly units: PlannedHold[]; readonly lot: PlannedHold[] }

/**
 * A lot has one expiry, and a scan never changes it. Goods whose label says another are taken in and held, whichever is
 * right (R9, R41). An earlier one casts doubt on what is already here: then the whole lot is held, because it would
 * otherwise be offered beyond that day. A person compares label and papers, corrects the lot or not, and releases.
 */
function otherExpiry({ product, goods, lot }: ReceiptFacts): OtherExpiry {
  if (!lot || !product.expires || goods.expiry === null || goods.expiry === lot.expiry) return { units: [], lot: [] }
  const seen = `This label says expiry ${goods.expiry}, but lot ${goods.lot ?? noLotNumber} is known with ${lot.expiry ?? 'none'}.`
  const todo = "Compare label and papers, correct the lot's date if it is wrong, then release."
  const earlier = lot.expiry !== null && goods.expiry < lot.expiry
  return {
    units: [{ reason: 'quarantine', note: `${seen} ${todo}` }],
    lot:
      earlier && !lot.expiryInDoubt
        ? [
            {
              reason: 'review',
              note: `A label says expiry ${goods.expiry}, earlier than ${lot.expiry}: what is here may expire sooner. ${todo}`,
              source: expiryInDoubt,
            },
          ]
        : [],
  }
}

function placeHold(facts: ReceiptFacts): PlannedHold | null {
  const { place, product } = facts
  if (!place || product.band === null) return null
  if (!standsRight(product.band, place))
    return {
      reason: 'temperature',
      note: `Was put into ${place.name}, outside its storage band. Ask the manufacturer's advice.`,
    }
  if (place.excursion)
    return { reason: 'temperature', note: `Was put into ${place.name} while its temperature excursion was open.` }
  return null
}

function recordsHold(facts: ReceiptFacts): PlannedHold | null {
  const missing = missingRecords(facts.product, facts.lot?.records ?? [])
  if (missing.length === 0 || facts.lot?.standingHolds.includes('records')) return null
  return {
    reason: 'records',
    note: `Came without its ${missing.map((kind) => recordNames[kind]).join(' and ')}. Attach them, then confirm which lot they name and what they conclude.`,
  }
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
  const refused = refusedLot(facts)
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
  const other = otherExpiry(facts)
  const unitHolds = [
    ...other.units,
    expiryHold(facts),
    arrivalHold(product, delivery),
    ...shipperHolds(delivery),
    placeHold(facts),
  ].filter((hold) => hold !== null)
  const records = recordsHold(facts)
  const reasons = [...standing(facts), ...unitHolds.map((hold) => hold.note), ...(records ? [records.note] : [])]
  if (other.lot.length > 0) reasons.push('Its date is the earlier one: the whole lot is on hold with it.')
  return ok({
    ...plan,
    verdict: reasons.length > 0 ? 'quarantined' : 'accepted',
    reasons,
    lotHolds: [...other.lot, ...(records ? [records] : [])],
    unitHolds,
    units: unitsOf(facts, unitHolds.length > 0),
  })
}

/** Containers that are cold, drawn from or numbered get a unit each (docs/architecture.md §6). */
function unitsOf({ product, goods }: ReceiptFacts, held: boolean): ReceiptPlan['units'] {
  if (product.tracksUnits || product.drawnFrom || isCold(product.band) || goods.unitNumber !== null) return 'each'
  // A hold on the bulk would take earlier, good stock of the lot out of use: what is held comes as a unit of its own.
  return held ? 'apart' : 'bulk'
}
