import type { Instant } from '~/lib/day'
import { join, query, type Reader, sql, toBoolean } from '~/lib/db.server'
import type { StorageBand } from '~/modules/stock/types'
import type { ExcursionHold } from './rules/excursion'
import type { LocationFacts, OpenExcursion, ReadingSpan, StandingUnit } from './types'

type LocationRow = {
  placeId: number
  name: string
  band: string
  min: number
  max: number
  readingDueHours: number
  provenUntil: string | null
  lastTakenAt: string | null
  zone: string
}

const locationColumns = sql`p."id" AS "placeId", p."name", s."band", s."temperatureCentiCelsiusMin" AS "min", s."temperatureCentiCelsiusMax" AS "max",
  s."readingDueHours", p."provenUntil", (SELECT MAX(t."takenAt") FROM "TemperatureReading" t WHERE t."placeId" = p."id") AS "lastTakenAt", w."timeZone" AS "zone"`

const toLocation = (row: LocationRow): LocationFacts => ({
  placeId: row.placeId,
  name: row.name,
  band: row.band as StorageBand,
  range: { min: row.min, max: row.max },
  readingDueHours: row.readingDueHours,
  provenUntil: row.provenUntil as Instant | null,
  lastTakenAt: row.lastTakenAt as Instant | null,
  zone: row.zone,
})

/** One storage location of the site; null when there is none. */
export async function locationFacts(reader: Reader, siteId: number, placeId: number): Promise<LocationFacts | null> {
  const [row] = await query<LocationRow>(
    reader,
    sql`SELECT ${locationColumns} FROM "StorageLocation" s JOIN "Place" p ON p."id" = s."placeId" JOIN "Site" w ON w."id" = p."siteId"
        WHERE p."id" = ${placeId} AND p."siteId" = ${siteId} AND p."endedAt" IS NULL`,
  )
  return row ? toLocation(row) : null
}

/** The open excursion of a location, if any. */
export async function openExcursion(reader: Reader, placeId: number): Promise<OpenExcursion | null> {
  const row = await reader.excursion.findFirst({
    where: { placeId, closedAt: null },
    select: { id: true, temperatureCentiCelsiusWorst: true },
  })
  return row ? { id: row.id, worst: row.temperatureCentiCelsiusWorst } : null
}

type UnitRow = {
  unitId: number
  lotId: number
  band: string | null
  atStart: number
  arrived: number
  inGapStart: number
  inGapArrived: number
  held: unknown
}

/**
 * The units still somewhere at the site that stood in a location (or on its shelves) while a reading speaks, or in the gap
 * before it, by their postings: so those since moved away are among them (R21).
 */
export async function unitsThatStood(
  reader: Reader,
  location: { readonly placeId: number; readonly siteId: number },
  span: ReadingSpan,
  excursionId: number | null,
): Promise<StandingUnit[]> {
  const children = await reader.place.findMany({ where: { parentId: location.placeId }, select: { id: true } })
  const places = join([location.placeId, ...children.map((place) => place.id)])
  const gapFrom = span.gap?.from ?? ''
  const gapTo = span.gap?.to ?? ''
  const net = (
    until: string,
  ) => sql`SUM(CASE WHEN g."occurredAt" <= ${until} AND g."toPlaceId" IN (${places}) THEN g."quantity" ELSE 0 END)
      - SUM(CASE WHEN g."occurredAt" <= ${until} AND g."fromPlaceId" IN (${places}) THEN g."quantity" ELSE 0 END)`
  const into = (from: string, to: string) =>
    sql`SUM(CASE WHEN g."occurredAt" > ${from} AND g."occurredAt" <= ${to} AND g."toPlaceId" IN (${places}) THEN g."quantity" ELSE 0 END)`
  const rows = await query<UnitRow>(
    reader,
    sql`
    SELECT u."id" AS "unitId", u."lotId", COALESCE(d."storageBand", c."storageBand") AS "band", ${net(span.from)} AS "atStart", ${into(span.from, span.to)} AS "arrived",
      ${net(gapFrom)} AS "inGapStart", ${into(gapFrom, gapTo)} AS "inGapArrived",
      CASE WHEN EXISTS (SELECT 1 FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
        WHERE h."unitId" = u."id" AND h."source" = ${`excursion:${excursionId ?? 0}`} AND r."holdId" IS NULL) THEN 1 ELSE 0 END AS "held"
    FROM "Unit" u JOIN "Posting" g ON g."lotId" = u."lotId" AND g."unitId" = u."id" JOIN "Product" d ON d."id" = u."productId" JOIN "Category" c ON c."id" = d."categoryId"
    WHERE u."id" IN (SELECT b."unitId" FROM "Balance" b JOIN "Place" p ON p."id" = b."placeId" WHERE b."quantity" > 0 AND p."siteId" = ${location.siteId})
    GROUP BY u."id", u."lotId", COALESCE(d."storageBand", c."storageBand")`,
  )
  return rows
    .map((row) => ({
      unitId: row.unitId,
      lotId: row.lotId,
      band: row.band as StorageBand | null,
      inSpan: row.atStart > 0 || row.arrived > 0,
      inGap: span.gap !== null && (row.inGapStart > 0 || row.inGapArrived > 0),
      held: toBoolean(row.held),
    }))
    .filter((unit) => unit.inSpan || unit.inGap)
}

