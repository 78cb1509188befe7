/** GS1 as printed under the barcode: identifiers in parentheses or brackets, "(01)09506000134352(10)AB1". */
import type { LabelElement } from '../types'
import { checkValue, isOtherRepeat } from './gs1-elements'
import { gs1Reading } from './gs1-fields'
import { aiSpec } from './gs1-table'
import { accept, type Ctx, type Outcome, refuse } from './outcome'

/**
 * Reads human readable interpretation. Spaces and line ends around a value are layout; `\(` and `\)` are parentheses of
 * the value. A parenthesis that leads no identifier may belong to a lot, so it makes the text ambiguous (GenSpecs 4.14).
 */
export function readHri(text: string, ctx: Ctx): Outcome {
  const [open, close] = text[0] === '[' ? ['[', ']'] : ['(', ')']
  const elements: LabelElement[] = []
  let stray = false
  let at = 0
  while (at < text.length) {
    const end = text.indexOf(close, at)
    const ai = text.slice(at + 1, end < 0 ? text.length : end)
    if (end < 0 || ai.includes(open)) return refuse('SYNTAX', 'A parenthesis is open or doubled.', at, text.slice(at))
    if (!/^\d*$/.test(ai)) return refuse('CHARSET', 'An identifier in parentheses is digits only.', at + 1, ai)
    if (ai.length === 1) return refuse('SYNTAX', 'An identifier in parentheses has two to four digits.', at + 1, ai)
    const spec = aiSpec(Number(ai))
    if (!spec || spec.ai !== ai) return refuse('UNKNOWN_AI', `GS1 has no identifier (${ai}).`, at + 1, ai)
    const next = nextIdentifier(text, end + 1, open, close)
    stray ||= next.stray
    const value = layoutTrimmed(text.slice(end + 1, next.at)).replace(/\\([()[\]])/g, '$1')
    const complaint = checkValue(spec, value, 0, value.length, ctx.now)
    if (complaint) return refuse(complaint.code, complaint.detail, end + 1 + complaint.at, value)
    if (isOtherRepeat(elements, ai, value)) {
      return refuse('REPEATED_AI', `(${ai}) is on the label twice with different values.`, at, value)
    }
    elements.push({ id: ai, value })
    at = next.at
  }
  const reading = gs1Reading('gs1-hri', elements, ctx)
  if (!stray) return accept(reading)
  const detail = 'A parenthesis in this text may belong to a lot or lead an identifier that is cut short.'
  return { kind: 'ambiguous', reason: 'OTHER', detail, readings: [reading] }
}

/** Where the next identifier opens, and whether a parenthesis before it leads none. */
function nextIdentifier(text: string, from: number, open: string, close: string): { at: number; stray: boolean } {
  let stray = false
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === open) {
      const end = text.indexOf(close, at)
      const inner = end < 0 ? '' : text.slice(at + 1, end)
      // Only an assigned identifier ends the value; a nested or odd one at the very start of a value is a slip.
      if (/^\d{2,4}$/.test(inner) && aiSpec(Number(inner))?.ai === inner) return { at, stray }
      if (/^\d{2,5}$/.test(inner) || /^\d\D/.test(inner)) return { at, stray }
      stray = true
    }
  }
  return { at: text.length, stray }
}

/** A value without the line ends and spaces around it, unless nothing else is left of it. */
function layoutTrimmed(value: string): string {
  return value.trim() || value
}
