/** Which lot a typed one is that is already in a patient: what has happened is recorded, and never under a text that hides a recall. */
import { ok, type Result, refuse } from '~/lib/result'
import type { Work } from '~/modules/auth/commands/command.server'
import { lotsApart } from '~/modules/labels/rules/typed-list'
import { openLot } from '~/modules/stock/commands/ledger.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { findLot } from '~/modules/stock/queries/look-up.server'
import { type LotInside, lotsInside } from '~/modules/stock/queries/lots-inside.server'
import { meaningsOf } from '~/modules/stock/queries/meanings.server'
import { warningsOfText } from '~/modules/stock/queries/warnings.server'
import { watchedLike } from '~/modules/stock/queries/watched.server'
import { lotKey } from '~/modules/stock/rules/lot-key'
import type { ProcedureRefusal } from '../types'

type At = Pick<Work<never>, 'tx' | 'site' | 'at' | 'actor'>

/** A lot by its name, and those of ours that it is. */
export type Candidate = Pick<LotInside, 'lot' | 'lots'>

/** A label that was scanned, or typed as a whole: its text, and the lots that it may mean instead of the one that it reads. */
export type ScannedLot = { readonly raw: string; readonly isTyped: boolean; readonly may: readonly Candidate[] }

/** The lot to record, those that it may have been instead, and what is to be said of how it was read. */
export type LateLot = {
  readonly lotNumber: string
  readonly others: readonly Candidate[]
  readonly said: readonly string[]
}

/** The answer of somebody who has no label any more: it stays open which of the lots it was. */
export const cannotTell = '?'

const compare = 'Compare with the label and the papers.'

const numbersOf = (all: readonly Candidate[]): string => all.map(({ lot }) => lot).join(' or lot ')

function distinct<One extends Candidate>(all: readonly One[]): One[] {
  return all.filter((each, index) => all.findIndex(({ lot }) => lotKey(lot) === lotKey(each.lot)) === index)
}

/** What the number only looks like: lots of ours, and those that an open notice names. */
async function looksLike({ tx, at, site }: At, lotNumber: string): Promise<Candidate[]> {
  const asked = { raw: lotNumber, symbologyId: '', at, timeZone: site.timeZone, seesPatients: false }
  const { meanings } = await meaningsOf(tx, { ...asked, expecting: ['lot'] })
  const ours = meanings.flatMap((each) =>
    each.kind === 'lot' && each.certainty !== 'exact' ? [{ lot: each.lot.lotNumber, lots: [each.lot] }] : [],
  )
  const watched = await watchedLike(tx, lotNumber)
  return distinct([...ours, ...watched.map((lot) => ({ lot, lots: [] }))])
}

type Alike = {
  readonly typed: string
  readonly alike: readonly Candidate[]
  readonly meant: string | null
  readonly scanned: ScannedLot | null
}

/**
 * A look-alike is asked about once; null until it is answered. Whoever has the label says which it is; whoever has not leaves it
 * open, and both are found. A scanned label says itself what it reads: what it may mean besides is linked, too.
 */
function answeredAlike({ typed, alike, meant, scanned }: Alike): LateLot | null {
  const said = scanned && !scanned.isTyped ? `The label was scanned as lot ${typed}` : `The lot was typed as ${typed}`
  if (meant === cannotTell) {
    const open = `${said}; it may be lot ${numbersOf(alike)}, and nobody could tell. ${compare}`
    return { lotNumber: typed, others: alike, said: [open] }
  }
  const key = meant === null ? null : lotKey(meant)
  if (key === lotKey(typed))
    return {
      lotNumber: typed,
      others: scanned ? alike : [],
      said: [`${said}, and said to be printed so; it looks like lot ${numbersOf(alike)}. ${compare}`],
    }
  const chosen = alike.find(({ lot }) => lotKey(lot) === key)
  return chosen
    ? { lotNumber: chosen.lot, others: [chosen], said: [`${said}, and said to be lot ${chosen.lot}. ${compare}`] }
    : null
}

/** What is known by a record of its use alone never came: it stays asked about, as before the record. */
async function isOfUseAlone({ tx }: At, lotId: number): Promise<boolean> {
  return (await unitFacts(tx, { lotIds: [lotId], includeEmpty: true })).length === 0
}

/**
 * The lot of a label that somebody typed. A number that is ours is it. Of a text with the names of lots in it the lot is taken,
 * one that something stands against first, and the others are those that it may have been: the look-up of each finds the
 * patient. The text is kept in what is said. A look-alike is asked about.
 * @param meant which lot a person said it is, when it was asked about
 * @param scanned the label, where the number was scanned and not typed
 */
export async function lateLot(
  work: At,
  productId: number,
  lotNumber: string,
  meant: string | null,
  scanned: ScannedLot | null = null,
): Promise<Result<LateLot, ProcedureRefusal>> {
  const { tx, at, site } = work
  const itself: LateLot = { lotNumber, others: [], said: [] }
  const ours = await findLot(tx, productId, lotNumber)
  if (ours && !(await isOfUseAlone(work, ours.lotId))) return ok(itself)
  const where = { at, timeZone: site.timeZone, siteId: site.id, seesPatients: false }
  const inside = await lotsInside(tx, where, lotNumber)
  const apart = lotsApart(lotNumber).map((lot) => ({ lot, lots: [], isStopped: false, isNear: false }))
  const named = distinct([...inside.filter(({ isNear }) => !isNear), ...apart])
  const first = ours ? undefined : (named.find(({ isStopped }) => isStopped) ?? named[0])
  if (first) {
    const others = named.filter((each) => each !== first)
    const also = others.length > 0 ? ` It may have been lot ${numbersOf(others)} instead.` : ''
    const said = `The lot was typed as “${lotNumber}”, and is recorded as lot ${first.lot}.${also} ${compare}`
    // A lot of this number that is another product's is one of those that it may have been.
    return ok({ lotNumber: first.lot, others: [first, ...others], said: [said] })
  }
  const near = [
    ...(scanned?.may ?? []),
    ...inside.filter(({ isOurs }) => isOurs),
    ...(await looksLike(work, lotNumber)),
  ]
  const alike = distinct(near).filter(({ lot }) => lotKey(lot) !== lotKey(lotNumber))
  if (alike.length === 0) return ok(itself)
  const answered = answeredAlike({ typed: lotNumber, alike, meant, scanned })
  if (answered) return ok(answered)
  const asked = { ...where, raw: scanned?.raw ?? lotNumber, symbologyId: '', expecting: ['lot'] as const }
  const warned = await warningsOfText(tx, asked, await meaningsOf(tx, asked))
  const all = alike.map(({ lot }) => lot)
  return refuse({ code: 'LOT_LOOKS_LIKE', typed: lotNumber, alike: all, cannotTell, said: warned })
}

/**
 * The lots by their ids that a late record may have been of, without the one that it is recorded under. One that never came is
 * opened: a recall of it finds the patient, and a notice that watches for it holds it.
 */
export async function otherLots(
  at: At,
  productId: number,
  lotId: number,
  others: readonly Candidate[],
): Promise<Result<number[], ProcedureRefusal>> {
  const found = new Set<number>()
  for (const { lot, lots } of others) {
    const ofProduct = lots.filter((each) => each.productId === productId)
    for (const each of ofProduct.length > 0 ? ofProduct : lots) found.add(each.lotId)
    if (lots.length > 0) continue
    const opened = await openLot(at.tx, at, { productId, lotNumber: lot, expiry: null })
    if (!opened.ok) return opened
    found.add(opened.value.lotId)
  }
  found.delete(lotId)
  return ok([...found])
}
