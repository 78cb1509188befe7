import type { Reader } from '~/lib/db.server'
import { lotKey } from '../rules/lot-key'
import { insideOf } from './inside.server'
import { type Asked, meaningsOf } from './meanings.server'
import { warningsOf } from './warnings.server'
import { watchedKeys } from './watched.server'

/** A lot whose name, or a container's of it, stands in a text as a whole word. */
export type LotInside = {
  readonly lot: string
  /** Whether it is one of ours; otherwise an open notice names it. */
  readonly isOurs: boolean
  /** Whether something stands against it: a notice, a hold, its expiry. */
  readonly isStopped: boolean
  /** Whether the text only looks like its name. */
  readonly isNear: boolean
  /** Those of ours that it is: more products may have a lot of this number. */
  readonly lots: readonly { readonly lotId: number; readonly productId: number }[]
}

/** The lots whose names stand in a text that is typed as a lot's number: “NB-2402 vial” is none. Each once. */
export async function lotsInside(
  reader: Reader,
  asked: Omit<Asked, 'raw' | 'symbologyId' | 'expecting'> & { readonly siteId: number },
  text: string,
): Promise<LotInside[]> {
  const all: LotInside[] = []
  const inside = await insideOf(reader, text)
  const watched = inside.length > 0 ? await watchedKeys(reader) : new Set<string>()
  for (const raw of inside) {
    const one = { ...asked, raw, symbologyId: '', expecting: ['lot'] as const }
    const answer = await meaningsOf(reader, one)
    const isStopped = (await warningsOf(reader, one, answer)).length > 0
    const ours = answer.meanings.flatMap((each) =>
      each.kind === 'lot'
        ? [{ ...each.lot, isNear: each.certainty === 'near' }]
        : each.kind === 'unit'
          ? [{ ...each.unit, isNear: each.certainty === 'near' }]
          : [],
    )
    for (const { lotNumber: lot, isNear } of ours)
      all.push({
        lot,
        isOurs: true,
        isStopped,
        isNear,
        lots: ours.filter((each) => lotKey(each.lotNumber) === lotKey(lot)),
      })
    const none = { isOurs: false, isStopped, isNear: !watched.has(lotKey(raw)), lots: [] }
    if (ours.length === 0) all.push({ lot: raw, ...none })
  }
  return all.filter((each, index) => all.findIndex(({ lot }) => lotKey(lot) === lotKey(each.lot)) === index)
}
