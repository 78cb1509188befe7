import type { Tx } from '~/lib/db.server'
import type { PrintedCode, ProductFacts } from '~/modules/catalog/types'
import type { HoldReason } from '~/modules/stock/types'
import type { DeliveryFacts, KnownLot, KnownUnit, TargetPlace } from '../types'
import { fittingPlace, type GroundRow, type GroundWhere, groundRows } from './ground-rows.server'

/** One product that the label may mean, with what is known of the lot and the container. */
export type Candidate = {
  readonly product: ProductFacts
  readonly code: PrintedCode | null
  readonly packageQuantity: number
  readonly lot: KnownLot | null
  readonly productHolds: readonly HoldReason[]
  readonly unit: KnownUnit | null
  /** This very label was received before, and that was not undone. */
  readonly repeated: boolean
}

export type Ground = {
  readonly delivery: DeliveryFacts
  readonly supplierPlaceId: number | null
  readonly place: TargetPlace | null
  readonly candidates: readonly Candidate[]
}

function toPlace({ placeId, placeName, placeKind, placeBand, excursion }: GroundRow): TargetPlace | null {
  if (placeId === null || placeName === null || placeKind === null) return null
  return { id: placeId, name: placeName, kind: placeKind, band: placeBand, excursion }
}

function toUnit({ unitId, unitLot, unitLotId, unitLive, unitPlace, lotId }: GroundRow): KnownUnit | null {
  if (unitId === null || unitLot === null) return null
  return { id: unitId, lotNumber: unitLot, sameLot: unitLotId === lotId, live: unitLive, place: unitPlace }
}

function toLot({ lotId, lotExpiry, doubted, lotHolds, records }: GroundRow): KnownLot | null {
  if (lotId === null) return null
  return {
    id: lotId,
    expiry: lotExpiry,
    expiryInDoubt: doubted,
    standingHolds: lotHolds ?? [],
    records: records ?? [],
  }
}

const toCandidate = (found: GroundRow, product: ProductFacts, codes: readonly PrintedCode[]): Candidate => ({
  product,
  code: codes.find((code) => code.scheme === found.scheme && code.code === found.printed) ?? null,
  packageQuantity: found.packageQuantity ?? 1,
  lot: toLot(found),
  productHolds: found.productHolds ?? [],
  repeated: found.repeated,
  unit: toUnit(found),
})

/** When a label has several codes, the first one that belongs to a product decides. A product is listed once. */
function claimed(candidates: readonly Candidate[], codes: readonly PrintedCode[]): Candidate[] {
  const first = codes.find((code) => candidates.some((candidate) => candidate.code === code))
  // The spellings of one NDC are one code.
  const same = (code: PrintedCode | null) =>
    code !== null && (code === first || (first?.scheme === 'ndc' && code.scheme === 'ndc'))
  const found = first ? candidates.filter((candidate) => same(candidate.code)) : candidates.slice(0, 1)
  return found.filter((each, index) => found.findIndex((other) => other.product.id === each.product.id) === index)
}

/**
 * Everything that decides about a scanned line, in one statement: the delivery, the place, whose the code is, and what is
 * known of that lot and container. Null when there is no such delivery at this site.
 */
export async function receiptGround(tx: Tx, where: GroundWhere): Promise<Ground | null> {
  const rows = await groundRows(tx, where)
  const [first] = rows
  if (!first) return null
  const named = rows.flatMap((found) => (found.product ? [toCandidate(found, found.product, where.codes)] : []))
  return {
    delivery: {
      id: first.deliveryId,
      siteId: first.siteId,
      closed: first.closedAt !== null,
      shipperCondition: first.shipperCondition,
      sealIntact: first.sealIntact,
      dryIcePresent: first.dryIcePresent,
      temperatureCentiCelsiusArrival: first.arrival,
    },
    supplierPlaceId: first.supplierPlaceId,
    place: toPlace(first),
    candidates: claimed(named, where.codes),
  }
}

/**
 * Where a product is put when nobody chose: a storage place of its band without an open excursion, one where it stands
 * already first. A product without a band goes where it stands, else to a place without a band or at room temperature.
 */
export async function placeFor(
  tx: Tx,
  siteId: number,
  product: Pick<ProductFacts, 'id' | 'band'>,
): Promise<TargetPlace | null> {
  const found = await fittingPlace.one(tx, siteId, product.id, product.band)
  if (!found) return null
  return {
    id: found.placeId,
    name: found.placeName,
    kind: found.placeKind,
    band: found.placeBand,
    excursion: found.excursion,
  }
}
