import { rowsOf, sql, type Tx } from '~/lib/db.server'
import type { Stamp } from '~/modules/audit/types'
import type { Allergen, AllergenAnswer } from '../types'

const columns = { productId: 'INTEGER', allergen: 'TEXT', answer: 'TEXT', recordedAt: 'TEXT', actor: 'TEXT' } as const

/** Keeps answers to what a product contains, beside `ProductContains`, so that what was known at a time can be asked later. */
export async function keepAnswers(
  tx: Tx,
  stamp: Stamp,
  answers: readonly { readonly productId: number; readonly allergen: Allergen; readonly answer: AllergenAnswer }[],
): Promise<void> {
  if (answers.length === 0) return
  const rows = answers.map(({ productId, allergen, answer }) => ({
    productId,
    allergen,
    answer,
    recordedAt: stamp.at,
    actor: stamp.actor,
  }))
  await tx.$executeRaw(
    sql`INSERT INTO "ProductContainsAnswer" ("productId", "allergen", "answer", "recordedAt", "actor") ${rowsOf(columns, rows)}`,
  )
}
