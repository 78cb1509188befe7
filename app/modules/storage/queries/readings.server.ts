import type { Instant } from '~/lib/day'
import { empty, type Reader, sql } from '~/lib/db.server'
import { bool, instant, int, nullable, oneOf, read, row, text } from '~/lib/rows.server'
import type { Neighbors } from '../types'

/** Readings that another one corrects count no longer, and those left out here. */
const counts = (without: number | null) =>
  sql`NOT EXISTS (SELECT 1 FROM "TemperatureReading" x WHERE x."correctsId" = t."id")
    ${without === null ? empty : sql`AND t."id" <> ${without}`}`

const readingShape = {
  id: int,
  takenAt: instant,
  recordedAt: instant,
  min: int,
  max: int,
  current: int,
  source: oneOf('min-max', 'current', 'logger', 'device'),
  actor: text,
}

const readingColumns = sql`t."id", t."takenAt", t."recordedAt", t."temperatureCentiCelsiusMin" AS "min",
  t."temperatureCentiCelsiusMax" AS "max", t."temperatureCentiCelsiusCurrent" AS "current", t."source", t."actor"`

const newestBefore = read(
  'storage.reading-before',
  row({ takenAt: instant, current: int }),
  (placeId: number, before: Instant | null, without: number | null) => sql`
    SELECT t."takenAt", t."temperatureCentiCelsiusCurrent" AS "current" FROM "TemperatureReading" t
    WHERE t."placeId" = ${placeId} ${before === null ? empty : sql`AND t."takenAt" < ${before}`} AND ${counts(without)}
    ORDER BY t."takenAt" DESC, t."id" DESC LIMIT 1`,
  [1, '2026-11-24T15:00:00.000Z' as Instant, null],
  [1, null, 1],
)

const firstAfter = read(
  'storage.reading-after',
  row({ takenAt: instant, from: nullable(instant) }),
  (placeId: number, after: Instant, without: number | null) => sql`
    SELECT t."takenAt", (SELECT MIN(s."fromAt") FROM "ProvenStretch" s
        WHERE s."placeId" = t."placeId" AND s."readingId" = t."id" AND s."kind" = 'measured') AS "from"
    FROM "TemperatureReading" t WHERE t."placeId" = ${placeId} AND t."takenAt" > ${after} AND ${counts(without)}
    ORDER BY t."takenAt", t."id" LIMIT 1`,
  [1, '2026-11-24T15:00:00.000Z' as Instant, 1],
)

/** The newest reading of a place that counts; null where there is none. */
export const newestReading = (reader: Reader, placeId: number) => newestBefore.one(reader, placeId, null, null)

/** The readings that count next to a time; `without` is the one that is being corrected. */
export async function neighborsOf(
  reader: Reader,
  placeId: number,
  at: Instant,
  without: number | null,
): Promise<Omit<Neighbors, 'provenUntil'>> {
  const after = await firstAfter.one(reader, placeId, at, without)
  return {
    before: await newestBefore.one(reader, placeId, at, without),
    after: after && { takenAt: after.takenAt, from: after.from ?? after.takenAt },
  }
}

/** What a measured stretch says; one without figures says nothing. */
export const pieceColumns = sql`s."fromAt" AS "from", COALESCE(s."untilAt", s."fromAt") AS "to",
  COALESCE(s."temperatureCentiCelsiusMin", 0) AS "min", COALESCE(s."temperatureCentiCelsiusMax", 0) AS "max"`

/** A stretch that was measured between figures. */
export const isMeasured = sql`s."kind" = 'measured' AND s."temperatureCentiCelsiusMin" IS NOT NULL AND s."temperatureCentiCelsiusMax" IS NOT NULL`

/** The pieces that readings measured at a place outside of a range, readings that count alone. Hundredths of °C. */
export const measuredOutside = read(
  'storage.measured-outside',
  row({ from: instant, to: instant, min: int, max: int }),
  (placeId: number, { min, max }: { readonly min: number | null; readonly max: number | null }) => sql`
    SELECT ${pieceColumns} FROM "ProvenStretch" s WHERE s."placeId" = ${placeId} AND ${isMeasured}
      AND (${min === null ? sql`1 = 0` : sql`s."temperatureCentiCelsiusMin" < ${min}`} OR
        ${max === null ? sql`1 = 0` : sql`s."temperatureCentiCelsiusMax" > ${max}`})
      AND NOT EXISTS (SELECT 1 FROM "TemperatureReading" x WHERE x."correctsId" = s."readingId")
    ORDER BY s."fromAt"`,
  [1, { min: 200, max: 800 }],
  [1, { min: null, max: null }],
)

/** A reading of the site, with whether another one corrects it; null when there is none. */
export const readingById = read(
  'storage.reading',
  row({ ...readingShape, placeId: int, correctsId: nullable(int), corrected: bool }),
  (siteId: number, readingId: number) => sql`
    SELECT ${readingColumns}, t."placeId", t."correctsId",
      CASE WHEN EXISTS (SELECT 1 FROM "TemperatureReading" x WHERE x."correctsId" = t."id") THEN 1 ELSE 0 END AS "corrected"
    FROM "TemperatureReading" t JOIN "Place" p ON p."id" = t."placeId" WHERE t."id" = ${readingId} AND p."siteId" = ${siteId}`,
  [1, 1],
)

/** The newest readings of a location, with since when each speaks, what it corrects and what corrects it. */
export const readingsOf = read(
  'storage.readings',
  row({
    ...readingShape,
    from: nullable(instant),
    typed: nullable(text),
    confirmed: bool,
    correctsId: nullable(int),
    correctionReason: nullable(text),
    correctedById: nullable(int),
  }),
  (placeId: number, limit: number) => sql`
    SELECT ${readingColumns}, t."typed", t."confirmed", t."correctsId", t."correctionReason", x."id" AS "correctedById",
      (SELECT MIN(s."fromAt") FROM "ProvenStretch" s WHERE s."placeId" = t."placeId" AND s."readingId" = t."id"
        AND s."kind" = 'measured') AS "from"
    FROM "TemperatureReading" t LEFT JOIN "TemperatureReading" x ON x."correctsId" = t."id"
    WHERE t."placeId" = ${placeId} ORDER BY t."takenAt" DESC, t."id" DESC LIMIT ${limit}`,
  [1, 60],
)

const lastUnit = read(
  'storage.last-typed-unit',
  row({ unit: nullable(oneOf('C', 'F')) }),
  (siteId: number) => sql`
    SELECT t."typedUnit" AS "unit" FROM "TemperatureReading" t JOIN "Place" p ON p."id" = t."placeId"
    WHERE p."siteId" = ${siteId} AND t."typedUnit" IS NOT NULL ORDER BY t."id" DESC LIMIT 1`,
  [1],
)

/** The unit in which the site's people typed their last reading: the one that a form offers first. °C where nobody has typed any. */
export const unitInUse = async (reader: Reader, siteId: number): Promise<'C' | 'F'> =>
  (await lastUnit.one(reader, siteId))?.unit ?? 'C'
