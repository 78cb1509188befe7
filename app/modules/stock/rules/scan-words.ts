/** The sentences of every door that takes a scan: what it may mean, what is not known, how label and record differ. Pure. */

import { unreachable } from '~/lib/result'
import { explainLabelRefusal, explainLabelWarning } from '~/modules/labels/messages'
import type { TypedText } from '~/modules/labels/rules/typed-text'
import type { LabelReading } from '~/modules/labels/types'
import { lotWords, productLot } from './lot-key'
import type { Difference, Meaning, Meanings, UnitRef } from './meanings'
import type { ScanRefusal } from './scanned'

const unitName = ({ productName, number, lotNumber }: UnitRef): string =>
  number === null ? productLot(`A container of ${productName}`, lotNumber) : `${productName}, ${number}`

/** A place by its name; what is known of another site, or of none, by what it is. */
const placeName = ({ name }: Extract<Meaning, { kind: 'place' }>): string =>
  name === null ? 'a place' : `the place ${name}`

/** What a meaning names, in a few words: for a question, or a list to choose from. Never a patient's name. */
export function nameOfMeaning(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'lot':
      return productLot(meaning.lot.productName, meaning.lot.lotNumber)
    case 'unit':
      return unitName(meaning.unit)
    case 'group':
      return `${meaning.group} ${meaning.matched} (${meaning.lots.length} ${meaning.lots.length === 1 ? 'lot' : 'lots'})`
    case 'product':
      return meaning.productName
    case 'kit':
      return 'the seal of a kit'
    case 'unknown':
      return explainUnknown(meaning)
    case 'place':
      return placeName(meaning)
    case 'delivery':
    case 'patient':
    case 'procedure':
    case 'badge':
      return `a ${meaning.kind}`
  }
}

/** What was printed or typed and is not known here, said as such: never as the product's total (docs/safety.md §5). */
export function explainUnknown({ what, matched, product, lot }: Extract<Meaning, { kind: 'unknown' }>): string {
  const of = product ? `${product.name}: ` : ''
  switch (what) {
    case 'lot':
      return `${of}lot ${matched} was never received here.`
    case 'serial':
      return `${of}serial ${matched}${lot ? ` of ${lotWords(lot.lotNumber)}` : ''} was never received here.`
    case 'donation':
      return `${of}donation ${matched} was never received here.`
    case 'code':
      return `No product has the code ${matched}.`
    case 'ndc':
      return `NDC ${matched.replace(/^NDC\W*/i, '')} is not in the catalog.`
    case 'name':
      return `Nothing here is called ${matched}.`
    case 'own':
      return 'This is a label of ours whose number is not in this database.'
    case 'own-misread':
      return `${matched} is a label of ours, misread: its check letters are wrong. Scan it again.`
  }
}

/** Whose container it is, where a notice names its serial and the lot's containers are not told apart here. */
export const explainBulk = (meaning: Meaning): string =>
  `It is of ${nameOfMeaning(meaning)}, whose containers are not told apart here.`

/** What a text may mean here, where that is asked: what is called so, or what it looks like. Null where it is nothing of ours. */
export function explainMay({ meanings }: Pick<Meanings, 'meanings'>): string | null {
  const may = meanings.filter(({ kind, why }) => kind !== 'unknown' && kind !== 'patient' && why !== 'CONTAINS')
  return may.length === 0 ? null : `Do you mean ${may.map(nameOfMeaning).join(', or ')}? Compare with the label.`
}

/** How label and record differ, in a sentence. */
export function explainDifference(difference: Difference): string {
  switch (difference.code) {
    case 'EXPIRY_DIFFERS':
      return `The label says that it expires ${difference.printed}, but it is known with ${difference.known}.`
    case 'SERIAL_OF_OTHER_LOT':
      return `The label says lot ${difference.printed}, but serial ${difference.serial} was received with lot ${difference.known}.`
    case 'SERIAL_UNKNOWN':
      return `Serial ${difference.serial} was never received here; only its lot was.`
    case 'CODE_UNKNOWN':
      return `The label's product code ${difference.printed} is not in the catalog.`
    case 'SEPARATOR_MISSING':
      return `The label reads lot ${difference.printed}; lot ${difference.known} is known, and the scanner may have run the serial into it.`
    case 'OTHER_PRODUCT':
      return `${difference.known} is known, of another product: ${difference.product}. The label is of ${difference.printed}.`
    case 'SERIAL_OF_OTHER_PRODUCT':
      return `The label is of ${difference.printed}, but serial ${difference.serial} is of another product: ${productLot(difference.product, difference.known)}.`
  }
}

