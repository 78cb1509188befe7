import { empty, type Reader, sql } from '~/lib/db.server'
import { bool, day, instant, int, nullable, oneOf, read, row, text } from '~/lib/rows.server'
import { correctsExpiry } from '../rules/expiry'
import type { ExpiryCorrection, PlaceKind } from '../types'
import { holdReasonColumn, movementKindColumn, placeKindColumn } from './columns.server'

const head = read(
  'stock.lot-head',
  row({
    id: int,
    lotNumber: text,
    expiry: nullable(day),
    expiryTime: nullable(text),
    expiryPrecision: text,
    createdAt: instant,
    productId: int,
    productName: text,
    manufacturer: text,
    baseUnit: text,
    containerQuantity: int,
    categoryName: text,
    expires: bool,
    needsRecords: bool,
    needsDonor: bool,
  }),
  (lotId: number) =>
    sql`SELECT l."id", l."lotNumber", l."expiry", l."expiryTime", l."expiryPrecision", l."createdAt",
          d."id" AS "productId", d."name" AS "productName", d."manufacturer", d."baseUnit", d."containerQuantity",
          c."name" AS "categoryName", c."expires", c."needsRecords", c."needsDonor"
        FROM "Lot" l JOIN "Product" d ON d."id" = l."productId" JOIN "Category" c ON c."id" = d."categoryId"
        WHERE l."id" = ${lotId}`,
  [1],
)

/** A lot with its product; null when there is none. */
export async function lotHead(reader: Reader, lotId: number) {
  const found = await head.one(reader, lotId)
  if (!found) return null
  const { id, lotNumber, expiry, expiryTime, expiryPrecision, createdAt } = found
  const { productId, productName, manufacturer, baseUnit, containerQuantity } = found
  const { categoryName, expires, needsRecords, needsDonor } = found
  const category = { name: categoryName, expires, needsRecords, needsDonor }
  const product = { id: productId, name: productName, manufacturer, baseUnit, containerQuantity, category }
  return { id, lotNumber, expiry, expiryTime, expiryPrecision, createdAt, product }
}

/** Where a lot went, in base units. The figures add up: received = given + … + here. */
export type LotNumbers = {
  readonly received: number
  readonly given: number
  readonly discarded: number
  readonly returned: number
  readonly difference: number
  readonly here: number
}

const lotSums = read(
  'stock.lot-sums',
  row({ kind: placeKindColumn, net: int }),
  (lotId: number) =>
    sql`SELECT k."kind", SUM(k."net") AS "net" FROM (
          SELECT t."kind", g."quantity" AS "net" FROM "Posting" g JOIN "Place" t ON t."id" = g."toPlaceId"
            WHERE g."lotId" = ${lotId}
          UNION ALL SELECT f."kind", -g."quantity" FROM "Posting" g JOIN "Place" f ON f."id" = g."fromPlaceId"
            WHERE g."lotId" = ${lotId}
        ) k GROUP BY k."kind"`,
  [1],
)

/** The sums of a lot's postings by where they lead; undone ones cancel out by themselves. */
export async function lotNumbers(reader: Reader, lotId: number): Promise<LotNumbers> {
  const rows = await lotSums(reader, lotId)
  const net = (kind: PlaceKind) => rows.find((row) => row.kind === kind)?.net ?? 0
  const outside: readonly PlaceKind[] = ['supplier', 'procedure', 'discard', 'return', 'difference']
  const here = rows.filter((row) => !outside.includes(row.kind)).reduce((total, row) => total + row.net, 0)
  return {
    received: 0 - net('supplier'),
    given: net('procedure'),
    discarded: net('discard'),
    returned: net('return'),
    difference: net('difference'),
    here,
  }
}

/** The movements of a lot, or of one unit of it, newest first; the newest 200 of them. */
export const lotMovements = read(
  'stock.lot-movements',
  row({
    movement: text,
    kind: movementKindColumn,
    occurredAt: instant,
    recordedAt: instant,
    actor: text,
    reason: nullable(text),
    fromName: text,
    fromKind: placeKindColumn,
    toName: text,
    toKind: placeKindColumn,
    toPlaceId: int,
    quantity: int,
    units: int,
    unitNumber: nullable(text),
    undone: int,
  }),
  ({ lotId, unitId }: { readonly lotId: number; readonly unitId?: number }) =>
    sql`SELECT g."movement", g."kind", MAX(g."occurredAt") AS "occurredAt", MAX(g."recordedAt") AS "recordedAt",
          MAX(g."actor") AS "actor", MAX(g."reason") AS "reason", f."name" AS "fromName", f."kind" AS "fromKind",
          t."name" AS "toName", t."kind" AS "toKind", t."id" AS "toPlaceId", SUM(g."quantity") AS "quantity",
          COUNT(*) AS "units", MAX(u."number") AS "unitNumber", COUNT(x."id") AS "undone"
        FROM "Posting" g JOIN "Place" f ON f."id" = g."fromPlaceId" JOIN "Place" t ON t."id" = g."toPlaceId"
          JOIN "Unit" u ON u."id" = g."unitId" LEFT JOIN "Posting" x ON x."reversesId" = g."id"
        WHERE g."lotId" = ${lotId} ${unitId === undefined ? empty : sql`AND g."unitId" = ${unitId}`}
        GROUP BY g."movement", g."kind", f."name", f."kind", t."name", t."kind", t."id" ORDER BY MAX(g."id") DESC LIMIT 200`,
  [{ lotId: 1 }],
  [{ lotId: 1, unitId: 1 }],
)

