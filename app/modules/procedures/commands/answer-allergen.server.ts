import { z } from 'zod'
import { ok } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { answerContains } from '~/modules/catalog/commands.server'
import { allergenAnswer } from '~/modules/catalog/schema'

/**
 * Answers, on the page where a procedure is made ready, whether a product contains an allergen: whoever prepares the
 * patient reads the label and may answer without the right to change the catalog. It holds for every patient (R30).
 */
export const answerWhileReadying = command({
  kind: 'readiness.answer-allergen',
  what: 'Answers whether a product contains an allergen, while a procedure is made ready.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'ask',
  input: allergenAnswer,
  refusals: { PRODUCT_UNKNOWN: 404 },
  audit: z.object({ allergen: z.string(), answer: z.string(), before: z.string().nullable() }),
  run: async (work, input) => {
    const { productId, allergen, answer } = input
    const stored = await answerContains(work.tx, work, input)
    if (!stored.ok) return stored
    work.note(`product:${productId}`, { allergen, answer, before: stored.value.before })
    return ok(null)
  },
})
