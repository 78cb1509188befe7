/**
 * ISBT 128 (ST-001 v6.2.2): one data structure, several in a row, compound messages. Every structure is cut by its
 * length and checked character by character before anything of the text is believed (2.2, 2.4.23).
 */
import { strangerAt } from './characters'
import { digitsAt, pairAt } from './dates'
import { addEuropeanDonation, addFields, addFlexibleDates } from './isbt128-fields'
import { misfit, type Structure, structureOf } from './isbt128-structures'
import { readIsbtText } from './isbt128-text'
import { type Ctx, type Outcome, refuse, warn } from './outcome'
import { conclude, fail, newStatement, put, type Statement, warnCarrier } from './statements'

/**
 * Reads ISBT 128 text without its symbology identifier: scanned structures, or one of the printed forms.
 * Also `\T\` for `&` and `\E\` for `\` as HL7 v2 writes them, and line ends or a blank between structures.
 * @returns form `isbt128-din`, `isbt128-product`, `isbt128-compound`, `isbt128-concatenated`, `isbt128-NNN` for another
 *   single structure, or a printed form; refuses what does not fit the structures in every character
 */
export function readIsbt128(text: string, ctx: Ctx): Outcome {
  const first = text[0]
  if (first !== '=' && first !== '&' && first !== '\\') {
    return readIsbtText(text, ctx) ?? refuse('IDENTIFIER', '', 0, first)
  }
  const s = newStatement(text, ctx)
  let at = 0
  while (at >= 0 && at < text.length) at = isBlank(text.charCodeAt(at)) ? at + 1 : readStructure(s, at)
  if (s.refused || !complete(s)) return s.refused!
  addEuropeanDonation(s)
  const { productCode, divisions } = s.fields
  // Where the last three characters are the division itself, 99 is a number like any other (2.4.3, 2.4.32).
  if (productCode?.endsWith('99') && divisions === undefined && !'MNRTVW'.includes(productCode[0]!)) {
    warn(ctx, 'DIVISIONS_REQUIRED')
  }
  warnCarrier(ctx)
  return conclude('isbt128', formOf(s), s, ctx)
}

/** Reads the structure at `start`; returns the position behind it, −1 after a refusal. */
function readStructure(s: Statement, start: number): number {
  const { text } = s
  const ampersand = text[start] !== '=' && (text[start] === '&' || text.startsWith('\\T\\', start))
  if (!ampersand && text[start] !== '=') return fail(s, 'IDENTIFIER', '', start, start + 1) || -1
  let at = start + (text[start] === '\\' ? 3 : 1)
  // UDI tables print “= >” (IMDRF N48): no identifier has a blank, so it is the typesetter's.
  if (text[at] === ' ') at++
  const second = text.charCodeAt(at)
  const comma = ampersand && second === 44
  if (at + (comma ? 1 : 0) >= text.length) return tooShort(s, start)
  if (ampersand && ((second > 96 && second < 123) || second === 59 || second === 33)) return readNational(s, at)
  const structure = structureOf(ampersand, second, text.charCodeAt(at + 1))
  if (!structure) return fail(s, 'UNKNOWN_IDENTIFIER', '', start, at + 1) || -1
  if (structure.number === '001') return readData(s, structure, start, at)
  return readData(s, structure, start, at + (comma ? 2 : second === 92 && text.startsWith('E\\', at + 1) ? 3 : 1))
}

function readData(s: Statement, structure: Structure, start: number, at: number): number {
  const { text, elements } = s
  const { number, sets, segment } = structure
  let end = at + sets.length
  if (end > text.length) return tooShort(s, start)
  let wrong = misfit(text, at, sets)
  if (wrong < 0 && segment > 0) {
    const digits = segment === 1 ? 2 : sets.length
    const run = segment * digitsAt(text, end - digits, digits)
    if (end + run > text.length) return tooShort(s, start)
    wrong = strangerAt(text, end, end + run, segment === 1 ? 256 : 1)
    end += run
  }
  const value = text.slice(at, end)
  if (wrong >= 0) fail(s, 'FORMAT', `structure ${number}`, wrong, wrong + 1)
  else if (number === '023' && elements.length > 0) fail(s, 'FORMAT', 'compound message', start, end)
  else if (contradicts(s, number, value)) fail(s, 'FORMAT', `structure ${number} twice`, start, end)
  else {
    elements.push({ id: number, value })
    if (addFields(s, structure, at, end)) return end
  }
  return -1
}

function tooShort(s: Statement, start: number): -1 {
  return fail(s, 'LENGTH', 'last part', start, s.text.length) || -1
}

/** `&a`–`&z`, `&;`, `&!`: what a nation or facility defines, unknown in length, so to the end (2.5); never in a compound. */
function readNational(s: Statement, at: number): number {
  const end = s.text.length
  if (at + 1 === end) return tooShort(s, at)
  if (s.elements[0]?.id === '023') return fail(s, 'FORMAT', 'compound message', at, end) || -1
  put(s, `&${s.text[at]}`, at + 1, end)
  return end
}

/** Test results and dimensions may come several times, flexible dates with different types; what else comes twice says the same. */
function contradicts(s: Statement, id: string, value: string): boolean {
  for (const other of s.elements) {
    if (other.id !== id || other.value === value || '010 012 013 014 027 029 030'.includes(id)) continue
    if (id !== '031' || other.value.startsWith(value.slice(0, 4))) return true
  }
  return false
}

/** A compound message has as many structures as it announces (2.4.23), and the flexible dates fit the others. */
function complete(s: Statement): boolean {
  const [first, ...others] = s.elements
  if (first!.id === '023' && (others.length === 0 || others.length !== pairAt(first!.value, 0))) {
    return fail(s, 'COMPOUND_COUNT', String(others.length), 2, 4)
  }
  return s.fields.flexibleDate === undefined || addFlexibleDates(s)
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13
}

function formOf(s: Statement): string {
  const id = s.elements[0]!.id
  if (id === '023') return 'isbt128-compound'
  if (s.elements.length > 1) return 'isbt128-concatenated'
  return id === '001' ? 'isbt128-din' : id === '003' ? 'isbt128-product' : `isbt128-${id}`
}
