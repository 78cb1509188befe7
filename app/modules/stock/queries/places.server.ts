import type { Instant } from '~/lib/day'
import { empty, join, query, type Reader, sql } from '~/lib/db.server'
import type { PlaceKind, StorageBand } from '../types'

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

type PlaceRow = Omit<PlaceFacts, 'inside'> & { inside: unknown }

const columns = sql`p."id", p."siteId", p."parentId", p."kind", p."name", p."inside", COALESCE(p."storageBand", q."storageBand") AS "band",
  CASE WHEN p."storageBand" IS NULL THEN q."provenUntil" ELSE p."provenUntil" END AS "provenUntil"`

const decode = (row: PlaceRow): PlaceFacts => ({ ...row, inside: row.inside === true || row.inside === 1 })

/** One place; null when there is none. */
export async function placeFacts(reader: Reader, placeId: number): Promise<PlaceFacts | null> {
  const [row] = await query<PlaceRow>(
    reader,
    sql`SELECT ${columns} FROM "Place" p LEFT JOIN "Place" q ON q."id" = p."parentId" WHERE p."id" = ${placeId}`,
  )
  return row ? decode(row) : null
}

/** The site's places of these kinds (all inside places when none is named), by name; closed ones left out. */
export async function placesOf(reader: Reader, siteId: number, kinds?: readonly PlaceKind[]): Promise<PlaceFacts[]> {
  const rows = await query<PlaceRow>(
    reader,
    sql`SELECT ${columns} FROM "Place" p LEFT JOIN "Place" q ON q."id" = p."parentId"
        WHERE p."siteId" = ${siteId} AND p."endedAt" IS NULL ${kinds ? sql`AND p."kind" IN (${join([...kinds])})` : empty}
        ORDER BY p."name"`,
  )
  return rows.map(decode).filter((place) => kinds !== undefined || place.inside)
}
