import type { Reader } from '~/lib/db.server'
import { looseParts, splitList } from '~/modules/labels/rules/typed-list'
import type { Meaning } from '../rules/meanings'
import { type Asked, meaningsOf } from './meanings.server'

/** What a text is that names nothing as it stands: several names, with what is known of them, or one with a remark behind it. */
export type Apart = {
  readonly names: readonly string[]
  readonly known: readonly Meaning[]
  readonly near: Meaning | null
}

/** A door that takes one thing looks up so many of a list; the recall look-up answers all of it. */
const mostLookedUp = 20

const isKnown = ({ kind, certainty }: Meaning): boolean => kind !== 'unknown' && certainty === 'exact'

/**
 * For doors that take one thing: whether a text that nothing is called is a list (apart by commas and lines, or by blanks
 * where one of its parts is known), or a name with a remark. The recall look-up cuts texts in the same way.
 */
export async function namesApart(reader: Reader, asked: Asked): Promise<Apart> {
  const { items, unread } = splitList(asked.raw)
  const meant = async (raw: string): Promise<Meaning[]> =>
    (await meaningsOf(reader, { ...asked, raw, symbologyId: '' })).meanings.filter(isKnown)
  const all = async (texts: readonly string[]): Promise<Meaning[]> =>
    (await Promise.all(texts.slice(0, mostLookedUp).map(meant))).flat()
  if (items.length > 1) {
    const names = items.map(({ text }) => text)
    return { names, known: await all(names), near: null }
  }
  const [item] = items
  if (item && unread.length > 0) return { names: [], known: [], near: (await meant(item.raw))[0] ?? null }
  const parts = looseParts(asked.raw)
  const known = await all(parts)
  return known.length > 0 ? { names: parts, known, near: null } : { names: [], known: [], near: null }
}
