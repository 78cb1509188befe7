/** The lots that a printed or typed one may be instead, where we don't know it. Reads only. */
import type { Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { insideOf } from '~/modules/stock/queries/inside.server'
import { meaningsOf } from '~/modules/stock/queries/meanings.server'
import { warningsOf } from '~/modules/stock/queries/warnings.server'
import { watchedLike } from '~/modules/stock/queries/watched.server'
import { lotKey } from '~/modules/stock/rules/lot-key'
import type { Found } from '../rules/found'
import type { Goods, LotChoice, ReceiveInput } from '../types'

type At = { readonly tx: Tx; readonly at: Instant; readonly site: { readonly id: number; readonly timeZone: string } }

/** A name in the text, and whether something stands against it: a notice, a hold, its expiry. */
type Inside = LotChoice & { readonly isStopped: boolean }

/** Which lot a name that stands in the text is of: ours, or one that a notice watches for. */
async function choicesIn({ tx, at, site }: At, raw: string): Promise<Inside[]> {
  const where = { at, timeZone: site.timeZone, siteId: site.id, seesPatients: false, expecting: ['lot'] as const }
  const asked = { ...where, raw, symbologyId: '' }
  const answer = await meaningsOf(tx, asked)
  const { meanings } = answer
  const isStopped = (await warningsOf(tx, asked, answer)).length > 0
  const lots = meanings.flatMap((each) =>
    each.kind === 'lot' ? [each.lot.lotNumber] : each.kind === 'unit' ? [each.unit.lotNumber] : [],
  )
  if (lots.length > 0) return lots.map((lot) => ({ lot, why: 'inside', isStopped }))
  return [{ lot: raw, why: 'inside-watched', isStopped }]
}

/** The lots whose names stand in the text as whole words: “NB-2402 vial” is no lot's number. */
async function insideChoices(work: At, text: string): Promise<Inside[]> {
  const all: Inside[] = []
  for (const raw of await insideOf(work.tx, text)) all.push(...(await choicesIn(work, raw)))
  return all.filter((each, index) => all.findIndex(({ lot }) => lotKey(lot) === lotKey(each.lot)) === index)
}

/** What may be wrong with a lot that is not known: what it may be instead, and what was answered in spite of that. */
export type Doubted = {
  /** To be asked: nobody has compared it yet. */
  readonly alike: readonly LotChoice[]
  /** Lots that something stands against and whose names stand in the text, although somebody compared it and says that it is printed so. */
  readonly inDoubt: readonly string[]
}

/** The lots that a printed one may be instead, where we don't know it. */
export async function doubtedLot(
  work: At,
  { meantLot, lot }: Pick<ReceiveInput, 'meantLot' | 'lot'>,
  goods: Goods,
  found: Found,
): Promise<Doubted> {
  if (goods.lot === null || found.lot !== null) return { alike: [], inDoubt: [] }
  const inside = await insideChoices(work, meantLot ?? lot ?? goods.lot)
  if (meantLot !== undefined)
    return { alike: [], inDoubt: inside.filter(({ isStopped }) => isStopped).map((each) => each.lot) }
  const before: LotChoice[] = [...found.alike, ...inside.map(({ lot: name, why }) => ({ lot: name, why }))]
  const known = new Set(before.map((each) => lotKey(each.lot)))
  const watched = (await watchedLike(work.tx, goods.lot)).filter((each) => !known.has(each))
  return { alike: [...before, ...watched.map((each) => ({ lot: each, why: 'watched' as const }))], inDoubt: [] }
}
