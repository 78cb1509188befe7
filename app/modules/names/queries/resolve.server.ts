import { amongTexts, type Reader, sql } from '~/lib/db.server'
import { int, nullable, oneOf, read, row, text } from '~/lib/rows.server'
import { readAll } from '~/modules/labels/rules/readings'
import type { ReadOptions } from '~/modules/labels/types'
import { keysOf, matchNames, readingsOfOpen } from '../rules/match-names'
import type { OpenLabel, Resolved } from '../types'

const columns = sql`"kind", "scheme", "text", "key", "targetKind", "targetId", "relation", "siteId", "endedAt"`

const named = row({
  kind: oneOf(
    'lot',
    'carton',
    'own',
    'donor',
    'donation',
    'unit',
    'product-code',
    'product',
    'place',
    'seal',
    'mrn',
    'delivery',
  ),
  scheme: nullable(text),
  text,
  key: text,
  targetKind: oneOf('lot', 'unit', 'product', 'place', 'kit', 'patient', 'delivery'),
  targetId: int,
  relation: oneOf('same', 'group'),
  siteId: nullable(int),
  endedAt: nullable(text),
})

/** The names with one of these keys, and those that look alike. */
const namesLike = read(
  'names.like',
  named,
  (keys: readonly string[], skeletons: readonly string[]) =>
    sql`SELECT ${columns} FROM "Name" WHERE "key" IN ${amongTexts(keys)}
        UNION SELECT ${columns} FROM "Name" WHERE "skeleton" IN ${amongTexts(skeletons)}`,
  [['CW305'], ['CW305']],
)

/**
 * Everything that a scan or a typed text may mean, by names alone: what each reading of the label names, and what the text
 * itself is the name of. Ids only. The one caller is stock (`stock/queries/meanings.server.ts`), which compares label and
 * record; the doors ask that.
 * @param open a label that is read already, instead of the text
 */
export async function resolve(
  reader: Reader,
  raw: string,
  options: ReadOptions,
  open: OpenLabel | null = null,
): Promise<Resolved> {
  const readings = open ? readingsOfOpen(open) : readAll(raw, options)
  const { keys, skeletons } = keysOf(readings, open)
  const names = keys.length + skeletons.length === 0 ? [] : await namesLike(reader, keys, skeletons)
  return matchNames(readings, names, open)
}
