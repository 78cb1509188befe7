import type { Allergen, AllergenAnswer, RegulatoryStanding } from '../types'

/** The allergens that everything which touches or enters a patient answers for (R30), in the order of pages. */
export const allergens: readonly Allergen[] = [
  'latex',
  'chlorhexidine',
  'iodine',
  'alcohol',
  'anesthetic-amide',
  'anesthetic-ester',
  'sulfite',
  'paraben',
  'dmso',
  'antibiotic',
  'animal-serum',
  'albumin',
  'adhesive',
  'exosome-product',
]

/** All standings, in the order of pages. */
export const standings: readonly RegulatoryStanding[] = [
  'bla',
  'hctp-361',
  'ind',
  'unapproved',
  'autologous',
  'blood-product',
  'drug',
  'device',
]

/** The answers of a product for all allergens: whatever nobody answered is unknown, never no (R30). */
export function answersOf(
  rows: readonly { readonly allergen: string; readonly answer: string }[],
): Record<Allergen, AllergenAnswer> {
  const given = new Map(rows.map((row) => [row.allergen, row.answer]))
  const known = (answer: string | undefined): AllergenAnswer =>
    answer === 'yes' || answer === 'no' ? answer : 'unknown'
  return Object.fromEntries(allergens.map((allergen) => [allergen, known(given.get(allergen))])) as Record<
    Allergen,
    AllergenAnswer
  >
}
