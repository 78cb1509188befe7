import type { Reader } from '~/lib/db.server'
import { bestMatches, type LotMatch, type MatchHow } from '../rules/match'
import type { LotRef, Meaning, Meanings } from '../rules/meanings'
import { type Asked, meaningsOf } from './meanings.server'

function howOf(meaning: Meaning): MatchHow {
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

/** Lots that a label prints beside a serial of another lot: which of the two is wrong, nobody knows, so both are asked. */
const lotsPrintedOtherwise = ({ meanings }: Meanings): string[] => [
  ...new Set(
    meanings.flatMap(({ differs }) =>
      differs.flatMap((each) => (each.code === 'SERIAL_OF_OTHER_LOT' ? [each.printed] : [])),
    ),
  ),
]

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
  for (const printed of lotsPrintedOtherwise(answer)) {
    const called = await meaningsOf(reader, { ...asked, raw: printed, symbologyId: '', expecting: ['lot'] })
    matches.push(...called.meanings.flatMap(matchesOf).map((match) => ({ ...match, how: 'near' as const })))
  }
  return { matches: bestMatches(matches), answer }
}
