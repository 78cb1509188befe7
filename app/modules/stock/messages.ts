import { dateTime, type Instant } from '~/lib/day'
import { unreachable } from '~/lib/result'
import { explainLabelWarning } from '~/modules/labels/messages'
import type { TypedText } from '~/modules/labels/rules/typed-text'
import type { LabelReading } from '~/modules/labels/types'
import type { Difference, Meaning, Meanings } from './rules/meanings'
import { quantityText } from './rules/quantity'
import type { Ending } from './rules/release'
import type { HoldReason, StockFinding, StockRefusal, StorageBand } from './types'

const bandNames: Record<StorageBand, string> = {
  'vapor-ln2': 'vapor LN2 (−150 °C or colder)',
  'ultra-low': 'ultra-low freezer (−90 to −60 °C)',
  freezer: 'freezer (−25 to −15 °C)',
  fridge: 'fridge (2–8 °C)',
  room: 'room temperature (20–25 °C)',
}

/** A storage band as pages name it. */
export const bandName = (band: StorageBand | null): string => (band === null ? 'no storage band' : bandNames[band])

const holdNames: Record<HoldReason, string> = {
  quarantine: 'quarantine',
  recall: 'a recall',
  temperature: 'a temperature excursion',
  records: 'missing accompanying records',
  damaged: 'damage',
  sterility: 'sterility in doubt',
  suspect: 'a suspect product',
  review: 'review',
}

export const holdReasonName = (reason: HoldReason): string => holdNames[reason]

const degrees = (centi: number): string => `${centi < 0 ? '−' : ''}${Math.abs(centi) / 100} °C`

function labelSentence(place: string, { now, min, max }: NonNullable<OutsideLabel>): string {
  const allowed =
    min !== null && max !== null
      ? `from ${degrees(min)} to ${degrees(max)}`
      : max === null
        ? `${degrees(min ?? 0)} or warmer`
        : `${degrees(max)} or colder`
  return `${place} reads ${degrees(now)}, and the product's label says ${allowed}. Don't use it; move it to a colder or warmer place that its label allows, and ask the manufacturer.`
}

type OutsideLabel = Extract<StockFinding, { code: 'STORAGE_NOT_PROVEN' }>['outside']

/** A finding as a sentence for the person who wants to use the unit. Times in the site's zone. */
export function explainFinding(finding: StockFinding, zone: string, now?: Instant): string {
  switch (finding.code) {
    case 'EXPIRED':
      return `Expired on ${finding.expiry}. Don't use; take it out of storage and discard it.`
    case 'EXPIRES_SOON':
      return finding.days === 0
        ? `Expires today, ${finding.expiry}.`
        : `Expires on ${finding.expiry}, in ${finding.days} ${finding.days === 1 ? 'day' : 'days'}.`
    case 'EXPIRY_UNKNOWN':
      return "Its expiry is not known. Don't use it until the expiry is entered on its lot's page, from label or papers."
    case 'ON_HOLD':
      return `On hold for ${holdNames[finding.reason]} since ${dateTime(finding.since, zone, now)}: ${finding.note}`
    case 'OPENED_TOO_LONG':
      return `Opened too long: its beyond-use time ended ${dateTime(finding.discardAt, zone, now)}. Discard it.`
    case 'OPENED_FOR_OTHER':
      return `Opened ${dateTime(finding.openedAt, zone, now)} for one patient: a single-dose container never serves anybody else. Discard it.`
    case 'OPENED':
      return `Opened; good until ${dateTime(finding.discardAt, zone, now)}.`
    case 'THAWED_TOO_LONG':
      return `Out of storage too long: its time ended ${dateTime(finding.limitAt, zone, now)}. Don't use and don't refreeze; discard it.`
    case 'THAWING':
      return `Out of storage; to be used by ${dateTime(finding.limitAt, zone, now)}.`
    case 'STORAGE_NOT_PROVEN':
      if (finding.outside) return labelSentence(finding.place, finding.outside)
      return finding.provenUntil === null
        ? `Storage not proven: there is no temperature reading for ${finding.place}. Enter its min/max reading.`
        : `Storage not proven: the last reading of ${finding.place} covers until ${dateTime(finding.provenUntil, zone, now)}. Enter its min/max reading.`
    case 'WRONG_STORAGE':
      return `Stands in ${finding.place}, but must be kept in: ${bandNames[finding.band]}. Don't use it; ask the manufacturer's instructions.`
    case 'WRONG_BAND':
      return `It must be kept in: ${bandNames[finding.needs]}. ${finding.place} has: ${bandName(finding.has)}.`
    case 'REFROZEN':
      return `It was taken out to thaw, and never goes back into storage (${finding.place}). Use it in time, or discard it. If it was already put there, say so: it will be recorded and held.`
    case 'PART_OF_SEALED':
      return `A sealed container moves only whole (${quantityText(finding.containerQuantity, finding)}). Open it first, or move the whole container.`
    case 'NONE_LEFT':
      return 'Nothing is left of it.'
    default:
      return unreachable(finding)
  }
}

