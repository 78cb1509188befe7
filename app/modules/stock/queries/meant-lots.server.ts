import type { Reader } from '~/lib/db.server'
import { bestMatches, isNear, type LotMatch, type MatchHow } from '../rules/match'
import type { LotRef, Meaning, Meanings } from '../rules/meanings'
import { type Asked, meaningsOf } from './meanings.server'

function howOf(meaning: Meaning): MatchHow {
  if (meaning.why === 'INSIDE') return 'inside'
  if (meaning.certainty !== 'exact') return 'near'
  if (meaning.kind === 'group') return 'group'
  if (meaning.kind === 'unit') return 'unit'
  return meaning.kind === 'lot' && meaning.alias ? 'alias' : 'exact'
}

function matchesOf(meaning: Meaning): LotMatch[] {
  const how = howOf(meaning)
  const match = ({ lotId, lotNumber, expiry, productId, productName, manufacturer }: LotRef): LotMatch => ({
    lotId,
    lotNumber,
    expiry,
    productId,
    productName,
    manufacturer,
    how,
    matched: meaning.matched,
  })
  if (meaning.kind === 'lot') return [match(meaning.lot)]
  if (meaning.kind === 'unit') return [match(meaning.unit)]
  return meaning.kind === 'group' ? meaning.lots.map(match) : []
}

/** Lots that a label prints beside a serial of another lot, each with the product that the label is of, where it says. */
const printedOtherwise = ({
  meanings,
  products,
}: Meanings): { readonly printed: string; readonly productId: number | null }[] =>
  meanings.flatMap(({ differs }) =>
    differs.flatMap((each) =>
      each.code === 'SERIAL_OF_OTHER_LOT' ? [{ printed: each.printed, productId: products[0]?.id ?? null }] : [],
    ),
  )

/** Such a lot is as likely as that of the serial; what only looks like it is near. */
const asPrinted = (match: LotMatch, productId: number | null): LotMatch => {
  const isIt = !isNear(match) && match.how !== 'group' && (productId === null || match.productId === productId)
  return { ...match, how: isIt ? 'printed' : 'near' }
}

/**
 * The lots that a text or label may mean, strongest first, for whoever follows lots and not containers: a recall's look-up,
 * its notices. Everything that was mended or guessed is near (R34); the whole answer comes with it.
 */
export async function meantLots(
  reader: Reader,
  asked: Omit<Asked, 'expecting'>,
): Promise<{ readonly matches: readonly LotMatch[]; readonly answer: Meanings }> {
  const answer = await meaningsOf(reader, { ...asked, expecting: ['lot', 'unit', 'group'] })
  const matches = answer.meanings.flatMap(matchesOf)
  for (const { printed, productId } of printedOtherwise(answer)) {
    const called = await meaningsOf(reader, { ...asked, raw: printed, symbologyId: '', expecting: ['lot'] })
    matches.push(...called.meanings.flatMap(matchesOf).map((match) => asPrinted(match, productId)))
  }
  return { matches: bestMatches(matches), answer }
}
