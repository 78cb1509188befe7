/**
 * The GS1 application identifiers as one table that decides: format, checks, requisites, exclusions, Digital Link keys.
 * Facts from the GS1 Barcode Syntax Dictionary (Apache-2.0), written in a form of our own.
 */
import { EXCLUDES, FORMATS, MEASURES, REQUIRES } from './gs1-table-rows'

/** One part of a value. `checks` are the letters of gs1-checks.ts; only the last part may vary in length. */
export type AiPart = {
  /** 1 digits, 2 character set 82, 4 character set 39, 8 base64url: the bit that each character must have. */
  readonly set: number
  readonly min: number
  readonly max: number
  readonly optional: boolean
  readonly checks: string
}

export type AiSpec = {
  readonly ai: string
  readonly parts: readonly AiPart[]
  readonly min: number
  readonly max: number
  /** The value's length where the AI is in the predefined-length table (GenSpecs 7.8.5), else 0: it ends at FNC1. */
  readonly predefined: number
  /** Alternatives of which one must be on the item; each a list of AIs that go together. */
  readonly requires: readonly (readonly string[])[]
  /** AIs that may not stand beside this one; "n" stands for any digit. */
  readonly excludes: readonly string[]
  /** For measures and amounts the first three digits: the fourth, the decimals, may not differ on one label. */
  readonly sameMeasure: string
}

/** The Digital Link primary keys, each with its alternatives of ordered qualifiers. */
export const LINK_KEYS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  '00': [],
  '01': [['22', '10', '21'], ['235']],
  '253': [],
  '255': [],
  '401': [],
  '402': [],
  '414': [['254'], ['7040']],
  '415': [['8020']],
  '417': [['7040']],
  '8003': [],
  '8004': [['7040']],
  '8006': [['22', '10', '21']],
  '8010': [['8011']],
  '8013': [],
  '8017': [['8019']],
  '8018': [['8019']],
}

const NOT_LINK_ATTRIBUTES = '03,21,22,235,254,7040,7041,8011,8014,8019,8020,8040,8041,8042,8043,8200'.split(',')

/** Whether an AI may stand in the query of a Digital Link. */
export function isLinkAttribute(ai: string): boolean {
  return !NOT_LINK_ATTRIBUTES.includes(ai)
}

const SETS: Record<string, number> = { N: 1, X: 2, Y: 4, Z: 8 }

/** The predefined total lengths by the first two digits (GenSpecs figure 7.8.5-2), the AI included; 0 where FNC1 ends it. */
export const PREDEFINED_LENGTH: readonly number[] = predefinedLengths()

/** The number of digits of an AI by its first two (GenSpecs 3.2); 0 where no such AI can be. */
export const AI_DIGITS: readonly number[] = aiDigits()

/** The table by the AI's number. AIs of two digits stop at 99, so the number is unique. */
const TABLE: readonly (AiSpec | undefined)[] = buildTable()

/** The AI with this number, or undefined where GS1 has assigned none. */
export function aiSpec(number: number): AiSpec | undefined {
  return TABLE[number]
}

function predefinedLengths(): number[] {
  const lengths = new Array<number>(100).fill(0)
  lengths[0] = 20
  lengths[1] = lengths[2] = lengths[3] = lengths[41] = 16
  lengths[4] = 18
  for (let i = 11; i <= 19; i++) lengths[i] = 8
  lengths[20] = 4
  for (let i = 31; i <= 36; i++) lengths[i] = 10
  return lengths
}

function aiDigits(): number[] {
  const digits = new Array<number>(100).fill(2)
  for (const i of [23, 24, 25, 40, 41, 42, 71]) digits[i] = 3
  for (const i of [31, 32, 33, 34, 35, 36, 39, 43, 70, 72, 80, 81, 82]) digits[i] = 4
  return digits
}

/** Expands `01-03,3n` to every AI that it names: ranges keep their width, "n" is each digit. */
function expand(list: string): string[] {
  const all: string[] = []
  for (const item of list.split(',')) {
    const [from = '', to = from] = item.split('-')
    for (let n = Number(from.replace('n', '0')); n <= Number(to.replace('n', '9')); n++) {
      all.push(String(n).padStart(from.length, '0'))
    }
  }
  return all
}

function parsePart(text: string): AiPart {
  const match = /^(\??)([NXYZ])(\.?)(\d+)(.*)$/.exec(text)!
  const max = Number(match[4])
  return { set: SETS[match[2]!]!, min: match[3] ? 1 : max, max, optional: match[1] === '?', checks: match[5]! }
}

function buildTable(): (AiSpec | undefined)[] {
  const table: (AiSpec | undefined)[] = []
  const requires = new Map<string, string[][]>()
  const excludes = new Map<string, string[]>()
  const measures = expand(MEASURES).flatMap((stem) => expand(`${stem}0-${stem}5`))
  for (const line of REQUIRES.split('\n')) {
    const [ais, alternatives] = line.split('=') as [string, string]
    for (const ai of expand(ais)) {
      const group = alternatives.split(',').map((alternative) => alternative.split('+'))
      requires.set(ai, group)
      if (ai.length === 3 && ai[0] === '3') for (let n = 0; n <= 5; n++) requires.set(ai + n, group)
    }
  }
  for (const line of EXCLUDES.split('\n')) {
    const [ais, others] = line.split('=') as [string, string]
    for (const ai of expand(ais)) excludes.set(ai, others.split(','))
  }
  for (const line of [...FORMATS.split('\n'), `N6=${measures.join(',')}`]) {
    const [format, ais] = line.split('=') as [string, string]
    const parts = format.split(' ').map(parsePart)
    const min = parts.reduce((sum, part) => sum + (part.optional ? 0 : part.min), 0)
    const max = parts.reduce((sum, part) => sum + part.max, 0)
    for (const ai of expand(ais)) {
      const total = PREDEFINED_LENGTH[Number(ai.slice(0, 2))]!
      const predefined = total === 0 ? 0 : total - ai.length
      const conflicts = excludes.get(ai) ?? []
      const sameMeasure = ai.length === 4 && ai[0] === '3' ? ai.slice(0, 3) : ''
      table[Number(ai)] = {
        ai,
        parts,
        min,
        max,
        predefined,
        requires: requires.get(ai) ?? [],
        excludes: conflicts,
        sameMeasure,
      }
    }
  }
  return table
}
