import { allergens } from '~/modules/catalog/rules/allergens'
import type { Allergy, ComparedAllergy } from '../types'

/** What an allergy in words can be compared as: what products contain, and the medicines of the aftercare sheet. */
export const comparedAllergies: readonly ComparedAllergy[] = [...allergens, 'acetaminophen', 'nsaid']

/**
 * What these allergies mean, words included, without `other` and `none`. `sure` are the things themselves; `related` are
 * relatives of something, of which a person is asked.
 */
export function meantBy(allergies: readonly Allergy[]): {
  readonly sure: ComparedAllergy[]
  readonly related: ComparedAllergy[]
} {
  const sure = new Set<ComparedAllergy>()
  const related = new Set<ComparedAllergy>()
  for (const { code, words } of allergies) {
    if (code !== 'other' && code !== 'none') sure.add(code)
    for (const { allergen, isSure } of words?.means ?? []) (isSure ? sure : related).add(allergen)
  }
  return { sure: [...sure], related: [...related].filter((each) => !sure.has(each)) }
}
