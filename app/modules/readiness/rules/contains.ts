import type { Allergen, AllergenAnswer } from '~/modules/catalog/types'
import type { Allergy } from '~/modules/patients/types'
import type { ProductTouch } from '../types'

// What a category's own name says, whatever the contains list of a product in it says or leaves out.
const implied: readonly { readonly category: RegExp; readonly allergen: Allergen }[] = [
  { category: /chlorhexidine/, allergen: 'chlorhexidine' },
  { category: /iodine|iodophor/, allergen: 'iodine' },
  { category: /(^|-)alcohol(-|$)/, allergen: 'alcohol' },
]

/** The allergies that products can be held against: coded ones that are no medicine of the aftercare sheet. */
export function allergensOf(allergies: readonly Allergy[]): Allergen[] {
  const found: Allergen[] = []
  for (const { code } of allergies)
    if (code !== 'other' && code !== 'none' && code !== 'acetaminophen' && code !== 'nsaid') found.push(code)
  return found
}

/**
 * Whether a product contains an allergen (R30). A category that is named after it always does, so chlorhexidine in alcohol
 * is never "alcohol" for a chlorhexidine allergy. No answer is unknown, and so is everything of a product not known.
 */
export function containsAnswer(touch: ProductTouch | null, allergen: Allergen): AllergenAnswer {
  if (touch === null) return 'unknown'
  if (implied.some((rule) => rule.allergen === allergen && rule.category.test(touch.categoryCode))) return 'yes'
  return touch.contains[allergen] ?? 'unknown'
}

/** The patient's allergens that a product contains, and those of which it is not known. What touches nobody has none. */
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
