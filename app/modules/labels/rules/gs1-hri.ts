/** GS1 as printed under the barcode: identifiers in parentheses or brackets, "(01)09506000134352(10)AB1". */
import { addElement, noElements, refuseAt } from './gs1-elements'
import { gs1Reading } from './gs1-fields'
import { specOf } from './gs1-table'
import { accept, ask, type Ctx, type Outcome, refuse } from './outcome'

// An identifier or a slip of one: digits, or a digit and what is none. "\(" is a parenthesis of the value.
const PARENTHESES = /(?<!\\)\((?=\d{2,5}\)|\d[^\d)][^)]*\))/
const BRACKETS = /(?<!\\)\[(?=\d{2,5}\]|\d[^\d\]][^\]]*\])/

/**
 * Reads human readable interpretation. Spaces and line ends around a value are layout; `\(` and `\)` are parentheses of
 * the value. A parenthesis that leads no identifier may belong to a lot, so it makes the text ambiguous (GenSpecs 4.14).
 */
export function readHri(text: string, ctx: Ctx): Outcome {
  const [open, close] = text[0] === '[' ? '[]' : '()'
  const elements = noElements()
  let isStray = false
  let at = 1
  for (const part of text.slice(1).split(open === '[' ? BRACKETS : PARENTHESES)) {
    const end = part.indexOf(close!)
    const ai = part.slice(0, Math.max(end, 0))
    if (end < 0 || ai.includes(open!)) return refuse('SYNTAX', 'parenthesis', at - 1, part)
    if (/\D/.test(ai)) return refuse('CHARSET', 'identifier', at, ai)
    if (ai.length === 1) return refuse('SYNTAX', 'identifier', at, ai)
    const printed = part.slice(end + 1)
    // Line ends and spaces around a value are layout, unless nothing else is left of it.
    const value = (printed.trim() || printed).replace(/\\([()[\]])/g, '$1')
    const complaint = addElement(elements, specOf(ai), value, at, at + end + 1, ctx.thisYear)
    if (complaint) return refuseAt(complaint, 0, complaint.code === 'UNKNOWN_AI' ? ai : value)
    isStray ||= printed.replace(/\\./g, '').includes(open!)
    at += part.length + 1
  }
  const reading = gs1Reading('gs1-hri', elements, ctx)
  return isStray ? ask('parenthesis', [reading]) : accept(reading)
}
