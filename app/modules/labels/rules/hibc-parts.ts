/** What a HIBC label has said so far, and how a further statement is added to it: equal or more exact, never another. */
import type { DatePrecision, LabelElement, LabelFields, LabelRefusalCode } from '../types'
import { type Outcome, refuse } from './outcome'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** What has been read so far, filled in place; `refused` says why a reading function returned false. */
export type HibcParts = {
  readonly fields: Writable<LabelFields>
  readonly elements: LabelElement[]
  link: string | undefined
  refused: Outcome | null
}

/** An empty set of parts. */
export function newParts(): HibcParts {
  return { fields: {}, elements: [], link: undefined, refused: null }
}

/** Takes the more exact of two dates that agree; refuses two that do not. */
export function setExpiry(parts: HibcParts, value: string, precision: DatePrecision, at: number): boolean {
  const { fields } = parts
  const had = fields.expiry
  if (had !== undefined) {
    // A month is compared with a month, a day with a day; two hours only in full.
    const exact =
      precision === fields.expiryPrecision ? 13 : precision === 'month' || fields.expiryPrecision === 'month' ? 7 : 10
    if (had.slice(0, exact) !== value.slice(0, exact)) {
      return fail(parts, 'DATE', 'This label has two expiration dates that disagree.', at, value)
    }
    if (precision === 'month' || fields.expiryPrecision === 'hour') return true
  }
  fields.expiry = value
  fields.expiryPrecision = precision
  return true
}

/** Takes a quantity (pieces); refuses a second one that differs. */
export function setQuantity(parts: HibcParts, count: number, at: number): boolean {
  const had = parts.fields.quantity
  if (had !== undefined && had !== count) {
    return fail(parts, 'QUANTITY', 'This label has two quantities that disagree.', at)
  }
  parts.fields.quantity = count
  return true
}

/** Notes why the label is refused; false, so that a reading function can end with it. */
export function fail(parts: HibcParts, code: LabelRefusalCode, detail: string, position: number, seen?: string): false {
  parts.refused = refuse(code, detail, position, seen)
  return false
}
