/**
 * What a person types, pastes or dictates around an identifier, taken off before anything is compared: words and
 * punctuation, invisible characters, letters of other scripts; and what a spreadsheet does to a number, which can't be
 * undone and is therefore asked. Pure; nothing is dropped in silence: each mend is named.
 */

/** What the person called the identifier. */
export type TypedWord =
  | 'lot'
  | 'serial'
  | 'container'
  | 'donation'
  | 'donor'
  | 'product'
  | 'seal'
  | 'patient'
  | 'place'
  | 'delivery'

/** What was taken off or put right: only the last two change a character of the identifier itself. */
export type TypedMend = 'WORDS' | 'PUNCTUATION' | 'INVISIBLE' | 'OTHER_SCRIPT'

/** What a spreadsheet seems to have done: the likely originals, for a person to choose from. */
export type TypedDoubt = {
  readonly code: 'SCIENTIFIC' | 'TRAILING_ZEROS' | 'THOUSANDS' | 'DATE' | 'LEADING_ZEROS'
  /** What the text may have been; empty where nothing tells. */
  readonly candidates: readonly string[]
}

export type TypedText = {
  /** What is compared with names: never empty. */
  readonly text: string
  readonly word: TypedWord | null
  /** The text with that word, since the word may be part of the name (“Fridge 2”); null where there is none. */
  readonly whole: string | null
  readonly mends: readonly TypedMend[]
  /** The characters without room that stood inside it and were left out, each once. */
  readonly dropped: readonly string[]
  readonly doubts: readonly TypedDoubt[]
}

/** Zero-width and direction marks, soft hyphen, byte order mark, joiners: whatever takes no room. */
const INVISIBLE = /\p{DI}/gu
/** What a scanner sends around a text: a group separator, an end of transmission. */
const CONTROLS = /^[\x00-\x1f\x7f]+|[\x00-\x1f\x7f]+$/g
const BLANKS = /[\p{Z}\s]+/gu

const NUMBER = String.raw`(?:\s*(?:no|nr|num|numbers?|code|id)\b\.?|\s*#)?`
// Each word needs a sign or a blank behind it: “LOT305” and “SN12” are names as they stand.
const END = String.raw`s?\s*(?:[:#=.]+\s*|\s+)(?:(?:is|was)\s+)?`
const WORDS: readonly (readonly [TypedWord, string])[] = [
  ['lot', String.raw`(?:lot|batch)(?:\s*\/\s*batch)?${NUMBER}|l\s*[./]\s*n\.?|ch\.?-?\s*b\.?|charge`],
  ['serial', String.raw`s\s*[./]\s*n\.?|sn|serial${NUMBER}`],
  // “Vial CW-298” may give the vial's own number or that of its lot.
  ['container', `unit${NUMBER}|vial${NUMBER}`],
  ['donation', `din|donation${NUMBER}`],
  ['donor', `donor${NUMBER}`],
  ['product', `gtin|upc|ean|ref${NUMBER}|cat(?:alog)?${NUMBER}|item${NUMBER}|udi(?:-di)?|product${NUMBER}`],
  ['seal', `seal${NUMBER}`],
  ['patient', `mrn|patient${NUMBER}|chart${NUMBER}`],
  ['place', `place|shelf|freezer|fridge`],
  ['delivery', String.raw`delivery${NUMBER}|packing\s*slip${NUMBER}|order${NUMBER}|po${NUMBER}`],
]
const LEADS = WORDS.map(([word, source]) => [word, new RegExp(`^(?:${source})${END}(?=\\S)`, 'iu')] as const)

