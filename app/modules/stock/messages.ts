import { dateTime, type Instant } from '~/lib/day'
import { unreachable } from '~/lib/result'
import { lotStart, lotWords } from './rules/lot-key'
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

/** What an open notice names, and why that may mean this lot. */
function whyMeant({ asks = 'alike', name }: Extract<StockFinding, { code: 'MAY_BE_RECALLED' }>): string {
  switch (asks) {
    case 'alike':
      return `names “${name}”, and this lot only looks like it`
    case 'inside':
      return `names “${name}”, which stands in the number of this lot`
    case 'among':
      return `says “${name}”, and this lot may be among them`
    case 'product':
      return `names “${name}”, which may be this lot's product, and not its number`
    case 'donor':
      return 'names a donor, and nobody knows the donor of this lot'
  }
}

/** A sentence with its period: a hold's note is in a person's own words and may lack it. */
export const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

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
    case 'MAY_BE_RECALLED':
      return `It may be recalled: ${finding.note} ${whyMeant(finding)}. Don't use it until somebody has answered in that case whether this lot is meant.`
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
    case 'KEPT_UNTIL_REPLACED':
      return `Recalled (${finding.note}), and kept in the kit until a good replacement is there. Get the replacement, then take it out.`
    case 'NONE_LEFT':
      return "By the records nothing of it is left: it was used up, discarded or moved, and its story says where it went. Don't use it. Throw an empty container away; if there is something in it, set it apart and tell the manager."
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
      return 'This hold ends by the decision of a manager, the medical director or an outside reviewer, after an inspection, and never of the person by whose entry it was placed. Is there nobody? An administrator can add an outside reviewer under People and tokens.'
    case 'its-records':
      return "This hold ends when the records are attached and somebody confirms, on the lot's page, which lot they name and what they conclude; or by the decision of a manager or the medical director who did not receive the goods."
    case 'another-person':
      return 'You made this date later yourself. Another person compares label and papers, and releases it.'
    case 'another-looks':
      return 'You undid its use yourself. Another person looks at it, says what they saw, and releases it.'
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
      return `Not enough at ${refusal.place}: ${quantityText(refusal.wanted, refusal)} wanted, ${refusal.free <= 0 ? 'nothing' : quantityText(refusal.free, refusal)} free. ${
        refusal.kept > 0
          ? `${quantityText(refusal.kept, refusal)} is kept for a procedure: take it back on that procedure’s page first. What has happened already can be recorded all the same.`
          : 'Somebody may have just taken it; choose another unit or count the place.'
      }`
    case 'LOT_EXPIRY_DIFFERS':
      return `${lotStart(refusal.lotNumber)} is known with expiry ${refusal.known ?? 'none'}, but this label says ${refusal.seen ?? 'none'}. Look at the label again; nothing was added. If the label is right, set this one apart and tell the manager.`
    case 'UNIT_OF_OTHER_LOT':
      return `Serial ${refusal.number} of this product belongs to ${lotWords(refusal.lotNumber)}. Look at the label again; nothing was added.`
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
