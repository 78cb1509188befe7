import { join, type Sql, sql } from '~/lib/db.server'
import { bool, type Decoder, day, instant, int, nullable, parsed, read, row, text } from '~/lib/rows.server'
import { productColumns, productRow, productShape, toProduct } from '~/modules/catalog/queries.server'
import type { PrintedCode, ProductFacts } from '~/modules/catalog/types'
import { bandColumn, holdReasonColumn, placeKindColumn } from '~/modules/stock/queries/columns.server'
import { lotKey, noLotNumber } from '~/modules/stock/rules/lot-key'
import type { HoldReason } from '~/modules/stock/types'
import { expiryInDoubt } from '../rules/arrival'

export type GroundWhere = {
  readonly deliveryId: number
  readonly siteId: number
  readonly placeId: number | null
  readonly codes: readonly PrintedCode[]
  /** The one product that the label is of; null where it is not known or not one. */
  readonly productId: number | null
  /** The lot and the container that we know already. Without a printed lot it is the product's lot without a number. */
  readonly lotId: number | null
  readonly unitId: number | null
  readonly lotNumber: string | null
  readonly unitNumber: string | null
  /** The label as scanned. We know a carton's serial by it, because its containers have numbers of their own. */
  readonly raw: string | null
}

const reasonsIn = (list: string): HoldReason[] => list.split(',').map(holdReasonColumn.decode)

const headRow = row({
  deliveryId: int,
  siteId: int,
  closedAt: nullable(instant),
  shipperCondition: text,
  sealIntact: bool,
  dryIcePresent: bool,
  arrival: nullable(int),
  supplierPlaceId: nullable(int),
  placeId: nullable(int),
  placeName: nullable(text),
  placeKind: nullable(placeKindColumn),
  placeBand: nullable(bandColumn),
  excursion: bool,
  packageQuantity: nullable(int),
  lotId: nullable(int),
  lotNumber: nullable(text),
  lotExpiry: nullable(day),
  doubted: bool,
  records: nullable(parsed((list) => list.split(','))),
  lotHolds: nullable(parsed(reasonsIn)),
  productHolds: nullable(parsed(reasonsIn)),
  unitId: nullable(int),
  unitLot: nullable(text),
  unitLotId: nullable(int),
  unitLive: bool,
  unitPlace: nullable(text),
  repeated: bool,
})

/** The row of the ground: the product that the label is of, or none, with all that is known. */
export type GroundRow = ReturnType<typeof headRow.decode> & { readonly product: ProductFacts | null }

// The product is joined from the left, so all of its columns are there or none.
const groundRow: Decoder<GroundRow> = {
  shape: { ...headRow.shape, ...productShape },
  decode(found) {
    const product = found.productId === null ? null : toProduct(productRow.decode(found))
    return { ...headRow.decode(found), product }
  },
}

const standing = (
  column: Sql,
  id: Sql,
): Sql => sql`(SELECT string_agg(h."reason", ',') FROM "Hold" h LEFT JOIN "HoldRelease" hr ON hr."holdId" = h."id"
    WHERE ${column} = ${id} AND hr."holdId" IS NULL)`

const excursionOpen = sql`CASE WHEN EXISTS (SELECT 1 FROM "Excursion" e
  WHERE e."placeId" IN (p."id", p."parentId") AND e."closedAt" IS NULL) THEN 1 ELSE 0 END`

const placeColumns = sql`p."id" AS "placeId", p."name" AS "placeName", p."kind" AS "placeKind",
  COALESCE(p."storageBand", q."storageBand") AS "placeBand", ${excursionOpen} AS "excursion"`

/** Whether a label with a serial was received before: asked only of those, since ten boxes may carry one and the same label. */
const receivedBefore = (where: GroundWhere): Sql =>
  where.unitNumber === null || where.raw === null
    ? sql`0`
    : sql`CASE WHEN EXISTS (SELECT 1 FROM "DeliveryLine" n JOIN "Posting" ng ON ng."movement" = n."scanId"
          LEFT JOIN "Posting" nx ON nx."reversesId" = ng."id"
        WHERE n."lotId" = l."id" AND n."raw" = ${where.raw} AND nx."id" IS NULL) THEN 1 ELSE 0 END`

/** How many containers the label's code stands for: of the first of its codes that the product has. */
function codeOf({ codes }: GroundWhere): Sql {
  const rank = codes.map(
    ({ scheme, code }, index) => sql`WHEN k."scheme" = ${scheme} AND k."code" = ${code} THEN ${index}`,
  )
  if (rank.length === 0) return sql`1`
  const order = sql`CASE ${join(rank, ' ')} ELSE ${codes.length} END`
  return sql`(SELECT k."packageQuantity" FROM "ProductCode" k WHERE k."productId" = d."id" AND ${order} < ${codes.length} ORDER BY ${order}, k."id" LIMIT 1)`
}

const lotIs = ({ lotId, lotNumber }: GroundWhere): Sql =>
  lotId === null && lotNumber === null
    ? sql`l."productId" = d."id" AND l."lotKey" = ${lotKey(noLotNumber)}`
    : sql`l."id" = ${lotId ?? 0}`

