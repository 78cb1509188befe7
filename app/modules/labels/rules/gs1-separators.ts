/**
 * Lost separators (R3). A lot or serial that a dropped FNC1 has run together with what follows is valid syntax, so
 * only its tail can betray it: a date identifier with a plausible date makes two readings; "21…" or "10…" is far too
 * common in honest lots and is a warning, unless this station's scanner is known to drop separators.
 */
import { pairAt, yearAt } from './dates'
import { cutElements, type Elements } from './gs1-elements'
import { gs1Reading } from './gs1-fields'
import { ask, type Ctx, noting, type Outcome, warn } from './outcome'

/** More than this many ways of reading help nobody to choose. */
const MOST_READINGS = 5

/**
 * The readings of elements of which one may have swallowed others, or null where there is only one reading. They begin
 * at `from` in the text.
 */
export function separatorReadings(all: Elements, text: string, from: number, ctx: Ctx): Outcome | null {
  const ways = [all]
  let suspicious = false
  for (let i = 0; i < all.specs.length; i++) {
    if (!all.specs[i]!.isOpenEnded) continue
    const { value } = all.elements[i]!
    for (let at = 1; at < value.length; at++) {
      const kind = tailKind(value, at, ctx)
      const rest = kind && cutTail(value, at, all, i, ctx)
      if (rest && kind === 'date') ways.push(rest)
      else if (rest) suspicious = true
    }
  }
  if (ways.length > 1) {
    const noted = noting(ctx, 'POSSIBLE_MISSING_SEPARATOR')
    const readings = ways.slice(0, MOST_READINGS).map((way) => gs1Reading('gs1-element-string', way, noting(noted)))
    return ask('POSSIBLE_MISSING_SEPARATOR', readings, 'MISSING_SEPARATOR')
  }
  if (suspicious && !text.includes('\x1d', from + 1)) warn(ctx, 'POSSIBLE_MISSING_SEPARATOR')
  return null
}

/** What the tail of a value from `at` looks like: a dated element, perhaps a lot or serial, or nothing. */
function tailKind(value: string, at: number, ctx: Ctx): 'date' | 'perhaps' | null {
  const first = value.charCodeAt(at)
  if (first === 59) return at + 3 < value.length ? 'date' : null // ";", which scanners send for the separator
  if (first !== 49 && first !== 50 && first !== 55) return null
  const two = pairAt(value, at)
  const isTimed = two === 70 && value.startsWith('7003', at)
  if (isTimed || two === 11 || two === 13 || (two > 14 && two < 18)) {
    // Two digits and a date are eight characters.
    if (at + 8 > value.length) return null
    return isPlausible(two, yearAt(value, isTimed ? at + 4 : at + 2, ctx.thisYear), ctx.thisYear) ? 'date' : 'perhaps'
  }
  if (two !== 21 && two !== 10) return null
  return ctx.scanner?.dropsSeparator ? 'date' : 'perhaps'
}

/** Expiry from three years ago to ten ahead; production up to ten years ago. What is older is not on the shelf. */
function isPlausible(ai: number, year: number, thisYear: number): boolean {
  const ahead = year - thisYear
  return ai < 15 ? ahead >= -10 && ahead <= 0 : ahead >= -3 && ahead <= 10
}

/** The elements with element `index` cut at `at` and its tail read as elements, or null where the tail can't be read so. */
function cutTail(value: string, at: number, all: Elements, index: number, ctx: Ctx): Elements | null {
  const tail = cutElements(value.slice(value.charCodeAt(at) === 59 ? at + 1 : at), ctx.thisYear)
  if ('code' in tail) return null
  const spec = all.specs[index]!
  // The same identifier twice is no way of reading, whatever the values; nor is another one with another value.
  const clashes = tail.elements.some(
    ({ id, value: repeated }) =>
      id === spec.ai || all.elements.some((each) => each.id === id && each.value !== repeated),
  )
  if (clashes) return null
  const elements = [...all.elements]
  const specs = [...all.specs]
  elements.splice(index, 1, { id: spec.ai, value: value.slice(0, at) }, ...tail.elements)
  specs.splice(index, 1, spec, ...tail.specs)
  return { elements, specs, gaps: 0 }
}
