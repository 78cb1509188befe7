/**
 * The one door of the label reader: text as any scanner sends it in, what the label says out (R1). Pure: time and what is
 * known of the scanner enter as arguments.
 */
import type { LabelResult, LabelWarning, ReadOptions } from '../types'
import { readElementString } from './gs1'
import { readHibc } from './hibc'
import { readIsbt128 } from './isbt128'
import { type Ctx, type Outcome, refuse } from './outcome'

/** No label of the standards that we read is as long: a GS1 DataMatrix holds at most 3116 digits. */
const LONGEST = 4096

/**
 * Reads a label's text.
 * @param raw the text as scanned, pasted or typed; kept untouched in the result (R5)
 * @param options today, the symbology identifier where it came apart from the text, what is known of the scanner
 * @returns one reading, a refusal, or the readings of a text with two meanings (R3)
 */
export function readLabel(raw: string, options: ReadOptions): LabelResult {
  const warnings: LabelWarning[] = []
  if (raw.length > LONGEST) return toResult(raw, refuse('TOO_LONG', 'This text is too long to be a label.'), warnings)
  const match = /^\](\w\w)/.exec(raw)
  const ctx: Ctx = {
    now: options.now,
    symbologyId: match ? match[0] : (options.symbologyId ?? null),
    warnings,
    scanner: options.scanner,
  }
  return toResult(raw, readText(match ? raw.slice(3) : raw, ctx), warnings)
}

function readText(text: string, ctx: Ctx): Outcome {
  if (text === '') return refuse('EMPTY', 'Nothing was scanned.')
  if (text[0] === '+') return readHibc(text, ctx)
  if (text[0] === '=' || text[0] === '&') return readIsbt128(text, ctx)
  return readElementString(text, ctx)
}

function toResult(raw: string, outcome: Outcome, warnings: readonly LabelWarning[]): LabelResult {
  switch (outcome.kind) {
    case 'read':
      return { kind: 'read', raw, reading: outcome.reading }
    case 'refused':
      return { kind: 'refused', raw, refusal: outcome.refusal, warnings }
    case 'ambiguous':
      return { kind: 'ambiguous', raw, reason: outcome.reason, detail: outcome.detail, readings: outcome.readings }
  }
}