export type LocationRowView = LocationFacts & {
  readonly last: { readonly min: number; readonly max: number; readonly current: number } | null
  readonly excursionId: number | null
  readonly units: number
}

/** The site's storage locations by name, with their last reading, open excursion and contents. */
export async function storageLocations(reader: Reader, siteId: number): Promise<LocationRowView[]> {
  const rows = await query<
    LocationRow & {
      lastMin: number | null
      lastMax: number
      lastCurrent: number
      excursionId: number | null
      units: number
    }
  >(
    reader,
    sql`SELECT ${locationColumns}, t."temperatureCentiCelsiusMin" AS "lastMin", t."temperatureCentiCelsiusMax" AS "lastMax", t."temperatureCentiCelsiusCurrent" AS "lastCurrent",
          (SELECT MIN(e."id") FROM "Excursion" e WHERE e."placeId" = p."id" AND e."closedAt" IS NULL) AS "excursionId",
          (SELECT COUNT(*) FROM "Balance" b JOIN "Place" q ON q."id" = b."placeId" WHERE b."quantity" > 0 AND (q."id" = p."id" OR q."parentId" = p."id")) AS "units"
        FROM "StorageLocation" s JOIN "Place" p ON p."id" = s."placeId" JOIN "Site" w ON w."id" = p."siteId"
          LEFT JOIN "TemperatureReading" t ON t."id" = (SELECT MAX(o."id") FROM "TemperatureReading" o WHERE o."placeId" = p."id")
        WHERE p."siteId" = ${siteId} AND p."endedAt" IS NULL ORDER BY p."name"`,
  )
  return rows.map((row) => ({
    ...toLocation(row),
    last: row.lastMin === null ? null : { min: row.lastMin, max: row.lastMax, current: row.lastCurrent },
    excursionId: row.excursionId,
    units: row.units,
  }))
}

/** A location's readings, newest first. */
export const readings = (reader: Reader, placeId: number, limit = 60) =>
  reader.temperatureReading.findMany({
    where: { placeId },
    select: {
      id: true,
      takenAt: true,
      temperatureCentiCelsiusMin: true,
      temperatureCentiCelsiusMax: true,
      temperatureCentiCelsiusCurrent: true,
      source: true,
      actor: true,
    },
    orderBy: { takenAt: 'desc' },
    take: limit,
  })

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

/** The holds of an excursion that stand, with the lots of their units; `left` is 1 where something of the unit is still here. */
export const excursionHolds = (
  reader: Reader,
  excursionId: number,
): Promise<(ExcursionHold & { productName: string; unitNumber: string | null; note: string; left: number })[]> =>
  query(
    reader,
    sql`SELECT h."id" AS "holdId", u."lotId", l."lotNumber", d."name" AS "productName", u."number" AS "unitNumber", h."note",
          CASE WHEN EXISTS (SELECT 1 FROM "Balance" b WHERE b."unitId" = u."id" AND b."quantity" > 0) THEN 1 ELSE 0 END AS "left" FROM "Hold" h
        JOIN "Unit" u ON u."id" = h."unitId" JOIN "Lot" l ON l."id" = u."lotId" JOIN "Product" d ON d."id" = u."productId"
        LEFT JOIN "HoldRelease" r ON r."holdId" = h."id" WHERE h."source" = ${`excursion:${excursionId}`} AND r."holdId" IS NULL ORDER BY d."name", l."lotNumber", u."id"`,
  )

export type PlaceListRow = {
  readonly id: number
  readonly name: string
  readonly kind: string
  readonly parentId: number | null
  readonly band: string | null
  readonly units: number
}

/** The site's inside places with the number of units at each, parents before their shelves. */
export const placeList = (reader: Reader, siteId: number): Promise<PlaceListRow[]> =>
  query<PlaceListRow>(
    reader,
    sql`SELECT p."id", p."name", p."kind", p."parentId", COALESCE(p."storageBand", q."storageBand") AS "band",
          (SELECT COUNT(*) FROM "Balance" b WHERE b."placeId" = p."id" AND b."quantity" > 0) AS "units"
        FROM "Place" p LEFT JOIN "Place" q ON q."id" = p."parentId" WHERE p."siteId" = ${siteId} AND p."inside" AND p."endedAt" IS NULL
        ORDER BY COALESCE(q."name", p."name"), CASE WHEN p."parentId" IS NULL THEN 0 ELSE 1 END, p."name"`,
  )
