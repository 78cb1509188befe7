import type { Reader } from '~/lib/db.server'
import { withoutIdentifier } from '~/modules/labels/rules/carriers'
import { looseParts, rangeOf, splitList } from '~/modules/labels/rules/typed-list'
import type { Meaning, Meanings } from '../rules/meanings'
import { isNamed } from '../rules/naming'
import { type Asked, meaningsOf } from './meanings.server'
import { namingsOf } from './watched.server'

/** What a text is that names nothing as it stands: several names, with what is known of them, or one with a remark behind it. */
export type Apart = {
  readonly names: readonly string[]
  /** What each of the names means, also where it is not known: a notice may name it. */
  readonly answers: readonly Meanings[]
  readonly near: Meaning | null
}

/** A door that takes one thing looks up so many of a list; the recall look-up answers all of it. */
const mostLookedUp = 20

const isKnown = ({ kind, certainty }: Meaning): boolean => kind !== 'unknown' && certainty === 'exact'

/** Nothing is called so, and nothing looks like it: it may be several names. */
const isBare = ({ meanings, question, typed }: Meanings): boolean =>
  (typed !== null || question === null) &&
  meanings.every((meaning) => (meaning.kind === 'unknown' ? meaning.what === 'name' : meaning.why === 'CONTAINS'))

const single: Apart = { names: [], answers: [], near: null }

/** The names of a text that means nothing as it stands; a text that means something is one. */
export const apartOf = (reader: Reader, asked: Asked, answer: Meanings): Promise<Apart> =>
  isBare(answer) ? namesApart(reader, asked) : Promise.resolve(single)

/**
 * For doors that take one thing: whether a text that nothing is called is a list (apart by commas and lines, or by blanks
 * where one of its parts is known), a range, or a name with a remark. The recall look-up cuts texts in the same way.
 */
async function namesApart(reader: Reader, asked: Asked): Promise<Apart> {
  const raw = withoutIdentifier(asked.raw)
  const { items, unread } = splitList(raw)
  const meant = (each: string): Promise<Meanings> => meaningsOf(reader, { ...asked, raw: each, symbologyId: '' })
  const all = (texts: readonly string[]) => Promise.all(texts.slice(0, mostLookedUp).map(meant))
  if (items.length > 1) {
    const names = items.map(({ text }) => text)
    return { names, answers: await all(names), near: null }
  }
  const [item] = items
  if (item && unread.length > 0) {
    const answer = await meant(item.raw)
    return { names: [], answers: [answer], near: answer.meanings.find(isKnown) ?? null }
  }
  const range = rangeOf(raw)
  if (range) return { names: range, answers: await all(range), near: null }
  const parts = looseParts(raw)
  const answers = await all(parts)
  const isName = async (answer: Meanings) =>
    answer.meanings.some(isKnown) || (await namingsOf(reader, answer)).some(isNamed)
  const areNames = (await Promise.all(answers.map(isName))).some((each) => each)
  return areNames ? { names: parts, answers, near: null } : single
}
