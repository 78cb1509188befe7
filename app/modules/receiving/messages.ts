import { unreachable } from '~/lib/result'
import { explainCatalog } from '~/modules/catalog/messages'
import { explainAmbiguity, explainContradiction, explainLabelRefusal } from '~/modules/labels/messages'
import type { LabelRefusal } from '~/modules/labels/types'
import { bandName, explainStock } from '~/modules/stock/messages'
import { lotText } from '~/modules/stock/rules/lot-key'
import { celsiusText } from '~/modules/storage/rules/temperature'
import { joinsWithinMinutes } from './rules/label'
import type {
  ArrivalDetail,
  Goods,
  LotChoice,
  Received,
  ReceiveInput,
  ReceivingRefusal,
  RecordConclusion,
  RecordKind,
  SerialChoice,
  ShipperCondition,
} from './types'

const conditions: Record<ShipperCondition, string> = {
  good: 'Good',
  damaged: 'Damaged',
  wet: 'Wet',
  open: 'Open',
}

export const conditionChoices = Object.entries(conditions).map(([value, label]) => ({ value, label }))

const recordLabels: Record<RecordKind, string> = {
  'donor-eligibility': 'Donor eligibility record',
  'certificate-of-analysis': 'Certificate of analysis',
  'transaction-document': 'Transaction document',
  other: 'Other record',
}

export const recordChoices = Object.entries(recordLabels).map(([value, label]) => ({ value, label }))
export const recordLabel = (kind: string): string => recordLabels[kind as RecordKind] ?? kind

const missingText = (missing: readonly ('lot' | 'expiry')[]): string =>
  missing.length === 2 ? 'lot and expiry' : missing[0] === 'lot' ? 'lot' : 'expiry'

function labelSentence(label: LabelRefusal): string {
  const { wrong, seen, todo } = explainLabelRefusal(label)
  return [wrong, seen, 'Nothing was added.', todo].filter((part) => part !== '').join(' ')
}

const choiceWords: Record<LotChoice['why'], string> = {
  known: 'is known and looks like it',
  around: 'is known, and this stands in its number',
  'ran-in': 'is known, and the scanner may have run the serial into it',
  watched: 'is named by a notice and looks like it',
  inside: 'is known, and stands in this text',
  'inside-watched': 'is named by a notice, and stands in this text',
}

/** A lot that the printed one may be, as a sentence. */
export const explainChoice = ({ lot, why }: LotChoice): string => `Lot ${lot} ${choiceWords[why]}.`

/** A serial that the printed one may be, as a sentence. */
export const explainSerial = ({ serial, lot, why }: SerialChoice): string =>
  why === 'watched'
    ? `Serial ${serial} is named by an open notice and looks like it.`
    : `Serial ${serial} of lot ${lot ?? ''} is known and looks like it.`

/** What a person said of a line when it was received, as its delivery shows it; nothing where the label said it all. */
export const answeredOf = (input: ReceiveInput, read: Goods): string =>
  [
    input.otherBox ? 'Came in another box than the one whose temperature was measured.' : '',
    compared('Lot', input.meantLot, input.lot ?? read.lot),
    compared('Serial', input.meantSerial, read.unitNumber),
    input.noExpiry ? 'No expiry is printed.' : '',
    input.counted === undefined ? '' : `${input.counted} in one package, counted.`,
    input.alreadyThere ? 'It stood there already.' : '',
  ]
    .filter(Boolean)
    .join(' ')

const compared = (what: string, meant: string | undefined, read: string | null): string =>
  meant === undefined
    ? ''
    : `${what} ${meant}, compared with the print${read === null || read === meant ? '' : ` and read as ${read}`}.`

const compareTodo = "Compare label and papers, correct the lot's date if it is wrong, then release."