/** Everything that decides about a scanned line, in one statement. */
export const groundRows = read(
  'receiving.ground',
  groundRow,
  (where: GroundWhere) => sql`
    SELECT v."id" AS "deliveryId", v."siteId", v."closedAt", v."shipperCondition", v."sealIntact", v."dryIcePresent",
      v."temperatureCentiCelsiusArrival" AS "arrival",
      (SELECT MIN(o."id") FROM "Place" o WHERE o."siteId" = v."siteId" AND o."kind" = 'supplier') AS "supplierPlaceId",
      ${placeColumns}, ${codeOf(where)} AS "packageQuantity", ${productColumns}, l."id" AS "lotId", l."lotNumber",
      l."expiry" AS "lotExpiry",
      CASE WHEN EXISTS (SELECT 1 FROM "Hold" h LEFT JOIN "HoldRelease" hr ON hr."holdId" = h."id"
        WHERE h."lotId" = l."id" AND h."source" = ${expiryInDoubt} AND hr."holdId" IS NULL) THEN 1 ELSE 0 END AS "doubted",
      (SELECT string_agg(r."kind", ',') FROM "LotRecord" r WHERE r."lotId" = l."id") AS "records",
      ${standing(sql`h."lotId"`, sql`l."id"`)} AS "lotHolds",
      ${standing(sql`h."productId"`, sql`d."id"`)} AS "productHolds",
      u."id" AS "unitId", ul."lotNumber" AS "unitLot", u."lotId" AS "unitLotId",
      CASE WHEN EXISTS (SELECT 1 FROM "Posting" g LEFT JOIN "Posting" x ON x."reversesId" = g."id"
        WHERE g."lotId" = u."lotId" AND g."unitId" = u."id" AND g."kind" = 'receive' AND x."id" IS NULL)
        THEN 1 ELSE 0 END AS "unitLive",
      (SELECT MIN(up."name") FROM "Balance" b JOIN "Place" up ON up."id" = b."placeId"
        WHERE b."unitId" = u."id" AND b."quantity" > 0) AS "unitPlace", ${receivedBefore(where)} AS "repeated"
    FROM "Delivery" v LEFT JOIN "Place" p ON ${where.placeId === null ? sql`1 = 0` : sql`p."id" = ${where.placeId}`}
        AND p."siteId" = v."siteId" AND p."inside" AND p."endedAt" IS NULL
      LEFT JOIN "Place" q ON q."id" = p."parentId" LEFT JOIN "Product" d ON d."id" = ${where.productId ?? 0} LEFT JOIN "Category" c ON c."id" = d."categoryId"
      LEFT JOIN "Lot" l ON ${lotIs(where)} LEFT JOIN "Unit" u ON u."id" = ${where.unitId ?? 0}
      LEFT JOIN "Lot" ul ON ul."id" = u."lotId"
    WHERE v."id" = ${where.deliveryId} AND v."siteId" = ${where.siteId}`,
  [
    {
      deliveryId: 1,
      siteId: 1,
      placeId: null,
      codes: [],
      productId: 1,
      lotId: null,
      unitId: null,
      lotNumber: null,
      unitNumber: null,
      raw: null,
    },
  ],
  [
    {
      deliveryId: 1,
      siteId: 1,
      placeId: 1,
      codes: [{ scheme: 'gs1', code: '05901234123457' }],
      productId: 1,
      lotId: 1,
      unitId: 1,
      lotNumber: 'MX2231',
      unitNumber: 'S1',
      raw: '0105901234123457',
    },
  ],
)

const placeRow = row({
  placeId: int,
  placeName: text,
  placeKind: placeKindColumn,
  placeBand: nullable(bandColumn),
  excursion: bool,
})

/** The place that fits a product best, of those at a site. */
export const fittingPlace = read(
  'receiving.fitting-place',
  placeRow,
  (siteId: number, productId: number, wanted: ProductFacts['band']) => {
    const fits =
      wanted === null
        ? sql`COALESCE(p."storageBand", q."storageBand", 'room') = 'room'`
        : sql`COALESCE(p."storageBand", q."storageBand") = ${wanted}`
    return sql`SELECT ${placeColumns} FROM "Place" p LEFT JOIN "Place" q ON q."id" = p."parentId"
      WHERE p."siteId" = ${siteId} AND p."inside" AND p."endedAt" IS NULL
        AND p."kind" IN ('storage', 'shelf', 'preparation') AND ${fits}
      ORDER BY ${excursionOpen}, CASE WHEN EXISTS (SELECT 1 FROM "Balance" b JOIN "Unit" u ON u."id" = b."unitId"
        WHERE b."placeId" = p."id" AND b."quantity" > 0 AND u."productId" = ${productId}) THEN 0 ELSE 1 END,
        CASE p."kind" WHEN 'storage' THEN 0 WHEN 'shelf' THEN 1 ELSE 2 END, p."id" LIMIT 1`
  },
  [1, 1, null],
  [1, 1, 'fridge'],
)