const doubtWords: Readonly<Record<TypedText['doubts'][number]['code'], string>> = {
  SCIENTIFIC: 'A spreadsheet wrote this number in short and lost digits. Look at the label or the letter itself.',
  TRAILING_ZEROS: 'A spreadsheet may have put the zeros at its end.',
  THOUSANDS: 'A spreadsheet may have put the separators in, or these are several numbers.',
  DATE: 'A spreadsheet may have made a date of this. Look at the label or the letter itself.',
  LEADING_ZEROS: 'A spreadsheet may have lost or added zeros in front.',
}

const invisibleNames: Readonly<Record<string, string>> = {
  '\u00ad': 'a soft hyphen',
  '\u200b': 'a zero-width space',
  '\u200c': 'a zero-width non-joiner',
  '\u200d': 'a zero-width joiner',
  '\u2060': 'a word joiner',
  '\ufeff': 'a byte order mark',
  '\u200e': 'a left-to-right mark',
  '\u200f': 'a right-to-left mark',
}

/** A character that nobody sees, in words. */
const invisibleName = (character: string): string =>
  invisibleNames[character] ??
  `the character U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** How a text was read where something inside it was left out or put right; null where nothing was. */
function explainMended({ text, mends, dropped }: TypedText): string | null {
  const left = dropped.length > 0 ? `${dropped.map(invisibleName).join(' and ')} inside it left out` : ''
  const script = mends.includes('OTHER_SCRIPT') ? 'letters or digits of another script put right' : ''
  const how = [left, script].filter(Boolean).join(', ')
  return how === '' ? null : `Read as ${text}, with ${how}: compare it with the label.`
}

/** What was taken off a typed text, and what may have happened to it: a line each. Lost zeros are said only where something is called so. */
export function explainTyped({ typed, raw, meanings }: Meanings): string[] {
  if (!typed) return []
  // Where only the label's reading names what is known, nothing was taken off a name.
  const sure = meanings.filter(({ kind, certainty }) => kind !== 'unknown' && certainty === 'exact')
  if (sure.length > 0 && sure.every(({ reading }) => reading !== null)) return []
  const { mends, doubts, text, whole } = typed
  const asWhole = whole !== null && meanings.some((meaning) => meaning.matched === whole)
  const mended = explainMended(typed)
  const edges = text !== raw.trim() && mends.length > 0 && !asWhole ? `Read as ${text}.` : null
  const lines = [mended ?? edges].filter((line) => line !== null)
  for (const { code } of doubts)
    if (code !== 'LEADING_ZEROS' || meanings.some((meaning) => meaning.why === code)) lines.push(doubtWords[code])
  return lines
}

/** What the reader took off, mended or noticed, one sentence each: said at every door beside what was scanned. */
export const saidOfReading = (answer: Meanings, reading: LabelReading | null): string[] => [
  ...new Set([...explainTyped(answer), ...(reading?.warnings.map(explainLabelWarning) ?? [])]),
]

/** A scan that could not be resolved, as a sentence, with what is said of its reading. */
export const explainScan = (refusal: ScanRefusal): string => [explainFault(refusal), ...(refusal.said ?? [])].join(' ')

const thingWords: Readonly<Record<string, string>> = {
  group: 'This is the number of a donor or a donation, which may be of several lots.',
  badge: "This is somebody's badge.",
  kit: 'This is an emergency kit or its seal.',
  patient: "This is a patient's wristband or record number.",
  place: 'This is a place, not a container.',
  procedure: 'This is the label of a procedure.',
  delivery: 'This is the number of a delivery.',
  product: 'This is a product without its lot.',
}

/** What was scanned where another thing is needed: a place by its name. */
export const explainOther = ({
  kind,
  name = null,
}: {
  readonly kind: string
  readonly name?: string | null
}): string =>
  name !== null && kind === 'place'
    ? `${name} is a place, not a container.`
    : (thingWords[kind] ?? 'This is something else.')

/** So many numbers are named in a sentence. */
const mostNamed = 6

function explainWhichOne({
  product,
  lotNumber,
  count,
  names,
  choices,
}: Extract<ScanRefusal, { code: 'SCAN_WHICH_ONE' }>) {
  const named = names.slice(0, mostNamed).join(', ')
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''
  const here = names.length === 0 ? 'by the records nothing of it is left here' : `here: ${named}${more}`
  const tap = choices.length > 0 ? ', or tap the number that is printed on it' : ''
  return `Which one is it? This names ${lotWords(lotNumber)} of ${product}, of which ${count} containers are known; ${here}. Scan the number of the container itself or our label on it${tap}.`
}

function explainFault(refusal: ScanRefusal): string {
  switch (refusal.code) {
    case 'SCAN_EMPTY':
      return 'Nothing was scanned. Scan the label, or type the number on it.'
    case 'SCAN_TOO_LONG':
      return 'This is too long for a label. Scan one label at a time.'
    case 'SCAN_LABEL': {
      const { wrong, seen, todo } = explainLabelRefusal(refusal.refusal)
      return [wrong, seen, todo].filter(Boolean).join(' ')
    }
    case 'SCAN_AMBIGUOUS':
      return `This code can be read in more than one way: ${refusal.detail} Type the lot or serial as it is printed.`
    case 'SCAN_UNKNOWN':
      return `${refusal.seen} is no lot, unit, place or seal that we know.${refusal.near ? ` Did you mean ${refusal.near}?` : ''} Scan the label, or look it up under Stock.`
    case 'SCAN_OWN_LABEL':
      return refusal.fault === 'misread'
        ? `${refusal.seen} is a label of ours, misread: its check letters are wrong. Scan it again, or type the number under it.`
        : 'This is a label of ours whose number is not in this database. Scan the label of its maker.'
    case 'SCAN_UNSURE':
      return `“${refusal.seen}” is not known here as it stands. Is it ${refusal.meant.join(', or ')}? Compare with the label, and type the lot or serial as it is printed.`
    case 'SCAN_PRODUCT_UNKNOWN':
      return `No product has the code ${refusal.seen}. Link it in receiving, or scan another barcode of the label.`
    case 'SCAN_RECALLED':
      return refusal.notices.join(' ')
    case 'SCAN_SEVERAL':
      return `This means several things: ${refusal.names.join('; ')}. Scan the whole label, or our own label of the unit.`
    case 'SCAN_WHICH_ONE':
      return explainWhichOne(refusal)
    case 'SCAN_NO_LOT':
      return `${refusal.product} was read, but no lot or serial. Scan the barcode that carries the lot, or our own label.`
    case 'SCAN_LOT_UNKNOWN':
      return `${refusal.product}: lot ${refusal.seen} was never received here.${refusal.other ? ` The number is known, of another product: ${refusal.other}. Look at the label again;` : ' Receive it first;'} don't use it.`
    case 'SCAN_UNIT_UNKNOWN':
      return `Serial ${refusal.seen}${refusal.lotNumber ? ` of ${lotWords(refusal.lotNumber)}` : ''} was never received here. Receive it first; don't use it.`
    case 'SCAN_CONTRADICTS':
      if (refusal.product !== undefined)
        return `The label is of ${refusal.printed}, but serial ${refusal.seen} is of another product: ${productLot(refusal.product, refusal.known)}. Look at the label again; don't use it.`
      return `The label says lot ${refusal.printed}, but serial ${refusal.seen} was received with lot ${refusal.known}. Look at the label again; don't use it.`
    case 'SCAN_EXPIRY_DIFFERS':
      return `The label says that ${lotWords(refusal.lotNumber)} expires ${refusal.seen}, but it is known with ${refusal.known}. Look at the label again; don't use it.`
    case 'SCAN_NOT_HERE':
      return `${refusal.seen} is known, but nothing of it is at this site.`
    case 'SCAN_OTHER_THING':
      return `${explainOther(refusal)} Scan the vial, the supply, the transducer or the kit seal.`
    default:
      return unreachable(refusal)
  }
}