/** What stands against goods at the door, as the note of the hold says it. */
export function explainArrival(finding: ArrivalDetail): string {
  switch (finding.code) {
    case 'NO_ARRIVAL_TEMPERATURE':
      return 'No temperature was recorded on arrival. Read the logger of the shipper or ask the supplier.'
    case 'ARRIVED_WARM':
    case 'ARRIVED_TOO_COLD':
      return `Arrived ${finding.code === 'ARRIVED_WARM' ? 'warm' : 'too cold'}, at ${celsiusText(finding.centi)}. Keep it at its own temperature and ask the manufacturer's advice.`
    case 'SHIPPER_SEAL_BROKEN':
      return 'The seal of the shipper was broken on arrival.'
    case 'SHIPPER_NOT_GOOD':
      return `The shipper arrived ${finding.condition}. Look at each container.`
    case 'LABEL_WITHOUT_EXPIRY':
      return 'The label shows no expiry. Ask the manufacturer for it.'
    case 'EXPIRED_ON_ARRIVAL':
      return `It had expired on ${finding.expiry} when it arrived. Return or discard it.`
    case 'EXPIRY_DIFFERS':
      return `This label says expiry ${finding.seen}, but lot ${finding.lot} is known with ${finding.known ?? 'none'}. ${compareTodo}`
    case 'EXPIRY_EARLIER':
      return `A label says expiry ${finding.seen}, earlier than ${finding.known}: what is here may expire sooner. ${compareTodo}`
    case 'LOT_IN_DOUBT':
      return `Its lot was entered as ${finding.lot}, and ${finding.names.join(' and ')} ${finding.names.length === 1 ? 'is a lot' : 'are lots'} of that name. Compare label and papers, then release.`
    case 'PUT_OUTSIDE_BAND':
      return `Was put into ${finding.place}, outside its storage band. Ask the manufacturer's advice.`
    case 'PUT_INTO_EXCURSION':
      return `Was put into ${finding.place} while its temperature excursion was open.`
    case 'RECORDS_NOT_THERE':
      return `Came without its ${finding.missing.join(' and ')}. Attach them, then confirm which lot they name and what they conclude.`
    default:
      return unreachable(finding)
  }
}

/** A refusal of receiving as a sentence: what is wrong, what was seen, what to do next. */
export const explainReceiving = (refusal: ReceivingRefusal): string =>
  [explainFault(refusal), ...(refusal.said ?? [])].join(' ')

function explainFault(refusal: ReceivingRefusal): string {
  switch (refusal.code) {
    case 'DELIVERY_UNKNOWN':
      return 'There is no such delivery at this site. Open one first.'
    case 'DELIVERY_CLOSED':
      return 'This delivery is closed. Open a new one for what came later; nothing was added.'
    case 'DELIVERY_SUPPLIER_UNKNOWN':
      return 'There is no such supplier. Choose one from the list, or add it first.'
    case 'DELIVERY_IN_FUTURE':
      return 'The time of arrival lies in the future. Enter when it arrived.'
    case 'LINE_UNKNOWN':
      return 'There is no such line. Reload the page.'
    case 'LABEL_REFUSED':
      return labelSentence(refusal.label)
    case 'LABEL_ASKS':
      return explainAmbiguity(refusal.label).question
    case 'LABEL_OURS':
      return "This is a label that we printed ourselves. Scan the manufacturer's label."
    case 'BARCODES_DISAGREE': {
      const { wrong, seen, todo } = explainContradiction(refusal.contradiction)
      return `${wrong} ${seen} Nothing was added. ${todo}`
    }
    case 'PRODUCT_NOT_NAMED':
      return `This barcode names no product${refusal.lot ? `, only lot ${refusal.lot}` : ''}. Scan the other barcode of the label, or choose the product.`
    case 'CODE_IS_NAME':
      return `${refusal.seen} is no product's code: here it means ${refusal.what}. Scan the barcode that names the product first. Nothing was added.`
    case 'CODE_UNKNOWN':
      return `Unknown code ${refusal.codes[0]?.code ?? ''}: which product is it?${refusal.near ? ` It looks like ${refusal.near}: compare with the label first.` : ''} Link it once and scans go on.`
    case 'CODE_ASKS':
      return `The code ${refusal.seen} belongs to ${refusal.products.length} products: ${refusal.products.map(({ name }) => name).join(', ')}. Which one is it?`
    case 'PRODUCT_UNKNOWN':
      return 'There is no such product. Choose one from the list.'
    case 'DETAILS_MISSING':
      return `${refusal.productName}: this label gives no ${missingText(refusal.missing)}. Scan its second barcode, or type what is printed.`
    case 'LOT_ASKS':
      if (refusal.choices.length === 0)
        return `${refusal.productName}: is the lot printed as ${refusal.lot}, letter by letter? It has blanks or signs that may be something else than the lot. If the print says less, type only the lot.`
      return `${refusal.productName}: lot ${refusal.lot} was never received here. ${refusal.choices.map(explainChoice).join(' ')} Compare with the print: which lot is it?`
    case 'SERIAL_ASKS':
      return `${refusal.productName}: serial ${refusal.serial} was never received here. ${refusal.choices.map(explainSerial).join(' ')} Compare with the print: which serial is it?`
    case 'LOT_DOUBTFUL':
      return `Is the lot really ${refusal.lot}? The scanner may have run the serial into it. Compare with the print and type the lot.`
    case 'COUNT_DIFFERS':
      return `${refusal.productName}: the label says ${refusal.label}, but this code is known as a package of ${refusal.known}. Count one package and enter the number.`
    case 'ONE_CONTAINER_ONLY':
      return `Serial ${refusal.number} is one container, but ${refusal.wanted} were entered. Scan each container.`
    case 'TOO_MANY':
      return `${refusal.wanted} containers in one line are more than ${refusal.most}. Check the number, or receive them in several lines.`
    case 'PLACE_MISSING':
      return `${refusal.productName} needs: ${bandName(refusal.band)}. No place at this site has it. Make one under Storage, or choose where it stands.`
    case 'RECORDS_MISSING':
      return `Still missing: ${refusal.missing.map((kind) => recordLabels[kind].toLowerCase()).join(', ')}. Attach what is missing first; the lot stays on hold.`
    case 'RECORDS_OF_OTHER_LOT':
      return `These records name ${refusal.named}, but this is lot ${refusal.lotNumber}, and it has no such name or donor. Look again; the lot stays on hold.`
    case 'PRODUCT_CONTROLLED':
    case 'PRODUCT_EXISTS':
    case 'PRODUCT_SIZE_MISSING':
    case 'CATEGORY_UNKNOWN':
    case 'SUPPLIER_UNKNOWN':
    case 'CODE_MALFORMED':
    case 'CODE_CLAIMED':
    case 'CODE_LINKED_ALREADY':
      return explainCatalog(refusal)
    default:
      return explainStock(refusal)
  }
}

