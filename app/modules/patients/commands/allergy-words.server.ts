import { z } from 'zod'
import type { Tx } from '~/lib/db.server'
import { id, wordsIn } from '~/lib/inputs'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { command } from '~/modules/auth/commands/command.server'
import { clinicAllergyWords } from '../queries.server'
import { patientStatuses } from '../rules'
import { wordKey } from '../rules/allergy-words'
import { newAllergyWord } from '../schema'
import type { PatientRefusal } from '../types'

const { WORD_SAYS_NOTHING, WORD_KNOWN, WORD_UNKNOWN } = patientStatuses

/** An administrator adds a word to the table that allergies in words are compared with. Refuses one that it has as this already. */
export const addAllergyWord = command({
  kind: 'patient.add-allergy-word',
  what: 'Adds a brand, abbreviation or other name to the table that allergies in words are compared with.',
  right: 'clinic.rules',
  by: 'person',
  whenLate: 'drop',
  input: newAllergyWord,
  refusals: { WORD_SAYS_NOTHING, WORD_KNOWN },
  audit: z.object({ word: z.string(), allergen: z.string(), isSure: z.boolean() }),
  run: async ({ tx, at, actor, note }, { word, allergen, isSure }) => {
    const key = wordKey(word)
    if (key === '') return refuse({ code: 'WORD_SAYS_NOTHING' as const })
    const here = await clinicAllergyWords(tx)
    if (here.some((each) => wordKey(each.word) === key && each.allergen === allergen))
      return refuse({ code: 'WORD_KNOWN' as const, word })
    const made = await tx.allergyWord.create({
      data: { word, key, allergen, isSure, recordedAt: at, actor },
      select: { id: true },
    })
    note(`allergy-word:${made.id}`, { word, allergen, isSure })
    return ok({ wordId: made.id })
  },
})

/** An administrator ends a word that the clinic added; it stays in the history. */
export const endAllergyWord = command({
  kind: 'patient.end-allergy-word',
  what: 'Ends a word that the clinic added to the table of allergies.',
  right: 'clinic.rules',
  by: 'person',
  whenLate: 'drop',
  input: z.object({ wordId: id }),
  refusals: { WORD_UNKNOWN },
  audit: z.object({ ended: z.int() }),
  run: async ({ tx, at, actor, note }, { wordId }) => {
    const ended = await tx.allergyWord.updateMany({
      where: { id: wordId, endedAt: null },
      data: { endedAt: at, endedBy: actor },
    })
    if (ended.count === 0) return refuse({ code: 'WORD_UNKNOWN' as const })
    note(`allergy-word:${wordId}`, { ended: wordId })
    return ok(null)
  },
})

/** Whether an allergy in words matters for each of these products. */
export const allergyAnswer = z.object({
  allergyId: id,
  answers: z
    .array(z.object({ productId: id, matters: z.boolean() }))
    .min(1, 'must name a product')
    .max(200, 'must have at most 200 products'),
  reason: wordsIn(500).nullable(),
})

/**
 * Keeps, inside a transaction, whether an allergy in words matters for products, for this patient. Refuses an allergy that is
 * not this patient's or no longer stands, and a product that is not there or is named twice.
 */
export async function answerAllergyWords(
  tx: Tx,
  stamp: Stamp,
  patientId: number,
  { allergyId, answers, reason }: z.output<typeof allergyAnswer>,
): Promise<Result<null, Extract<PatientRefusal, { code: 'ALLERGY_UNKNOWN' | 'ALLERGY_PRODUCT_UNKNOWN' }>>> {
  const standing = { id: allergyId, patientId, allergen: 'other', endedAt: null }
  if (!(await tx.patientAllergy.findFirst({ where: standing, select: { id: true } })))
    return refuse({ code: 'ALLERGY_UNKNOWN' })
  const productIds = [...new Set(answers.map(({ productId }) => productId))]
  const products = await tx.product.count({ where: { id: { in: productIds } } })
  if (productIds.length < answers.length || products < productIds.length)
    return refuse({ code: 'ALLERGY_PRODUCT_UNKNOWN' })
  for (const { productId, matters } of answers)
    await tx.allergyAnswer.create({
      data: {
        allergyId,
        productId,
        answer: matters ? 'matters' : 'no-matter',
        reason,
        answeredAt: stamp.at,
        actor: stamp.actor,
      },
      select: { id: true },
    })
  return ok(null)
}
