import { empty, type Reader, sql } from '~/lib/db.server'
import { bool, day, instant, int, nullable, oneOf, read, row, text } from '~/lib/rows.server'
import type { LineRow } from '../types'

/** The site's deliveries, open ones first, then the newest. */
export async function deliveries(reader: Reader, siteId: number, limit = 50) {
  const rows = await reader.delivery.findMany({
    where: { siteId },
    select: {
      id: true,
      arrivedAt: true,
      closedAt: true,
      orderNumber: true,
      packingSlip: true,
      supplier: { select: { name: true } },
      _count: { select: { lines: true } },
    },
    orderBy: { id: 'desc' },
    take: limit,
  })
  return rows.sort((a, b) => Number(a.closedAt !== null) - Number(b.closedAt !== null))
}

/** One delivery of the site; null when there is none. */
export const delivery = (reader: Reader, siteId: number, deliveryId: number) =>
  reader.delivery.findFirst({
    where: { id: deliveryId, siteId },
    select: {
      id: true,
      supplierId: true,
      orderNumber: true,
      packingSlip: true,
      carrier: true,
      arrivedAt: true,
      shipperCondition: true,
      sealIntact: true,
      dryIcePresent: true,
      temperatureCentiCelsiusArrival: true,
      closedAt: true,
      supplier: { select: { name: true } },
    },
  })

/** How many lines a page of a delivery holds. */
export const linesPage = 200

const undone = sql`EXISTS (SELECT 1 FROM "Posting" g JOIN "Posting" x ON x."reversesId" = g."id"
  WHERE g."movement" = n."scanId")`

const countedLines = read(
  'receiving.line-counts',
  row({ all: int, standing: int, held: int }),
  (deliveryId: number) => sql`SELECT COUNT(*) AS "all", COUNT(CASE WHEN m."undone" = 0 THEN 1 END) AS "standing",
      COUNT(CASE WHEN m."undone" = 0 AND m."verdict" = 'quarantined' THEN 1 END) AS "held"
    FROM (SELECT n."verdict", CASE WHEN ${undone} THEN 1 ELSE 0 END AS "undone" FROM "DeliveryLine" n
      WHERE n."deliveryId" = ${deliveryId}) m`,
  [1],
)

/** How many lines a delivery has, how many were not undone, and how many of those are in quarantine. */
export async function lineCounts(reader: Reader, deliveryId: number) {
  const counts = await countedLines.one(reader, deliveryId)
  return counts ?? { all: 0, standing: 0, held: 0 }
}

const lineRows = read(
  'receiving.delivery-lines',
  row({
    id: int,
    lotId: int,
    lotNumber: text,
    expiry: nullable(day),
    productId: int,
    productName: text,
    baseUnit: oneOf('uL', 'each'),
    containerQuantity: int,
    quantity: int,
    verdict: oneOf('accepted', 'quarantined', 'rejected'),
    reason: nullable(text),
    answered: nullable(text),
    placeName: text,
    unitNumber: nullable(text),
    receivedAt: instant,
    actor: text,
    undone: bool,
  }),
  (
    deliveryId: number,
    before?: number,
  ) => sql`SELECT n."id", n."lotId", l."lotNumber", l."expiry", d."id" AS "productId",
      d."name" AS "productName", d."baseUnit", d."containerQuantity", n."quantity", n."verdict", n."reason", n."answered",
      p."name" AS "placeName", u."number" AS "unitNumber", n."receivedAt", n."actor",
      CASE WHEN ${undone} THEN 1 ELSE 0 END AS "undone"
    FROM "DeliveryLine" n JOIN "Lot" l ON l."id" = n."lotId" JOIN "Product" d ON d."id" = l."productId"
      JOIN "Place" p ON p."id" = n."placeId" LEFT JOIN "Unit" u ON u."id" = n."unitId"
    WHERE n."deliveryId" = ${deliveryId} ${before === undefined ? empty : sql`AND n."id" < ${before}`}
    ORDER BY n."id" DESC LIMIT ${linesPage + 1}`,
  [1],
  [1, 200],
)

/**
 * One page of a delivery's lines, newest first, starting after line `before` if given. An undone line stays visible
 * (R14).
 */
export async function deliveryLines(
  reader: Reader,
  deliveryId: number,
  before?: number,
): Promise<{ lines: LineRow[]; more: boolean }> {
  const rows = await lineRows(reader, deliveryId, before)
  return { lines: rows.slice(0, linesPage), more: rows.length > linesPage }
}

/** The accompanying records of a lot, oldest first (R10). */
export const lotRecords = (reader: Reader, lotId: number) =>
  reader.lotRecord.findMany({
    where: { lotId },
    select: { id: true, kind: true, reference: true, receivedAt: true, actor: true },
    orderBy: { id: 'asc' },
  })

/** The deliveries that brought a lot, for its story. */
export const deliveriesOfLot = (reader: Reader, lotId: number) =>
  reader.deliveryLine.findMany({
    where: { lotId },
    select: {
      scanId: true,
      deliveryId: true,
      verdict: true,
      reason: true,
      raw: true,
      delivery: { select: { supplier: { select: { name: true } } } },
    },
    orderBy: { id: 'asc' },
  })
