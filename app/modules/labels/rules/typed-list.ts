/** Lists of lots as letters and people write them: for recalls. What is no single name is given back unread. */
import { cleanTyped, type TypedText } from './typed-text'

/** A name of a list: as it is compared, and as it stands there, since what was put right in it is no matter of course. */
export type TypedItem = TypedText & { readonly raw: string }

/** The names of a list in its order, and the pieces of it that are none: a range, “all lots”, half a sentence. */
export type TypedList = {
  readonly items: readonly TypedItem[]
  readonly unread: readonly string[]
}

/** What parts two names: each of these stands in no lot's number as people type it. */
const PARTS = new RegExp(
  [
    String.raw`[,;\n\r\t|•·→⇒]+`,
    String.raw`\s*&\s*`,
    // Words and signs with blanks around them. A dash or a tilde is of a range.
    String.raw`\s+(?:(?:and|or|und|sowie|plus|also|as well as|y|et|ou)\s+|(?:[+\\_=<>^]|[-=]+>)\s+)+`,
    // A plus without blanks, but not that of a number as a spreadsheet writes it (7E+210).
    String.raw`\s+\+(?=\S)|(?<=\S)\+\s+|(?<=[\p{L}\p{N}]{2})(?<!\d[Ee])\+(?=[\p{L}\p{N}]{2})`,
    // A word that says what the next name is, where a number stands before it (NB-2407 lot NB-2408).
    String.raw`(?<=\d\S*)\s+(?=(?:lots?|batch(?:es)?|donor|serial|din|donation)\b[\s:#.]*\S*\d)`,
  ].join('|'),
  'iu',
)
/** A comma inside a number is a thousands separator, or it parts two lots: then the whole is asked, not cut. */
const THOUSANDS = /^\s*\d{1,3}(?:,\d{3})+(?:\.0+)?\s*$/
/** A label's text as it is printed under its bars: its parentheses are no remarks. */
const LABEL_TEXT = /^\s*\(\d{2,4}\)\S/
const ASIDE = /\s*[([](?:[^()[\]]*)[)\]]/g
const RANGE = /\S\s*(?:\.{2,}|…|\s(?:to|through|thru|bis|up to|until)\s|\s[-–—]\s)\s*\S/i
/** The same beginning and a number on both sides of a hyphen, or a dash between two numbers: from one lot to another. */
const RUN = /^(.*?\D)?\d+[A-Za-z]?\s*(?:[-‐-―]\s*\1\d+|[–—~]\s*\S*\d+)[A-Za-z]?$/
const WORDS =
  /\b(?:all|any|every|beginning|starting|ending|except|between|before|after|various|other|from|with|made)\b/i
const WILDCARD = /[*?%]|x{2,}$/i
/** A donation number as it is printed for the eye: facility, year, number, flags, check character. */
const DONATION = /^=?[A-NP-Z1-9][A-NP-Z0-9]{2}\d\d\s\d\d\s\d{6}(?:\s\d\d)?(?:\s[0-9A-Z*])?$/i
/** Longer than any label's lot, serial or donation number. */
const LONGEST = 40

/**
 * Splits a typed list: at commas, semicolons, lines, tabs, “and”, “&” and the like. A remark in parentheses behind a name is given
 * back unread, the name is read.
 */
