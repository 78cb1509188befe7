import { amongTexts, type Reader, sql } from '~/lib/db.server'
import { int, nullable, oneOf, read, row, text } from '~/lib/rows.server'
import { readAll } from '~/modules/labels/rules/readings'
import type { ReadOptions } from '~/modules/labels/types'
import type { InnerName } from '../rules/inner-names'
import { nameKey, nameSkeleton } from '../rules/keys'
import { keysOf, matchNames, readingsOfOpen } from '../rules/match-names'
import type { OpenLabel, Resolved } from '../types'

const columns = sql`"kind", "scheme", "text", "key", "targetKind", "targetId", "relation", "siteId", "endedAt"`

const named = row({
  kind: oneOf(
    'lot',
    'carton',
    'own',
    'inside',
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

/** So many names that contain a text are listed. */
export const mostContaining = 20

/** A shorter text is contained in too much. */
const shortestPart = 3

// Patients are found by their whole number, or by name on their own page; codes by the whole code.
const containing = read(
  'names.containing',
  named,
  (key: string) => {
    const part = key.replace(/[\\%_]/g, '\\$&')
    return sql`SELECT ${columns} FROM "Name" WHERE "key" LIKE ${`%${part}%`} ESCAPE '\\' AND "endedAt" IS NULL
      AND "kind" NOT IN ('mrn', 'product-code', 'inside')
      ORDER BY CASE WHEN "key" LIKE ${`${part}%`} ESCAPE '\\' THEN 0 ELSE 1 END, LENGTH("key"), "key", "id" LIMIT ${mostContaining}`
  },
  ['FLOW'],
)

const namesOfGoods: ReadonlySet<string> = new Set(['lot', 'carton', 'own', 'inside', 'unit', 'donation'])

/** Which of the parts of a text are names of lots or containers, and which only look like one. */
export async function namedWithin(
  reader: Reader,
  inner: readonly InnerName[],
): Promise<{ readonly exact: ReadonlySet<string>; readonly near: ReadonlySet<string> }> {
  const keys = [...new Set(inner.map(({ key }) => key))]
  if (keys.length === 0) return { exact: new Set(), near: new Set() }
  const skeletons = new Map(keys.map((key) => [key, nameSkeleton(key)]))
  const all = await namesLike(reader, keys, [...new Set(skeletons.values())])
  const names = all.filter(({ kind, endedAt }) => namesOfGoods.has(kind) && endedAt === null)
  const exact = new Set(names.map(({ key }) => key))
  const alike = new Set(names.filter(({ kind }) => kind !== 'donation').map(({ key }) => nameSkeleton(key)))
  return { exact, near: new Set(keys.filter((key) => alike.has(skeletons.get(key) ?? ''))) }
}

/** How a text is resolved besides how it is read. */
type Ways = {
  /** A label that is read already, instead of the text. */
  readonly open?: OpenLabel | null
  /** Whoever searches is also shown the names that contain a typed text, where nothing is called so. */
  readonly parts?: boolean
}

/**
 * Everything that a scan or a typed text may mean, by names alone: what each reading of the label names, and what the text
 * itself is the name of. Ids only. The one caller is stock (`stock/queries/meanings.server.ts`), which compares label and
 * record; the doors ask that.
 */
export async function resolve(
  reader: Reader,
  raw: string,
  options: ReadOptions,
  { open = null, parts = false }: Ways = {},
): Promise<Resolved> {
  const readings = open ? readingsOfOpen(open) : readAll(raw, options)
  const { keys, skeletons } = keysOf(readings, open)
  const names = keys.length + skeletons.length === 0 ? [] : await namesLike(reader, keys, skeletons)
  const resolved = matchNames(readings, names, open)
  const key = parts && readings.typed ? nameKey(readings.typed.text) : ''
  if (key.length < shortestPart || resolved.typed.some(({ certainty }) => certainty === 'exact')) return resolved
  const found = await containing(reader, key)
  return {
    ...resolved,
    typed: [...resolved.typed, ...found.map((name) => ({ name, certainty: 'near', why: 'CONTAINS' }) as const)],
  }
}