/** Where a hold ends that can't be ended here by this person, or by whom. */
export function explainEnding({ why }: Extract<Ending, { how: 'not-here' }>): string {
  switch (why) {
    case 'its-case':
      return "This hold is a recall's. It ends in the recall's case, not here."
    case 'its-excursion':
      return "This hold is a temperature excursion's. It ends where the excursion is decided, lot by lot, not here."
    case 'its-decision':
      return 'This hold ends by the decision of a manager or the medical director, after an inspection, and never of the person by whose entry it was placed.'
    case 'its-records':
      return "This hold ends when the records are attached and somebody confirms, on the lot's page, which lot they name and what they conclude; or by the decision of a manager or the medical director who did not receive the goods."
    case 'another-person':
      return 'You made this date later yourself. Another person compares label and papers, and releases it.'
    case 'its-maker':
      return 'This hold was placed by hand. Whoever placed it releases it, or a manager.'
    default:
      return unreachable(why)
  }
}

/** What has moved between a count form's opening and its sending: who, when, what; and what to do. */
export function explainOlderCount(
  refusal: Extract<StockRefusal, { code: 'COUNT_ON_OLDER_FACTS' }>,
  zone: string,
  names: ReadonlyMap<string, string>,
): string {
  const moved = refusal.since.map(
    (row) =>
      `${names.get(row.actor) ?? row.actor}, ${dateTime(row.occurredAt, zone)}: ${row.kind}, ${quantityText(row.quantity, refusal)}, ${row.fromName} → ${row.toName}`,
  )
  return `Not counted yet: stock has moved at ${refusal.place} since you opened this form. ${moved.join('; ')}${moved.length > 0 ? '. ' : ''}${quantityText(refusal.quantity, refusal)} should be there now. Count again and send what you find.`
}

/** What a move led to, in a sentence. */
export const saidOfMove = (held: boolean): string =>
  held ? 'Recorded, and on hold: it was moved outside its storage band.' : 'Moved.'

/** What the correction of an expiry led to, in a sentence. */
export function saidOfExpiry({ changed, held }: { changed: boolean; held: boolean }, expiry: string): string {
  if (!changed) return `${expiry} is the expiry that is known already. Nothing was changed.`
  const rest = held
    ? 'It is later, so the lot is on hold until another person has compared.'
    : 'Holds stay until they are released.'
  return `The expiry of this lot is now ${expiry}. ${rest}`
}

