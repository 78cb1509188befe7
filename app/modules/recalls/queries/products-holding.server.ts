import type { Reader } from '~/lib/db.server'
import { type Asked, meaningsOf } from '~/modules/stock/queries/meanings.server'

/** A text with no word in it is a number, and stands in a product's name by chance. */
const WORD = /\p{L}{3}/u

/**
 * The products whose names hold a text that nothing is called: “Needle 25 G” of “Needle 25G x 1.5 in”. Which of them a letter means,
 * if any, a person says.
 */
export async function productsHolding(
  reader: Reader,
  asked: Omit<Asked, 'expecting' | 'parts'>,
): Promise<{ readonly productId: number; readonly productName: string }[]> {
  if (!WORD.test(asked.raw)) return []
  const { meanings } = await meaningsOf(reader, { ...asked, expecting: ['product'], parts: true })
  return meanings.flatMap((each) =>
    each.kind === 'product' && each.why === 'CONTAINS'
      ? [{ productId: each.productId, productName: each.productName }]
      : [],
  )
}
