import type { Reader } from '~/lib/db.server'
import { namedWithin } from '~/modules/names/queries/resolve.server'
import { innerNames, outermost, wordsLikeLots } from '~/modules/names/rules/inner-names'
import { lotKey, lotSkeleton } from '../rules/lot-key'
import { watchedKeys } from './watched.server'

/**
 * The names that stand in a text as whole words: lots and containers of ours, and names that an open notice watches for; where
 * there are none, those that look like one. A text that is such a name as a whole has none inside. For every door: words around
 * a recalled lot must not hide it.
 */
export async function insideOf(reader: Reader, raw: string): Promise<string[]> {
  const inner = innerNames(raw)
  if (inner.length === 0) return []
  const [named, watched] = await Promise.all([namedWithin(reader, inner), watchedKeys(reader)])
  const exact = inner.filter(({ key }) => named.exact.has(key) || watched.has(key))
  const skeletons = new Set([...watched].map(lotSkeleton))
  const near = () => inner.filter(({ key }) => named.near.has(key) || skeletons.has(lotSkeleton(key)))
  return outermost(exact.length > 0 ? exact : near()).map(({ text }) => text)
}

/**
 * The same, with the other words of the text that read as a lot's number: a name that nothing here bears must not be dropped
 * because one beside it is known. None where nothing in it is known.
 */
export async function namesWithin(reader: Reader, raw: string): Promise<string[]> {
  const inside = await insideOf(reader, raw)
  if (inside.length === 0) return []
  const had = inside.map(lotKey)
  const isHad = (key: string) => had.some((each) => each.includes(key) || key.includes(each))
  return [...inside, ...wordsLikeLots(raw).filter((word) => !isHad(lotKey(word)))]
}
