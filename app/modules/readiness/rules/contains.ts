import type { Allergen, AllergenAnswer } from '~/modules/catalog/types'
import type { Allergy } from '~/modules/patients/types'
import type { ProductTouch } from '../types'

// A category's own name settles these, whatever the contains list of a product says or leaves out.
const implied: readonly { readonly category: RegExp; readonly allergen: Allergen }[] = [
  { category: /chlorhexidine/, allergen: 'chlorhexidine' },
  { category: /iodine|iodophor/, allergen: 'iodine' },
  { category: /(^|-)alcohol(-|$)/, allergen: 'alcohol' },
]

/** The allergies to compare with products: coded ones, without the medicines of the aftercare sheet. */
export function allergensOf(allergies: readonly Allergy[]): Allergen[] {
  const found: Allergen[] = []
  for (const { code } of allergies)
    if (code !== 'other' && code !== 'none' && code !== 'acetaminophen' && code !== 'nsaid') found.push(code)
  return found
}

/**
 * Whether a product contains an allergen (R30). A category that is named after it always does, so chlorhexidine in
 * alcohol is never just "alcohol" for a chlorhexidine allergy. Without an answer, or without a known product, it is
 * unknown.
 */
export function containsAnswer(touch: ProductTouch | null, allergen: Allergen): AllergenAnswer {
  if (touch === null) return 'unknown'
  if (implied.some((rule) => rule.allergen === allergen && rule.category.test(touch.categoryCode))) return 'yes'
  return touch.contains[allergen] ?? 'unknown'
}

/** The patient's allergens that a product contains, and those for which we don't know. What touches nobody has none. */
export function conflicts(
  touch: ProductTouch | null,
  allergies: readonly Allergy[],
): { readonly contains: Allergen[]; readonly unknown: Allergen[] } {
  if (touch !== null && !touch.touchesPatient) return { contains: [], unknown: [] }
  const allergens = allergensOf(allergies)
  return {
    contains: allergens.filter((allergen) => containsAnswer(touch, allergen) === 'yes'),
    unknown: allergens.filter((allergen) => containsAnswer(touch, allergen) === 'unknown'),
  }
}
