import { z } from 'zod'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { allergyAnswer, answerAllergyWords } from '~/modules/patients/commands/allergy-words.server'
import { openFile, target } from './open-file.server'

/**
 * A clinician answers for this patient whether an allergy in words matters for the products that are kept (R30): until then
 * nothing is READY and nothing is given. The answer is about these words and these products; other words are asked about
 * anew, and so is a product that comes later or is corrected.
 */
export const answerWords = command({
  kind: 'readiness.answer-allergy-words',
  what: 'Answers for this patient whether an allergy in words matters for the products that are kept.',
  right: 'readiness.sign',
  by: 'person',
  whenLate: 'drop',
  input: target.extend(allergyAnswer.shape),
  refusals: { PROCEDURE_UNKNOWN: 404, ALLERGY_UNKNOWN: 404, ALLERGY_PRODUCT_UNKNOWN: 404 },
  audit: z.object({ allergy: z.int(), matters: z.array(z.int()), noMatter: z.array(z.int()) }),
  run: async (work, { procedureId, ...answer }) => {
    const file = await openFile(work, { procedureId })
    if (!file.ok) return refuse({ code: 'PROCEDURE_UNKNOWN' as const })
    const stored = await answerAllergyWords(work.tx, work, file.value.row.patientId, answer)
    if (!stored.ok) return stored
    const of = (matters: boolean) =>
      answer.answers.filter((each) => each.matters === matters).map(({ productId }) => productId)
    work.note(`procedure:${procedureId}`, { allergy: answer.allergyId, matters: of(true), noMatter: of(false) })
    return ok(null)
  },
})
