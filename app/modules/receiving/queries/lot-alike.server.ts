/** The lots and serials that a printed or typed one may be instead, where we don't know it. Reads only. */
import type { Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { type LotInside, lotsInside } from '~/modules/stock/queries/lots-inside.server'
import { watchedLike } from '~/modules/stock/queries/watched.server'
import { lotKey } from '~/modules/stock/rules/lot-key'
import type { Found } from '../rules/found'
import type { Goods, LotChoice, ReceiveInput, SerialChoice } from '../types'

type At = { readonly tx: Tx; readonly at: Instant; readonly site: { readonly id: number; readonly timeZone: string } }

const asChoice = ({ lot, isOurs }: LotInside): LotChoice => ({ lot, why: isOurs ? 'inside' : 'inside-watched' })

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
  const where = { at: work.at, timeZone: work.site.timeZone, siteId: work.site.id, seesPatients: false }
  const inside = await lotsInside(work.tx, where, meantLot ?? lot ?? goods.lot)
  if (meantLot !== undefined)
    return { alike: [], inDoubt: inside.filter(({ isStopped }) => isStopped).map((each) => each.lot) }
  const before: LotChoice[] = [...found.alike, ...inside.map(asChoice)]
  const known = new Set(before.map((each) => lotKey(each.lot)))
  const watched = (await watchedLike(work.tx, goods.lot)).filter((each) => !known.has(each))
  return { alike: [...before, ...watched.map((each) => ({ lot: each, why: 'watched' as const }))], inDoubt: [] }
}

/** The serials that a printed one may be instead, of the same product or of a notice, where no container of ours has it. */
export async function doubtedSerial(
  { tx }: Pick<At, 'tx'>,
  { meantSerial }: Pick<ReceiveInput, 'meantSerial'>,
  { unitNumber }: Goods,
  { unit, serialsAlike }: Found,
): Promise<readonly SerialChoice[]> {
  if (unitNumber === null || unit !== null || meantSerial !== undefined) return []
  const known = new Set(serialsAlike.map(({ serial }) => lotKey(serial)))
  const watched = (await watchedLike(tx, unitNumber)).filter((each) => !known.has(each))
  return [...serialsAlike, ...watched.map((serial) => ({ serial, lot: null, why: 'watched' as const }))]
}
