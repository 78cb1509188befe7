import type { Instant } from '~/lib/day'
import { type Reader, sql } from '~/lib/db.server'
import { instant, int, read, row, text } from '~/lib/rows.server'
import { isCovered } from '../rules/covered'
import { exposureOf } from '../rules/exposure'
import { during } from '../rules/stays'
import type { LocationFacts } from '../types'
import type { PlacedHold } from './corrections.server'
import { isMeasured, pieceColumns } from './readings.server'
import { unitsThatStood } from './stood.server'

const gapHolds = read(
  'storage.holds-for-gaps-at',
  row({ holdId: int, unitId: int, actor: text, from: instant, to: instant }),
  (placeId: number) => sql`
    SELECT h."id" AS "holdId", COALESCE(h."unitId", 0) AS "unitId", h."actor", s."fromAt" AS "from", COALESCE(s."untilAt", s."fromAt") AS "to"
    FROM "TemperatureReading" g JOIN "ProvenStretch" s ON s."readingId" = g."id" AND s."kind" = 'gap'
      JOIN "Hold" h ON h."source" = 'reading:' || g."id" LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
    WHERE g."placeId" = ${placeId} AND h."unitId" IS NOT NULL AND r."holdId" IS NULL ORDER BY h."id"`,
  [1],
)

const loggerPieces = read(
  'storage.logger-pieces',
  row({ from: instant, to: instant, min: int, max: int }),
  (placeId: number, from: Instant) => sql`
    SELECT ${pieceColumns} FROM "ProvenStretch" s JOIN "TemperatureReading" t ON t."id" = s."readingId"
    WHERE s."placeId" = ${placeId} AND ${isMeasured} AND t."source" = 'logger' AND s."untilAt" >= ${from}
      AND NOT EXISTS (SELECT 1 FROM "TemperatureReading" x WHERE x."correctsId" = t."id") ORDER BY s."fromAt", s."id"`,
  [1, '2026-11-24T15:00:00.000Z' as Instant],
)

/**
 * The holds for a gap of a location that logger files have closed since: they measured all the time of it in which the container stood
 * there, and never out of its own range. A gap before the first reading of all has no beginning, and no file closes it.
 */
export async function closedGaps(reader: Reader, location: LocationFacts): Promise<PlacedHold[]> {
  const holds = await gapHolds(reader, location.placeId)
  const [first] = holds.map(({ from }) => from).sort()
  if (first === undefined) return []
  const pieces = await loggerPieces(reader, location.placeId, first)
  const units = new Map(
    (await unitsThatStood(reader, location.placeId, { excursionId: null, readingId: null })).map((unit) => [
      unit.unitId,
      unit,
    ]),
  )
  return holds.filter(({ unitId, from, to }) => {
    const unit = units.get(unitId)
    if (!unit) return false
    const stays = unit.stays.flatMap((stay) => during(stay, from, to) ?? [])
    if (stays.length === 0 || !stays.every((stay) => isCovered(stay, pieces))) return false
    const clipped = stays.map((stay) => ({ from: stay.from, until: stay.to }))
    return exposureOf({ ...unit, stays: clipped }, pieces, location) === null
  })
}
