import type { Day } from '~/lib/day'
import { join, query, type Sql, sql, type Tx, toBoolean } from '~/lib/db.server'
import { type ProductRow, productColumns, productRow, toProduct } from '~/modules/catalog/queries.server'
import type { PrintedCode, ProductFacts } from '~/modules/catalog/types'
import { lotKey, noLotNumber } from '~/modules/stock/rules/lot-key'
import type { HoldReason, PlaceKind, StorageBand } from '~/modules/stock/types'
import { expiryInDoubt } from '../rules/receipt'
import type { DeliveryFacts, KnownLot, KnownUnit, TargetPlace } from '../types'

export type GroundWhere = {
  readonly deliveryId: number
  readonly siteId: number
  readonly placeId: number | null
  readonly codes: readonly PrintedCode[]
  readonly productId: number | null
  readonly lotNumber: string | null
  readonly unitNumber: string | null
  /** The label as scanned. We know a carton's serial by it, because its containers have numbers of their own. */
  readonly raw: string | null
}

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

type DeliveryRow = {
  deliveryId: number
  siteId: number
  closedAt: string | null
  shipperCondition: string
  sealIntact: unknown
  dryIcePresent: unknown
  arrival: number | null
  supplierPlaceId: number | null
}
type PlaceRow = {
  placeId: number | null
  placeName: string
  placeKind: string
  placeBand: string | null
  excursion: unknown
}
type LotRow = {
  lotId: number | null
  lotExpiry: string | null
  doubted: unknown
  records: string | null
  lotHolds: string | null
  productHolds: string | null
}
type UnitRow = {
  unitId: number | null
  unitLot: string
  unitLotId: number
  unitLive: unknown
  unitPlace: string | null
  repeated: unknown
}
type CodeRow = { scheme: string | null; printed: string | null; packageQuantity: number | null }
type GroundRow = DeliveryRow & PlaceRow & LotRow & UnitRow & CodeRow & ProductRow

const standing = (
  column: Sql,
  id: Sql,
): Sql => sql`(SELECT string_agg(h."reason", ',') FROM "Hold" h LEFT JOIN "HoldRelease" hr ON hr."holdId" = h."id"
    WHERE ${column} = ${id} AND hr."holdId" IS NULL)`

const excursionOpen = sql`CASE WHEN EXISTS (SELECT 1 FROM "Excursion" e WHERE e."placeId" IN (p."id", p."parentId") AND e."closedAt" IS NULL) THEN 1 ELSE 0 END`

const placeColumns = sql`p."id" AS "placeId", p."name" AS "placeName", p."kind" AS "placeKind", COALESCE(p."storageBand", q."storageBand") AS "placeBand",
  ${excursionOpen} AS "excursion"`

/** Whether a label with a serial was received before: asked only of those, since ten boxes may carry one and the same label. */
const receivedBefore = (where: GroundWhere): Sql =>
  where.unitNumber === null || where.raw === null
    ? sql`0`
    : sql`CASE WHEN EXISTS (SELECT 1 FROM "DeliveryLine" n JOIN "Posting" ng ON ng."movement" = n."scanId" LEFT JOIN "Posting" nx ON nx."reversesId" = ng."id"
        WHERE n."lotId" = l."id" AND n."raw" = ${where.raw} AND nx."id" IS NULL) THEN 1 ELSE 0 END`

function products(where: GroundWhere): Sql {
  const codes = where.codes.map((code) => sql`(k."scheme" = ${code.scheme} AND k."code" = ${code.code})`)
  const either = codes.length > 0 ? sql`(${join(codes, ' OR ')})` : sql`1 = 0`
  return where.productId === null
    ? sql`LEFT JOIN "ProductCode" k ON ${either} LEFT JOIN "Product" d ON d."id" = k."productId"`
    : sql`LEFT JOIN "Product" d ON d."id" = ${where.productId} LEFT JOIN "ProductCode" k ON k."productId" = d."id" AND ${either}`
}

