import type { Database } from '~/lib/db.server'
import { sql } from '~/lib/db.server'
import { instant, int, nullable, read, row, text } from '~/lib/rows.server'
import { actorNames } from '~/modules/auth/queries.server'
import { closedGaps } from './closed-gaps.server'
import { freedBy } from './corrections.server'
import { locationFacts } from './locations.server'

const chain = read(
  'storage.reading-chain',
  row({
    id: int,
    placeId: int,
    placeName: text,
    takenAt: instant,
    recordedAt: instant,
    min: int,
    max: int,
    current: int,
    source: text,
    actor: text,
    typed: nullable(text),
    correctsId: nullable(int),
    correctionReason: nullable(text),
    correctedById: nullable(int),
    confirmedBy: nullable(text),
  }),
  (siteId: number, readingId: number) => sql`
    WITH RECURSIVE "older" AS (
        SELECT "id", "correctsId" FROM "TemperatureReading" WHERE "id" = ${readingId}
        UNION SELECT t."id", t."correctsId" FROM "TemperatureReading" t JOIN "older" o ON t."id" = o."correctsId"),
      "newer" AS (
        SELECT "id" FROM "TemperatureReading" WHERE "id" = ${readingId}
        UNION SELECT t."id" FROM "TemperatureReading" t JOIN "newer" n ON t."correctsId" = n."id")
    SELECT t."id", t."placeId", p."name" AS "placeName", t."takenAt", t."recordedAt", t."temperatureCentiCelsiusMin" AS "min",
      t."temperatureCentiCelsiusMax" AS "max", t."temperatureCentiCelsiusCurrent" AS "current", t."source", t."actor", t."typed",
      t."correctsId", t."correctionReason", x."id" AS "correctedById", c."actor" AS "confirmedBy"
    FROM "TemperatureReading" t JOIN "Place" p ON p."id" = t."placeId"
      LEFT JOIN "TemperatureReading" x ON x."correctsId" = t."id" LEFT JOIN "CorrectionConfirmation" c ON c."readingId" = t."id"
    WHERE p."siteId" = ${siteId} AND (t."id" IN (SELECT "id" FROM "older") OR t."id" IN (SELECT "id" FROM "newer"))
    ORDER BY t."id"`,
  [1, 1],
)

/** A reading of the site with its history and how many holds wait for the confirmation of its correction; null when there is none. */
export async function readingView(db: Database, siteId: number, readingId: number) {
  const rows = await chain(db.read, siteId, readingId)
  const own = rows.find(({ id }) => id === readingId)
  if (!own) return null
  const names = await actorNames(
    db,
    rows.flatMap(({ actor, confirmedBy }) => (confirmedBy === null ? [actor] : [actor, confirmedBy])),
  )
  const nameOf = (actor: string | null) => (actor === null ? null : (names.get(actor) ?? actor))
  const history = rows.map(({ actor, placeId: _place, placeName: _name, confirmedBy: _by, ...rest }) => ({
    ...rest,
    by: nameOf(actor) ?? '',
  }))
  const corrected = rows.find(({ id }) => id === own.correctsId)
  const location = corrected && own.confirmedBy === null ? await locationFacts(db.read, siteId, own.placeId) : null
  const freed = location && corrected ? await freedBy(db.read, location, corrected) : null
  const isFile = own.source === 'logger' && own.correctedById === null && own.confirmedBy === null
  const ofFile = isFile ? await locationFacts(db.read, siteId, own.placeId) : null
  const closed = ofFile ? await closedGaps(db.read, ofFile) : []
  return {
    reading: history.find(({ id }) => id === readingId) as (typeof history)[number],
    place: { id: own.placeId, name: own.placeName },
    history,
    waits: freed?.holds.length ?? 0,
    /** Holds for a gap that this logger file, with others, has closed. */
    closes: closed.length,
    confirmedBy: nameOf(own.confirmedBy),
  }
}
