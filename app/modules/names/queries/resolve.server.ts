import { amongTexts, type Reader, sql } from '~/lib/db.server'
import { int, nullable, oneOf, read, row, text } from '~/lib/rows.server'
import { readAll } from '~/modules/labels/rules/readings'
import type { ReadOptions } from '~/modules/labels/types'
import type { InnerName } from '../rules/inner-names'
import { nameKey, nameSkeleton } from '../rules/keys'
import { keysOf, matchNames, readingsOfOpen } from '../rules/match-names'
import type { Named, OpenLabel, Resolved } from '../types'

/** The columns of a name `n`, for whoever joins names to rows of its own. */
export const nameColumns = sql`n."kind", n."scheme", n."text", n."key", n."targetKind", n."targetId", n."relation", n."siteId", n."endedAt"`

/** A name as it is registered. */
export const named = row({
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
    sql`SELECT ${nameColumns} FROM "Name" n WHERE n."key" IN ${amongTexts(keys)}
        UNION SELECT ${nameColumns} FROM "Name" n WHERE n."skeleton" IN ${amongTexts(skeletons)}`,
  [['CW305'], ['CW305']],
)

/** A shorter text is contained in too much. */
const shortestPart = 3

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
  /** Whoever searches is also shown names that contain a typed text, where nothing is called so: which ones, this reads. */
  readonly parts?: ((reader: Reader, key: string) => Promise<readonly Named[]>) | null
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
  { open = null, parts = null }: Ways = {},
): Promise<Resolved> {
  const readings = open ? readingsOfOpen(open) : readAll(raw, options)
  const { keys, skeletons } = keysOf(readings, open)
  const names = keys.length + skeletons.length === 0 ? [] : await namesLike(reader, keys, skeletons)
  const resolved = matchNames(readings, names, open)
  const key = parts && readings.typed ? nameKey(readings.typed.text) : ''
  if (key.length < shortestPart || resolved.typed.some(({ certainty }) => certainty === 'exact')) return resolved
  const found = (await parts?.(reader, key)) ?? []
  return {
    ...resolved,
    typed: [...resolved.typed, ...found.map((name) => ({ name, certainty: 'near', why: 'CONTAINS' }) as const)],
  }
}
