/**
 * NDC as packages print it and people type it: with dashes in every layout, as bare digits, out of a UPC. The ten-digit
 * number does not say where its zero belongs (4-4-2, 5-3-2 or 5-4-1), so there are up to three of eleven digits; twelve
 * digits (6-4-2) are the FDA's form from 2033 on, which begins with 0 for today's numbers.
 */
import { hasCheckDigit } from './gs1-checks'

/** An NDC in the form that two spellings share: `ndc11` are 5-4-2 without dashes, the likeliest first. */
export type TypedNdc = {
  readonly ndc11: readonly string[]
  /** Ten digits as in the UPC, where they are known. */
  readonly ndc10: string | null
  /** Whether the layout was typed, so that there is only one number that it can be. */
  readonly exact: boolean
}

const CALLED = /^NDC\s*(?:no\.?|number|code|#)?\s*[:#-]?\s*/i
const DASHED = /^(\d{4,6})([-‐‑‒–—])(\d{3,4})\2(\d{1,2})$/
const SPACED = /^(\d{4,6}) (\d{3,4}) (\d{1,2})$/

/** The three numbers of eleven digits that ten digits may stand for. */
export function ndc11Of(ten: string): string[] {
  return [`0${ten}`, `${ten.slice(0, 5)}0${ten.slice(5)}`, `${ten.slice(0, 9)}0${ten.slice(9)}`]
}

/** The numbers of ten digits that eleven (5-4-2) may have been: without the zero that led one of its parts. */
export function ndc10Of(eleven: string): string[] {
  return [0, 5, 9].filter((at) => eleven[at] === '0').map((at) => eleven.slice(0, at) + eleven.slice(at + 1))
}

/** The number in a layout with its parts: null for a layout that NDC does not have. */
function ofParts(labeler: string, product: string, pack: string): TypedNdc | null {
  const layout = [labeler.length, product.length, pack.length].join('-')
  const ten = labeler + product + pack
  switch (layout) {
    case '4-4-2':
      return { ndc11: [`0${ten}`], ndc10: ten, exact: true }
    case '5-3-2':
      return { ndc11: [`${labeler}0${product}${pack}`], ndc10: ten, exact: true }
    case '5-4-1':
      return { ndc11: [`${labeler}${product}0${pack}`], ndc10: ten, exact: true }
    case '5-4-2':
      return { ndc11: [ten], ndc10: null, exact: true }
    case '6-4-2':
      return labeler.startsWith('0') ? { ndc11: [ten.slice(1)], ndc10: null, exact: true } : null
    default:
      return null
  }
}

/**
 * Reads an NDC with its dashes or blanks, or behind the word NDC. Bare digits without the word are not read here: ten
 * digits may be anything (`bareNdc`).
 */
export function typedNdc(text: string): TypedNdc | null {
  const named = CALLED.test(text)
  const rest = text.replace(CALLED, '').trim()
  const parts = DASHED.exec(rest)
  if (parts) return ofParts(parts[1]!, parts[3]!, parts[4]!)
  const spaced = named ? SPACED.exec(rest) : null
  if (spaced) return ofParts(spaced[1]!, spaced[2]!, spaced[3]!)
  return named ? bareNdc(rest) : null
}

/** Ten, eleven or twelve bare digits as the NDC that they may be; also a UPC that lost its check digit. */
export function bareNdc(digits: string): TypedNdc | null {
  if (!/^\d{10,12}$/.test(digits) || /^0+$/.test(digits)) return null
  if (digits.length === 10) return { ndc11: ndc11Of(digits), ndc10: digits, exact: false }
  if (digits.length === 12) {
    if (digits.startsWith('3') && hasCheckDigit(digits, 0, 12)) return bareNdc(digits.slice(1, 11))
    return digits.startsWith('0') ? { ndc11: [digits.slice(1)], ndc10: null, exact: true } : null
  }
  // Eleven digits are 5-4-2 without dashes; a UPC of a medicine without its check digit is “3” and ten digits.
  if (digits.startsWith('3'))
    return { ndc11: [digits, ...ndc11Of(digits.slice(1))], ndc10: digits.slice(1), exact: false }
  return { ndc11: [digits], ndc10: null, exact: true }
}
