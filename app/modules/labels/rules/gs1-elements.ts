/** Cutting an element string into application identifiers with checked values (GenSpecs 7.8). */
import type { LabelElement } from '../types'
import { digitsAt } from './dates'
import { type Complaint, checkPart } from './gs1-checks'
import { AI_DIGITS, type AiSpec, aiSpec } from './gs1-table'

const GS = 29

/** What an element string was cut into, or why it can't be. */
export type Elements = { readonly elements: LabelElement[]; readonly gaps: number } | Complaint

/** Cuts an element string into checked elements. `gaps` counts separators that part nothing. */
export function cutElements(text: string, now: string): Elements {
  const elements: LabelElement[] = []
  const length = text.length
  let gaps = 0
  let at = 0
  while (at < length && text.charCodeAt(at) === GS) at++
  if (at >= length) return { code: 'LENGTH', detail: 'There is nothing on this label.', at }
  while (at < length) {
    const spec = specAt(text, at)
    if (!spec) return unknownAi(text, at)
    const start = at + spec.ai.length
    let end = start + spec.predefined
    if (spec.predefined === 0) {
      end = text.indexOf('\x1d', start)
      if (end < 0) end = length
    } else if (end > length) end = length
    const complaint = checkValue(spec, text, start, end, now)
    if (complaint) return complaint
    const value = text.slice(start, end)
    if (isOtherRepeat(elements, spec.ai, value)) {
      return { code: 'REPEATED_AI', detail: `(${spec.ai}) is on the label twice with different values.`, at }
    }
    elements.push({ id: spec.ai, value })
    at = end
    if (at < length && text.charCodeAt(at) === GS) {
      at++
      while (at < length && text.charCodeAt(at) === GS) {
        at++
        gaps++
      }
    }
  }
  return { elements, gaps }
}

/** The AI that begins at `at`, or undefined where none does. */
function specAt(text: string, at: number): AiSpec | undefined {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  if (!(tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9)) return undefined
  const two = tens * 10 + ones
  const digits = AI_DIGITS[two]!
  return aiSpec(digits === 2 ? two : digitsAt(text, at, digits))
}

function unknownAi(text: string, at: number): Complaint {
  const seen = /^\d{1,4}/.exec(text.slice(at, at + 4))?.[0]
  const detail = seen
    ? `No GS1 identifier begins with ${seen}, or it is cut short.`
    : 'A GS1 identifier, which is digits, is missing here.'
  return { code: 'UNKNOWN_AI', detail, at }
}

/** Whether the AI is there already with another value (R2: two that disagree are refused). */
export function isOtherRepeat(elements: readonly LabelElement[], ai: string, value: string): boolean {
  for (let i = 0; i < elements.length; i++) {
    const element = elements[i]!
    if (element.id === ai && element.value !== value) return true
  }
  return false
}

/** Checks one value from `start` to `end` against the format of its AI. */
export function checkValue(spec: AiSpec, text: string, start: number, end: number, now: string): Complaint | null {
  const length = end - start
  if (length < spec.min || length > spec.max) {
    // A wrong character says more than the wrong length that it makes: "£" in a lot, a letter in a date.
    return lengthComplaint(spec, length, start)
  }
  let at = start
  const parts = spec.parts
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!
    if (part.optional && at === end) break
    const to = Math.min(at + part.max, end)
    if (to - at < part.min) return lengthComplaint(spec, length, at)
    const complaint = checkPart(part, text, at, to, now)
    if (complaint) return { ...complaint, detail: `(${spec.ai}): ${complaint.detail}` }
    at = to
  }
  return at === end ? null : lengthComplaint(spec, length, at)
}

function lengthComplaint(spec: AiSpec, length: number, at: number): Complaint {
  const allowed = spec.min === spec.max ? String(spec.max) : `${spec.min} to ${spec.max}`
  const cause = length > spec.max && spec.predefined === 0 ? '; the scanner may drop the separator' : ''
  return { code: 'LENGTH', detail: `(${spec.ai}) has ${length} characters, not ${allowed}${cause}.`, at }
}
