/**
 * The GS1 application identifiers as one table that decides: format, checks, requisites, exclusions, fields, Digital
 * Link keys. Facts from the GS1 Barcode Syntax Dictionary (Apache-2.0), written in a form of our own.
 */
import { RULES } from './gs1-checks'
import { ROWS } from './gs1-table-rows'

/** One part of a value. `checks` are the letters of gs1-checks.ts; only the last part may vary in length. */
export type AiPart = {
  /** The bit of characters.ts that each character must have: 1 digits, 2 set 82, 4 set 39, 8 base64url. */
  readonly set: number
  readonly min: number
  readonly max: number
  readonly optional: boolean
  readonly checks: string
  /** What they ask, so that none need be looked up. */
  readonly rules: readonly (typeof RULES)[string][]
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
  /** Alternatives of which one must be on the item, as the row has them, and as numbers of AIs that go together. */
  readonly requisites: string
  readonly requires: readonly (readonly number[])[]
  /** AIs that may not be combined with this one, by their numbers. */
  readonly excludes: readonly number[]
  /** Whether its value may have swallowed what follows, where a separator was lost: lot, serial, variants, references, counts. */
  readonly isOpenEnded: boolean
  /** The field that its value fills, empty where there is none; and for a day the one beside it. */
  readonly field: string
  readonly precisionField: string
}

/** The number of digits of an AI by its first two (GenSpecs 3.2), where any begins so. */
export const AI_DIGITS: number[] = []

/** The Digital Link primary keys, each with its alternatives of ordered qualifiers. */
export const LINK_KEYS: Record<string, readonly (readonly string[])[]> = {}

/** Names that release 1.1 of Digital Link allowed for identifiers in the path. */
export const LINK_NAMES: Record<string, string> = {}

const NOT_LINK_ATTRIBUTES: string[] = []

/** The table by the AI's number. */
const TABLE = new Array<AiSpec | undefined>(10_000).fill(undefined)
for (const row of ROWS.split('\n')) addRow(row)

/** Whether an AI may be in the query of a Digital Link. */
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
  const [, from = '', to = from, more = ''] = /^(\d+)-?(\d+)?([dn]*)$/.exec(item) ?? []
  const ais: string[] = []
  for (let n = Number(from); n <= Number(to || -1); n++) {
    const ai = String(n).padStart(from.length, '0')
    if (more === '') ais.push(ai)
    else for (const digit of more[0] === 'n' ? '0123456789' : '012345') ais.push(...expand(ai + digit + more.slice(1)))
  }
  return ais
}

function listOf(text: string): string[] {
  return text.split(',').flatMap(expand)
}

function parsePart(text: string): AiPart {
  const [, optional, set, varies, length, checks = ''] = /^(\??)(.)(\.?)(\d+)(.*)$/.exec(text)!
  const max = Number(length)
  const rules = [...checks].map((letter) => RULES[letter]!)
  return { set: 1 << 'NXYZ'.indexOf(set!), min: varies ? 1 : max, max, optional: optional !== '', checks, rules }
}

function addRow(row: string): void {
  const [, ais = '', columns = ''] = /^(\S+) (.*)$/.exec(row)!
  const [format = '', requisites = '', excludes = '', field = '', link = '', name = ''] = columns.split(';')
  const parts = format.split(' ').map(parsePart)
  const max = parts.reduce((sum, part) => sum + part.max, 0)
  const requires = requisites
    .split(',')
    .flatMap((group) =>
      group
        .split('+')
        .reduce<number[][]>(
          (groups, item) => groups.flatMap((each) => expand(item).map((ai) => [...each, Number(ai)])),
          [[]],
        ),
    )
  for (const ai of listOf(ais)) {
    AI_DIGITS[Number(ai.slice(0, 2))] = ai.length
    if (link[0] === '/')
      LINK_KEYS[ai] = link
        .slice(1)
        .split('|')
        .map((order) => order.split(','))
    if (link[0] === '-') NOT_LINK_ATTRIBUTES.push(ai)
    if (name) LINK_NAMES[name] = ai
    // Measures and amounts that differ only in their decimal places may not be on one label.
    const sameMeasure = /^3\d{3}/.test(ai) ? expand(`${ai.slice(0, 3)}n`) : []
    TABLE[Number(ai)] = {
      ai,
      number: Number(ai),
      parts,
      min: parts.reduce((sum, part) => sum + (part.optional ? 0 : part.min), 0),
      max,
      predefined: /^(0[0-4]|1[1-9]|20|3[1-6]|41)/.test(ai) ? max : 0,
      requisites,
      requires,
      excludes: [...listOf(excludes), ...sameMeasure].filter((other) => other !== ai).map(Number),
      isOpenEnded: /^(10|2[12]|24[01]|250|30)$/.test(ai),
      field,
      precisionField: `${field}Precision`,
    }
  }
}
