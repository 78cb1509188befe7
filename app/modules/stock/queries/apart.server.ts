import type { Reader } from '~/lib/db.server'
import { withoutIdentifier } from '~/modules/labels/rules/carriers'
import { looseParts, rangeOf, splitList } from '~/modules/labels/rules/typed-list'
import type { Meaning, Meanings } from '../rules/meanings'
import { isNamed } from '../rules/naming'
import { insideOf, namesWithin } from './inside.server'
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

/** What begins like a label is one, also where it can't be read: its parentheses and hyphens part no names. */
const LABEL = /^\s*(?:\(\d{2,4}\)|[\]=+]|https?:)/i

const isTaken = ({ kind, certainty }: Meaning): boolean => kind !== 'unknown' && certainty !== 'near'

/** Nothing is meant for sure, and the text is no label that can be read: words may stand around a name. */
const mayHoldNames = ({ meanings, typed, refusal }: Meanings): boolean =>
  (typed !== null || refusal !== null) && !meanings.some(isTaken)

/** The names of a text that means nothing as it stands; a text that means something is one. */
export async function apartOf(reader: Reader, asked: Asked, answer: Meanings): Promise<Apart> {
  if (!LABEL.test(asked.raw)) {
    if (isBare(answer)) return namesApart(reader, asked)
    return mayHoldNames(answer) ? within(reader, asked, asked.raw) : single
  }
  // What can't be read as a label must not hide a recall, and is no list.
  return mayHoldNames(answer)
    ? { ...single, answers: (await within(reader, asked, asked.raw, insideOf)).answers }
    : single
}

const meant = (reader: Reader, asked: Asked, raw: string): Promise<Meanings> =>
  meaningsOf(reader, { ...asked, raw, symbologyId: '', parts: false })

/** The names that stand inside a text, with words around them. */
async function within(reader: Reader, asked: Asked, raw: string, namesOf = namesWithin): Promise<Apart> {
  const names = (await namesOf(reader, raw)).slice(0, mostLookedUp)
  const answers = await Promise.all(names.map((each) => meant(reader, asked, each)))
  if (names.length !== 1) return { names, answers, near: null }
  const meanings = answers.flatMap((each) => each.meanings)
  const near = meanings.find(isKnown) ?? meanings.find(({ kind, why }) => kind !== 'unknown' && why !== 'CONTAINS')
  return { names: [], answers, near: near ?? null }
}

/**
 * For doors that take one thing: whether a text that nothing is called is a list (apart by commas and lines, or by blanks
 * where one of its parts is known), a range, a name with a remark, or a name with words around it. The recall look-up cuts
 * texts in the same way.
 */
async function namesApart(reader: Reader, asked: Asked): Promise<Apart> {
  const raw = withoutIdentifier(asked.raw)
  const { items, unread } = splitList(raw)
  const one = async (each: string): Promise<Meanings[]> => {
    const answer = await meant(reader, asked, each)
    return mayHoldNames(answer) ? [answer, ...(await within(reader, asked, each)).answers] : [answer]
  }
  const all = async (texts: readonly string[]) => (await Promise.all(texts.slice(0, mostLookedUp).map(one))).flat()
  if (items.length > 1) {
    const names = items.map(({ text }) => text)
    return { names, answers: await all(names), near: null }
  }
  const [item] = items
  if (item && unread.length > 0) {
    const [answer, ...inside] = await one(item.raw)
    const near = answer?.meanings.find(isKnown) ?? null
    if (near && answer) return { names: [], answers: [answer, ...inside], near }
  }
  const range = rangeOf(raw)
  if (range) return { names: range, answers: await all(range), near: null }
  const parts = looseParts(raw)
  const answers = await all(parts)
  const isName = async (answer: Meanings) =>
    answer.meanings.some(isKnown) || (await namingsOf(reader, answer)).some(isNamed)
  const areNames = (await Promise.all(answers.map(isName))).some((each) => each)
  return areNames ? { names: parts, answers, near: null } : within(reader, asked, raw)
}
