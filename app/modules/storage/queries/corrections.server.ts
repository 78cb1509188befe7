import type { Instant } from '~/lib/day'
import { type Reader, sql } from '~/lib/db.server'
import { bool, instant, int, nullable, oneOf, read, row, text } from '~/lib/rows.server'
import { within } from '../rules/bands'
import { exposureOf } from '../rules/exposure'
import { isInGap, provenBy, readingSpan } from '../rules/reading'
import type { LocationFacts, NewReading, Segment, StandingUnit } from '../types'
import { isMeasured, neighborsOf, pieceColumns } from './readings.server'
import { unitsThatStood } from './stood.server'

/** A standing hold of a unit, and by whose entry it was placed. */
export type PlacedHold = { readonly holdId: number; readonly unitId: number; readonly actor: string }

const holdsOfSource = read(
  'storage.holds-of-source',
  row({ holdId: int, unitId: int, actor: text }),
  (source: string) => sql`
    SELECT h."id" AS "holdId", COALESCE(h."unitId", 0) AS "unitId", h."actor" FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
    WHERE h."source" = ${source} AND h."unitId" IS NOT NULL AND r."holdId" IS NULL ORDER BY h."id"`,
  ['excursion:1'],
)

const excursionsAt = read(
  'storage.excursions-at',
  row({ id: int, startedAt: instant, closedAt: nullable(instant) }),
  (placeId: number, at: Instant) => sql`
    SELECT "id", "startedAt", "closedAt" FROM "Excursion" WHERE "placeId" = ${placeId} AND "startedAt" <= ${at} ORDER BY "id"`,
  [1, '2026-11-24T15:00:00.000Z' as Instant],
)

const measured = read(
  'storage.measured-since',
  row({ from: instant, to: instant, min: int, max: int, corrected: bool }),
  (placeId: number, from: Instant) => sql`
    SELECT ${pieceColumns},
      CASE WHEN EXISTS (SELECT 1 FROM "TemperatureReading" x WHERE x."correctsId" = s."readingId") THEN 1 ELSE 0 END AS "corrected"
    FROM "ProvenStretch" s
    WHERE s."placeId" = ${placeId} AND ${isMeasured} AND s."untilAt" >= ${from} ORDER BY s."fromAt", s."id"`,
  [1, '2026-11-24T15:00:00.000Z' as Instant],
)

/** A correction of the site: what it corrects, who had entered that, and whether a second person has confirmed it. */
export const correctionById = read(
  'storage.correction',
  row({
    id: int,
    placeId: int,
    current: int,
    correctsId: int,
    correctedTakenAt: instant,
    correctedCurrent: int,
    enteredBy: text,
    reason: text,
    confirmed: bool,
  }),
  (siteId: number, readingId: number) => sql`
    SELECT t."id", t."placeId", t."temperatureCentiCelsiusCurrent" AS "current", o."id" AS "correctsId", o."takenAt" AS "correctedTakenAt",
      o."temperatureCentiCelsiusCurrent" AS "correctedCurrent", o."actor" AS "enteredBy", COALESCE(t."correctionReason", '') AS "reason",
      CASE WHEN c."readingId" IS NULL THEN 0 ELSE 1 END AS "confirmed"
    FROM "TemperatureReading" t JOIN "TemperatureReading" o ON o."id" = t."correctsId" JOIN "Place" p ON p."id" = t."placeId"
      LEFT JOIN "CorrectionConfirmation" c ON c."readingId" = t."id"
    WHERE t."id" = ${readingId} AND p."siteId" = ${siteId}`,
  [1, 1],
)

const laterReading = read(
  'storage.reading-to-span',
  row({
    id: int,
    takenAt: instant,
    min: int,
    max: int,
    current: int,
    source: oneOf('min-max', 'current', 'logger', 'device'),
    since: nullable(instant),
  }),
  (placeId: number, at: Instant) => sql`
    SELECT t."id", t."takenAt", t."temperatureCentiCelsiusMin" AS "min", t."temperatureCentiCelsiusMax" AS "max",
      t."temperatureCentiCelsiusCurrent" AS "current", t."source", (SELECT MIN(s."fromAt") FROM "ProvenStretch" s
        WHERE s."placeId" = t."placeId" AND s."readingId" = t."id" AND s."kind" = 'measured') AS "since"
    FROM "TemperatureReading" t WHERE t."placeId" = ${placeId} AND t."takenAt" >= ${at}
      AND NOT EXISTS (SELECT 1 FROM "TemperatureReading" x WHERE x."correctsId" = t."id")
    ORDER BY t."takenAt", t."id" LIMIT 2`,
  [1, '2026-11-24T15:00:00.000Z' as Instant],
)

