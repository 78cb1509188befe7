/** Which lot a typed one is that is already in a patient: what has happened is recorded, and never under a text that hides a recall. */
import type { Work } from '~/modules/auth/commands/command.server'
import { findLot } from '~/modules/stock/queries/look-up.server'
import { lotsInside } from '~/modules/stock/queries/lots-inside.server'
import { meaningsOf } from '~/modules/stock/queries/meanings.server'
import { watchedLike } from '~/modules/stock/queries/watched.server'
import { lotKey } from '~/modules/stock/rules/lot-key'

type At = Pick<Work<never>, 'tx' | 'site' | 'at'>

/** The lot to record, and what is to be said of how it was read. */
export type LateLot = { readonly lotNumber: string; readonly said: readonly string[] }

const compare = 'Compare with the label and the papers.'

/** What the number only looks like: a lot of ours, or one that an open notice names. */
async function looksLike({ tx, at, site }: At, lotNumber: string): Promise<string[]> {
  const asked = { raw: lotNumber, symbologyId: '', at, timeZone: site.timeZone, seesPatients: false }
  const { meanings } = await meaningsOf(tx, { ...asked, expecting: ['lot'] })
  const ours = meanings.flatMap((each) =>
    each.kind === 'lot' && each.certainty !== 'exact' ? [each.lot.lotNumber] : [],
  )
  const known = new Set(ours.map(lotKey))
  return [...ours, ...(await watchedLike(tx, lotNumber)).filter((key) => !known.has(key))]
}

/**
 * The lot of a label that somebody typed. A number that is ours is it. Of a text with the names of lots in it the lot is taken,
 * one that something stands against first, so that its look-up finds the patient; the text is kept in what is said. A
 * look-alike stays as it was typed, and is said: the look-up of the other asks about it.
 */
export async function lateLot(work: At, productId: number, lotNumber: string): Promise<LateLot> {
  const { tx, at, site } = work
  if (await findLot(tx, productId, lotNumber)) return { lotNumber, said: [] }
  const where = { at, timeZone: site.timeZone, siteId: site.id, seesPatients: false }
  const inside = await lotsInside(tx, where, lotNumber)
  const first = inside.find(({ isStopped }) => isStopped) ?? inside[0]
  if (first) {
    const others = inside.filter((each) => each !== first).map(({ lot }) => lot)
    const also = others.length > 0 ? ` It may have been lot ${others.join(' or lot ')} instead.` : ''
    return {
      lotNumber: first.lot,
      said: [`The lot was typed as “${lotNumber}”, and is recorded as lot ${first.lot}.${also} ${compare}`],
    }
  }
  const alike = await looksLike(work, lotNumber)
  if (alike.length === 0) return { lotNumber, said: [] }
  return { lotNumber, said: [`The lot was typed as ${lotNumber}; it may be lot ${alike.join(' or lot ')}. ${compare}`] }
}
