import type { Tx } from '~/lib/db.server'
import type { ProductFacts } from '~/modules/catalog/types'
import type { HoldReason } from '~/modules/stock/types'
import type { DeliveryFacts, KnownLot, KnownUnit, TargetPlace } from '../types'
import { fittingPlace, type GroundRow, type GroundWhere, groundRows } from './ground-rows.server'

/** The product that the label is of, with what is known of the lot and the container. */
export type Candidate = {
  readonly product: ProductFacts
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
  readonly candidate: Candidate | null
}

function toPlace({ placeId, placeName, placeKind, placeBand, excursion }: GroundRow): TargetPlace | null {
  if (placeId === null || placeName === null || placeKind === null) return null
  return { id: placeId, name: placeName, kind: placeKind, band: placeBand, excursion }
}

function toUnit({ unitId, unitLot, unitLotId, unitLive, unitPlace, lotId }: GroundRow): KnownUnit | null {
  if (unitId === null || unitLot === null) return null
  return { id: unitId, lotNumber: unitLot, sameLot: unitLotId === lotId, live: unitLive, place: unitPlace }
}

function toLot({ lotId, lotNumber, lotExpiry, doubted, lotHolds, records }: GroundRow): KnownLot | null {
  if (lotId === null || lotNumber === null) return null
  return {
    id: lotId,
    lotNumber,
    expiry: lotExpiry,
    expiryInDoubt: doubted,
    standingHolds: lotHolds ?? [],
    records: records ?? [],
  }
}

const toCandidate = (found: GroundRow, product: ProductFacts): Candidate => ({
  product,
  packageQuantity: found.packageQuantity ?? 1,
  lot: toLot(found),
  productHolds: found.productHolds ?? [],
  repeated: found.repeated,
  unit: toUnit(found),
})

/**
 * Everything that decides about a scanned line besides what the label means, in one statement: the delivery, the place, and
 * what is known of that product, lot and container. Null when there is no such delivery at this site.
 */
export async function receiptGround(tx: Tx, where: GroundWhere): Promise<Ground | null> {
  const first = await groundRows.one(tx, where)
  if (!first) return null
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
    candidate: first.product ? toCandidate(first, first.product) : null,
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
