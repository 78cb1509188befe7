/**
 * Refusals, questions and warnings of the label reader in words that a supply clerk understands (docs/architecture.md
 * §7).
 */
import type {
  AmbiguityDetail,
  Contradiction,
  LabelReading,
  LabelRefusal,
  LabelRefusalCode,
  LabelResult,
  LabelWarning,
  LabelWarningCode,
  MissingPart,
} from './types'

/** What is wrong, what was seen, what to do: three short sentences. `seen` is empty where nothing is to be shown. */
export type Explanation = { readonly wrong: string; readonly seen: string; readonly todo: string }

type Ambiguous = Extract<LabelResult, { kind: 'ambiguous' }>

/** A refusal in three sentences. */
export function explainLabelRefusal(refusal: LabelRefusal): Explanation {
  const place = refusal.position === undefined ? '' : ` at character ${refusal.position + 1}`
  const seen = refusal.seen ? `Read${place}: “${printable(refusal.seen)}”.` : ''
  return { wrong: whatIsWrong(refusal), seen, todo: REFUSALS[refusal.code][1] }
}

/** A result for who reads no code: the details of refusal, question and warnings as sentences. */
export function inWords(result: LabelResult) {
  const reworded = (warnings: readonly LabelWarning[]) =>
    warnings.map((warning) => ({ ...warning, detail: whatWasNoticed(warning) }))
  const reading = (each: LabelReading) => ({ ...each, warnings: reworded(each.warnings) })
  switch (result.kind) {
    case 'read':
      return { ...result, reading: reading(result.reading) }
    case 'refused':
      return {
        ...result,
        refusal: { ...result.refusal, detail: whatIsWrong(result.refusal) },
        warnings: reworded(result.warnings),
      }
    case 'ambiguous':
      return { ...result, detail: whyAmbiguous(result), readings: result.readings.map(reading) }
  }
}

// The names that the parts of a label have on paper; the others are their own names.
const NAMES: Readonly<Record<string, string>> = {
  '': 'label',
  expiry: 'expiration date',
  productionDate: 'production date',
  collectionDate: 'collection date',
  serial: 'serial number',
}

// What GS1's checks ask, by their letters in rules/gs1-checks.ts; the rare others share one sentence.
const CHECKS: Readonly<Record<string, string>> = {
  N: 'only digits can stand here',
  X: 'this character can’t stand here',
  Z: 'the signature is padded wrongly',
  c: 'the check digit is wrong',
  d: 'the calendar has no such day',
  D: 'the calendar has no such day',
  Y: 'the calendar has no such day',
  H: 'a day has no such hour',
  m: 'there are 60 minutes, 00–59',
  h: 'the clock has no such time',
  e: 'the clock has no such time',
  g: 'a company prefix begins with four digits',
  k: 'the two check characters are wrong',
  t: 'at least one character must not be a digit',
  p: 'a percent sign must lead two hexadecimal digits',
  i: 'there is no country with this number',
  I: 'there is no country with this number',
  a: 'there is no country with these letters',
  u: 'there is no currency with this number',
  T: 'there is no such package type',
  M: 'there is no such media type',
  b: 'this is no account number (IBAN)',
  s: 'this is no position in a sequence, such as 2/3',
  x: 'this is no importer index',
  o: 'this is no complete coupon',
  O: 'this is no complete coupon',
}

// Slips that have words of their own, by the part that is wrong.
const SLIPS: Readonly<Record<string, string>> = {
  parenthesis: 'A parenthesis is open or doubled.',
  identifier: 'An identifier in parentheses has two to four digits.',
  'web address': 'This web address names no product: it is not a GS1 Digital Link.',
  query: 'An identifier behind the question mark does not belong there.',
  part: 'A part of this label is empty or has no identifier.',
  PPN: 'A label can’t carry a PPN and a GTIN together.',
  value: 'The word is there, but nothing after it.',
  envelope: 'Only formats 05 and 06 of an ISO 15434 label can be read.',
  own: 'Vialkeep has printed no label with this number.',
  letters:
    'This is no label of a kind that Vialkeep knows. It holds letters that no label has: the computer’s keyboard layout may not be the scanner’s.',
}