const groundRows = (tx: Tx, where: GroundWhere): Promise<GroundRow[]> =>
  query<GroundRow>(
    tx,
    sql`
    SELECT v."id" AS "deliveryId", v."siteId", v."closedAt", v."shipperCondition", v."sealIntact", v."dryIcePresent", v."temperatureCentiCelsiusArrival" AS "arrival",
      (SELECT MIN(o."id") FROM "Place" o WHERE o."siteId" = v."siteId" AND o."kind" = 'supplier') AS "supplierPlaceId",
      ${placeColumns}, k."scheme", k."code" AS "printed", k."packageQuantity", ${productColumns}, l."id" AS "lotId", l."expiry" AS "lotExpiry",
      CASE WHEN EXISTS (SELECT 1 FROM "Hold" h LEFT JOIN "HoldRelease" hr ON hr."holdId" = h."id"
        WHERE h."lotId" = l."id" AND h."source" = ${expiryInDoubt} AND hr."holdId" IS NULL) THEN 1 ELSE 0 END AS "doubted",
      (SELECT string_agg(r."kind", ',') FROM "LotRecord" r WHERE r."lotId" = l."id") AS "records",
      ${standing(sql`h."lotId"`, sql`l."id"`)} AS "lotHolds", ${standing(sql`h."productId"`, sql`d."id"`)} AS "productHolds",
      u."id" AS "unitId", ul."lotNumber" AS "unitLot", u."lotId" AS "unitLotId",
      CASE WHEN EXISTS (SELECT 1 FROM "Posting" g LEFT JOIN "Posting" x ON x."reversesId" = g."id"
        WHERE g."lotId" = u."lotId" AND g."unitId" = u."id" AND g."kind" = 'receive' AND x."id" IS NULL) THEN 1 ELSE 0 END AS "unitLive",
      (SELECT MIN(up."name") FROM "Balance" b JOIN "Place" up ON up."id" = b."placeId" WHERE b."unitId" = u."id" AND b."quantity" > 0) AS "unitPlace", ${receivedBefore(where)} AS "repeated"
    FROM "Delivery" v LEFT JOIN "Place" p ON p."id" = ${where.placeId ?? -1} AND p."siteId" = v."siteId" AND p."inside" AND p."endedAt" IS NULL
      LEFT JOIN "Place" q ON q."id" = p."parentId" ${products(where)} LEFT JOIN "Category" c ON c."id" = d."categoryId"
      LEFT JOIN "Lot" l ON l."productId" = d."id" AND l."lotKey" = ${lotKey(where.lotNumber ?? noLotNumber)}
      LEFT JOIN "Unit" u ON u."productId" = d."id" AND u."numberKey" = ${where.unitNumber === null ? '' : lotKey(where.unitNumber)}
      LEFT JOIN "Lot" ul ON ul."id" = u."lotId"
    WHERE v."id" = ${where.deliveryId} AND v."siteId" = ${where.siteId}`,
  )

const listed = <T extends string>(text: string | null): T[] => (text ? (text.split(',') as T[]) : [])

function toPlace(row: PlaceRow): TargetPlace | null {
  if (row.placeId === null) return null
  return {
    id: row.placeId,
    name: row.placeName,
    kind: row.placeKind as PlaceKind,
    band: row.placeBand as StorageBand | null,
    excursion: toBoolean(row.excursion),
  }
}

function toCandidate(row: GroundRow, codes: readonly PrintedCode[]): Candidate {
  return {
    product: toProduct(productRow.decode({ ...row })),
    code: codes.find((code) => code.scheme === row.scheme && code.code === row.printed) ?? null,
    packageQuantity: row.packageQuantity ?? 1,
    lot:
      row.lotId === null
        ? null
        : {
            id: row.lotId,
            expiry: row.lotExpiry as Day | null,
            expiryInDoubt: toBoolean(row.doubted),
            standingHolds: listed(row.lotHolds),
            records: listed(row.records),
          },
    productHolds: listed(row.productHolds),
    repeated: toBoolean(row.repeated),
    unit:
      row.unitId === null
        ? null
        : {
            id: row.unitId,
            lotNumber: row.unitLot,
            sameLot: row.unitLotId === row.lotId,
            live: toBoolean(row.unitLive),
            place: row.unitPlace,
          },
  }
}

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
  const named = rows.filter((row) => row.productId !== null).map((row) => toCandidate(row, where.codes))
  return {
    delivery: {
      id: first.deliveryId,
      siteId: first.siteId,
      closed: first.closedAt !== null,
      shipperCondition: first.shipperCondition,
      sealIntact: toBoolean(first.sealIntact),
      dryIcePresent: toBoolean(first.dryIcePresent),
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
  const fits =
    product.band === null
      ? sql`COALESCE(p."storageBand", q."storageBand", 'room') = 'room'`
      : sql`COALESCE(p."storageBand", q."storageBand") = ${product.band}`
  const [row] = await query<PlaceRow>(
    tx,
    sql`SELECT ${placeColumns} FROM "Place" p LEFT JOIN "Place" q ON q."id" = p."parentId"
        WHERE p."siteId" = ${siteId} AND p."inside" AND p."endedAt" IS NULL AND p."kind" IN ('storage', 'shelf', 'preparation') AND ${fits}
        ORDER BY ${excursionOpen}, CASE WHEN EXISTS (SELECT 1 FROM "Balance" b JOIN "Unit" u ON u."id" = b."unitId"
          WHERE b."placeId" = p."id" AND b."quantity" > 0 AND u."productId" = ${product.id}) THEN 0 ELSE 1 END,
          CASE p."kind" WHEN 'storage' THEN 0 WHEN 'shelf' THEN 1 ELSE 2 END, p."id" LIMIT 1`,
  )
  return row ? toPlace(row) : null
}
