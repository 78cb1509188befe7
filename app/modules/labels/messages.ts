/** Refusals, questions and warnings of the label reader in words that a supply clerk understands (architecture 7). */
import type { Contradiction, LabelReading, LabelRefusal, LabelResult, LabelWarning, MissingPart } from './types'

/** What is wrong, what was seen, what to do: three short sentences. `seen` is empty where nothing is to be shown. */
export type Explanation = { readonly wrong: string; readonly seen: string; readonly todo: string }

const AGAIN = 'Scan the label again, or another barcode on it.'

/** A refusal in three sentences. */
export function explainLabelRefusal(refusal: LabelRefusal): Explanation {
  const place = refusal.position === undefined ? '' : ` at character ${refusal.position + 1}`
  const seen = refusal.seen ? `Read${place}: “${printable(refusal.seen)}”.` : ''
  return { wrong: refusal.detail, seen, todo: whatToDo(refusal) }
}

function whatToDo(refusal: LabelRefusal): string {
  switch (refusal.code) {
    case 'EMPTY':
      return 'Scan a label, or type what is printed under its barcode.'
    case 'TOO_LONG':
      return 'Scan one label at a time; don’t paste documents here.'
    case 'UNKNOWN_LABEL':
    case 'NOT_HIBC':
      return 'If it is a supplier’s own code, link it to a product once; then it is known.'
    case 'SYMBOLOGY_ID':
    case 'IDENTIFIER':
      return 'Do the scanner check: the scanner or the keyboard layout may be set up wrongly.'
    case 'CHECK_DIGIT':
    case 'CHECK_CHARACTER':
    case 'FLAG_CHECKSUM':
    case 'GRID_CHECKSUM':
      return 'Scan it again. If it stays so, type it from the label and compare each character.'
    case 'LINK_CHARACTER':
      return 'Scan both barcodes of the same label.'
    case 'LENGTH':
    case 'COMPOUND_COUNT':
    case 'SYNTAX':
    case 'FORMAT':
    case 'UNKNOWN_AI':
    case 'UNKNOWN_IDENTIFIER':
      return `${AGAIN} If it stays so, do the scanner check.`
    case 'CHARSET':
      return `${AGAIN} If strange characters come in, do the scanner check.`
    case 'DATE':
    case 'TIME':
      return 'Compare the date printed on the label. If it is printed wrongly, put the item aside and tell the supplier.'
    case 'QUANTITY':
      return 'Type the quantity from the label.'
    case 'REPEATED_AI':
      return 'Put the item aside: its label contradicts itself. Tell the supplier.'
    case 'HIBC_PAS':
      return 'Scan the manufacturer’s label instead.'
    case 'HIBC_BASIC_UDI':
      return 'Scan the label of the item itself: this code names a family of devices.'
    case 'OTHER':
      return AGAIN
  }
}

/** A text with several meanings: the question, and each meaning in a line to choose from. */
export function explainAmbiguity(result: Extract<LabelResult, { kind: 'ambiguous' }>): {
  readonly question: string
  readonly choices: readonly string[]
} {
  const questions: Record<typeof result.reason, string> = {
    MISSING_SEPARATOR: 'Compare with the label: where does the lot or serial end?',
    LAYOUT: 'Compare each character with the label, and do the scanner check.',
    UPC_E_OR_EAN_8: 'Compare with the number printed under the barcode.',
    NDC_SPLIT: 'Choose the NDC as the label prints it, with its dashes.',
    OTHER: 'Compare with the label: which is right?',
  }
  return { question: `${result.detail} ${questions[result.reason]}`, choices: result.readings.map(describeReading) }
}

/** One reading in a line: what it names, lot, serial, expiry. */
export function describeReading(reading: LabelReading): string {
  const { fields } = reading
  const product = fields.gtin ?? fields.di ?? fields.productCode ?? fields.pzn
  const parts = [
    product !== undefined && `product ${product}`,
    fields.din !== undefined && `donation ${fields.din}`,
    fields.lot !== undefined && `lot ${fields.lot}`,
    fields.serial !== undefined && `serial ${fields.serial}`,
    fields.expiry !== undefined && `expires ${fields.expiry}`,
    fields.productionDate !== undefined && `made ${fields.productionDate}`,
  ].filter((part) => part !== false)
  if (parts.length > 0) return parts.join(', ')
  return reading.symbology === 'plain'
    ? 'a code of its own, no label standard'
    : reading.elements.map(elementText).join(', ')
}

function elementText({ id, value }: { readonly id: string; readonly value: string }): string {
  return `(${id}) ${printable(value)}`
}

/** What the reader mended or noticed, in a sentence. */
export function explainLabelWarning(warning: LabelWarning): string {
  switch (warning.code) {
    case 'POSSIBLE_MISSING_SEPARATOR':
      return `${warning.detail} Compare lot and serial with the label.`
    case 'GS_SUBSTITUTED':
    case 'FULL_WIDTH_DIGITS':
    case 'LAYOUT_MENDED':
    case 'CARRIER_MISMATCH':
    case 'CHECK_CHARACTER_STRIPPED_BY_SCANNER':
      return `${warning.detail} Do the scanner check once, so that it need not be put right each time.`
    case 'NOT_GS1_CARRIER':
    case 'CAPS_LOCK_SUSPECTED':
    case 'AFFIX_REMOVED':
    case 'DOUBLED_SCAN':
    case 'MISSING_GTIN':
    case 'DIVISIONS_REQUIRED':
    case 'REQUISITE_MISSING':
    case 'UNNEEDED_SEPARATOR':
    case 'EMPTY_ELEMENT':
    case 'CONFLICTING_PAIR':
    case 'NO_MACHINE_CODE':
    case 'OLD_DIGITAL_LINK':
      return warning.detail
  }
}

/** What is still to be scanned on a label of several barcodes. */
export function explainMissing(part: MissingPart): string {
  switch (part) {
    case 'product':
      return 'Scan the barcode that names the product.'
    case 'donation':
      return 'Scan the donation number.'
    case 'divisions':
      return 'This product is divided: scan the barcode of the division too.'
    case 'lot':
      return 'Scan or type the lot.'
    case 'serial':
      return 'Scan or type the serial number.'
    case 'expiry':
      return 'Scan or type the expiration date.'
  }
}

/** Two barcodes that can't be of one label. */
export function explainContradiction(contradiction: Contradiction): Explanation {
  const names: Readonly<Record<string, string>> = { gtin: 'product', di: 'product', din: 'donation number' }
  const name = names[contradiction.field] ?? contradiction.field
  return {
    wrong: `The ${name} of this barcode is not the one scanned before.`,
    seen: contradiction.detail,
    todo: 'Scan the barcodes of one label only, or clear the field and begin again.',
  }
}

/** Text with its control characters drawn, so that a clerk sees them. */
function printable(text: string): string {
  return text.replace(/[\0-\x1f]/g, (control) => String.fromCharCode(0x2400 + control.charCodeAt(0)))
}
