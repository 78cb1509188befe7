/**
 * ISBT 128 (ST-001 v6.2.2): one data structure, several in a row, compound messages. Every structure is cut by its
 * length and checked character by character before anything of the text is believed (2.2, 2.4.23).
 */
import type { LabelElement } from '../types'
import { digitsAt } from './dates'
import { addFields, type Fields } from './isbt128-fields'
import { misfit, misfitRun, type Structure, structureOf } from './isbt128-structures'
import { addDonationOf, readIsbtText } from './isbt128-text'
import { accept, type Ctx, type Outcome, refuse } from './outcome'

/** Longer than any label; the standard's longest structures hold 99 or 999 segments, which no label prints. */
const LONGEST = 1000
/** Carriers that mark their data as GS1's; ISBT 128 never travels in them (6.1, 6.2). */
const GS1_CARRIERS = ']C1]d2]d5]Q3]Q4]e0]e1]e2]J1]z1'

/** Where the scan of a text stands. */
type State = {
  readonly text: string
  readonly elements: LabelElement[]
  readonly fields: Fields
  at: number
  /** How many structures a compound message announces; −1 without one. */
  announced: number
}

/**
 * Reads ISBT 128 text without its symbology identifier: scanned structures, or one of the printed forms.
 * Also `\T\` for `&` and `\E\` for `\` as HL7 v2 writes them, and line ends or a blank between structures.
 * @returns form `isbt128-din`, `isbt128-product`, `isbt128-compound`, `isbt128-concatenated`, `isbt128-NNN` for another
 *   single structure, or a printed form; refuses what does not fit the structures in every character
 */
export function readIsbt128(text: string, ctx: Ctx): Outcome {
  const first = text[0]
  if (first !== '=' && first !== '&' && first !== '\\') {
    return readIsbtText(text, ctx) ?? refuse('IDENTIFIER', 'ISBT 128 data begin with “=” or “&”.', 0, first)
  }
  if (text.length > LONGEST) return refuse('TOO_LONG', 'This text is too long to be an ISBT 128 label.', LONGEST)
  const state: State = { text, elements: [], fields: {}, at: 0, announced: -1 }
  while (skipBlanks(state)) {
    const refused = readStructure(state)
    if (refused) return refused
  }
  const { elements, fields } = state
  if (state.announced >= 0 && (state.announced !== elements.length - 1 || state.announced === 0)) {
    const detail = `The barcode announces ${state.announced} parts and has ${elements.length - 1}: it was not read whole.`
    return refuse('COMPOUND_COUNT', detail, 2, text.slice(2, 4))
  }
  if (fields.sec !== undefined) addDonationOf(fields)
  warn(state, ctx)
  return accept({ symbology: 'isbt128', form: formOf(state), elements, fields, warnings: ctx.warnings })
}

/** Reads the structure at `state.at` and goes behind it. */
function readStructure(state: State): Outcome | null {
  const { text } = state
  const start = state.at
  const ampersand = text[start] === '&' || text.startsWith('\\T\\', start)
  if (!ampersand && text[start] !== '=')
    return refuse('IDENTIFIER', 'Here an ISBT 128 part should begin, with “=” or “&”.', start, text[start])
  let at = start + (text[start] === '\\' ? 3 : 1)
  // UDI tables print “= >” (IMDRF N48): no identifier has a blank, so it is the typesetter's.
  if (text[at] === ' ') at++
  if (at >= text.length) return refuse('LENGTH', 'The text ends inside an identifier.', at)
  const second = text.charCodeAt(at)
  if (ampersand && ((second >= 97 && second <= 122) || second === 59 || second === 33)) return readNational(state, at)
  const structure = structureOf(ampersand, second, text.charCodeAt(at + 1))
  if (!structure) {
    if (ampersand && second === 44 && at + 1 >= text.length)
      return refuse('LENGTH', 'The text ends inside an identifier.', at)
    return refuse('UNKNOWN_IDENTIFIER', 'ISBT 128 has no part with this identifier.', start, text.slice(start, at + 1))
  }
  if (structure.number !== '001')
    at += ampersand && second === 44 ? 2 : second === 92 && text.startsWith('\\E\\', at) ? 3 : 1
  return readData(state, structure, start, at)
}

