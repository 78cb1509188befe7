import type { Instant } from '~/lib/day'
import { amongTexts, type Reader, sql } from '~/lib/db.server'
import { bool, instant, int, nullable, read, row, text } from '~/lib/rows.server'
import type { PlaceKind, StorageBand } from '../types'
import { bandColumn, insideKinds, placeKindColumn } from './columns.server'

export type PlaceFacts = {
  readonly id: number
  readonly siteId: number
  readonly parentId: number | null
  readonly kind: PlaceKind
  readonly name: string
  readonly inside: boolean
  /** Its own band, or that of the storage it is a shelf of. */
  readonly band: StorageBand | null
  readonly provenUntil: Instant | null
}

const shape = row({
  id: int,
  siteId: int,
  parentId: nullable(int),
  kind: placeKindColumn,
  name: text,
  inside: bool,
  band: nullable(bandColumn),
  provenUntil: nullable(instant),
})

const columns = sql`p."id", p."siteId", p."parentId", p."kind", p."name", p."inside",
  COALESCE(p."storageBand", q."storageBand") AS "band",
  CASE WHEN p."storageBand" IS NULL THEN q."provenUntil" ELSE p."provenUntil" END AS "provenUntil"`

const placeById = read(
  'stock.place',
  shape,
  (placeId: number) =>
    sql`SELECT ${columns} FROM "Place" p LEFT JOIN "Place" q ON q."id" = p."parentId" WHERE p."id" = ${placeId}`,
  [1],
)

/** One place; null when there is none. */
export const placeFacts = (reader: Reader, placeId: number): Promise<PlaceFacts | null> =>
  placeById.one(reader, placeId)

const shelvesOf = read(
  'stock.place-and-shelves',
  row({ id: int }),
  (placeId: number) =>
    sql`SELECT p."id" FROM "Place" p WHERE p."id" = ${placeId} OR p."parentId" = ${placeId} ORDER BY p."id"`,
  [1],
)

/** A place with its shelves: whatever stands on one of them stands in it. */
export const placeAndShelves = async (reader: Reader, placeId: number): Promise<number[]> =>
  (await shelvesOf(reader, placeId)).map(({ id }) => id)

const placesOfSite = read(
  'stock.places-of-site',
  shape,
  (siteId: number, kinds?: readonly PlaceKind[]) =>
    sql`SELECT ${columns} FROM "Place" p LEFT JOIN "Place" q ON q."id" = p."parentId"
        WHERE p."siteId" = ${siteId} AND p."endedAt" IS NULL
          ${kinds ? sql`AND p."kind" IN ${amongTexts(kinds)}` : sql`AND p."kind" ${insideKinds}`}
        ORDER BY p."name"`,
  [1],
  [1, ['storage']],
)

/** The site's places of these kinds (all inside places when none is named), by name; closed ones left out. */
export const placesOf = (reader: Reader, siteId: number, kinds?: readonly PlaceKind[]): Promise<PlaceFacts[]> =>
  placesOfSite(reader, siteId, kinds)