const PAIRS: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '{': '}',
  '<': '>',
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”',
  '„': '“',
  '‘': '’',
  '«': '»',
  '‹': '›',
}
const EDGE_BEFORE = /^[\s.,;:!?•·"'`“”„‘’«»‹›#№=]+|^[-–—*]\s+/u
const EDGE_AFTER = /[\s.,;:!?•"'`“”‘’«»‹›#=]+$|\s+[-–—]$/u

/** The stars that begin and end a Code 39 symbol: some scanners send them. A single star is a wildcard, and stays. */
const STARS = /^(\*+)([^*]+)\1$/

function withoutPairs(text: string): string {
  const between = STARS.exec(text)?.[2]
  if (between !== undefined) return between.trim()
  const close = PAIRS[text[0] ?? '']
  return close && text.length > 2 && text.endsWith(close) && !text.slice(1, -1).includes(text[0]!)
    ? text.slice(1, -1).trim()
    : text
}

/** Takes quotes, brackets and signs off the ends until nothing changes. */
function withoutEdges(text: string): string {
  let before = ''
  let now = text.trim()
  while (now !== before) {
    before = now
    const bare = withoutPairs(now)
    const edged = bare.replace(EDGE_BEFORE, '').replace(EDGE_AFTER, '').trim()
    // A text of signs alone is left as it is: there is nothing else to compare.
    now = edged === '' ? bare : edged
  }
  return now
}

/** Whatever stands behind a word ends it. Most names have none of these, and need no comparing with each word. */
const WORD_END = /[:#=.\s]/

function wordOf(text: string): { word: TypedWord | null; rest: string } {
  if (!WORD_END.test(text)) return { word: null, rest: text }
  for (const [word, lead] of LEADS) {
    const found = lead.exec(text)
    if (found) return { word, rest: text.slice(found[0].length) }
  }
  return { word: null, rest: text }
}

/** Digits of any script as ASCII, full-width letters and signs too; dashes of every length as a hyphen. */
function plainLetters(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/(?!\d)\p{Nd}/gu, digitOf)
    .replace(/[‐‑‒–—―−]/g, '-')
}

function digitOf(character: string): string {
  const code = character.codePointAt(0)!
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++
  return String(value)
}

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)'
const AS_DATE = new RegExp(`^(?:\\d{1,2}[-/ ]${MONTH}(?:[-/ ]\\d{2,4})?|${MONTH}[-/ ]\\d{2,4})$`, 'i')

/** A longer number would be no lot. */
const mostZeros = 30

/**
 * What a spreadsheet may have written as `1.2E+06`: the number with its zeros, or a lot with an E between its digits (`4E310`,
 * `12E5`, `1E05`), which it took for a number.
 */
function beforeScientific(first: string, rest: string, power: string): string[] {
  const zeros = Number(power) - rest.length
  const whole = zeros >= 0 && zeros <= mostZeros ? [first + rest + '0'.repeat(zeros)] : []
  const digits = (first + rest).replace(/0+$/, '') || first
  const exponent = Number(power) - digits.length + 1
  const powers = exponent < 0 ? [] : [String(exponent), String(exponent).padStart(2, '0')]
  return [...new Set([...whole, ...powers.map((each) => `${digits}E${each}`), `${first}E${power}`])]
}

/**
 * What a spreadsheet may have done to this text: a number in scientific notation, `.0` behind it, thousands separators, a
 * date made of a lot. Lost leading zeros leave no trace: any number of digits may have had some.
 */
export function spreadsheetDoubts(text: string): TypedDoubt[] {
  const doubts: TypedDoubt[] = []
  const scientific = /^(\d)(?:[.,](\d+))?E(\+?)(\d{1,3})$/i.exec(text)
  if (scientific && (scientific[3] !== '' || scientific[2] !== undefined)) {
    const [, first = '', rest = '', , power = ''] = scientific
    doubts.push({ code: 'SCIENTIFIC', candidates: beforeScientific(first, rest, power) })
  }
  const trailing = /^(.*[\p{L}\p{N}])[.,]0{1,2}$/u.exec(text)
  if (trailing && /\d\d$/.test(trailing[1]!)) doubts.push({ code: 'TRAILING_ZEROS', candidates: [trailing[1]!] })
  if (/^\d{1,3}([.,' \u202f’])\d{3}(\1\d{3})*(\.0+)?$/.test(text))
    doubts.push({ code: 'THOUSANDS', candidates: [text.replace(/\.0+$/, '').replace(/\D/g, '')] })
  if (AS_DATE.test(text)) doubts.push({ code: 'DATE', candidates: [] })
  if (/^\d{2,13}$/.test(text)) {
    const zeros = /^0*(?=\d)/.exec(text)?.[0].length ?? 0
    const stripped = Array.from({ length: zeros }, (_, count) => text.slice(zeros - count))
    const padded = Array.from({ length: Math.min(8, 14 - text.length) }, (_, count) => '0'.repeat(count + 1) + text)
    doubts.push({ code: 'LEADING_ZEROS', candidates: [...stripped, ...padded] })
  }
  return doubts
}

/**
 * Cleans a typed text before it is compared with names.
 * @returns what is left of it, what it was called, what was taken off or put right; null where nothing is left
 */
export function cleanTyped(raw: string): TypedText | null {
  const mends: TypedMend[] = []
  const visible = raw.replace(INVISIBLE, '')
  const trimmed = visible.replace(CONTROLS, '').replace(BLANKS, ' ').trim()
  // At the ends they came with copying; inside they may stand where a character was lost.
  const edges = raw.replace(/^[\p{DI}\p{Z}\s]+|[\p{DI}\p{Z}\s]+$/gu, '')
  const dropped = [...new Set(edges.match(INVISIBLE))]
  if (dropped.length > 0) mends.push('INVISIBLE')
  const plain = plainLetters(trimmed)
  if (plain.replace(/-/g, '') !== trimmed.replace(/[-‐‑‒–—―−]/g, '')) mends.push('OTHER_SCRIPT')
  const edged = withoutEdges(plain)
  const { word, rest } = wordOf(edged)
  const text = word === null ? edged : withoutEdges(rest)
  if (text === '') return null
  if (word !== null) mends.push('WORDS')
  if (edged !== plain || (word !== null && text !== rest.trim())) mends.push('PUNCTUATION')
  return { text, word, whole: word === null ? null : edged, mends, dropped, doubts: spreadsheetDoubts(text) }
}
