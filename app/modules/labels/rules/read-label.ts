/**
 * The one door of the label reader: text as any scanner sends it in, what the label says out (R1). Pure: time and what
 * is known of the scanner enter as arguments.
 */
import type { LabelReading, LabelResult, LabelWarning, ReadOptions } from '../types'
import { typedOn, undoLayout } from './layouts'
import { mend, substituteTokens, trimEnds } from './mend'
import { type Ctx, type Outcome, refuse } from './outcome'
import { readText } from './read-text'

/** Longer than any supply's label: those have under 400 characters, linear barcodes under 100. */
const LONGEST = 1024

/**
 * Reads a label's text.
 * @param raw the text as scanned, pasted or typed; kept untouched in the result (R5)
 * @param options today, the symbology identifier where it came apart from the text, what is known of the scanner
 * @returns one reading; or a refusal with its place; or the readings of a text with more than one meaning (R3). What was
 *   mended on the way (affixes, separators, layout, doubled scans) is in the warnings (R6)
 */
export function readLabel(raw: string, options: ReadOptions): LabelResult {
  const warnings: LabelWarning[] = []
  const ctx: Ctx = {
    now: options.now,
    symbologyId: options.symbologyId ?? null,
    warnings,
    scanner: options.scanner ?? null,
  }
  if (raw.length > LONGEST)
    return toResult(raw, refuse('TOO_LONG', 'This text is too long to be a label.', LONGEST), ctx)
  const text = substituteTokens(trimEnds(raw, ctx), ctx)
  const layout = options.scanner?.layout
  if (layout && !options.symbologyId) return toResult(raw, readOnLayout(text, layout, ctx), ctx)
  return toResult(raw, readOrMend(text, ctx), ctx)
}

function readOrMend(text: string, ctx: Ctx): Outcome {
  const kept = ctx.warnings.length
  const outcome = readText(text, ctx)
  if (outcome.kind === 'read' && !isDoubled(text)) return outcome
  // What a failed attempt noticed is not true of the next one.
  const noticed = ctx.warnings.slice(0, kept)
  return mend(text, { ...ctx, warnings: noticed }, outcome)
}

function isDoubled(text: string): boolean {
  const half = text.length >> 1
  return text.length % 2 === 0 && text.charCodeAt(0) === text.charCodeAt(half) && text.startsWith(text.slice(half))
}

/**
 * Reads what a computer with this keyboard layout typed. Where the text reads both as it stands and with the layout
 * undone, and differently, it is ambiguous: a hand may have typed it, and one legal lot makes another (R3, R6).
 */
function readOnLayout(text: string, layout: string, ctx: Ctx): Outcome {
  const undone = undoLayout(layout, text)
  const texts = (undone?.texts ?? []).filter((each) => each !== text)
  const scanner = { ...ctx.scanner, dropsSeparator: undone?.losesSeparator || ctx.scanner?.dropsSeparator }
  const direct = readOrMend(text, { ...ctx, scanner, warnings: [...ctx.warnings] })
  // A symbology identifier that this layout would have altered proves that it was not in the way.
  const intact = text[0] === ']' && direct.kind !== 'refused' && typedOn(layout, text.slice(0, 3)) !== text.slice(0, 3)
  if (texts.length === 0 || intact) return direct
  const detail = `The computer’s keyboard layout (${layout}) is not the scanner’s: characters were put right.`
  const mended: Outcome[] = []
  for (const each of texts) {
    const outcome = readText(each, { ...ctx, scanner, warnings: [...ctx.warnings, { code: 'LAYOUT_MENDED', detail }] })
    if (outcome.kind !== 'refused') mended.push(outcome)
  }
  if (mended.length === 0) return direct
  if (mended.length === 1 && direct.kind === 'refused') return mended[0]!
  const readings = distinct([...mended, direct].flatMap(readingsOf))
  if (readings.length === 1) return { kind: 'read', reading: readings[0]! }
  const question =
    'The keyboard layout may have changed characters of this text; a lot has no check digit that shows it.'
  return { kind: 'ambiguous', reason: 'LAYOUT', detail: question, readings }
}

function readingsOf(outcome: Outcome): readonly LabelReading[] {
  if (outcome.kind === 'refused') return []
  return outcome.kind === 'read' ? [outcome.reading] : outcome.readings
}

/** The readings that say different things. */
function distinct(readings: readonly LabelReading[]): LabelReading[] {
  const seen = new Set<string>()
  return readings.filter(({ symbology, elements }) => {
    const key = JSON.stringify([symbology, elements])
    return !seen.has(key) && seen.add(key)
  })
}

function toResult(raw: string, outcome: Outcome, ctx: Ctx): LabelResult {
  switch (outcome.kind) {
    case 'read':
      return { kind: 'read', raw, reading: outcome.reading }
    case 'refused':
      return { kind: 'refused', raw, refusal: outcome.refusal, warnings: ctx.warnings }
    case 'ambiguous':
      return { kind: 'ambiguous', raw, reason: outcome.reason, detail: outcome.detail, readings: outcome.readings }
  }
}
