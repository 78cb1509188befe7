import { type Reader, sql } from '~/lib/db.server'
import { bool, int, nullable, read, row, text } from '~/lib/rows.server'

/** One excursion of the site; null when there is none. */
export const excursion = (reader: Reader, siteId: number, excursionId: number) =>
  reader.excursion.findFirst({
    where: { id: excursionId, place: { siteId } },
    select: {
      id: true,
      startedAt: true,
      closedAt: true,
      temperatureCentiCelsiusWorst: true,
      cause: true,
      advice: true,
      closedBy: true,
      place: { select: { id: true, name: true } },
    },
  })

/** The holds of an excursion that stand, with the lots of their units; `left`: something of the unit is still here. */
export const excursionHolds = read(
  'storage.excursion-holds',
  row({
    holdId: int,
    lotId: int,
    lotNumber: text,
    productName: text,
    unitNumber: nullable(text),
    note: text,
    actor: text,
    left: bool,
  }),
  (excursionId: number) =>
    sql`SELECT h."id" AS "holdId", u."lotId", l."lotNumber", d."name" AS "productName", u."number" AS "unitNumber", h."note", h."actor",
          CASE WHEN EXISTS (SELECT 1 FROM "Balance" b WHERE b."unitId" = u."id" AND b."quantity" > 0) THEN 1 ELSE 0 END AS "left"
        FROM "Hold" h JOIN "Unit" u ON u."id" = h."unitId" JOIN "Lot" l ON l."id" = u."lotId"
        JOIN "Product" d ON d."id" = u."productId" LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
        WHERE h."source" = ${`excursion:${excursionId}`} AND r."holdId" IS NULL ORDER BY d."name", l."lotNumber", u."id"`,
  [1],
)
