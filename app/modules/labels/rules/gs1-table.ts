/**
 * The GS1 application identifiers as one table that decides: format, checks, requisites, exclusions, fields, Digital
 * Link keys. Facts from the GS1 Barcode Syntax Dictionary (Apache-2.0), written in a form of our own.
 */
import { ROWS } from './gs1-table-rows'

/** One part of a value. `checks` are the letters of gs1-checks.ts; only the last part may vary in length. */
export type AiPart = {
  /** The bit of characters.ts that each character must have: 1 digits, 2 set 82, 4 set 39, 8 base64url. */
  readonly set: number
  readonly min: number
  readonly max: number
  readonly optional: boolean
  readonly checks: string
}

export type AiSpec = {
  readonly ai: string
  /** `ai` as a number, which is unique: AIs of two digits stop at 99. */
  readonly number: number
  readonly parts: readonly AiPart[]
  readonly min: number
  readonly max: number
  /** The value's length where the AI is in the predefined-length table (GenSpecs 7.8.5), else 0: it ends at FNC1. */
  readonly predefined: number
  /** Alternatives of which one must be on the item; each a list of AIs that go together. */
  readonly requires: readonly (readonly string[])[]
  /** Whether a GTIN beside it satisfies them. */
  readonly goesWithGtin: boolean
  /** AIs that may not stand beside this one; "n" stands for any digit. */
  readonly excludes: readonly string[]
  /** A bit for the AI, of 31, and those of its `excludes`: where a label has none of these, it need not be searched. */
  readonly bit: number
  readonly excludedBits: number
  /** For measures and amounts the first three digits: the fourth, the decimals, may not differ on one label. */
  readonly sameMeasure: string
  /** Whether its value may have swallowed what follows, where a separator was lost: lot, serial, variants, references, counts. */
  readonly isOpenEnded: boolean
  /** The field that its value fills, and the one beside it where that is a day; empty where there is none. */
  readonly field: string
  readonly precisionField: string
}

/** The number of digits of an AI by its first two (GenSpecs 3.2); unassigned ones have two. */
export const AI_DIGITS: number[] = new Array<number>(100).fill(2)

/** The Digital Link primary keys, each with its alternatives of ordered qualifiers. */
export const LINK_KEYS: Record<string, readonly (readonly string[])[]> = {}

/** Names that release 1.1 of Digital Link allowed for identifiers in the path. */
export const LINK_NAMES: Record<string, string> = {}

const NOT_LINK_ATTRIBUTES: string[] = []

/** The table by the AI's number. */
const TABLE = new Array<AiSpec | undefined>(10_000).fill(undefined)
for (const row of ROWS.split('\n')) addRow(row)

/** Whether an AI may stand in the query of a Digital Link. */
export function isLinkAttribute(ai: string): boolean {
  return !NOT_LINK_ATTRIBUTES.includes(ai)
}

/** The AI with this number, or undefined where GS1 has assigned none. */
export function aiSpec(number: number): AiSpec | undefined {
  return TABLE[number]
}

/** The AI that is written so, or undefined where GS1 has assigned none. */
export function specOf(ai: string): AiSpec | undefined {
  const spec = TABLE[Number(ai)]
  return spec?.ai === ai ? spec : undefined
}

/** The AIs of `7020-7022`, `390n` (a digit more), `310-316d` (0–5 more); ranges keep their width. */
function expand(item: string): string[] {
  const [, from = '', to = from, more] = /^(\d+)-?(\d*)(.?)/.exec(item)!
  const ais: string[] = []
  for (let n = Number(from); n <= Number(to || from); n++) {
    const ai = String(n).padStart(from.length, '0')
    if (more === '') ais.push(ai)
    else for (const digit of more === 'n' ? '0123456789' : '012345') ais.push(ai + digit)
  }
  return ais
}

function bitOf(ai: string): number {
  return ai.endsWith('n') ? -1 : 1 << (Number(ai) % 31)
}

function listOf(text: string, by = ','): string[] {
  return text ? text.split(by) : []
}

function parsePart(text: string): AiPart {
  const [, optional, set, varies, length, checks] = /^(\??)(.)(\.?)(\d+)(.*)$/.exec(text)!
  const max = Number(length)
  return { set: 1 << 'NXYZ'.indexOf(set!), min: varies ? 1 : max, max, optional: optional !== '', checks: checks! }
}

function addRow(row: string): void {
  const [, ais = '', columns = ''] = /^(\S+) (.*)$/.exec(row)!
  const [format = '', requires = '', excludes = '', field = '', link = '', name = ''] = columns.split(';')
  const parts = format.split(' ').map(parsePart)
  const max = parts.reduce((sum, part) => sum + part.max, 0)
  for (const ai of ais.split(',').flatMap(expand)) {
    AI_DIGITS[Number(ai.slice(0, 2))] = ai.length
    if (link[0] === '/') LINK_KEYS[ai] = listOf(link.slice(1), '|').map((order) => order.split(','))
    if (link[0] === '-') NOT_LINK_ATTRIBUTES.push(ai)
    if (name) LINK_NAMES[name] = ai
    TABLE[Number(ai)] = {
      ai,
      number: Number(ai),
      parts,
      min: parts.reduce((sum, part) => sum + (part.optional ? 0 : part.min), 0),
      max,
      predefined: /^(0[0-4]|1[1-9]|20|3[1-6]|41)/.test(ai) ? max : 0,
      goesWithGtin: listOf(requires).includes('01'),
      requires: listOf(requires).map((group) => group.split('+')),
      excludes: listOf(excludes),
      bit: bitOf(ai),
      excludedBits: listOf(excludes).reduce((bits, other) => bits | bitOf(other), 0),
      sameMeasure: /^3\d{3}/.test(ai) ? ai.slice(0, 3) : '',
      isOpenEnded: /^(10|2[12]|24[01]|250|30)$/.test(ai),
      field,
      precisionField: /^1[1-7]/.test(ai) ? `${field}Precision` : '',
    }
  }
}