export function splitList(raw: string): TypedList {
  if (THOUSANDS.test(raw) || LABEL_TEXT.test(raw)) return { items: itemsOf(raw), unread: [] }
  const items: TypedItem[] = []
  const unread: string[] = []
  for (const part of withoutHeading(raw).split(PARTS)) {
    const asides = /\S\s*[([]/.test(part) ? (part.match(ASIDE) ?? []) : []
    const rest = asides.length > 0 ? part.replace(ASIDE, ' ') : part
    const [item] = itemsOf(rest)
    if (!item) continue
    // A dash between two lots is an ordinary hyphen by the time it is compared: the text as it stands tells.
    if (isOneName(item.text) && !isRun(rest)) {
      if (!items.some(({ text }) => text === item.text)) items.push(item)
      unread.push(...asides.map((aside) => aside.trim()))
    } else unread.push(part.trim())
  }
  return { items, unread }
}

/** What begins like a label is one, however many signs are in it. */
const LABEL_BEGINS = /^\s*(?:[\]=+&([]|https?:|\d{16})/i

/** Whether a text is a list of names and no label: also where it is longer than any name. */
export const isList = (text: string): boolean => !LABEL_BEGINS.test(text) && splitList(text).items.length > 1

function itemsOf(raw: string): TypedItem[] {
  const typed = cleanTyped(raw)
  return typed ? [{ ...typed, raw: raw.trim() }] : []
}

/** Whether the text can be a single name: no range, no wildcard, no sentence. */
export function isOneName(text: string): boolean {
  if (DONATION.test(text.trim())) return true
  if (text.length > LONGEST || RANGE.test(text) || isRun(text) || WORDS.test(text) || WILDCARD.test(text)) return false
  return /[\p{L}\p{N}]/u.test(text) && text.split(/\s+/).length <= 4
}

/** Numbers that are further apart are no run of lots: `NB-1204-7731` is one name. */
const longestRun = 999

/** A number on both sides of a hyphen, as many digits and the second the greater: the second lacks the beginning of the first. */
const SHORT_RUN = /^(.*?\D)?(\d{3,})\s*[-‐-―~]\s*(\d{3,})$/

/** The two ends of a run whose second end lacks the beginning (`NB-2401-2403`). */
function shortRun(text: string): readonly [string, string] | null {
  const [, beginning = '', first = '', second = ''] = SHORT_RUN.exec(text.trim()) ?? []
  const apart = Number(second) - Number(first)
  return first !== '' && first.length === second.length && apart > 0 && apart <= longestRun
    ? [beginning + first, beginning + second]
    : null
}

/** Whether the text reads as a run of lots (`NB-2402-NB-2411`, `NB-2402–2411`, `NB-2401-2403`): never looked up as one name. */
const isRun = (text: string): boolean => {
  if (shortRun(text)) return true
  const [, beginning] = RUN.exec(text.trim()) ?? []
  return beginning !== undefined && beginning !== '' ? /[A-Za-z]/.test(beginning) : false
}

/** What stands between the two ends of a range. */
const BETWEEN = /\.{2,}|…|\s(?:to|through|thru|bis|up to|until)\s|[-‐-―~]/gi

/** What may be the ends of a text that was not read: for a question, never as names. A hyphen may also be part of a lot. */
export function endsOf(text: string): string[] {
  const cuts = [...text.matchAll(BETWEEN)].slice(0, 8)
  const ends = cuts.flatMap(({ 0: sign, index }) => [text.slice(0, index), text.slice(index + sign.length)])
  const all = [...(shortRun(text) ?? []), ...ends.map((end) => end.trim())]
  return [...new Set(all)].filter((end) => /\d/.test(end) && isOneName(end))
}

/** The two ends of a text that reads as a range and as nothing else; null where it does not, or where they can't be told. */
export function rangeOf(text: string): readonly [string, string] | null {
  if (isOneName(text) || /[,;\n]/.test(text)) return null
  const short = shortRun(text)
  if (short) return short
  for (const { 0: sign, index } of text.matchAll(BETWEEN)) {
    const [from, to] = [text.slice(0, index).trim(), text.slice(index + sign.length).trim()]
    if (/\d/.test(from) && /\d/.test(to) && isOneName(from) && isOneName(to)) return [from, to]
  }
  return null
}

/**
 * The parts of a text that is a list only if they are lots that we know: apart by spaces or slashes, each with a digit.
 * None where the text has a word that can't be a lot.
 */
export function looseParts(text: string): string[] {
  const parts = text.trim().split(/[\s/]+/)
  return parts.length > 1 && parts.every((part) => /\d/.test(part) && part.length > 2) ? parts : []
}

/** So many numbers are looked for between the ends of a range: a letter that names more is about more than lots. */
export const mostBetween = 2_000

/**
 * The numbers from one end of a range to the other, with both ends, spelled with as many figures as the ends have; none where
 * the ends don't count on from each other, or too many lie between them. The second end may lack its beginning (`NB-100 to 120`).
 */
export function numbersBetween([from, to]: readonly [string, string]): string[] {
  const NUMBER = /^(.*?)(\d+)([A-Za-z]?)$/
  const [, before = '', low = '', letter = ''] = NUMBER.exec(from.trim()) ?? []
  const [, beforeTo = '', high = '', letterTo = ''] = NUMBER.exec(to.trim()) ?? []
  const isOne =
    beforeTo === '' || beforeTo.replace(/[\s-]/g, '').toUpperCase() === before.replace(/[\s-]/g, '').toUpperCase()
  const [first, last] = [Number(low), Number(high)]
  if (low === '' || high === '' || !isOne || letter.toUpperCase() !== letterTo.toUpperCase() || low.length > 15)
    return []
  if (last <= first || last - first > mostBetween) return []
  const widths = [...new Set([low.length, high.length])]
  const all = Array.from({ length: last - first + 1 }, (_, index) => String(first + index))
  return [
    ...new Set(all.flatMap((number) => widths.map((width) => `${before}${number.padStart(width, '0')}${letter}`))),
  ]
}

/** Parts of a text that a slash parts: shorter ones belong to one lot (`NB-2402/1`), or are a day. */
const shortestApart = 4

/**
 * The names of a text that reads as more than one lot, whether anything here bears them or not: a list, two lots with a slash
 * between them, the ends of a range. None where it may be one name, or one name with words around it.
 */
export function lotsApart(text: string): string[] {
  const { items } = splitList(text)
  const slashed = text.split('/').map((part) => part.trim())
  const isSlashed = slashed.length > 1 && slashed.every((part) => part.length >= shortestApart)
  const all = rangeOf(text) ?? (isSlashed ? slashed : items.map((item) => item.text))
  const lots = all.filter((part) => /\d/.test(part) && /^\S{3,}$/.test(part) && !isDay(part))
  return lots.length > 1 ? lots : []
}

/** A day as people type it: four figures and two, apart by a sign. */
const isDay = (text: string): boolean => /^(?:\d{4}[-.]\d{1,2}[-.]\d{1,2}|\d{1,2}[-.]\d{1,2}[-.]\d{2,4})$/.test(text)

function withoutHeading(raw: string): string {
  return raw.replace(/^\s*(?:lots?|batch(?:es)?|serials?|lot numbers?|units?)\s*(?:no|nr|numbers?|#)?\.?\s*:\s*/i, '')
}
