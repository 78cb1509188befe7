/**
 * Lost separators (R3). A lot or serial that a dropped FNC1 has run together with what follows is valid syntax, so
 * only its tail can betray it: a date identifier with a plausible date makes two readings; "21…" or "10…" is far too
 * common in honest lots and is a warning, unless this station's scanner is known to drop separators.
 */
import type { LabelElement, LabelReading } from '../types'
import { digitsAt, fullYear } from './dates'
import { cutElements, isOtherRepeat } from './gs1-elements'
import { gs1Reading } from './gs1-fields'
import type { Ctx, Outcome } from './outcome'

/** More than this many ways of reading help nobody to choose. */
const MOST_READINGS = 5

/** The readings of elements of which one may have swallowed others, or null where there is only one reading. */
export function separatorReadings(elements: readonly LabelElement[], text: string, ctx: Ctx): Outcome | null {
  const others: LabelElement[][] = []
  let suspicious = false
  for (let i = 0; i < elements.length; i++) {
    const { id, value } = elements[i]!
    if (id !== '10' && id !== '21' && id !== '22' && id !== '240' && id !== '241' && id !== '250' && id !== '30')
      continue
    for (let at = 1; at < value.length; at++) {
      const kind = tailKind(value, at, ctx)
      if (kind === 'none') continue
      const rest = cutTail(value, at, elements, i, ctx)
      if (!rest) continue
      if (kind === 'date') others.push(rest)
      else suspicious = true
    }
  }
  if (others.length > 0) return ambiguous(elements, others.slice(0, MOST_READINGS - 1), ctx)
  if (suspicious && !text.includes('\x1d', 1)) {
    const detail = 'The lot or serial may hold another part of the label: the scanner may drop the separator.'
    ctx.warnings.push({ code: 'POSSIBLE_MISSING_SEPARATOR', detail })
  }
  return null
}

/** What the tail of a value from `at` looks like: a dated element, perhaps a lot or serial, or nothing. */
function tailKind(value: string, at: number, ctx: Ctx): 'date' | 'perhaps' | 'none' {
  const first = value.charCodeAt(at)
  if (first === 59) return at + 3 < value.length ? 'date' : 'none' // ";", which scanners send for the separator
  const two = digitsAt(value, at, 2)
  if (two === 11 || two === 13 || two === 15 || two === 16 || two === 17) {
    return isPlausible(two, digitsAt(value, at + 2, 2), ctx.now) ? 'date' : 'perhaps'
  }
  if (two === 70 && value.startsWith('7003', at)) {
    return isPlausible(17, digitsAt(value, at + 4, 2), ctx.now) ? 'date' : 'perhaps'
  }
  if (two === 21 || two === 10) return ctx.scanner?.dropsSeparator ? 'date' : 'perhaps'
  return 'none'
}

/** Expiry from three years ago to ten ahead; production up to ten years ago. What is older is not on the shelf. */
function isPlausible(ai: number, twoDigitYear: number, now: string): boolean {
  if (twoDigitYear < 0) return false
  const ahead = fullYear(twoDigitYear, now) - Number(now.slice(0, 4))
  return ai === 11 || ai === 13 ? ahead >= -10 && ahead <= 0 : ahead >= -3 && ahead <= 10
}

/** The elements with element `index` cut at `at` and its tail read as elements, or null where the tail can't be read so. */
function cutTail(value: string, at: number, elements: readonly LabelElement[], index: number, ctx: Ctx) {
  const from = value.charCodeAt(at) === 59 ? at + 1 : at
  const tail = cutElements(value.slice(from), ctx.now)
  if ('code' in tail) return null
  const before = elements.slice(0, index)
  const after = elements.slice(index + 1)
  for (const { id, value: repeated } of tail.elements) {
    // The same identifier twice is no way of reading, whatever the values.
    if (id === elements[index]!.id || isOtherRepeat(elements, id, repeated)) return null
  }
  return [...before, { id: elements[index]!.id, value: value.slice(0, at) }, ...tail.elements, ...after]
}

function ambiguous(elements: readonly LabelElement[], others: readonly LabelElement[][], ctx: Ctx): Outcome {
  const detail =
    'The lot or serial ends in what may be another part of the label: the scanner may have dropped a separator.'
  const warnings = [...ctx.warnings, { code: 'POSSIBLE_MISSING_SEPARATOR' as const, detail }]
  const readings: LabelReading[] = [elements, ...others].map((each) =>
    gs1Reading('gs1-element-string', each, { ...ctx, warnings: [...warnings] }),
  )
  return { kind: 'ambiguous', reason: 'MISSING_SEPARATOR', detail, readings }
}
