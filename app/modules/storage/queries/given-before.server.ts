import type { Instant } from '~/lib/day'
import { among, type Reader, sql } from '~/lib/db.server'
import { instant, int, nullable, read, row, text } from '~/lib/rows.server'
import { exposureOf } from '../rules/exposure'
import { during } from '../rules/stays'
import type { LocationFacts } from '../types'
import { isMeasured, pieceColumns } from './readings.server'
import { unitsThatStood } from './stood.server'

const measured = read(
  'storage.measured-with-record',
  row({ from: instant, to: instant, min: int, max: int, recordedAt: instant }),
  (placeId: number, from: Instant) => sql`
    SELECT ${pieceColumns}, s."recordedAt" FROM "ProvenStretch" s
    WHERE s."placeId" = ${placeId} AND ${isMeasured} AND s."untilAt" >= ${from}
      AND NOT EXISTS (SELECT 1 FROM "TemperatureReading" x WHERE x."correctsId" = s."readingId") ORDER BY s."fromAt", s."id"`,
  [1, '2026-11-24T15:00:00.000Z' as Instant],
)

const uses = read(
  'storage.given-of-units',
  row({
    unitId: int,
    lotId: int,
    at: instant,
    placeId: int,
    lotNumber: text,
    unitNumber: nullable(text),
    productName: text,
  }),
  (unitIds: readonly number[]) => sql`
    SELECT g."unitId", g."lotId", g."occurredAt" AS "at", g."toPlaceId" AS "placeId", l."lotNumber", u."number" AS "unitNumber",
      d."name" AS "productName"
    FROM "Posting" g JOIN "Place" p ON p."id" = g."toPlaceId" JOIN "Unit" u ON u."id" = g."unitId" JOIN "Lot" l ON l."id" = u."lotId"
      JOIN "Product" d ON d."id" = u."productId"
    WHERE g."unitId" IN ${among(unitIds)} AND g."kind" = 'give' AND p."kind" = 'procedure'
      AND NOT EXISTS (SELECT 1 FROM "Posting" x WHERE x."reversesId" = g."id") ORDER BY g."occurredAt", g."id"`,
  [[1]],
)

/** Something that was given out of an exposed container before the reading came in that showed it. `placeId`: the procedure's place. */
export type GivenBefore = Awaited<ReturnType<typeof uses>>[number]

/**
 * What was given to patients before the readings came in that show it as exposed (R21): each use of a container that stood there out
 * of its own range until then, by readings that count and were recorded after the use.
 */
export async function givenBefore(reader: Reader, location: LocationFacts, since: Instant): Promise<GivenBefore[]> {
  const pieces = await measured(reader, location.placeId, since)
  if (pieces.length === 0) return []
  const units = new Map(
    (await unitsThatStood(reader, location.placeId, { excursionId: null, readingId: null }, 'given')).map((unit) => [
      unit.unitId,
      unit,
    ]),
  )
  if (units.size === 0) return []
  return (await uses(reader, [...units.keys()])).filter((use) => {
    const unit = units.get(use.unitId)
    if (!unit) return false
    const shown = pieces.filter(({ recordedAt, from }) => recordedAt >= use.at && from <= use.at)
    const stays = unit.stays.flatMap((stay) => {
      const until = during(stay, null, use.at)
      return until === null ? [] : [{ from: until.from, until: until.to }]
    })
    return exposureOf({ ...unit, stays }, shown, location) !== null
  })
}