/** A refusal of the ledger as a sentence: what is wrong, what was seen, what to do. */
export function explainStock(refusal: StockRefusal): string {
  switch (refusal.code) {
    case 'NOT_ENOUGH':
      return `Not enough at ${refusal.place}: ${quantityText(refusal.wanted, refusal)} wanted, ${refusal.free <= 0 ? 'nothing' : quantityText(refusal.free, refusal)} free. Somebody may have just taken it; choose another unit or count the place.`
    case 'LOT_EXPIRY_DIFFERS':
      return `Lot ${refusal.lotNumber} is known with expiry ${refusal.known ?? 'none'}, but this label says ${refusal.seen ?? 'none'}. Look at the label again; nothing was added. If the label is right, set this one apart and tell the manager.`
    case 'UNIT_OF_OTHER_LOT':
      return `Serial ${refusal.number} of this product belongs to lot ${refusal.lotNumber}. Look at the label again; nothing was added.`
    case 'UNIT_ALREADY_HERE':
      return `Serial ${refusal.number} was received already${refusal.place ? ` and is at ${refusal.place}` : ''}. Nothing was added. If this is a second container, set it apart and tell the manager: two containers must not share a serial.`
    case 'PLACE_UNKNOWN':
      return 'There is no such place at this site. Choose one from the list or scan its label.'
    case 'UNIT_UNKNOWN':
      return 'There is no such unit. Scan its label again, or look it up by its lot.'
    case 'LOT_UNKNOWN':
      return 'There is no such lot. Look it up again.'
    case 'PRODUCT_UNKNOWN':
      return 'There is no such product. Look it up in the catalog.'
    case 'WRONG_BAND':
      return `${refusal.product} must be kept in: ${bandNames[refusal.needs]}. ${refusal.place} has: ${bandName(refusal.has)}. Choose another place. If it was already put there, say so: it will be recorded and held.`
    case 'MOVE_STOPPED':
      return `${refusal.product} was not moved. ${explainFinding(refusal.finding, 'UTC')}`
    case 'MOVEMENT_UNKNOWN':
      return 'There is no such movement. Reload the page.'
    case 'ALREADY_UNDONE':
      return 'This was undone already. Nothing was changed.'
    case 'UNDO_BLOCKED':
      return `This can no longer be undone: ${refusal.reason}`
    case 'COUNT_MORE_THAN_ONE': {
      const which = refusal.number === null ? 'This is one container' : `${refusal.number} is one container`
      const where =
        refusal.elsewhere === null ? '' : ` It is recorded at ${refusal.elsewhere} too: count it there first.`
      return `${which}, so there can't be more of it than one full container.${where} Other containers have numbers of their own: receive them. Nothing was changed.`
    }
    case 'COUNT_ON_OLDER_FACTS':
      return explainOlderCount(refusal, 'UTC', new Map())
    case 'HOLD_UNKNOWN':
      return 'There is no such hold. Reload the page.'
    case 'HOLD_ENDS_ELSEWHERE':
      return explainEnding(refusal.ending)
    case 'REASON_SAYS_NOTHING':
      return 'Say what was found, and by what, in a few words: ten letters at least. It stays on hold.'
    case 'ALREADY_RELEASED':
      return 'This hold was released already. Nothing was changed.'
    default:
      return unreachable(refusal)
  }
}

/** What a meaning names, in a few words: for a question, or a list to choose from. Never a patient's name. */
export function nameOfMeaning(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'lot':
      return `${meaning.lot.productName}, lot ${meaning.lot.lotNumber}`
    case 'unit':
      return `${meaning.unit.productName}, ${meaning.unit.number ?? `a container of lot ${meaning.unit.lotNumber}`}`
    case 'group':
      return `${meaning.group} ${meaning.matched} (${meaning.lots.length} ${meaning.lots.length === 1 ? 'lot' : 'lots'})`
    case 'product':
      return meaning.productName
    case 'kit':
      return 'the seal of a kit'
    case 'unknown':
      return explainUnknown(meaning)
    case 'place':
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
      return `${of}serial ${matched}${lot ? ` of lot ${lot.lotNumber}` : ''} was never received here.`
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
