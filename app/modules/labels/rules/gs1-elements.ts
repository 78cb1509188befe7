/** Cutting an element string into application identifiers with checked values (GenSpecs 7.8). */
import type { LabelElement } from '../types'
import { digitsAt, pairAt } from './dates'
import { type Complaint, checkPart } from './gs1-checks'
import { AI_DIGITS, type AiSpec, aiSpec, specOf } from './gs1-table'
import { type Outcome, refuse } from './outcome'

const GS = 29

/** A complaint about a value that begins at `from` of the text as a refusal. */
export function refuseAt(complaint: Complaint, from: number | undefined, seen: string): Outcome {
  const { code, detail, at } = complaint
  return refuse(code, detail, from === undefined ? from : from + at, seen)
}

/** Checked elements, each with what the table says of its AI; `gaps` counts separators that part nothing. */
export type Elements = { readonly elements: LabelElement[]; readonly specs: AiSpec[]; gaps: number }

/** No elements yet. */
export function noElements(): Elements {
  return { elements: [], specs: [], gaps: 0 }
}

/** Cuts the element string that stands from `from` on into checked elements, or says why it can't be. */
export function cutElements(text: string, now: string, from = 0): Elements | Complaint {
  const all = noElements()
  const length = text.length
  let at = from
  while (at < length && text.charCodeAt(at) === GS) at++
  if (at >= length) return { code: 'LENGTH', at, detail: '' }
  while (at < length) {
    const spec = specAt(text, at)
    if (!spec) return { code: 'UNKNOWN_AI', at, detail: '' }
    const start = at + spec.ai.length
    let end = spec.predefined === 0 ? text.indexOf('\x1d', start) : start + spec.predefined
    if (end < 0 || end > length) end = length
    const complaint = checkValue(spec, text, start, end, now)
    if (complaint) return complaint
    if (!add(all, spec, text.slice(start, end))) return { code: 'REPEATED_AI', at, detail: `(${spec.ai})` }
    at = end
    if (at < length && text.charCodeAt(at) === GS) at++
    for (; at < length && text.charCodeAt(at) === GS; at++) all.gaps++
  }
  return all
}

/** The AI that begins at `at`, or undefined where none does. */
function specAt(text: string, at: number): AiSpec | undefined {
  const two = pairAt(text, at)
  if (two < 0) return undefined
  const digits = AI_DIGITS[two]!
  return aiSpec(digits === 2 ? two : digitsAt(text, at, digits))
}

/** Adds an element; false where its AI is there already with another value (R2: two that disagree are refused). */
function add({ elements, specs }: Elements, spec: AiSpec, value: string): boolean {
  for (let i = 0; i < specs.length; i++) {
    if (specs[i] === spec && elements[i]!.value !== value) return false
  }
  elements.push({ id: spec.ai, value })
  specs.push(spec)
  return true
}

/** Checks one value from `start` to `end` against the format of its AI. */
export function checkValue(spec: AiSpec, text: string, start: number, end: number, now: string): Complaint | null {
  const { ai, parts, min, max, predefined } = spec
  const length = end - start
  let at = start
  let fits = length >= min && length <= max
  for (let i = 0; fits && i < parts.length; i++) {
    const part = parts[i]!
    if (part.optional && at === end) break
    const to = Math.min(at + part.max, end)
    fits = to - at >= part.min
    const complaint = fits && checkPart(part, text, at, to, now)
    if (complaint) return { ...complaint, detail: `(${ai})${complaint.detail}` }
    if (fits) at = to
  }
  if (fits && at === end) return null
  // Too long where only FNC1 ends it has its own words, for the separator may be lost.
  const cause = length > max && predefined === 0 ? ' separator' : ''
  return { code: 'LENGTH', at, detail: `(${ai}) ${length} ${min === max ? max : `${min}–${max}`}${cause}` }
}

/** Adds an AI with its value as it is written apart, in print or an address; or says why not, as if the value began at 0 behind `id)`. */
export function addElement(all: Elements, id: string, value: string, now: string): Complaint | null {
  const spec = specOf(id)
  if (!spec) return { code: 'UNKNOWN_AI', at: -1 - id.length, detail: '' }
  const complaint = checkValue(spec, value, 0, value.length, now)
  if (complaint || add(all, spec, value)) return complaint
  return { code: 'REPEATED_AI', at: -1 - id.length, detail: `(${id})` }
}
