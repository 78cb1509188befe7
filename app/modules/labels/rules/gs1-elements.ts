/** Cutting an element string into application identifiers with checked values (GenSpecs 7.8). */
import type { LabelElement } from '../types'
import { digitsAt, pairAt } from './dates'
import { type Complaint, checkPart } from './gs1-checks'
import { AI_DIGITS, type AiSpec, aiSpec } from './gs1-table'
import { type Outcome, refuse } from './outcome'

const GS = 29

/** A complaint about a part of a text that begins at `from` as a refusal. */
export function refuseAt({ code, detail, at }: Complaint, from: number | undefined, seen: string): Outcome {
  return refuse(code, detail, from === undefined ? from : from + at, seen)
}

/** Checked elements, each with what the table says of its AI; `gaps` counts separators that part nothing. */
export type Elements = { readonly elements: LabelElement[]; readonly specs: AiSpec[]; gaps: number }

/** No elements yet. */
export function noElements(): Elements {
  return { elements: [], specs: [], gaps: 0 }
}

/** Cuts the element string that stands from `from` on into checked elements, or says why it can't be. */
export function cutElements(text: string, thisYear: number, from = 0): Elements | Complaint {
  const all = noElements()
  const length = text.length
  let at = from
  while (at < length && text.charCodeAt(at) === GS) at++
  if (at >= length) return { code: 'LENGTH', at, detail: '' }
  while (at < length) {
    const two = pairAt(text, at)
    const digits = AI_DIGITS[two] ?? 2
    const spec = aiSpec(digits === 2 ? two : digitsAt(text, at, digits))
    const start = at + (spec ? spec.ai.length : 0)
    let end = spec?.predefined ? start + spec.predefined : text.indexOf('\x1d', start)
    if (end < 0 || end > length) end = length
    const complaint = addElement(all, spec, text.slice(start, end), at, start, thisYear)
    if (complaint) return complaint
    at = end
    if (at < length && text.charCodeAt(at) === GS) at++
    for (; at < length && text.charCodeAt(at) === GS; at++) all.gaps++
  }
  return all
}

/**
 * Adds the AI at `at` with its value at `start`, or says why it can't be added. Two that disagree are refused (R2).
 */
export function addElement(
  { elements, specs }: Elements,
  spec: AiSpec | undefined,
  value: string,
  at: number,
  start: number,
  thisYear: number,
): Complaint | null {
  if (!spec) return { code: 'UNKNOWN_AI', at, detail: '' }
  const complaint = checkValue(spec, value, start, thisYear)
  if (complaint) return complaint
  for (let i = 0; i < specs.length; i++) {
    if (specs[i] === spec && elements[i]!.value !== value) return { code: 'REPEATED_AI', at, detail: `(${spec.ai})` }
  }
  elements.push({ id: spec.ai, value })
  specs.push(spec)
  return null
}

/** Checks the value at `start` against the format of its AI. */
export function checkValue(
  { ai, parts, min, max }: AiSpec,
  value: string,
  start: number,
  thisYear: number,
): Complaint | null {
  const { length } = value
  let at = 0
  let fits = length >= min && length <= max
  for (let i = 0; fits && i < parts.length && (at < length || !parts[i]!.optional); i++) {
    const part = parts[i]!
    const piece = parts.length > 1 ? value.slice(at, at + part.max) : value
    fits = piece.length >= part.min
    const complaint = fits && checkPart(part, piece, thisYear)
    if (complaint) return { ...complaint, at: start + at + complaint.at, detail: `(${ai})${complaint.detail}` }
    if (fits) at += piece.length
  }
  return fits && at === length ? null : { code: 'LENGTH', at: start + at, detail: `(${ai}) ${length} ${min} ${max}` }
}
