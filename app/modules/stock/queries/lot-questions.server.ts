import { among, join, type Reader, type Sql, sql } from '~/lib/db.server'
import { bool, instant, int, oneOf, read, row, text } from '~/lib/rows.server'
import { lotQuestions } from '../types'
import { donorUnknown, lotsOfUnknownDonor } from './lots-without-donor.server'

const shape = row({
  lotId: int,
  source: text,
  question: oneOf(...lotQuestions),
  text,
  note: text,
  firm: text,
  bySupplier: bool,
  since: instant,
})

const ofProduct = sql`JOIN "Product" d ON d."id" = l."productId" JOIN "Category" c ON c."id" = d."categoryId"`

/** How a question `q` comes to a lot `l`: each by its own index, questions first, since they are few. */
const ways: readonly { readonly of: Sql; readonly and?: Sql }[] = [
  {
    of: sql`JOIN "Lot" l ON l."id" = q."lotId" ${ofProduct}`,
    and: sql`(q."question" <> 'donor' OR (${donorUnknown}))`,
  },
  { of: sql`JOIN "Lot" l ON l."productId" = q."productId"` },
  {
    of: sql`JOIN "Name" m ON m."key" = q."lotKey" AND m."endedAt" IS NULL AND m."targetKind" = 'lot'
      JOIN "Lot" l ON l."id" = m."targetId"`,
  },
  {
    of: sql`JOIN "Name" m ON m."key" = q."lotKey" AND m."endedAt" IS NULL AND m."targetKind" = 'unit'
      JOIN "Unit" v ON v."id" = m."targetId" JOIN "Lot" l ON l."id" = v."lotId"`,
  },
  {
    of: sql`JOIN "Category" c ON c."isBiologic" JOIN "Product" d ON d."categoryId" = c."id" JOIN "Lot" l ON l."productId" = d."id"`,
    and: sql`q."question" = 'donor' AND q."lotId" IS NULL AND ${donorUnknown}`,
  },
]

/** Not about what the source holds or has released, and not what its case has answered since it was asked. */
const open = (which: Sql): Sql =>
  join(
    ways.map(
      ({ of, and = sql`1 = 1` }) => sql`
  SELECT l."id" AS "lotId", q."source", q."question", q."text", q."note", q."firm",
    CASE WHEN q."question" = 'donor' AND q."lotId" IS NULL THEN 1 ELSE 0 END AS "bySupplier", q."askedAt" AS "since"
  FROM "LotQuestion" q ${of}
  WHERE q."endedAt" IS NULL AND ${which} AND ${and}
    AND NOT EXISTS (SELECT 1 FROM "Hold" h WHERE h."source" = q."source" AND h."lotId" = l."id")
    AND NOT EXISTS (SELECT 1 FROM "LotAnswer" a WHERE a."source" = q."source" AND a."question" = q."question"
      AND a."text" = q."text" AND a."lotId" = l."id" AND a."id" > q."afterAnswer")`,
    ),
    ' UNION ',
  )

const onLots = read('stock.questions-on-lots', shape, (ids: readonly number[]) => open(sql`l."id" IN ${among(ids)}`), [
  [1],
])
const ofSource = read('stock.questions-of-source', shape, (source: string) => open(sql`q."source" = ${source}`), [
  'recall:1',
])

/** A question about a lot that its case has not answered. `text`: the name in the notice that it is about. */
export type OpenQuestion = Omit<Awaited<ReturnType<typeof onLots>>[number], 'firm' | 'bySupplier'>

/** Each question once, since when it was asked first; of those that ask a whole supplier, the lots that are its own. */
async function meant(reader: Reader, rows: Awaited<ReturnType<typeof onLots>>): Promise<OpenQuestion[]> {
  const bySource = new Map<string, ReadonlySet<number>>()
  const found = new Map<string, OpenQuestion>()
  for (const { firm, bySupplier, ...each } of rows) {
    if (bySupplier) {
      const asked = bySource.get(each.source) ?? (await lotsOfUnknownDonor(reader, each.source, firm))
      bySource.set(each.source, asked)
      if (!asked.has(each.lotId)) continue
    }
    const key = [each.lotId, each.source, each.question, each.text].join(' ')
    const known = found.get(key)
    if (!known || each.since < known.since) found.set(key, each)
  }
  return [...found.values()].sort(
    (a, b) => a.lotId - b.lotId || a.source.localeCompare(b.source) || a.question.localeCompare(b.question),
  )
}

/** What open cases ask about these lots. */
export const questionsOnLots = async (reader: Reader, lotIds: readonly number[]): Promise<OpenQuestion[]> =>
  meant(reader, await onLots(reader, lotIds))

/** What one case asks about any lot. */
export const questionsOfSource = async (reader: Reader, source: string): Promise<OpenQuestion[]> =>
  meant(reader, await ofSource(reader, source))
