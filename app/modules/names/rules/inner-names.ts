/** What may be a name inside a text that is none as it stands: words around a lot, a date behind it, two labels in one line. Pure. */
import { cleanTyped } from '~/modules/labels/rules/typed-text'
import { nameKey } from './keys'
import { isDonation } from './wanted'

/** A part of a text, from word to word, and where in it it stands. */
export type InnerName = { readonly text: string; readonly key: string; readonly start: number; readonly end: number }

/** Whatever can't be in the middle of a lot's number parts two words; a slash may be part of one, so runs keep it. */
const WORD = /[^\s,;:()[\]{}<>"'`“”„‘’«»‹›…*~#=?!/|&\\]+/gu

/** What a label prints right behind a number, without a blank. */
const GLUED = /(?<=\d)(?=(?:exp|sn|ser|lot|mfg|mfd)(?:\b|\d))/gi

/** The identifier of a lot or serial that was typed with it. */
const IDENTIFIER = /^(?:10|21)(?=.{3})/

/** A line of a label has no more words, and a name no more of them in a row. */
const mostWords = 24
const longestRun = 5

/** A shorter text is the name of too much. */
const shortestName = 3

/** The runs of whole words of a text that may be names: each has a digit, and none is the whole text. */
export function innerNames(raw: string): InnerName[] {
  const text = (cleanTyped(raw)?.text ?? '').replace(GLUED, ' ')
  if (isDonation(nameKey(text))) return []
  const words = [...text.matchAll(WORD)].slice(0, mostWords)
  const found = words.flatMap((first, index) =>
    words.slice(index, index + longestRun).flatMap((last): InnerName[] => {
      const [start, end] = [first.index, last.index + last[0].length]
      const bare = text.slice(start, end).replace(/^[-.]+|[-.]+$/g, '')
      const short = bare.replace(IDENTIFIER, '')
      const runs = short === bare ? [bare] : [bare, short]
      return runs.map((each) => ({ text: each, key: nameKey(each), start: end - each.length, end }))
    }),
  )
  const whole = nameKey(text)
  return found.filter(({ text: each, key }) => key !== whole && key.length >= shortestName && /\d/.test(each))
}

/** Those that stand in no longer one of them, each name once. */
export const outermost = (all: readonly InnerName[]): InnerName[] =>
  all.filter(
    (each, index) =>
      !all.some((other) => other.start <= each.start && each.end <= other.end && other.key.length > each.key.length) &&
      all.findIndex(({ key }) => key === each.key) === index,
  )

/** What has digits in a text and is no lot: a day, an amount, what a label prints before a date or a number. */
const NO_LOT =
  /^(?:\d{1,4}|\d{1,4}[-.]\d{1,2}(?:[-.]\d{1,4})?|\d+(?:\.\d+)?(?:ml|mg|mcg|ug|g|l|cc|iu|%|x|c|f)|(?:exp|mfg|mfd|sn|ser|ref|ndc|qty|no|nr|x)[-.]?\d*)$/i

/** A word that is no part of a number: at least three letters. */
const PLAIN_WORD = /^\p{L}{3,}$/u

/**
 * The words of a text that read as a lot's number although nothing bears it yet: for notices, which watch for what may come. Figures
 * alone count only where the other words are plain ones, since they may be half of a number with a blank in it.
 */
export function wordsLikeLots(raw: string): string[] {
  const single = innerNames(raw).filter(({ text }) => !/[\s:]/.test(text) && !NO_LOT.test(text))
  const words = [...(cleanTyped(raw)?.text ?? '').matchAll(WORD)].map(([word]) => word)
  const isPlain = words.every((word) => PLAIN_WORD.test(word) || /\d/.test(word))
  const found = single.filter(({ text }) => /\p{L}/u.test(text) || (isPlain && words.includes(text)))
  return found
    .filter(({ key }, index) => found.findIndex((other) => other.key === key) === index)
    .map(({ text }) => text)
}

/** A number after the letters of its maker, with a blank between: `CW 777`. */
const PARTED = /^\p{L}{1,2}\s+\d[\p{L}\d-]*$/u

/**
 * The names that stand in the text that a lot was recorded under, so that whoever asks for one of them finds the lot: `CW-777` in
 * `CW-777 vial` and in `10CW-777`. Most lots have none.
 */
export function namesInLot(lotNumber: string): string[] {
  const parted = innerNames(lotNumber).filter(({ text }) => PARTED.test(text))
  const texts = [...wordsLikeLots(lotNumber), ...parted.map(({ text }) => text)].map((each) => each.replace(/^-+/, ''))
  return texts.filter((text, index) => texts.findIndex((other) => nameKey(other) === nameKey(text)) === index)
}
