import type { Allergy } from '~/modules/patients/types'
import type { BookingDetail, ProductTouch, ReachableUnit, ReadinessFacts } from '../types'
import { answerFor } from './allergy-answers'
import { containsAnswer } from './contains'

/**
 * Whether a person has to say for this patient if an allergy in words matters for a product: something in the words is in no
 * table, or they name a relative of what the product contains. What touches nobody is not asked about.
 */
function isAsked(allergy: Allergy, touch: ProductTouch): boolean {
  if (allergy.words === null || !touch.touchesPatient || answerFor(allergy, touch) !== null) return false
  if (allergy.words.isOpen) return true
  return allergy.words.means.some(
    ({ allergen, isSure }) =>
      !isSure &&
      allergen !== 'acetaminophen' &&
      allergen !== 'nsaid' &&
      containsAnswer(touch, allergen) === 'yes' &&
      !allergy.words?.means.some((other) => other.isSure && other.allergen === allergen),
  )
}

/** The allergies in words that nobody has answered for this unit's product. One without a known product is asked about. */
export const openWords = (unit: ReachableUnit, allergies: readonly Allergy[]): string[] =>
  allergies
    .filter((allergy) => (unit.touch === null ? allergy.words?.isOpen : isAsked(allergy, unit.touch)))
    .map(({ note }) => note ?? 'another allergy')

/** The products that are kept for a booking and may touch the patient, each once. */
function keptTouches(facts: ReadinessFacts): { touch: ProductTouch; name: string }[] {
  const found = new Map<number, { touch: ProductTouch; name: string }>()
  for (const { unit } of facts.bound)
    if (unit?.touch?.touchesPatient)
      found.set(unit.touch.productId, { touch: unit.touch, name: unit.facts.productName })
  return [...found.values()]
}

/**
 * What the allergies in words ask and say of a booking (R30): a question for this patient, about each product kept for it for
 * which nobody has answered; otherwise the words, with what they were compared as.
 */
export function wordFindings(facts: ReadinessFacts): BookingDetail[] {
  const kept = keptTouches(facts)
  return facts.allergies
    .filter(({ words }) => words !== null)
    .map((allergy): BookingDetail => {
      const note = allergy.note ?? 'not named'
      const products = kept
        .filter(({ touch }) => isAsked(allergy, touch))
        .map(({ touch, name }) => ({ productId: touch.productId, name }))
      return products.length > 0
        ? { code: 'ALLERGY_QUESTION', allergyId: allergy.id, note, products }
        : { code: 'ALLERGY_NOT_CODED', note, words: allergy.words }
    })
}
