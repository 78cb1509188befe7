/** The one door of the label reader, with the keyboard layouts that it knows. The same in the browser and the server. */
import type { LabelResult, ReadOptions } from '../types'
import { type Layouts, suspectedLayouts, typedOn, undoLayout } from './layouts'
import { readWith } from './reader'

const LAYOUTS: Layouts = { suspectedLayouts, typedOn, undoLayout }

/**
 * Reads a label's text.
 * @param raw the text as scanned, pasted or typed; kept untouched in the result (R5)
 * @param options today, the symbology identifier where it came apart from the text, what is known of the scanner
 * @returns one reading; or a refusal with its place; or the readings of a text with more than one meaning (R3). What was
 *   mended on the way (affixes, separators, layout, doubled scans) is in the warnings (R6)
 */
export function readLabel(raw: string, options: ReadOptions): LabelResult {
  return readWith(LAYOUTS, raw, options)
}
