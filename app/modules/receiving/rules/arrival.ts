import { type FindingRow, silent, type Weights, weigh } from '~/modules/stock/rules/judge/weigh'
import { noLotNumber } from '~/modules/stock/rules/lot-key'
import { goodUntil, isCold } from '~/modules/stock/rules/unit-facts'
import type { HoldReason, StorageBand } from '~/modules/stock/types'
import { bandRange, within } from '~/modules/storage/rules/bands'
import { explainArrival } from '../messages'
import type { ArrivalDetail, DeliveryFacts, PlannedHold, ReceiptFacts, TargetPlace } from '../types'
import { missingRecords, recordNames } from './records'

/** The source of holds placed because a label showed an earlier expiry than the one we know. */
export const expiryInDoubt = 'expiry:differs'

/** What arrives is taken in, whatever stands against it (R8): `record` only says it. Whoever counts on it is stopped, by a hold. */
const held: Weights = { ...silent, 'count-on': 'stop', record: 'check' }

type Row<F> = FindingRow<F> & {
  /** What is held for it: these containers, or the whole lot. */
  readonly holds: 'unit' | 'lot'
  readonly reason: HoldReason
  readonly source?: string
}

type ArrivalTable = { readonly [Code in ArrivalDetail['code']]: Row<Extract<ArrivalDetail, { readonly code: Code }>> }

const unit = (reason: HoldReason) =>
  ({ weights: held, overriddenBy: 'nobody', remedy: 'answer', holds: 'unit', reason }) as const
const lot = (reason: HoldReason) =>
  ({ weights: held, overriddenBy: 'nobody', remedy: 'answer', holds: 'lot', reason }) as const

/** Every finding about goods at the door, with the hold that keeps them from being used. */
export const arrivalTable: ArrivalTable = {
  NO_ARRIVAL_TEMPERATURE: unit('temperature'),
  ARRIVED_WARM: unit('temperature'),
  ARRIVED_TOO_COLD: unit('temperature'),
  SHIPPER_SEAL_BROKEN: unit('quarantine'),
  SHIPPER_NOT_GOOD: unit('damaged'),
  LABEL_WITHOUT_EXPIRY: unit('quarantine'),
  EXPIRED_ON_ARRIVAL: unit('quarantine'),
  EXPIRY_DIFFERS: unit('quarantine'),
  // The lot would otherwise be offered beyond that day.
  EXPIRY_EARLIER: { ...lot('review'), source: expiryInDoubt },
  PUT_OUTSIDE_BAND: unit('temperature'),
  PUT_INTO_EXCURSION: unit('temperature'),
  RECORDS_NOT_THERE: lot('records'),
  // It may be the recalled lot whose name stands in it.
  LOT_IN_DOUBT: lot('review'),
}

/** A cold product needs its own band. Any other product only has to stay out of other bands (R19). */
export const standsRight = (band: StorageBand, place: TargetPlace): boolean =>
  place.band === band || (place.band === null && !isCold(band))

/** Dry ice keeps −78.5 °C: right for the deep-frozen bands, too cold for a fridge, not cold enough for LN2. */
const dryIceBands: ReadonlySet<StorageBand> = new Set(['ultra-low', 'freezer'])

/**
 * Each product is judged by its own band, room temperature included: what freezes in a box of dry ice is as wrong as what thaws
 * (R8). Nothing measured is a question for cold products alone. What came in another box has not been measured.
 */
function ofTemperature({ product, delivery, otherBox }: ReceiptFacts): ArrivalDetail[] {
  if (product.band === null) return []
  const arrival = otherBox ? null : delivery.temperatureCentiCelsiusArrival
  const byIce = !otherBox && delivery.dryIcePresent && dryIceBands.has(product.band)
  if (arrival === null) return byIce || !isCold(product.band) ? [] : [{ code: 'NO_ARRIVAL_TEMPERATURE' }]
  const range = bandRange(product.band)
  if (within(range, arrival, arrival) || (byIce && arrival < range.min)) return []
  return [{ code: arrival > range.max ? 'ARRIVED_WARM' : 'ARRIVED_TOO_COLD', centi: arrival }]
}

