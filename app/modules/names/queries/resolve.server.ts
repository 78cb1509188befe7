import { amongTexts, query, type Reader, sql } from '~/lib/db.server'
import { readAll } from '~/modules/labels/rules/readings'
import type { ReadOptions } from '~/modules/labels/types'
import { keysOf, matchNames } from '../rules/match-names'
import type { Named, Resolved } from '../types'

const columns = sql`"kind", "scheme", "text", "key", "targetKind", "targetId", "relation", "siteId", "endedAt"`

/** The names with one of these keys, and those that look alike. */
const namesLike = (reader: Reader, keys: readonly string[], skeletons: readonly string[]): Promise<Named[]> =>
  query<Named>(
    reader,
    sql`SELECT ${columns} FROM "Name" WHERE "key" IN ${amongTexts(keys)}
        UNION SELECT ${columns} FROM "Name" WHERE "skeleton" IN ${amongTexts(skeletons)}`,
  )

/**
 * Everything that a scan or a typed text may mean, by names alone: what each reading of the label names, and what the text
 * itself is the name of. Ids only. The one caller is stock (`stock/queries/meanings.server.ts`), which compares label and
 * record; the doors ask that.
 */
export async function resolve(reader: Reader, raw: string, options: ReadOptions): Promise<Resolved> {
  const readings = readAll(raw, options)
  const { keys, skeletons } = keysOf(readings)
  const names = keys.length + skeletons.length === 0 ? [] : await namesLike(reader, keys, skeletons)
  return matchNames(
    readings,
    names.map((name) => ({
      ...name,
      targetId: Number(name.targetId),
      siteId: name.siteId === null ? null : Number(name.siteId),
    })),
  )
}
