import type { Reader } from '~/lib/db.server'
import { lotKey } from '../rules/lot-key'
import { insideOf } from './inside.server'
import { type Asked, meaningsOf } from './meanings.server'
import { warningsOf } from './warnings.server'

/** A lot whose name, or a container's of it, stands in a text as a whole word. */
export type LotInside = {
  readonly lot: string
  /** Whether it is one of ours; otherwise an open notice names it. */
  readonly isOurs: boolean
  /** Whether something stands against it: a notice, a hold, its expiry. */
  readonly isStopped: boolean
}

/** The lots whose names stand in a text that is typed as a lot's number: “NB-2402 vial” is none. Each once. */
export async function lotsInside(
  reader: Reader,
  asked: Omit<Asked, 'raw' | 'symbologyId' | 'expecting'> & { readonly siteId: number },
  text: string,
): Promise<LotInside[]> {
  const all: LotInside[] = []
  for (const raw of await insideOf(reader, text)) {
    const one = { ...asked, raw, symbologyId: '', expecting: ['lot'] as const }
    const answer = await meaningsOf(reader, one)
    const isStopped = (await warningsOf(reader, one, answer)).length > 0
    const lots = answer.meanings.flatMap((each) =>
      each.kind === 'lot' ? [each.lot.lotNumber] : each.kind === 'unit' ? [each.unit.lotNumber] : [],
    )
    all.push(...(lots.length > 0 ? lots : [raw]).map((lot) => ({ lot, isOurs: lots.length > 0, isStopped })))
  }
  return all.filter((each, index) => all.findIndex(({ lot }) => lotKey(lot) === lotKey(each.lot)) === index)
}
