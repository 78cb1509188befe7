import type { Allergen, AllergenAnswer } from '~/modules/catalog/types'
import { meantBy } from '~/modules/patients/rules/compared'
import type { Allergy, ComparedAllergy } from '~/modules/patients/types'
import type { ProductTouch } from '../types'
import { wordsThatMatter } from './allergy-answers'

// A category's own name settles these, whatever the contains list of a product says or leaves out.
const implied: readonly { readonly category: RegExp; readonly allergen: Allergen }[] = [
  { category: /chlorhexidine/, allergen: 'chlorhexidine' },
  { category: /iodine|iodophor/, allergen: 'iodine' },
  { category: /(^|-)alcohol(-|$)/, allergen: 'alcohol' },
]

// An exosome product says so in its name; a glove is none, and nobody is asked (R30).
const exosomeName = /exosome|extracellular vesicle|secretome/i

const medicines: ReadonlySet<string> = new Set(['acetaminophen', 'nsaid'])
const isAllergen = (code: ComparedAllergy): code is Allergen => !medicines.has(code)

/** The allergies to compare with products: coded ones and what the table says of words, without the medicines of the aftercare sheet. */
export function allergensOf(allergies: readonly Allergy[]): {
  readonly sure: Allergen[]
  readonly related: Allergen[]
} {
  const { sure, related } = meantBy(allergies)
  return { sure: sure.filter(isAllergen), related: related.filter(isAllergen) }
}

/**
 * Whether a product contains an allergen (R30). A category that is named after it always does, so chlorhexidine in
 * alcohol is never just "alcohol" for a chlorhexidine allergy. Without an answer, or without a known product, it is
 * unknown. An exosome product is known by its name, and what is no biologic is none unless somebody answered yes.
 */
export function containsAnswer(touch: ProductTouch | null, allergen: Allergen): AllergenAnswer {
  if (touch === null) return 'unknown'
  if (implied.some((rule) => rule.allergen === allergen && rule.category.test(touch.categoryCode))) return 'yes'
  const answer = touch.contains[allergen] ?? 'unknown'
  if (allergen !== 'exosome-product') return answer
  if (exosomeName.test(touch.productName)) return 'yes'
  return answer === 'unknown' && !touch.isBiologic ? 'no' : answer
}

/**
 * What of the patient's allergies a product contains, by code or in the patient's words, and the allergens for which we don't
 * know. What touches nobody has none. Words count where a person answered that they matter for this product.
 */
export function conflicts(
  touch: ProductTouch | null,
  allergies: readonly Allergy[],
): { readonly contains: string[]; readonly unknown: Allergen[] } {
  if (touch !== null && !touch.touchesPatient) return { contains: [], unknown: [] }
  const { sure, related } = allergensOf(allergies)
  return {
    contains: [
      ...sure.filter((allergen) => containsAnswer(touch, allergen) === 'yes'),
      ...wordsThatMatter(touch, allergies),
    ],
    unknown: [...sure, ...related].filter((allergen) => containsAnswer(touch, allergen) === 'unknown'),
  }
}
