import { type Reader, sql } from '~/lib/db.server'
import { bool, instant, int, nullable, read, row, text } from '~/lib/rows.server'

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

/** Corrections of readings at a place that nobody has confirmed, since a time: what they free may wait for a second person. */
export const correctionsSince = read(
  'storage.corrections-since',
  row({ id: int, takenAt: instant, current: int, wasCurrent: int, reason: text }),
  (placeId: number, since: string) =>
    sql`SELECT t."id", t."takenAt", t."temperatureCentiCelsiusCurrent" AS "current", o."temperatureCentiCelsiusCurrent" AS "wasCurrent",
          COALESCE(t."correctionReason", '') AS "reason"
        FROM "TemperatureReading" t JOIN "TemperatureReading" o ON o."id" = t."correctsId"
          LEFT JOIN "CorrectionConfirmation" c ON c."readingId" = t."id"
        WHERE t."placeId" = ${placeId} AND o."takenAt" >= ${since} AND c."readingId" IS NULL
          AND NOT EXISTS (SELECT 1 FROM "TemperatureReading" x WHERE x."correctsId" = t."id") ORDER BY t."id"`,
  [1, '2026-11-24T15:00:00.000Z'],
)

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