/** What a correction changes: the holds that no reading justifies any longer, and the excursions that nothing out of range is left of. */
export type Freed = {
  readonly holds: readonly PlacedHold[]
  readonly excursions: readonly { readonly id: number; readonly restsOn: readonly number[] }[]
}

type Pieces = { readonly wrong: readonly Segment[]; readonly right: readonly Segment[] }

async function piecesSince(reader: Reader, placeId: number, from: Instant): Promise<Pieces> {
  const rows = await measured(reader, placeId, from)
  return { wrong: rows.filter((piece) => piece.corrected), right: rows.filter((piece) => !piece.corrected) }
}

/** Whether a unit was exposed by readings that are corrected now, and by none that counts. */
const onlyWrongly = (unit: StandingUnit, { wrong, right }: Pieces, location: LocationFacts): boolean =>
  exposureOf(unit, wrong, location) !== null && exposureOf(unit, right, location) === null

/** The holds for a gap that the correction closes: of the corrected reading itself, and of the next ones after it. */
async function freedOfGaps(
  reader: Reader,
  location: LocationFacts,
  units: ReadonlyMap<number, StandingUnit>,
  corrected: { readonly id: number; readonly takenAt: Instant },
): Promise<PlacedHold[]> {
  const found: PlacedHold[] = []
  const next = await laterReading(reader, location.placeId, corrected.takenAt)
  const own = next[0]
  const gapOf = async (reading: NewReading & { readonly id: number }) => {
    const { before } = await neighborsOf(reader, location.placeId, reading.takenAt, reading.id)
    return readingSpan(reading, { before, after: null, provenUntil: before && provenBy(before, location).until })
  }
  const sources = [...(own ? [{ source: corrected.id, by: own }] : []), ...next.map((by) => ({ source: by.id, by }))]
  for (const { source, by } of sources) {
    const span = await gapOf(by)
    for (const hold of await holdsOfSource(reader, `reading:${source}`)) {
      const unit = units.get(hold.unitId)
      if (unit && !isInGap(unit, span)) found.push(hold)
    }
  }
  return found
}

/**
 * What ends by a correction and by nothing else: holds of units that only corrected readings had shown as exposed or unproven, and
 * excursions in which nothing out of range is left. `restsOn`: the holds of the excursion that still stand.
 */
export async function freedBy(
  reader: Reader,
  location: LocationFacts,
  corrected: { readonly id: number; readonly takenAt: Instant },
): Promise<Freed> {
  const { placeId } = location
  const all = await unitsThatStood(reader, placeId, { excursionId: null, readingId: null })
  const units = new Map(all.map((unit) => [unit.unitId, unit]))
  const holds: PlacedHold[] = []
  const excursions: { id: number; restsOn: number[] }[] = []
  for (const { id, startedAt, closedAt } of await excursionsAt(reader, placeId, corrected.takenAt)) {
    const pieces = await piecesSince(reader, placeId, startedAt)
    const standing = await holdsOfSource(reader, `excursion:${id}`)
    const freed = standing.filter(({ unitId }) => {
      const unit = units.get(unitId)
      return unit !== undefined && onlyWrongly(unit, pieces, location)
    })
    holds.push(...freed)
    const isOut = pieces.right.some(({ min, max }) => !within(location.range, min, max))
    const wasOut = pieces.wrong.some(({ min, max }) => !within(location.range, min, max))
    if (closedAt === null && !isOut && (wasOut || freed.length > 0))
      excursions.push({
        id,
        // What is gone rests on nothing.
        restsOn: standing.filter((hold) => !freed.includes(hold) && units.has(hold.unitId)).map(({ holdId }) => holdId),
      })
  }
  return { holds: [...holds, ...(await freedOfGaps(reader, location, units, corrected))], excursions }
}
