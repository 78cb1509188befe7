import type { Reader } from '~/lib/db.server'
import { goodsOf } from '~/modules/labels/rules/goods'
import { isList, looseParts, rangeOf, splitList } from '~/modules/labels/rules/typed-list'
import { wordsLikeLots } from '~/modules/names/rules/inner-names'
import { insideOf, namesWithin } from '~/modules/stock/queries/inside.server'
import type { Asked } from '~/modules/stock/queries/meanings.server'
import { meantLots } from '~/modules/stock/queries/meant-lots.server'
import { namingsOf } from '~/modules/stock/queries/watched.server'
import { lotKey } from '~/modules/stock/rules/lot-key'
import { isNear, type LotMatch } from '~/modules/stock/rules/match'
import type { Meanings } from '~/modules/stock/rules/meanings'
import { isNamed } from '~/modules/stock/rules/naming'
import { productMeant } from '../rules/product-meant'

/** One name that somebody typed or scanned, and all that it may mean. `within`: the text in which it stood among words. */
export type Looked = {
  readonly text: string
  readonly matches: readonly LotMatch[]
  readonly answer: Meanings
  readonly within?: string
}

/** The names of a text, and what of it is no single name and was not looked up. */
export type ReadTexts = { readonly all: readonly Looked[]; readonly unread: readonly string[] }

/** A text that is longer is no single name. */
const longestName = 200

export const isKnown = ({ matches }: Looked): boolean => matches.some((match) => !isNear(match))

/** Whether the text is a name of something that has lots: of lots themselves, or of a product. */
export const isName = (looked: Looked): boolean => isKnown(looked) || productMeant(looked.answer) !== null

/** A shorter text that nothing bears is the name of too much, unless a word says what it is (`lot 7A`). */
const shortestName = 3

/** What is too short to be watched for is given back unread. */
function withoutTooShort({ all, unread }: ReadTexts): ReadTexts {
  const isTooShort = (looked: Looked) =>
    !isName(looked) && looked.answer.typed?.word === null && lotKey(namedIn(looked)).length < shortestName
  const short = all.filter(isTooShort).map(namedIn)
  return short.length === 0
    ? { all, unread }
    : { all: all.filter((each) => !isTooShort(each)), unread: [...unread, ...short] }
}

/**
 * Looks up what a person typed, for the look-up and for notices alike: one name, or a list of several, each apart. A text
 * that is one name as it stands is no list, whatever signs are in it. Lots that are apart by nothing but spaces or slashes
 * are a list only where one of them is known or watched for; a notice watches for both, the whole and its parts. A name with
 * words around it is looked up as that name, and said to stand in the text, and so is what reads as a lot beside it. Of a range both ends are looked
 * up, and the range is given back unread: what lies between is not. A notice watches for the words of a text that read as a
 * lot's number, too, and for nothing that is too short to be one.
 * @param most how many names are looked up; the rest is given back unread
 * @param both whether the parts of a text that nobody knows are names too
 */
export async function readTexts(
  reader: Reader,
  asked: (raw: string) => Omit<Asked, 'expecting'>,
  text: string,
  most: number,
  both = false,
): Promise<ReadTexts> {
  const one = async (raw: string, shown = raw): Promise<Looked> => ({
    text: shown,
    ...(await meantLots(reader, asked(raw))),
  })
  /** Whether something here bears the name, or a notice watches for it. */
  const isOne = async (looked: Looked): Promise<boolean> =>
    isKnown(looked) || (await namingsOf(reader, looked.answer)).some(isNamed)
  /** The names that stand in a text with words around them. */
  const namesInside = async (raw: string): Promise<Looked[]> => {
    const inside: Looked[] = []
    const names = both ? await insideOf(reader, raw) : await namesWithin(reader, raw)
    for (const part of names.slice(0, most)) inside.push({ ...(await one(part)), within: raw })
    return inside
  }
  /** Of what is no single name: the two ends of a range, or the names that stand in it. */
  const namesOfUnread = async (raw: string): Promise<Looked[]> => {
    const ends: Looked[] = []
    for (const end of rangeOf(raw) ?? []) ends.push(await one(end))
    return ends.length > 0 ? ends : namesInside(raw)
  }
  /** A name, or the lots that it turns out to be. */
  const apart = async (looked: Looked, raw: string): Promise<Looked[]> => {
    if (isName(looked)) return [looked]
    const parts: Looked[] = []
    for (const part of looseParts(raw).slice(0, most)) parts.push(await one(part))
    if ((await Promise.all(parts.map(isOne))).some((each) => each)) return parts
    // What the whole may mean is asked already.
    const inside = looked.matches.length > 0 ? [] : await namesInside(raw)
    if (inside.length > 0 && !both) return inside
    if (!both) return [looked]
    const had = new Set([...parts, ...inside].map((each) => lotKey(each.text)))
    const words = wordsLikeLots(raw).filter((word) => !had.has(lotKey(word)))
    for (const word of words.slice(0, most)) inside.push({ ...(await one(word)), within: raw })
    return [looked, ...parts, ...inside]
  }
  const settled = (read: ReadTexts): ReadTexts => (both ? withoutTooShort(read) : read)
  if (!/[\p{L}\p{N}]/u.test(text)) return { all: [], unread: [] }
  const whole = text.length <= longestName ? await one(text) : null
  // A label is one thing, whatever it names, and a refusal says why it can't be read.
  const isLabel = whole !== null && whole.answer.typed === null && !/[,;\n]/.test(text) && !isList(text)
  if (whole && (isName(whole) || isLabel)) return { all: [whole], unread: [] }
  const { items, unread } = splitList(text)
  if (whole && items.length < 2 && unread.length === 0) return settled({ all: await apart(whole, text), unread: [] })
  const all: Looked[] = []
  for (const { raw, text: shown } of items.slice(0, most)) all.push(...(await apart(await one(raw, shown), raw)))
  const left: string[] = []
  for (const part of unread) {
    const looked = part.length <= longestName && all.length < most ? await one(part) : null
    if (looked && isName(looked)) all.push(looked)
    else {
      left.push(part)
      if (!both) all.push(...(await namesOfUnread(part)))
    }
  }
  return settled({ all, unread: [...left, ...items.slice(most).map((item) => item.text)] })
}

/** The lots that a text names as a notice watches for them: a label's own lot, else the text as it is compared. */
export function namedIn({ text, answer: { typed, meanings } }: Looked): string {
  if (typed) return typed.text
  const [printed] = meanings.flatMap(({ reading }) => (reading ? [goodsOf(reading)] : []))
  return printed?.lot ?? printed?.donation ?? printed?.unitNumber ?? text
}

const namesOfLots: ReadonlySet<string> = new Set(['lot', 'serial', 'donation', 'name'])

/**
 * What a text is, seen by whoever follows lots: one or more of our lots, at most a look-alike, something else that we have (a kit's seal, a
 * place, a product), a name that nothing here has, or a label that can't be read.
 */
export function meansOf(looked: Looked): 'lots' | 'near' | 'other' | 'nothing' | 'unreadable' {
  const { meanings } = looked.answer
  if (isKnown(looked)) return 'lots'
  if (meanings.some(({ kind, certainty }) => kind !== 'unknown' && kind !== 'group' && certainty === 'exact'))
    return 'other'
  if (looked.matches.length > 0) return 'near'
  const missing = meanings.some(
    (meaning) =>
      meaning.kind === 'unknown' &&
      (namesOfLots.has(meaning.what) || (meaning.reading !== null && goodsOf(meaning.reading).lot !== null)),
  )
  return missing ? 'nothing' : 'unreadable'
}