/** The question about a waiting label in a few words, as the title of its card. */
export function questionTitle(refusal: ReceivingRefusal): string {
  switch (refusal.code) {
    case 'CODE_UNKNOWN':
      return `${refusal.codes[0]?.code ?? ''}: which product?`
    case 'CODE_ASKS':
      return `${refusal.seen}: which of them?`
    case 'LABEL_ASKS':
      return 'Which is printed?'
    case 'PRODUCT_NOT_NAMED':
      return refusal.lot ? `Lot ${refusal.lot}: which product?` : 'Which product?'
    case 'DETAILS_MISSING':
      return `${refusal.productName}: which ${refusal.missing.join(' and ')}?`
    case 'LOT_ASKS':
      return `${refusal.productName}: is the lot ${refusal.lot}?`
    case 'SERIAL_ASKS':
      return `${refusal.productName}: is the serial ${refusal.serial}?`
    case 'LOT_DOUBTFUL':
      return `${refusal.productName}: is the lot ${refusal.lot}?`
    case 'COUNT_DIFFERS':
      return `${refusal.productName}: how many in one package?`
    case 'WRONG_BAND':
      return `${refusal.product}: where does it go?`
    case 'PLACE_MISSING':
      return `${refusal.productName}: where does it go?`
    default:
      return explainFault(refusal)
  }
}

/** What was received, in the words of the line: `MX2231 ×1 exp 2027-01-31`. */
export const receivedTitle = (received: Received): string => {
  const expiry = received.expiry ? ` exp ${received.expiry}` : ''
  return `${received.productName} · ${lotText(received.lotNumber)} ×${received.containers}${expiry}`
}

/** What to do with it now. */
export function receivedDetail(received: Received): string {
  switch (received.verdict) {
    case 'accepted':
      return `Put it into ${received.placeName}.`
    case 'quarantined':
      return `Put it into ${received.placeName}, don't use it. ${received.reasons.join(' ')}`
    case 'rejected':
      return `Turned away: ${received.reasons.join(' ')} Send it back.`
    default:
      return unreachable(received.verdict)
  }
}

/** What an attached record led to. */
export function recordAttached(attached: { missing: readonly RecordKind[] }): string {
  if (attached.missing.length > 0)
    return `Attached. Still missing: ${attached.missing.map((kind) => recordLabels[kind].toLowerCase()).join(', ')}.`
  return 'Attached. All records are there. Read them, and confirm which lot they name and what they conclude.'
}

const conclusions: Record<RecordConclusion, string> = {
  good: 'Donor eligible, analysis within specification',
  ineligible: 'Donor ineligible',
  incomplete: 'Not complete',
  failed: 'Analysis failed',
}

/** What records can conclude, as the choices of a form. */
export const conclusionChoices = Object.entries(conclusions).map(([value, label]) => ({ value, label }))

/** What came of reading the records. */
export const recordsConfirmed = ({ released, held }: { released: number; held: boolean }): string =>
  held
    ? 'Recorded. The lot stays on hold: a manager or the medical director decides.'
    : released > 0
      ? 'Confirmed: the hold for the records is released.'
      : 'Confirmed. No hold was waiting for these records.'

/** What is said of a barcode that could be a part of the label in hand: that it joined it, or came too late for that. */
export const joinedSaid = (joined: boolean, waiting: number): string =>
  joined
    ? `Read as one label with the ${waiting === 1 ? 'barcode' : `${waiting} barcodes`} scanned before.`
    : `The label scanned before still waits: more than ${joinsWithinMinutes} minutes have passed, so this barcode was not joined to it. If it is the same label, scan its first barcode again, then this one.`