const AGAIN = 'Scan the label again, or another barcode on it.'
const AGAIN_OR_CHECK = `${AGAIN} If it stays so, do the scanner check.`
const COMPARE = 'Scan it again. If it stays so, type it from the label and compare each character.'
const CHECK_SCANNER = 'Do the scanner check: the scanner or the keyboard layout may be set up wrongly.'
const LINK_IT = 'If it is a supplier’s own code, link it to a product once; then it is known.'
const COMPARE_DATE =
  'Compare the date printed on the label. If it is printed wrongly, put the item aside and tell the supplier.'

// What is wrong, where {part} is the part of the label and {detail} as the reader gave it; and what to do.
const REFUSALS: Readonly<Record<LabelRefusalCode, readonly [wrong: string, todo: string]>> = {
  EMPTY: ['Nothing was scanned.', 'Scan a label, or type what is printed under its barcode.'],
  TOO_LONG: ['This text is too long to be a label.', 'Scan one label at a time; don’t paste documents here.'],
  UNKNOWN_LABEL: ['This is no label of a kind that Vialkeep knows.', LINK_IT],
  NOT_HIBC: ['A HIBC label begins with “+”.', LINK_IT],
  SYMBOLOGY_ID: ['The text begins with “]” but not with the mark of any kind of barcode.', CHECK_SCANNER],
  IDENTIFIER: ['Here an ISBT 128 part should begin, with “=” or “&”.', CHECK_SCANNER],
  SYNTAX: ['This is not written as a label is.', AGAIN_OR_CHECK],
  UNKNOWN_AI: ['A GS1 identifier, which is digits, is missing here.', AGAIN_OR_CHECK],
  LENGTH: ['The {part} is too short or too long; the barcode may not have been read whole.', AGAIN_OR_CHECK],
  CHARSET: [
    'The {part} has a character that can’t stand there.',
    `${AGAIN} If strange characters come in, do the scanner check.`,
  ],
  CHECK_DIGIT: ['The check digit of the {part} is wrong: a digit was misread or mistyped.', COMPARE],
  CHECK_CHARACTER: ['The last characters do not fit those before them.', COMPARE],
  LINK_CHARACTER: [
    'These barcodes do not belong together: the link character of one is not the check character of the other.',
    'Scan both barcodes of the same label.',
  ],
  DATE: ['The {part} is not in the calendar.', COMPARE_DATE],
  TIME: ['The clock has no such time.', COMPARE_DATE],
  QUANTITY: ['The quantity is not a number of the right length.', 'Type the quantity from the label.'],
  REPEATED_AI: [
    '{detail} is on the label twice with different values.',
    'Put the item aside: its label contradicts itself. Tell the supplier.',
  ],
  CONFLICTING_PAIR: [
    '{detail} exclude each other: the one names this item, the other what it holds.',
    'Put the item aside and ask the supplier what its label means. Type what is in your hand.',
  ],
  FORMAT: ['The {part} is not written as the standard asks.', AGAIN_OR_CHECK],
  COMPOUND_COUNT: ['The barcode announces {seen} parts and has {detail}: it was not read whole.', AGAIN_OR_CHECK],
  UNKNOWN_IDENTIFIER: ['No part of such a label has this identifier.', AGAIN_OR_CHECK],
  FLAG_CHECKSUM: ['The check behind the donation number does not fit it.', COMPARE],
  GRID_CHECKSUM: ['The check behind the donor registry number does not fit it.', COMPARE],
  HIBC_PAS: [
    'This HIBC code is a hospital’s own, for patients, not for supplies.',
    'Scan the manufacturer’s label instead.',
  ],
  HIBC_BASIC_UDI: [
    '“++” begins a Basic UDI-DI, which stands on no package; and this one is misspelled.',
    'Scan the label of the item itself: this code names a family of devices.',
  ],
  OTHER: ['A value of the label is not among those that may stand there.', AGAIN],
}