/** All holds that were ever placed on a lot, its units or its product, newest first: standing ones have no release. */
export const lotHolds = read(
  'stock.lot-holds',
  row({
    id: int,
    reason: holdReasonColumn,
    note: text,
    source: nullable(text),
    scope: oneOf('unit', 'lot', 'product'),
    unitNumber: nullable(text),
    placedAt: instant,
    actor: text,
    releasedAt: nullable(instant),
    releaseReason: nullable(text),
    releasedBy: nullable(text),
  }),
  (lotId: number) =>
    sql`SELECT h."id", h."reason", h."note", h."source",
          CASE WHEN h."unitId" IS NOT NULL THEN 'unit' WHEN h."lotId" IS NOT NULL THEN 'lot' ELSE 'product' END AS "scope",
          u."number" AS "unitNumber", h."placedAt", h."actor", r."releasedAt", r."reason" AS "releaseReason",
          r."actor" AS "releasedBy"
        FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id" LEFT JOIN "Unit" u ON u."id" = h."unitId"
        WHERE h."id" IN (
          SELECT a."id" FROM "Hold" a WHERE a."lotId" = ${lotId}
          UNION SELECT a."id" FROM "Hold" a JOIN "Unit" v ON v."id" = a."unitId" WHERE v."lotId" = ${lotId}
          UNION SELECT a."id" FROM "Hold" a JOIN "Lot" l ON l."productId" = a."productId" WHERE l."id" = ${lotId}
        ) ORDER BY h."id" DESC`,
  [1],
)

/** The openings and clocks of a lot's units, newest first. */
export const lotOpenings = read(
  'stock.lot-openings',
  row({ kind: text, at: instant, until: instant, actor: text, unitNumber: nullable(text) }),
  (lotId: number) =>
    sql`SELECT 'opened' AS "kind", o."openedAt" AS "at", o."discardAt" AS "until", o."actor", u."number" AS "unitNumber"
          FROM "Opening" o JOIN "Unit" u ON u."id" = o."unitId" WHERE u."lotId" = ${lotId}
        UNION ALL SELECT c."kind", c."startedAt", c."limitAt", c."actor", u."number"
          FROM "UnitClock" c JOIN "Unit" u ON u."id" = c."unitId" WHERE u."lotId" = ${lotId}`,
  [1],
)

const corrections = read(
  'stock.expiry-corrections',
  row({ at: instant, actor: text, detail: text }),
  (lotId: number) =>
    sql`SELECT "at", "actor", "detail" FROM "AuditEntry" WHERE "subject" = ${`lot:${lotId}`} AND "action" = ${correctsExpiry} ORDER BY "id" DESC`,
  [1],
)

/** How a lot's expiry was corrected, newest first, as the audit trail has it. */
export const lotCorrections = async (reader: Reader, lotId: number): Promise<ExpiryCorrection[]> =>
  (await corrections(reader, lotId)).map(({ at, actor, detail }) => ({ ...JSON.parse(detail), at, actor }))

const newestAt = read(
  'stock.newest-postings',
  row({ placeId: int, id: int }),
  (lotId: number, unitId: number) =>
    sql`SELECT k."placeId", MAX(k."id") AS "id" FROM (
          SELECT "toPlaceId" AS "placeId", "id" FROM "Posting" WHERE "lotId" = ${lotId} AND "unitId" = ${unitId}
          UNION ALL SELECT "fromPlaceId", "id" FROM "Posting" WHERE "lotId" = ${lotId} AND "unitId" = ${unitId}
        ) k GROUP BY k."placeId"`,
  [1, 1],
)

/** The newest posting of a unit at each place that it came to or left. */
export const newestPostings = async (reader: Reader, lotId: number, unitId: number): Promise<Map<number, number>> =>
  new Map((await newestAt(reader, lotId, unitId)).map(({ placeId, id }) => [placeId, id]))

const unitRow = read(
  'stock.unit-head',
  row({
    id: int,
    number: nullable(text),
    donation: nullable(text),
    bulkOfLotId: nullable(int),
    lotId: int,
    lotNumber: text,
    expiry: nullable(day),
    productId: int,
    productName: text,
    baseUnit: text,
    containerQuantity: int,
  }),
  (unitId: number) =>
    sql`SELECT u."id", u."number", u."donation", u."bulkOfLotId", l."id" AS "lotId", l."lotNumber", l."expiry", d."id" AS "productId",
          d."name" AS "productName", d."baseUnit", d."containerQuantity"
        FROM "Unit" u JOIN "Lot" l ON l."id" = u."lotId" JOIN "Product" d ON d."id" = u."productId" WHERE u."id" = ${unitId}`,
  [1],
)

/** One unit with its lot and product; null when there is none. */
export async function unitHead(reader: Reader, unitId: number) {
  const found = await unitRow.one(reader, unitId)
  if (!found) return null
  const { id, number, donation, bulkOfLotId, lotId, lotNumber, expiry } = found
  const { productId, productName: name, baseUnit, containerQuantity } = found
  const lot = { id: lotId, lotNumber, expiry }
  return { id, number, donation, bulkOfLotId, lot, product: { id: productId, name, baseUnit, containerQuantity } }
}
