/** A line of the par list as its author writes it: the category by its code. */
export type KitItemDraft = {
  readonly code: string
  readonly label: string
  readonly category: string
  readonly strength?: string
  readonly minQuantity: number
  readonly needsWith?: readonly string[]
  readonly countsFor?: string
}

/**
 * The emergency kit that a clinic starts with (R24, docs/rules.md#the-protocol): at least two adult doses of
 * epinephrine, as ampoules with syringe and filter needle or as auto-injectors of 0.3 mg (0.15 mg is no adult dose: R59), and an H1 antihistamine to inject and
 * to swallow.
 */
export const emergencyKit: readonly KitItemDraft[] = [
  {
    code: 'epinephrine',
    label: 'Epinephrine 1 mg/mL, adult dose',
    category: 'epinephrine',
    strength: '1 mg/mL',
    minQuantity: 2,
    needsWith: ['syringe', 'filter-needle'],
  },
  {
    code: 'epinephrine-auto-injector',
    label: 'Epinephrine auto-injector 0.3 mg',
    category: 'epinephrine-auto-injector',
    strength: '0.3 mg',
    minQuantity: 1,
    countsFor: 'epinephrine',
  },
  { code: 'syringe', label: 'Syringe', category: 'syringe', minQuantity: 2 },
  { code: 'filter-needle', label: 'Filter needle', category: 'filter-needle', minQuantity: 2 },
  {
    code: 'antihistamine-injectable',
    label: 'Antihistamine, injectable',
    category: 'antihistamine-injectable',
    minQuantity: 1,
  },
  { code: 'antihistamine-oral', label: 'Antihistamine, oral', category: 'antihistamine-oral', minQuantity: 1 },
]