function ofShipper({ sealIntact, shipperCondition: condition }: DeliveryFacts): ArrivalDetail[] {
  const found: ArrivalDetail[] = sealIntact ? [] : [{ code: 'SHIPPER_SEAL_BROKEN' }]
  return condition === 'good' ? found : [...found, { code: 'SHIPPER_NOT_GOOD', condition }]
}

function ofExpiry({ goods, product, zone, at }: ReceiptFacts): ArrivalDetail[] {
  const { expiry, expiryTime } = goods
  if (expiry === null) return product.expires ? [{ code: 'LABEL_WITHOUT_EXPIRY' }] : []
  const until = goodUntil({ expiry, expiryTime, timeZone: zone })
  return until !== null && at > until ? [{ code: 'EXPIRED_ON_ARRIVAL', expiry }] : []
}

/**
 * A lot has one expiry, and a scan never changes it. Goods whose label says another are taken in and held, whichever is
 * right (R9, R41). An earlier one casts doubt on what is already here. A person compares label and papers, corrects the lot
 * or not, and releases.
 */
function ofOtherExpiry({ product, goods, lot: known }: ReceiptFacts): ArrivalDetail[] {
  if (!known || !product.expires || goods.expiry === null || goods.expiry === known.expiry) return []
  const about = { lot: goods.lot ?? noLotNumber, seen: goods.expiry, known: known.expiry }
  const earlier = known.expiry !== null && goods.expiry < known.expiry && !known.expiryInDoubt
  return [{ code: 'EXPIRY_DIFFERS', ...about }, ...(earlier ? [{ code: 'EXPIRY_EARLIER' as const, ...about }] : [])]
}

function ofPlace({ place, product }: ReceiptFacts): ArrivalDetail[] {
  if (!place || product.band === null) return []
  if (!standsRight(product.band, place)) return [{ code: 'PUT_OUTSIDE_BAND', place: place.name }]
  return place.excursion ? [{ code: 'PUT_INTO_EXCURSION', place: place.name }] : []
}

function ofRecords({ product, lot: known }: ReceiptFacts): ArrivalDetail[] {
  const missing = missingRecords(product, known?.records ?? [])
  if (missing.length === 0 || known?.standingHolds.includes('records')) return []
  return [{ code: 'RECORDS_NOT_THERE', missing: missing.map((kind) => recordNames[kind]) }]
}

const ofDoubt = ({ goods, inDoubt }: ReceiptFacts): ArrivalDetail[] =>
  inDoubt.length > 0 ? [{ code: 'LOT_IN_DOUBT', lot: goods.lot ?? noLotNumber, names: inDoubt }] : []

/** Everything that stands against goods at the door, before it is weighed. */
export const arrivalFindings = (facts: ReceiptFacts): ArrivalDetail[] => [
  ...ofOtherExpiry(facts),
  ...ofExpiry(facts),
  ...ofTemperature(facts),
  ...ofShipper(facts.delivery),
  ...ofPlace(facts),
  ...ofRecords(facts),
  ...ofDoubt(facts),
]

/** The holds that the table places for what stops whoever would count on the goods: of the containers, and of the lot. */
export function arrivalHolds(facts: ReceiptFacts): { readonly units: PlannedHold[]; readonly lot: PlannedHold[] } {
  const stops = weigh(arrivalTable, arrivalFindings(facts), 'count-on').filter(({ severity }) => severity === 'stop')
  const holdsOf = (what: 'unit' | 'lot'): PlannedHold[] =>
    stops.flatMap((finding) => {
      const { holds, reason, source } = arrivalTable[finding.code]
      if (holds !== what) return []
      return [{ reason, note: explainArrival(finding), ...(source === undefined ? {} : { source }) }]
    })
  return { units: holdsOf('unit'), lot: holdsOf('lot') }
}