function readData(state: State, structure: Structure, start: number, at: number): Outcome | null {
  const { text, elements } = state
  let end = at + structure.sets.length
  if (end > text.length) return tooShort(structure, start)
  let wrong = misfit(text, at, structure.sets)
  if (wrong < 0 && structure.segment > 0) {
    const digits = structure.number === '025' ? 2 : structure.sets.length
    const run = structure.segment * digitsAt(text, end - digits, digits)
    if (end + run > text.length) return tooShort(structure, start)
    wrong = misfitRun(text, end, run, structure)
    end += run
  }
  if (wrong >= 0)
    return refuse(
      'FORMAT',
      `“${text[wrong]}” can't stand at this place in structure ${structure.number}.`,
      wrong,
      text[wrong],
    )
  if (structure.number === '023') {
    if (elements.length > 0) return refuse('FORMAT', 'A compound message can only begin a barcode.', start)
    state.announced = digitsAt(text, at, 2)
  }
  const value = text.slice(at, end)
  if (contradicts(elements, structure.number, value)) {
    return refuse('FORMAT', 'This label states the same thing twice and differently.', start, value)
  }
  elements.push({ id: structure.number, value })
  state.at = end
  return addFields(state.fields, structure, text, at, end)
}

function tooShort(structure: Structure, start: number): Outcome {
  return refuse('LENGTH', `The text ends inside structure ${structure.number}: the barcode was not read whole.`, start)
}

/** `&a`–`&z`, `&;`, `&!`: what a nation or facility defines, unknown in length, so to the end (2.5); never in a compound. */
function readNational(state: State, at: number): Outcome | null {
  const { text } = state
  if (state.announced >= 0) return refuse('FORMAT', 'A compound message has no locally defined parts.', state.at)
  const value = text.slice(at + 1)
  if (value === '') return refuse('LENGTH', 'This locally defined part is empty.', at)
  state.elements.push({ id: `&${text[at]}`, value })
  state.at = text.length
  return null
}

/** A structure that comes twice says the same; only flexible dates come several times, of different types. */
function contradicts(elements: readonly LabelElement[], id: string, value: string): boolean {
  for (const element of elements) {
    if (element.id !== id || element.value === value) continue
    if (id !== '031' || element.value.slice(0, 4) === value.slice(0, 4)) return true
  }
  return false
}

function skipBlanks(state: State): boolean {
  const { text } = state
  while (state.at < text.length) {
    const code = text.charCodeAt(state.at)
    if (code !== 32 && code !== 9 && code !== 10 && code !== 13) return true
    state.at++
  }
  return false
}

function warn(state: State, ctx: Ctx): void {
  const { productCode, divisions } = state.fields
  // Where the last three characters are the division itself, 99 is a number like any other (2.4.3, 2.4.32).
  if (productCode?.endsWith('99') && divisions === undefined && !'MNRTVW'.includes(productCode[0]!)) {
    ctx.warnings.push({
      code: 'DIVISIONS_REQUIRED',
      detail: 'Scan the product divisions code too: this product code asks for it.',
    })
  }
  if (ctx.symbologyId && GS1_CARRIERS.includes(ctx.symbologyId)) {
    ctx.warnings.push({
      code: 'CARRIER_MISMATCH',
      detail: `ISBT 128 data in a barcode that announces GS1 (${ctx.symbologyId}).`,
    })
  }
}

function formOf(state: State): string {
  if (state.announced >= 0) return 'isbt128-compound'
  if (state.elements.length > 1) return 'isbt128-concatenated'
  const id = state.elements[0]!.id
  return id === '001' ? 'isbt128-din' : id === '003' ? 'isbt128-product' : `isbt128-${id}`
}
