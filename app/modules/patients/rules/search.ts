import { type Day, parseDay } from '~/lib/day'
import { foldSearch, mrnKeyOf } from './find-keys'

/** What a search asks for: patients with all of these words, of one of these birth dates where it names any. */
export type Wanted = { readonly words: readonly string[]; readonly birthDates: readonly Day[] | null }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthName =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const dayNumber = '(\\d{1,2})(?:st|nd|rd|th)?'
const yearNumber = "(\\d{4}|['’]?\\d{2})"

type Part = 'year' | 'month' | 'day'
type Form = { readonly pattern: RegExp; readonly parts: readonly Part[] }

// As an American writes a birth date: month first; with the month in letters, either way; and as a form stores it.
const forms: readonly Form[] = [
  { pattern: /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/u, parts: ['year', 'month', 'day'] },
  { pattern: /(?<![\d-])(\d{1,2})([/.\-\s])(\d{1,2})\2(\d{4}|\d{2})(?![\d-])/u, parts: ['month', 'day', 'year'] },
  {
    pattern: new RegExp(`(?<!\\p{L})${monthName}\\.?\\s*${dayNumber},?\\s+${yearNumber}(?!\\d)`, 'iu'),
    parts: ['month', 'day', 'year'],
  },
  {
    pattern: new RegExp(`(?<!\\d)${dayNumber}[\\s-]*${monthName}\\.?,?[\\s-]*${yearNumber}(?!\\d)`, 'iu'),
    parts: ['day', 'month', 'year'],
  },
  { pattern: /^\s*(\d{2})(\d{2})(\d{4})\s*$/u, parts: ['month', 'day', 'year'] },
]

const two = (number: number): string => String(number).padStart(2, '0')

/** The years that were meant: 61 is 1961, and 05 may be 1905 or 2005, but no birth date lies ahead. */
function yearsOf(text: string, today: Day): number[] {
  const digits = text.replace(/\D/g, '')
  if (digits.length === 4) return [Number(digits)]
  return [1900, 2000].map((century) => century + Number(digits)).filter((year) => year <= Number(today.slice(0, 4)))
}

function daysOf(parts: ReadonlyMap<Part, string>, today: Day): Day[] {
  const monthText = parts.get('month') ?? ''
  const named = months.indexOf(monthText.slice(0, 3).toLowerCase())
  const month = named >= 0 ? named + 1 : Number(monthText)
  return yearsOf(parts.get('year') ?? '', today)
    .map((year) => parseDay(`${year}-${two(month)}-${two(Number(parts.get('day')))}`))
    .filter((day): day is Day => day !== null && day <= today)
}

/** A birth date in a text, in the forms that are usual in America, and the text without it; null where there is none. */
export function birthDateIn(text: string, today: Day): { readonly days: Day[]; readonly rest: string } | null {
  for (const { pattern, parts } of forms) {
    const match = pattern.exec(text)
    if (!match) continue
    // The second form remembers its separator.
    const groups = match.slice(1).filter((group) => !/^[/.\-\s]$/.test(group))
    const days = daysOf(new Map(parts.map((part, at) => [part, groups[at] ?? ''])), today)
    if (days.length > 0)
      return { days, rest: `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}` }
  }
  return null
}

// More words than a name has; beyond that somebody pasted a page.
const wordsMost = 8

const wordsOf = (text: string): string[] => foldSearch(text).split(' ').filter(Boolean).slice(0, wordsMost)

/** A text without what somebody writes before a number or a date, as forms name it: `MRN: 1042`. */
export const withoutLabels = (text: string): string =>
  text.replace(/(?<!\p{L})(mrn|record|chart|dob|d\.o\.b\.|born)(?!\p{L})\s*[:#.]?/giu, ' ')

/**
 * Everything that a text may ask for: a part of an MRN in any of its forms, a birth date with or without a part of the name,
 * and words of name and MRN. Empty where the text says nothing.
 */
export function wantedOf(text: string, today: Day): Wanted[] {
  const plain = withoutLabels(text)
  const mrn = mrnKeyOf(plain).toLowerCase()
  const words = wordsOf(plain)
  const dated = birthDateIn(plain, today)
  const found: Wanted[] = []
  if (/\p{N}/u.test(mrn) && mrn.length <= 40) found.push({ words: [mrn], birthDates: null })
  if (dated) found.push({ words: wordsOf(dated.rest), birthDates: dated.days })
  if (words.length > 0) found.push({ words, birthDates: null })
  return found
}
