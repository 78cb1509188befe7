import { rowsOf, sql, type Tx } from '~/lib/db.server'
import { int, read, row } from '~/lib/rows.server'
import type { Stamp } from '~/modules/audit/types'
import { lotKey } from '../rules/lot-key'
import type { LotQuestionKind } from '../types'

/**
 * What a source asks: about one lot, every lot of a product, every lot with a name (also one that comes later), or with none of
 * these about the lots of the firm's whose donor nobody knows.
 */
export type LotAsked = {
  readonly question: LotQuestionKind
  readonly text: string
  readonly lotId?: number
  readonly productId?: number
  readonly name?: string
  readonly firm?: string
}

const columns = {
  source: 'TEXT',
  question: 'TEXT',
  text: 'TEXT',
  note: 'TEXT',
  lotId: 'INTEGER',
  productId: 'INTEGER',
  lotKey: 'TEXT',
  firm: 'TEXT',
  askedAt: 'TEXT',
} as const

/** Writes down what a source asks about lots, inside a transaction: nothing is used of them until its case has the answer. What it asks already is not asked twice. */
export async function askAboutLots(
  tx: Tx,
  stamp: Stamp,
  { source, note }: { readonly source: string; readonly note: string },
  asked: readonly LotAsked[],
): Promise<void> {
  if (asked.length === 0) return
  const keyOf = (each: (string | number | null)[]) => JSON.stringify(each)
  const had = await tx.lotQuestion.findMany({ where: { source, endedAt: null } })
  const known = new Set(had.map((q) => keyOf([q.question, q.text, q.lotId, q.productId, q.lotKey])))
  const rows = asked.flatMap(({ question, text, lotId = null, productId = null, name, firm = '' }) => {
    const key = name === undefined ? null : lotKey(name)
    const own = keyOf([question, text, lotId, productId, key])
    if (known.has(own)) return []
    known.add(own)
    return [{ source, question, text, note, lotId, productId, lotKey: key, firm, askedAt: stamp.at }]
  })
  if (rows.length === 0) return
  await tx.$executeRaw(
    sql`INSERT INTO "LotQuestion" ("source", "question", "text", "note", "lotId", "productId", "lotKey", "firm", "askedAt")
        ${rowsOf(columns, rows)}`,
  )
}

/** A question about a lot, as its case names it. */
export type OfLot = { readonly question: LotQuestionKind; readonly text: string; readonly lotId: number }

/** Writes down that a case has answered: the lot is not meant. */
export const answerAboutLot = (tx: Tx, stamp: Stamp, source: string, { question, text, lotId }: OfLot) =>
  tx.lotAnswer.create({
    data: { source, question, text, lotId, recordedAt: stamp.at, actor: stamp.actor },
    select: { id: true },
  })

const lastAnswer = read(
  'stock.last-lot-answer',
  row({ id: int }),
  (lotId: number) => sql`SELECT COALESCE(MAX("id"), 0) AS "id" FROM "LotAnswer" WHERE "lotId" = ${lotId}`,
  [1],
)

/** Asks again what was answered: whatever was answered before counts no longer. */
export async function askAgainAboutLot(
  tx: Tx,
  stamp: Stamp,
  { source, note }: { readonly source: string; readonly note: string },
  asked: OfLot,
): Promise<void> {
  const afterAnswer = (await lastAnswer.one(tx, asked.lotId))?.id ?? 0
  await tx.lotQuestion.create({
    data: { ...asked, source, note, afterAnswer, askedAt: stamp.at },
    select: { id: true },
  })
}

/** Ends everything that a source asks, together with its watches. */
export const endLotQuestions = (tx: Tx, stamp: Stamp, source: string): Promise<unknown> =>
  tx.lotQuestion.updateMany({ where: { source, endedAt: null }, data: { endedAt: stamp.at } })