/** What is wrong with a label, in a sentence. */
function whatIsWrong({ code, detail, seen = '' }: LabelRefusal): string {
  const [, ai, check = '', figures = ''] = /^(\(\w+\))(\S?)(.*)$/.exec(detail) ?? []
  if (ai && code === 'LENGTH') return lengthOf(ai, figures)
  if (code === 'CHECK_DIGIT' && /^0{8}/.test(seen)) return 'Zeros alone are the number of nothing.'
  if (ai && code !== 'REPEATED_AI' && code !== 'CONFLICTING_PAIR')
    return `${ai}: ${CHECKS[check] ?? 'this value is not among those that may stand here'}.`
  const part = detail.replace(/ twice$/, '')
  if (part !== detail) return `The label states its ${NAMES[part] ?? part} twice, and differently.`
  if (code === 'CHARSET' && CHECKS[detail]) return `There is a character that can’t stand here: ${CHECKS[detail]}.`
  if (code === 'CHECK_CHARACTER' && detail !== '') return checkCharacter(detail)
  const begun = /^\d{1,4}/.exec(seen)
  if (code === 'UNKNOWN_AI' && begun) return `No GS1 identifier begins with ${begun[0]}, or it is cut short.`
  const slip = code === 'SYNTAX' || code === 'FORMAT' || code === 'UNKNOWN_LABEL' ? SLIPS[detail] : undefined
  return (
    slip ??
    REFUSALS[code][0]
      .replace('{part}', () => NAMES[part] ?? part)
      .replace('{detail}', () => (code === 'CONFLICTING_PAIR' ? detail.replace(' ', ' and ') : detail))
      .replace('{seen}', () => seen)
  )
}

// The identifiers whose values need no separator (GenSpecs 7.8.5).
const PREDEFINED = /^\((0[0-4]|1[1-9]|20|3[1-6]|41)\d*\)/

/** The figures of `(10) 25 1 20`: how long the value is, how short and how long it may be. */
function lengthOf(ai: string, figures: string): string {
  const [length = '', least, most] = figures.trim().split(' ')
  const allowed = least === most ? most : `${least} to ${most}`
  const cause = Number(length) > Number(most) && !PREDEFINED.test(ai) ? '; the scanner may drop the separator' : ''
  return `${ai} has ${length} characters, not ${allowed}${cause}.`
}

/** The right check; a space behind it says that the text without its last character would be right with a space. */
function checkCharacter(detail: string): string {
  if (detail === 'own') return 'The check letters of our own label are wrong.'
  const right = detail.replace(/(?<=.) $/, '')
  const cause = right === detail ? '' : ' A space at the end would be right too: some programs cut it off.'
  return `The check at its end should be “${right}”.${cause}`
}

const AMBIGUITIES: Readonly<Record<AmbiguityDetail, string>> = {
  LAYOUT: 'The keyboard layout may have changed characters of this text; a lot has no check digit that shows it.',
  LAYOUT_SUSPECTED: 'The computer’s keyboard layout is not the scanner’s. Do the scanner check, then scan again.',
  CAPS_LOCK_SUSPECTED:
    'Capitals and small letters are exchanged: Caps Lock seems to be on. Turn it off and scan again.',
  CARRIER_MISMATCH: 'The barcode announces GS1 data and has others.',
  CHECK_CHARACTER_STRIPPED_BY_SCANNER: 'The scanner removed the check character; set it to send Code 39 as it is.',
  DOUBLED_SCAN: 'This may be one label scanned twice.',
  FULL_WIDTH_DIGITS: 'Some digits or letters of this text are of another script than the rest.',
  NOT_GS1_CARRIER: 'This reads as a GS1 label, but its barcode is not marked as one.',
  POSSIBLE_MISSING_SEPARATOR:
    'The lot or serial ends in what may be another part of the label: the scanner may have dropped a separator.',
  check: 'Is the last character data or a check?',
  day: 'Day and month can’t be told apart in this date.',
  donation: 'This may be a typed donation number or a GS1 barcode.',
  'ean-8': 'These eight digits are different numbers as EAN-8 and as UPC-E, and the scanner doesn’t say which it read.',
  NAME_OR_LABEL: 'This may be the lot as it stands, or part of a GS1 label: nothing in it tells which.',
  ndc: 'This may be a typed NDC or a GS1 barcode.',
  number: 'These digits are a product number or a lot or serial: the scanner doesn’t say which.',
  parenthesis: 'A parenthesis in this text may belong to a lot or lead an identifier that is cut short.',
  'upc-e': 'Six digits may be a short UPC code, but nothing in them proves that they were read rightly.',
}

/** Why a text has several meanings, in a sentence. */
export function whyAmbiguous(result: Ambiguous): string {
  return AMBIGUITIES[result.detail]
}

