/**
 * What the readers of the single standards are given and give back. `readWith` adds the raw text and it becomes the
 * `LabelResult` of types.ts. Sentences are not made here: a refusal, a question or a warning says what it is about in a
 * word or two with its figures (`detail`), and messages.ts makes the sentence.
 */
import type {
  AmbiguityDetail,
  LabelElement,
  LabelFields,
  LabelReading,
  LabelRefusal,
  LabelRefusalCode,
  LabelResult,
  LabelWarning,
  LabelWarningCode,
  ScannerProfile,
  Symbology,
} from '../types'

/** What a reader of one standard is told besides the text. Warnings that it finds are pushed onto `warnings`. */
export type Ctx = {
  /** The year in which today is, for the century window. */
  readonly thisYear: number
  /** The symbology identifier (`]d2`), whether it stood in the text or came apart from it; null where unknown. */
  readonly symbologyId: string | null
  readonly warnings: LabelWarning[]
  readonly scanner?: ScannerProfile | null
}

type Ambiguous = Extract<LabelResult, { kind: 'ambiguous' }>

/** The answer of a reader of one standard: one reading, a refusal, or the readings of a string with two meanings (R3). */
export type Outcome =
  | { readonly kind: 'read'; readonly reading: LabelReading }
  | { readonly kind: 'refused'; readonly refusal: LabelRefusal }
  | Omit<Ambiguous, 'raw'>

/** A refusal: `detail` as messages.ts reads it, `position` the 0-based index into the text, `seen` the offending piece. */
export function refuse(code: LabelRefusalCode, detail = '', position?: number, seen?: string): Outcome {
  return { kind: 'refused', refusal: { code, detail, position, seen } }
}

/** The outcome of a text with exactly one meaning. */
export function accept(reading: LabelReading): Outcome {
  return { kind: 'read', reading }
}

/** The outcome of a text with more meanings than one, or with one that nothing proves (R3). */
export function ask(
  detail: AmbiguityDetail,
  readings: readonly LabelReading[],
  reason: Ambiguous['reason'] = 'OTHER',
): Outcome {
  return { kind: 'ambiguous', reason, detail, readings }
}

/** The meanings of a text: none where it is refused. */
export function readingsOf(outcome: Outcome): readonly LabelReading[] {
  if (outcome.kind === 'read') return [outcome.reading]
  return outcome.kind === 'refused' ? [] : outcome.readings
}

/** The readings that say different things. */
export function distinct(readings: readonly LabelReading[]): LabelReading[] {
  const seen = new Set<string>()
  return readings.filter(({ symbology, elements }) => {
    const { size } = seen
    return seen.add(JSON.stringify([symbology, elements])).size > size
  })
}

/** A reading, with the warnings of its context. */
export function readingOf(
  symbology: Symbology,
  form: string,
  elements: readonly LabelElement[],
  fields: LabelFields,
  ctx: Ctx,
): LabelReading {
  return { symbology, form, elements, fields, warnings: ctx.warnings }
}

/** Notes something that was mended or seen; `detail` is what its sentence needs. */
export function warn(ctx: Ctx, code: LabelWarningCode, detail = ''): void {
  ctx.warnings.push({ code, detail })
}

/** A context for a further attempt: its warnings are its own. With a code they begin with one more. */
export function noting(ctx: Ctx, code?: LabelWarningCode, detail = ''): Ctx {
  return { ...ctx, warnings: code ? [...ctx.warnings, { code, detail }] : [...ctx.warnings] }
}
