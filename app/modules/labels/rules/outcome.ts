/**
 * What the readers of the single standards are given and give back. `readLabel` adds the raw text and becomes the
 * `LabelResult` of types.ts.
 */
import type { LabelReading, LabelRefusal, LabelRefusalCode, LabelResult, LabelWarning, ScannerProfile } from '../types'

/** What a reader of one standard is told beside the text. Warnings that it finds are pushed onto `warnings`. */
export type Ctx = {
  /** Today as `YYYY-MM-DD`, for the century window. */
  readonly now: string
  /** The symbology identifier (`]d2`), whether it stood in the text or came apart from it; null where unknown. */
  readonly symbologyId: string | null
  readonly warnings: LabelWarning[]
  readonly scanner?: ScannerProfile | null
}

type AmbiguousReason = Extract<LabelResult, { kind: 'ambiguous' }>['reason']

/** The answer of a reader of one standard: one reading, a refusal, or the readings of a string with two meanings (R3). */
export type Outcome =
  | { readonly kind: 'read'; readonly reading: LabelReading }
  | { readonly kind: 'refused'; readonly refusal: LabelRefusal }
  | {
      readonly kind: 'ambiguous'
      readonly reason: AmbiguousReason
      readonly detail: string
      readonly readings: readonly LabelReading[]
    }

/** A refusal: `detail` is one plain sentence, `position` the 0-based index into the text, `seen` the offending piece. */
export function refuse(code: LabelRefusalCode, detail: string, position?: number, seen?: string): Outcome {
  return { kind: 'refused', refusal: { code, detail, position, seen } }
}

/** The outcome of a text with exactly one meaning. */
export function accept(reading: LabelReading): Outcome {
  return { kind: 'read', reading }
}
