import type { Reader } from '~/lib/db.server'
import { looseParts, splitList } from '~/modules/labels/rules/typed-list'
import type { Meaning } from '../rules/meanings'
import { type Asked, meaningsOf } from './meanings.server'

/** What a text is that names nothing as it stands: several names, or one with a remark behind it. */
export type Apart = { readonly names: readonly string[]; readonly near: Meaning | null }

const isKnown = ({ kind, certainty }: Meaning): boolean => kind !== 'unknown' && certainty === 'exact'

/**
 * For doors that take one thing: whether a text that nothing is called is a list (apart by commas and lines, or by blanks
 * where one of its parts is known), or a name with a remark. The recall look-up cuts texts in the same way.
 */
export async function namesApart(reader: Reader, asked: Asked): Promise<Apart> {
  const { items, unread } = splitList(asked.raw)
  if (items.length > 1) return { names: items.map(({ text }) => text), near: null }
  const firstOf = async (raw: string): Promise<Meaning | null> =>
    (await meaningsOf(reader, { ...asked, raw, symbologyId: '' })).meanings.find(isKnown) ?? null
  const [item] = items
  if (item && unread.length > 0) return { names: [], near: await firstOf(item.raw) }
  const parts = looseParts(asked.raw)
  for (const part of parts) if (await firstOf(part)) return { names: parts, near: null }
  return { names: [], near: null }
}
