import type { Allergy, AllergyAnswer } from '~/modules/patients/types'
import type { ProductTouch } from '../types'

/**
 * The answer that counts for a product: the last one, unless the product's facts were corrected since. Then it is another
 * product, as far as the answer goes, and the question is asked again.
 */
export function answerFor(allergy: Allergy, touch: ProductTouch): AllergyAnswer | null {
  const answer = allergy.answers.find(({ productId }) => productId === touch.productId)
  if (!answer) return null
  return touch.changedAt !== null && touch.changedAt > answer.answeredAt ? null : answer
}

/** The words of allergies that matter for a product, as a person answered for this patient. */
export const wordsThatMatter = (touch: ProductTouch | null, allergies: readonly Allergy[]): string[] =>
  touch === null
    ? []
    : allergies.filter((allergy) => answerFor(allergy, touch)?.matters).map(({ note }) => note ?? 'another allergy')
