/**
 * The label reader without the keyboard layouts, which come in as an argument: text as any scanner sends it in, what the
 * label says out (R1). Pure: time and what is known of the scanner enter as arguments.
 */
import type { LabelResult, ReadOptions } from '../types'
import { digitsAt } from './dates'
import type { Layouts } from './layouts'
import { mend, substituteTokens, trimEnds } from './mend'
import { ask, type Ctx, distinct, noting, type Outcome, readingsOf, refuse } from './outcome'
import { readText } from './read-text'

/** Longer than any supply's label: those have under 400 characters, linear barcodes under 100. */
const LONGEST = 1024

/** Reads a label's text as `readLabel` does (read-label.ts), with these keyboard layouts. */
export function readWith(layouts: Layouts, raw: string, options: ReadOptions): LabelResult {
  const { now, symbologyId = null, scanner = null } = options
  const ctx: Ctx = { thisYear: digitsAt(now, 0, 4), symbologyId, warnings: [], scanner }
  const outcome = raw.length > LONGEST ? refuse('TOO_LONG', '', LONGEST) : readRaw(layouts, raw, ctx)
  if (outcome.kind === 'read') return { kind: 'read', raw, reading: outcome.reading }
  return outcome.kind === 'refused' ? { ...outcome, raw, warnings: ctx.warnings } : { ...outcome, raw }
}

function readRaw(layouts: Layouts, raw: string, ctx: Ctx): Outcome {
  const text = substituteTokens(trimEnds(raw, ctx), ctx)
  const layout = ctx.scanner?.layout
  return layout && !ctx.symbologyId ? readOnLayout(layouts, layout, text, ctx) : readOrMend(layouts, text, ctx)
}

function readOrMend(layouts: Layouts, text: string, ctx: Ctx): Outcome {
  const kept = ctx.warnings.length
  const outcome = readText(text, ctx)
  if (outcome.kind === 'read' && !isDoubled(text)) return outcome
  // What a failed attempt noticed is not true of the next one.
  return mend(text, { ...ctx, warnings: ctx.warnings.slice(0, kept) }, layouts, outcome)
}

/** Whether the text may be twice the same; `mend` looks closer. */
function isDoubled(text: string): boolean {
  const half = text.length >> 1
  return text.charCodeAt(0) === text.charCodeAt(half) && text.startsWith(text.slice(half))
}

/**
 * Reads what a computer with this keyboard layout typed. Where the text reads both as it stands and with the layout
 * undone, and differently, it is ambiguous: a hand may have typed it, and one legal lot makes another (R3, R6).
 */
function readOnLayout(layouts: Layouts, layout: string, text: string, ctx: Ctx): Outcome {
  const undone = layouts.undoLayout(layout, text)
  const texts = (undone?.texts ?? []).filter((each) => each !== text)
  // What the scanner check measured goes before what the layout's table says: a browser knows the separator by its key.
  const scanner = { ...ctx.scanner, dropsSeparator: ctx.scanner?.dropsSeparator ?? undone?.losesSeparator }
  const direct = readOrMend(layouts, text, { ...noting(ctx), scanner })
  // A symbology identifier that this layout would have altered proves that it was not in the way.
  const identifier = text.slice(0, 3)
  const isIntact = text[0] === ']' && direct.kind !== 'refused' && layouts.typedOn(layout, identifier) !== identifier
  const mended = isIntact
    ? []
    : texts
        .map((each) => readText(each, { ...noting(ctx, 'LAYOUT_MENDED', layout), scanner }))
        .filter((outcome) => outcome.kind !== 'refused')
  if (mended.length === 0) return direct
  if (mended.length === 1 && direct.kind === 'refused') return mended[0]!
  const readings = distinct([...mended, direct].flatMap(readingsOf))
  return readings.length === 1 ? { kind: 'read', reading: readings[0]! } : ask('LAYOUT', readings, 'LAYOUT')
}
