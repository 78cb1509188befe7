import type { Meanings } from '~/modules/stock/rules/meanings'

/** A product that a text of a notice names, by its code or its name; null where it names none for sure. */
export const productMeant = ({ meanings }: Pick<Meanings, 'meanings'>): number | null => {
  const exact = meanings.filter(({ certainty }) => certainty === 'exact')
  if (exact.some(({ kind }) => kind === 'lot' || kind === 'unit' || kind === 'group')) return null
  for (const meaning of exact) if (meaning.kind === 'product') return meaning.productId
  return null
}
