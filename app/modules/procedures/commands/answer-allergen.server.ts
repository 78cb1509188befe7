import { z } from 'zod'
import { ok } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { answerSterile } from '~/modules/catalog/commands/facts.server'
import { answerContains } from '~/modules/catalog/commands.server'
import { allergenAnswer, sterileAnswer } from '~/modules/catalog/schema'

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

/** Answers, on the page where a procedure is made ready, whether a product's label says sterile (R57). It holds for every patient. */
export const answerSterileWhileReadying = command({
  kind: 'readiness.answer-sterile',
  what: 'Answers whether a product’s label says sterile, while a procedure is made ready.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'ask',
  input: sterileAnswer,
  refusals: { PRODUCT_UNKNOWN: 404 },
  audit: z.object({ answer: z.string(), before: z.string().nullable() }),
  run: async (work, input) => {
    const stored = await answerSterile(work.tx, work, input)
    if (!stored.ok) return stored
    work.note(`product:${input.productId}`, { answer: input.answer, before: stored.value.before })
    return ok(null)
  },
})
