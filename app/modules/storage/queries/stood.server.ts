import type { Instant } from '~/lib/day'
import { among, type Reader, sql } from '~/lib/db.server'
import { bool, instant, int, nullable, read, row } from '~/lib/rows.server'
import { bandColumn } from '~/modules/stock/queries/columns.server'
import { during, type StorageMove, staysIn } from '../rules/stays'
import type { ProductLabel, StandingUnit } from '../types'
import { measuredOutside } from './readings.server'

/** Which holds count as holding a unit already: an open excursion's, and those of the reading that is being corrected. */
export type HeldBy = { readonly excursionId: number | null; readonly readingId: number | null }

const labelShape = {
  labelId: nullable(int),
  labelMin: nullable(int),
  labelMax: nullable(int),
  excursionMinutes: nullable(int),
  excursionMin: nullable(int),
  excursionMax: nullable(int),
}

const labelColumns = sql`r."id" AS "labelId", r."temperatureCentiCelsiusMin" AS "labelMin", r."temperatureCentiCelsiusMax" AS "labelMax",
  r."excursionMinutes", r."excursionTemperatureCentiCelsiusMin" AS "excursionMin", r."excursionTemperatureCentiCelsiusMax" AS "excursionMax"`

const lastLabel = sql`LEFT JOIN "ProductRange" r ON r."id" = (SELECT MAX(o."id") FROM "ProductRange" o WHERE o."productId" = d."id")`

/** Whether a unit has a standing hold of this source; nothing has one of no source. */
const heldFor = (source: string | null) =>
  source === null
    ? sql`0`
    : sql`CASE WHEN EXISTS (SELECT 1 FROM "Hold" h LEFT JOIN "HoldRelease" e ON e."holdId" = h."id"
        WHERE h."unitId" = u."id" AND h."source" = ${source} AND e."holdId" IS NULL) THEN 1 ELSE 0 END`

/** Which units are looked at: those that still exist, or those of which something was given to a patient. */
type Which = 'here' | 'given'

const stillHere = sql`EXISTS (SELECT 1 FROM "Balance" b WHERE b."unitId" = u."id" AND b."quantity" > 0)`
const wasGiven = sql`EXISTS (SELECT 1 FROM "Posting" g WHERE g."unitId" = u."id" AND g."lotId" = u."lotId" AND g."kind" = 'give'
  AND NOT EXISTS (SELECT 1 FROM "Posting" x WHERE x."reversesId" = g."id"))`

const unitsSeen = read(
  'storage.units-that-stood',
  row({
    unitId: int,
    lotId: int,
    productId: int,
    band: nullable(bandColumn),
    ...labelShape,
    held: bool,
    heldForGap: bool,
  }),
  (placeId: number, { excursionId, readingId }: HeldBy, which: Which) => sql`
    SELECT u."id" AS "unitId", u."lotId", u."productId", COALESCE(d."storageBand", c."storageBand") AS "band", ${labelColumns},
      ${heldFor(excursionId === null ? null : `excursion:${excursionId}`)} AS "held",
      ${heldFor(readingId === null ? null : `reading:${readingId}`)} AS "heldForGap"
    FROM (SELECT DISTINCT g."unitId" FROM "Posting" g JOIN "Place" p ON p."id" = g."toPlaceId"
        WHERE p."id" = ${placeId} OR p."parentId" = ${placeId}) t
      JOIN "Unit" u ON u."id" = t."unitId"
      JOIN "Product" d ON d."id" = u."productId" JOIN "Category" c ON c."id" = d."categoryId" ${lastLabel}
    WHERE ${which === 'here' ? stillHere : wasGiven} ORDER BY u."id"`,
  [1, { excursionId: null, readingId: null }, 'here'],
  [1, { excursionId: 1, readingId: 1 }, 'given'],
)

const moves = read(
  'storage.moves-of-units',
  row({ unitId: int, at: instant, quantity: int, from: nullable(int), to: nullable(int) }),
  (unitIds: readonly number[], lotIds: readonly number[]) => sql`
    SELECT g."unitId", g."occurredAt" AS "at", g."quantity",
      CASE WHEN f."kind" = 'shelf' THEN f."parentId" WHEN f."kind" = 'storage' THEN f."id" END AS "from",
      CASE WHEN t."kind" = 'shelf' THEN t."parentId" WHEN t."kind" = 'storage' THEN t."id" END AS "to"
    FROM "Posting" g JOIN "Place" f ON f."id" = g."fromPlaceId" JOIN "Place" t ON t."id" = g."toPlaceId"
    WHERE g."lotId" IN ${among(lotIds)} AND g."unitId" IN ${among(unitIds)}
    ORDER BY g."unitId", g."occurredAt", g."id"`,
  [[1], [1]],
)

/** The movements of units between storage locations, by unit, in the order in which they happened. */
export async function movesOf(
  reader: Reader,
  units: readonly { readonly unitId: number; readonly lotId: number }[],
): Promise<Map<number, StorageMove[]>> {
  const found = new Map<number, StorageMove[]>()
  if (units.length === 0) return found
  const rows = await moves(
    reader,
    units.map(({ unitId }) => unitId),
    units.map(({ lotId }) => lotId),
  )
  for (const move of rows) {
    const own = found.get(move.unitId)
    if (own) own.push(move)
    else found.set(move.unitId, [move])
  }
  return found
}

type LabelRow = { readonly [Name in keyof typeof labelShape]: number | null }

/** What the label says; null where nothing is known of it. */
export function labelOf({ labelId, labelMin: min, labelMax: max, ...rest }: LabelRow): ProductLabel | null {
  if (labelId === null || (min === null && max === null)) return null
  const { excursionMinutes: minutes, excursionMin, excursionMax } = rest
  const allowed = minutes !== null && (excursionMin !== null || excursionMax !== null)
  return { min, max, excursion: allowed ? { minutes, min: excursionMin, max: excursionMax } : null }
}

/** When other readings found a unit outside of its label, wherever it stood. Only a label that allows some asks for it. */
async function outsideOf(
  reader: Reader,
  label: ProductLabel | null,
  own: readonly StorageMove[],
): Promise<{ from: Instant; to: Instant }[]> {
  if (label === null || label.excursion === null) return []
  const places = [...new Set(own.flatMap(({ to }) => to ?? []))]
  const found: { from: Instant; to: Instant }[] = []
  for (const placeId of places) {
    const stays = staysIn(placeId, own)
    for (const { from, to } of await measuredOutside(reader, placeId, label))
      for (const stay of stays) {
        const time = during(stay, from, to)
        if (time !== null) found.push(time)
      }
  }
  return found
}

/**
 * The units that still exist (or of which something was given) and ever stood in a location or on its shelves, with the times when they did, by their postings: those
 * since moved away, to another site too, are among them (R21).
 */
export async function unitsThatStood(
  reader: Reader,
  placeId: number,
  heldBy: HeldBy,
  which: Which = 'here',
): Promise<StandingUnit[]> {
  const rows = await unitsSeen(reader, placeId, heldBy, which)
  const moved = await movesOf(reader, rows)
  const units: StandingUnit[] = []
  for (const { unitId, lotId, productId, band, held, heldForGap, ...rest } of rows) {
    const own = moved.get(unitId) ?? []
    const label = labelOf(rest)
    const outside = await outsideOf(reader, label, own)
    units.push({ unitId, lotId, productId, band, label, held, heldForGap, stays: staysIn(placeId, own), outside })
  }
  return units
}