/** A text with several meanings: the question, and each meaning in a line to choose from. */
export function explainAmbiguity(result: Ambiguous): {
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
  const question = `${whyAmbiguous(result)} ${questions[result.reason]}`
  return { question, choices: result.readings.map(describeReading) }
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

const PUT_RIGHT = ' Do the scanner check once, so that it need not be put right each time.'

// What was mended or noticed, and behind it what to do about it.
const WARNINGS: Readonly<Record<LabelWarningCode, readonly [noticed: string, todo?: string]>> = {
  POSSIBLE_MISSING_SEPARATOR: [
    'The lot or serial may hold another part of the label: the scanner may drop the separator.',
    ' Compare lot and serial with the label.',
  ],
  GS_SUBSTITUTED: ['The scanner sends {detail} where the label has a separator.', PUT_RIGHT],
  FULL_WIDTH_DIGITS: ['Digits or letters came in another script and were put into plain ones.', PUT_RIGHT],
  LAYOUT_MENDED: [
    'The computer’s keyboard layout ({detail}) is not the scanner’s: characters were put right.',
    PUT_RIGHT,
  ],
  CARRIER_MISMATCH: ['The barcode announces GS1 data ({detail}) and has others.', PUT_RIGHT],
  CHECK_CHARACTER_STRIPPED_BY_SCANNER: [AMBIGUITIES.CHECK_CHARACTER_STRIPPED_BY_SCANNER, PUT_RIGHT],
  NOT_GS1_CARRIER: [AMBIGUITIES.NOT_GS1_CARRIER],
  CAPS_LOCK_SUSPECTED: [AMBIGUITIES.CAPS_LOCK_SUSPECTED],
  AFFIX_REMOVED: ['Characters around the label’s text were left out.'],
  DOUBLED_SCAN: ['The same label was scanned twice into the field.'],
  MISSING_GTIN: ['This barcode names no product: scan the other barcode of the label too.'],
  DIVISIONS_REQUIRED: ['This product code asks for its product divisions: scan them too.'],
  REQUISITE_MISSING: ['This barcode does not name the product: scan the other one too.'],
  UNNEEDED_SEPARATOR: ['The label has a separator that it does not need.'],
  EMPTY_ELEMENT: ['The label has a separator with nothing between it and the next one.'],
  CONFLICTING_PAIR: ['{detail} don’t belong on one label.'],
  NO_MACHINE_CODE: ['This was typed, not scanned: compare it with the label.'],
  LINK_PART_IGNORED: [
    'The web address also says “{detail}”, not as GS1 writes it: that was not read.',
    ' Compare with the label.',
  ],
  OLD_DIGITAL_LINK: ['The web address is written in an older form of GS1 Digital Link.'],
}

/** What the reader mended or noticed, in a sentence. */
function whatWasNoticed({ code, detail }: LabelWarning): string {
  const [first, groups = ''] = detail.split(' ')
  const wanted = `(${groups.replaceAll('+', ')+(').replaceAll(',', ') or (')})`
  if (code === 'REQUISITE_MISSING' && detail !== '') return `${first} should come with ${wanted}.`
  if (code === 'GS_SUBSTITUTED' && detail === '') return 'The control characters came as pictures.'
  if (code === 'CAPS_LOCK_SUSPECTED' && detail === 'own') return 'The letters came in small: is Caps Lock on?'
  if (code === 'LAYOUT_MENDED' && detail.endsWith('?'))
    return `This would be right if the computer’s keyboard layout were ${detail.slice(0, -1)}.`
  const shown =
    code === 'GS_SUBSTITUTED'
      ? signOf(detail)
      : code === 'CONFLICTING_PAIR'
        ? detail.replace(' ', ' and ')
        : printable(detail)
  return WARNINGS[code][0].replace('{detail}', () => shown)
}

function signOf(sign: string): string {
  return sign === ' ' ? 'a space' : sign < ' ' ? 'a control character' : `“${sign}”`
}

/** What the reader mended or noticed, and what to do about it. */
export function explainLabelWarning(warning: LabelWarning): string {
  return whatWasNoticed(warning) + (WARNINGS[warning.code][1] ?? '')
}

const MISSING: Readonly<Record<MissingPart, string>> = {
  product: 'Scan the barcode that names the product.',
  donation: 'Scan the donation number.',
  divisions: 'This product is divided: scan the barcode of the division too.',
  lot: 'Scan or type the lot.',
  serial: 'Scan or type the serial number.',
  expiry: 'Scan or type the expiration date.',
}

/** What is still to be scanned on a label of several barcodes. */
export function explainMissing(part: MissingPart): string {
  return MISSING[part]
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
