import type { Instant } from '~/lib/day'
import { type Reader, sql } from '~/lib/db.server'
import { instant, int, nullable, read, row, text } from '~/lib/rows.server'
import { bandColumn, insideKinds, placeKindColumn } from '~/modules/stock/queries/columns.server'
import type { LocationFacts, OpenExcursion } from '../types'

const locationShape = {
  placeId: int,
  name: text,
  band: bandColumn,
  min: int,
  max: int,
  readingDueHours: int,
  provenUntil: nullable(instant),
  zone: text,
}

const locationColumns = sql`p."id" AS "placeId", p."name", s."band", s."temperatureCentiCelsiusMin" AS "min",
  s."temperatureCentiCelsiusMax" AS "max", s."readingDueHours", p."provenUntil",
  w."timeZone" AS "zone"`

const locationById = read(
  'storage.location',
  row(locationShape),
  (siteId: number, placeId: number) =>
    sql`SELECT ${locationColumns}
        FROM "StorageLocation" s JOIN "Place" p ON p."id" = s."placeId" JOIN "Site" w ON w."id" = p."siteId"
        WHERE p."id" = ${placeId} AND p."siteId" = ${siteId} AND p."endedAt" IS NULL`,
  [1, 1],
)

type LocationRow = Awaited<ReturnType<typeof locationById>>[number]

const toLocation = ({ min, max, ...rest }: LocationRow): LocationFacts => ({ ...rest, range: { min, max } })

/** One storage location of the site; null when there is none. */
export async function locationFacts(reader: Reader, siteId: number, placeId: number): Promise<LocationFacts | null> {
  const found = await locationById.one(reader, siteId, placeId)
  return found && toLocation(found)
}

/** The open excursion of a location, if any. */
export async function openExcursion(reader: Reader, placeId: number): Promise<OpenExcursion | null> {
  const found = await reader.excursion.findFirst({
    where: { placeId, closedAt: null },
    select: { id: true, startedAt: true, temperatureCentiCelsiusWorst: true },
  })
  if (!found) return null
  return { id: found.id, startedAt: found.startedAt as Instant, worst: found.temperatureCentiCelsiusWorst }
}

export type LocationRowView = LocationFacts & {
  readonly lastTakenAt: Instant | null
  readonly last: { readonly min: number; readonly max: number; readonly current: number } | null
  readonly excursionId: number | null
  readonly units: number
}

const locationsOfSite = read(
  'storage.locations',
  row({
    ...locationShape,
    lastTakenAt: nullable(instant),
    lastMin: nullable(int),
    lastMax: nullable(int),
    lastCurrent: nullable(int),
    excursionId: nullable(int),
  }),
  (siteId: number) =>
    sql`SELECT ${locationColumns}, t."takenAt" AS "lastTakenAt", t."temperatureCentiCelsiusMin" AS "lastMin",
          t."temperatureCentiCelsiusMax" AS "lastMax", t."temperatureCentiCelsiusCurrent" AS "lastCurrent",
          (SELECT MIN(e."id") FROM "Excursion" e WHERE e."placeId" = p."id" AND e."closedAt" IS NULL) AS "excursionId"
        FROM "StorageLocation" s JOIN "Place" p ON p."id" = s."placeId" JOIN "Site" w ON w."id" = p."siteId"
          LEFT JOIN "TemperatureReading" t
            ON t."id" = (SELECT o."id" FROM "TemperatureReading" o WHERE o."placeId" = p."id"
              AND NOT EXISTS (SELECT 1 FROM "TemperatureReading" x WHERE x."correctsId" = o."id")
              ORDER BY o."takenAt" DESC, o."id" DESC LIMIT 1)
        WHERE p."siteId" = ${siteId} AND p."endedAt" IS NULL ORDER BY p."name"`,
  [1],
)

/** The site's storage locations by name, with their last reading, open excursion, and what stands there and on their shelves. */
export async function storageLocations(reader: Reader, siteId: number): Promise<LocationRowView[]> {
  const rows = await locationsOfSite(reader, siteId)
  const units = new Map<number, number>()
  for (const place of await placeList(reader, siteId))
    for (const id of [place.id, place.parentId]) if (id !== null) units.set(id, (units.get(id) ?? 0) + place.units)
  return rows.map(({ lastTakenAt, lastMin, lastMax, lastCurrent, excursionId, ...location }) => ({
    ...toLocation(location),
    lastTakenAt,
    last:
      lastMin === null || lastMax === null || lastCurrent === null
        ? null
        : { min: lastMin, max: lastMax, current: lastCurrent },
    excursionId,
    units: units.get(location.placeId) ?? 0,
  }))
}

/** What a location's page shows besides its readings: alarm, backup, past excursions. */
export const locationPage = (reader: Reader, placeId: number) =>
  reader.place.findUnique({
    where: { id: placeId },
    select: {
      storage: { select: { independentAlarm: true, alarmCalls: true, backupPlaceId: true } },
      children: { where: { endedAt: null }, select: { id: true, name: true }, orderBy: { name: 'asc' } },
      excursions: {
        select: {
          id: true,
          startedAt: true,
          closedAt: true,
          temperatureCentiCelsiusWorst: true,
          cause: true,
          advice: true,
        },
        orderBy: { id: 'desc' },
        take: 20,
      },
    },
  })

/** The site's inside places with the number of units at each, parents before their shelves. */
export const placeList = read(
  'storage.places',
  row({ id: int, name: text, kind: placeKindColumn, parentId: nullable(int), band: nullable(bandColumn), units: int }),
  (siteId: number) =>
    sql`SELECT p."id", p."name", p."kind", p."parentId", COALESCE(p."storageBand", q."storageBand") AS "band",
          (SELECT COUNT(*) FROM "Balance" b WHERE b."placeId" = p."id" AND b."quantity" > 0) AS "units"
        FROM "Place" p LEFT JOIN "Place" q ON q."id" = p."parentId"
        WHERE p."siteId" = ${siteId} AND p."kind" ${insideKinds} AND p."endedAt" IS NULL
        ORDER BY COALESCE(q."name", p."name"), CASE WHEN p."parentId" IS NULL THEN 0 ELSE 1 END, p."name"`,
  [1],
)
