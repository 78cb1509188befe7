import type { Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { placeHolds } from '~/modules/stock/commands/holds.server'
import { armWatch } from '~/modules/stock/commands/watches.server'
import { lotsById, lotsOfProduct } from '~/modules/stock/queries/look-up.server'
import { lotKey, noLotNumber } from '~/modules/stock/rules/lot-key'
import { isNear } from '~/modules/stock/rules/match'
import { watchKeys } from '~/modules/stock/rules/watch-keys'
import { caseLotIds, noticeSource } from '../queries/notices.server'
import { type Looked, namedIn, type ReadTexts, readTexts } from '../queries/texts.server'
import { productMeant } from '../rules/product-meant'
import type { RecallRefusal } from '../types'

type At = Stamp & { readonly tx: Tx }

/** What naming texts did: lots held, names that nothing here bears, lots to be asked about, and what is no single name. */
export type Named = {
  readonly held: number
  readonly watched: number
  readonly lookAlikes: readonly number[]
  readonly unread: readonly string[]
}

/** Names lots of ours in a notice and puts them on hold. Refuses a lot that does not exist. Answers how many there were. */
export async function nameKnownLots(
  { tx, ...stamp }: At,
  noticeId: number,
  lotIds: readonly number[],
  why: string,
): Promise<Result<number, Extract<RecallRefusal, { code: 'LOT_UNKNOWN' }>>> {
  const lots = await lotsById(tx, lotIds)
  if (lots.length !== new Set(lotIds).size) return refuse({ code: 'LOT_UNKNOWN' })
  await tx.recallLot.createMany({
    data: lots.map((lot) => ({
      noticeId,
      productId: lot.productId,
      lotId: lot.lotId,
      lotText: lot.lotNumber,
      lotKey: lotKey(lot.lotNumber),
    })),
  })
  await placeHolds(
    tx,
    stamp,
    lots.map((lot) => ({ reason: 'recall', note: why, source: noticeSource(noticeId), lotId: lot.lotId })),
  )
  return ok(lots.length)
}

/** Keeps what a notice names, as it is written there: single names, or what was not read (`isRead` false). */
export const keepNames = (
  { tx, at, actor }: At,
  noticeId: number,
  texts: readonly (string | { readonly text: string; readonly name: string })[],
  isRead = true,
) =>
  tx.recallName.createMany({
    data: texts.map((each) => {
      const { text, name } = typeof each === 'string' ? { text: each, name: each } : each
      return { noticeId, text, key: lotKey(name), isRead, recordedAt: at, actor }
    }),
  })

/**
 * What a notice names by lots that were chosen: their numbers are its names, and watched for as typed ones are, so that a
 * look-alike of them is asked about wherever somebody wants to use it.
 */
export async function nameChosen(at: At, noticeId: number, lotIds: readonly number[], why: string): Promise<void> {
  const numbers = (await lotsById(at.tx, lotIds)).map(({ lotNumber }) => lotNumber)
  await keepNames(at, noticeId, numbers)
  for (const number of new Set(numbers.filter((each) => each !== noLotNumber)))
    await armWatch(at.tx, at, { productId: null, lotKey: lotKey(number), source: noticeSource(noticeId), note: why })
}

/** A name as the notice writes it, with the word that says what it is. */
const writtenAs = (looked: Looked): string => looked.answer.typed?.whole ?? namedIn(looked)

/**
 * What a notice names in texts: each looked up among all names, what is no single name given back unread. Patients' numbers
 * are known too, so that none becomes a name that others read (`notALotIn`).
 */
export const textsOf = ({ tx, at }: At, text: string): Promise<ReadTexts> =>
  readTexts(
    tx,
    (raw) => ({ raw, symbologyId: '', at, timeZone: 'UTC', seesPatients: true }),
    text,
    Number.POSITIVE_INFINITY,
    true,
  )

/** The texts of a notice as it names them. */
export const namesIn = ({ all, unread }: ReadTexts): string[] => [...new Set([...all.map(namedIn), ...unread])]

type OfText = { readonly looked: Looked; readonly meant: readonly number[]; readonly narrowed: boolean }

/**
 * The lots that each text means. A product's code or name means every lot of it, and no more than says which product the
 * letter is about where the notice names a lot of that product too: then the others are asked about.
 */
async function meantBy(tx: Tx, all: readonly Looked[], named: readonly number[]): Promise<OfText[]> {
  const bearing = (looked: Looked) => looked.matches.filter((match) => !isNear(match)).map(({ lotId }) => lotId)
  const lots = new Set([...named, ...all.flatMap(bearing)])
  const found: OfText[] = []
  for (const looked of all) {
    const productId = productMeant(looked.answer)
    const ofProduct = productId === null ? [] : (await lotsOfProduct(tx, productId)).map(({ lotId }) => lotId)
    const narrowed = ofProduct.some((lotId) => lots.has(lotId))
    found.push({ looked, narrowed, meant: narrowed ? [] : [...bearing(looked), ...ofProduct] })
  }
  return found
}

/**
 * Names the texts of a notice. What bears the name (as its number, another name, a unit's, its donor's or donation's, or its
 * product's) is named by the notice and held; what only looks alike is answered, to be asked about; the text is watched for
 * in any case, since more of it may come. What is no single name is answered as not read: nothing is looked up or watched
 * for, and nothing claimed of it.
 */
export async function nameTexts(
  at: At,
  noticeId: number,
  { all, unread }: ReadTexts,
  why: string,
): Promise<Result<Named, Extract<RecallRefusal, { code: 'LOT_UNKNOWN' }>>> {
  const { tx } = at
  const known = await caseLotIds(tx, noticeId)
  const texts = new Map(all.map((looked) => [namedIn(looked), looked]))
  const found = await meantBy(tx, [...texts.values()], known)
  await keepNames(
    at,
    noticeId,
    found.map(({ looked }) => ({ text: writtenAs(looked), name: namedIn(looked) })),
  )
  await keepNames(at, noticeId, unread, false)
  let watched = 0
  for (const { looked, meant, narrowed } of found) {
    if (narrowed) continue
    const text = namedIn(looked)
    for (const key of watchKeys(looked.answer, text))
      await armWatch(tx, at, { productId: null, lotKey: key, source: noticeSource(noticeId), note: why })
    if (meant.length > 0) continue
    watched += 1
    await tx.recallLot.create({ data: { noticeId, lotText: text, lotKey: lotKey(text) }, select: { id: true } })
  }
  const named = new Set(found.flatMap(({ meant }) => meant))
  const fresh = [...named].filter((lotId) => !known.includes(lotId))
  const held = await nameKnownLots(at, noticeId, fresh, why)
  if (!held.ok) return held
  const near = all.flatMap(({ matches }) => matches.filter(isNear).map(({ lotId }) => lotId))
  const lookAlikes = [...new Set(near)].filter((lotId) => !known.includes(lotId) && !named.has(lotId))
  return ok({ held: held.value, watched, lookAlikes, unread })
}
