import { goodsOf } from '~/modules/labels/rules/goods'
import { codesOf } from '~/modules/labels/rules/product-codes'
import { nameKey } from '~/modules/names/rules/keys'
import { wantedOfTyped } from '~/modules/names/rules/wanted'
import type { Meanings } from '~/modules/stock/rules/meanings'

/** A product that a text of a notice names, by its code or its name; null where it names none for sure. */
export const productMeant = ({ meanings }: Pick<Meanings, 'meanings'>): number | null => {
  const exact = meanings.filter(({ certainty }) => certainty === 'exact')
  if (exact.some(({ kind }) => kind === 'lot' || kind === 'unit' || kind === 'group')) return null
  for (const meaning of exact) if (meaning.kind === 'product') return meaning.productId
  return null
}

/**
 * The keys to watch for, so that whatever comes to bear this name later is known by it, in whichever way it is spelled: a
 * typed name with and without its word, a donation number without its check character, a code in all its layouts; of a label
 * the lot that it prints, else its donation or serial, else its product.
 */
export function watchKeys(answer: Pick<Meanings, 'typed' | 'meanings'>, text: string): string[] {
  const keys = keysIn(answer)
  return keys.length > 0 ? keys : [nameKey(text)]
}

/** The same, and none where the label names nothing that could be watched for: a date alone, a label that can't be read. */
export function keysIn({ typed, meanings }: Pick<Meanings, 'typed' | 'meanings'>): string[] {
  const keys = typed
    ? wantedOfTyped(typed)
        .filter(({ certainty }) => certainty !== 'near')
        .map(({ key }) => key)
    : []
  for (const { reading, certainty } of meanings) {
    if (!reading) continue
    const { lot, donation, unitNumber } = goodsOf(reading)
    const names = [lot, donation ?? unitNumber].flatMap((each) => (each === null ? [] : [nameKey(each)]))
    // What was typed may be a plain name: a lot that is only guessed out of its digits is not watched for.
    if (names.length > 0 && !typed) keys.push(...names)
    else if (names.length > 0 && certainty === 'exact') keys.push(...names)
    else if (names.length === 0) keys.push(...codesOf(reading).map(({ code }) => nameKey(code)))
  }
  return [...new Set(keys)]
}
