import { among, amongTexts, type Reader, type Sql, sql } from '~/lib/db.server'
import { day, nullable, read, row, text } from '~/lib/rows.server'
import type { Meaning, Meanings } from '../rules/meanings'
import type { Naming } from '../rules/naming'
import { looksWatched, unknownIn } from '../rules/watch-keys'

/**
 * Whether the watch `w` is armed and means the lot `l` by one of these keys, or by a name of its product. Not one whose
 * hold stands. One whose hold a decision has ended means it again only by a name that neither the lot nor a container of
 * it had then.
 */
export const meansLot = (keys: readonly string[]): Sql =>
  sql`w."endedAt" IS NULL AND (w."productId" IS NULL OR w."productId" = l."productId")
      AND (w."lotKey" IN ${amongTexts(keys)} OR w."lotKey" IN (SELECT p."key" FROM "Name" p
        WHERE p."targetKind" = 'product' AND p."targetId" = l."productId" AND p."endedAt" IS NULL))
      AND NOT EXISTS (SELECT 1 FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
        WHERE h."source" = w."source" AND h."lotId" = l."id"
          AND (r."holdId" IS NULL OR EXISTS (SELECT 1 FROM "Name" n WHERE n."key" = w."lotKey"
            AND (n."targetKind" = 'product' AND n."targetId" = l."productId" OR n."targetKind" = 'lot' AND n."targetId" = l."id"
              OR n."targetKind" = 'unit' AND n."targetId" IN (SELECT u."id" FROM "Unit" u WHERE u."lotId" = l."id")))))`

const watchShape = { lotKey: text, source: text, note: text, closedOn: nullable(day) }

const watches = read(
  'stock.open-watches',
  row(watchShape),
  () =>
    sql`SELECT DISTINCT "lotKey", "source", "note", "caseClosedOn" AS "closedOn" FROM "Watch" WHERE "endedAt" IS NULL ORDER BY "source", "lotKey"`,
  [],
)

const watchesFor = read(
  'stock.watches-for-keys',
  row(watchShape),
  (keys: readonly string[]) =>
    sql`SELECT DISTINCT "lotKey", "source", "note", "caseClosedOn" AS "closedOn" FROM "Watch" WHERE "endedAt" IS NULL AND "lotKey" IN ${amongTexts(keys)}
        ORDER BY "source", "lotKey"`,
  [['MX2231']],
)

const watchesOfProducts = read(
  'stock.watches-of-products',
  row(watchShape),
  (productIds: readonly number[]) =>
    sql`SELECT DISTINCT w."lotKey", w."source", w."note", w."caseClosedOn" AS "closedOn" FROM "Name" p JOIN "Watch" w ON w."lotKey" = p."key"
        WHERE p."targetKind" = 'product' AND p."targetId" IN ${among(productIds)} AND p."endedAt" IS NULL AND w."endedAt" IS NULL
        ORDER BY w."source", w."lotKey"`,
  [[1]],
)

/** The products of lots and containers that were printed or typed and are not here. */
const productsOfUnknown = (meanings: readonly Meaning[]): number[] => [
  ...new Set(meanings.flatMap((each) => (each.kind === 'unknown' && each.product !== null ? [each.product.id] : []))),
]

/** One naming for each notice and text, the very name before a look-alike. */
function distinct(namings: readonly Naming[]): Naming[] {
  const seen = new Set<string>()
  return namings.filter(({ source }) => !seen.has(source) && seen.add(source))
}

/**
 * The notices, closed ones too, that name what this text says and nothing here bears: a lot, serial, donation or code, or whatever comes of
 * a product that a notice names. Where nothing here is meant for sure, also those that name what it only looks like. What is
 * here already is on hold by its notice, or was decided about, and is no matter of a watch.
 */
export async function namingsOf(reader: Reader, answer: Pick<Meanings, 'typed' | 'meanings'>): Promise<Naming[]> {
  const asked = unknownIn(answer)
  if (asked.length === 0) return []
  const products = productsOfUnknown(answer.meanings)
  const byKey = await watchesFor(
    reader,
    asked.map(({ key }) => key),
  )
  const named = byKey.flatMap(({ lotKey, ...watch }) => {
    const found = asked.find(({ key }) => key === lotKey)
    return found ? [{ ...watch, text: found.text, looksLike: null }] : []
  })
  const [first] = asked
  const ofProduct = products.length > 0 && first ? await watchesOfProducts(reader, products) : []
  const exact = [
    ...named,
    ...ofProduct.map(({ lotKey: _key, ...watch }) => ({ ...watch, text: first?.text ?? '', looksLike: null })),
  ]
  if (exact.length > 0) return distinct(exact)
  const isMeant = answer.meanings.some(({ kind, certainty }) => kind !== 'unknown' && certainty !== 'near')
  if (isMeant) return []
  const texts = [...new Set(asked.map((each) => each.text))]
  return namingsLike(reader, texts)
}

/** The open notices that name what one of these texts only looks like. */
export async function namingsLike(reader: Reader, texts: readonly string[]): Promise<Naming[]> {
  const alike = (await watches(reader)).flatMap(({ lotKey, ...watch }) =>
    texts.filter((each) => looksWatched(each, lotKey)).map((each) => ({ ...watch, text: each, looksLike: lotKey })),
  )
  return distinct(alike)
}

/**
 * The lots that notices watch for and that this lot looks like, or begins with. The very lot is not among them, since its
 * watch holds it when it is opened.
 */
export async function watchedLike(reader: Reader, lotNumber: string): Promise<string[]> {
  return [...(await watchedKeys(reader))].filter((key) => looksWatched(lotNumber, key))
}

const watchesOf = read(
  'stock.watches-of-source',
  row({ lotKey: text }),
  (source: string) =>
    sql`SELECT DISTINCT "lotKey" FROM "Watch" WHERE "source" = ${source} AND "endedAt" IS NULL ORDER BY "lotKey"`,
  ['recall:1'],
)

/** The keys that a source watches for. */
export const watchedBy = async (reader: Reader, source: string): Promise<string[]> =>
  (await watchesOf(reader, source)).map(({ lotKey }) => lotKey)

/** The names that notices watch for, by their keys. */
export const watchedKeys = async (reader: Reader): Promise<ReadonlySet<string>> =>
  new Set((await watches(reader)).map(({ lotKey }) => lotKey))
