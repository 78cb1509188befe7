import type { Day, Instant } from '~/lib/day'
import type {
  LinkRefusal,
  NewCode,
  NewProduct,
  PrintedCode,
  ProductFacts,
  ProductRefusal,
} from '~/modules/catalog/types'
import type { Contradiction, LabelGoods, LabelRefusal, LabelResult, ScannerProfile } from '~/modules/labels/types'
import type { HoldReason, PlaceKind, StockRefusal, StorageBand } from '~/modules/stock/types'

/** A barcode as it came from the scanner. `reading`: the one that the person chose of an ambiguous text (R3). */
export type RawScan = { readonly raw: string; readonly symbologyId: string; readonly reading?: number }

export type ShipperCondition = 'good' | 'damaged' | 'wet' | 'open'

/** The accompanying records that a lot may come with (R10). */
export type RecordKind = 'donor-eligibility' | 'certificate-of-analysis' | 'transaction-document' | 'other'

/** What the records of a lot conclude, as somebody read it. Anything but `good` keeps the lot on hold. */
export type RecordConclusion = 'good' | 'ineligible' | 'incomplete' | 'failed'

/** A new delivery as entered (R8). Temperatures in hundredths of °C. */
export type NewDelivery = {
  readonly supplierId?: number
  /** The name of a supplier that is not in the list yet. */
  readonly newSupplier?: string
  readonly orderNumber?: string | null
  readonly packingSlip?: string | null
  readonly carrier?: string | null
  readonly arrivedAt: Instant
  readonly shipperCondition: ShipperCondition
  readonly sealIntact: boolean
  readonly dryIcePresent: boolean
  readonly temperatureCentiCelsiusArrival?: number | null
}

/** A printed code to be linked to the product of the line. `also` confirms one that another product claims already. */
export type NewLink = Omit<NewCode, 'productId'>

/**
 * One line as it is received. `scans` are the barcodes of one label, the newest last; none for a line typed by hand.
 * What the person adds (product, lot, expiry) fills what the label lacks.
 */
export type ReceiveInput = {
  readonly deliveryId: number
  readonly scans: readonly RawScan[]
  /** The reading that the person chose of the last barcode: its number in the list that was shown (R3). */
  readonly reading?: number
  readonly productId?: number
  readonly lot?: string
  readonly expiry?: Day
  /** The lot that the person compared with the print, of those that it may be. */
  readonly meantLot?: string
  /** The serial that the person compared with the print, of those that it may be. */
  readonly meantSerial?: string
  readonly donor?: string
  /** The label has no expiry. The goods are received, and can't be used until someone finds out. */
  readonly noExpiry?: boolean
  /** Where it is put; null lets the product's storage band decide. */
  readonly placeId: number | null
  readonly packages: number
  /** Containers counted in one package, where label and catalog disagree. */
  readonly counted?: number
  /** It is there already (R41), so a wrong place is recorded and held instead of refused. */
  readonly alreadyThere?: boolean
  /** It came in another box than the one whose temperature was measured. */
  readonly otherBox?: boolean
  /** Turned away at the door, with the reason: recorded, not put on the shelf (R8). */
  readonly reject?: string
  /** The label's code is linked on the way: to the product that is named, or to the one that is made (R8). */
  readonly link?: NewLink
  /** A product that is made on the way. */
  readonly create?: NewProduct
  /** What is known of the scanner that read it. */
  readonly scanner?: ScannerProfile | null
}

/** What a label (and the person) says of the goods, in our terms. */
export type Goods = LabelGoods

export type DeliveryFacts = {
  readonly id: number
  readonly siteId: number
  readonly closed: boolean
  readonly shipperCondition: string
  readonly sealIntact: boolean
  readonly dryIcePresent: boolean
  readonly temperatureCentiCelsiusArrival: number | null
}

export type TargetPlace = {
  readonly id: number
  readonly name: string
  readonly kind: PlaceKind
  readonly band: StorageBand | null
  /** This storage has an open excursion, so whatever is put in now goes on hold with the rest. */
  readonly excursion: boolean
}

/**
 * A lot that a printed one may be instead. `known`: a lot of ours that looks alike. `around`: one
 * that was recorded under a longer text in which it stands. `ran-in`: a lot that the printed text
 * begins with, so that a separator may have been lost. `watched`: a notice names it, and it looks alike or is its beginning.
 * `inside`: a lot of ours whose name stands in the text; `inside-watched`: one that a notice names.
 */
export type LotChoice = {
  readonly lot: string
  readonly why: 'known' | 'around' | 'ran-in' | 'watched' | 'inside' | 'inside-watched'
}

/** A serial that a printed one may be instead. `known`: a container of ours has it, or had. `watched`: a notice names it. */
export type SerialChoice = { readonly serial: string; readonly lot: string | null; readonly why: 'known' | 'watched' }

/** What is known of the lot before this line. */
export type KnownLot = {
  readonly id: number
  /** Its own number; the label may print another name of it. */
  readonly lotNumber: string
  readonly expiry: Day | null
  /** The lot is on hold already because a label said an earlier expiry. */
  readonly expiryInDoubt: boolean
  readonly standingHolds: readonly HoldReason[]
  readonly records: readonly string[]
}

/** A container of this product with this number that we know. `live`: it was received and that was not undone. */
export type KnownUnit = {
  readonly id: number
  readonly lotNumber: string
  readonly sameLot: boolean
  readonly live: boolean
  readonly place: string | null
}

/** Everything that decides what happens to a line. */
export type ReceiptFacts = {
  readonly at: Instant
  readonly zone: string
  readonly delivery: DeliveryFacts
  readonly product: ProductFacts
  /** Containers in one package of the scanned code. */
  readonly packageQuantity: number
  readonly goods: Goods
  readonly packages: number
  readonly counted: number | null
  readonly noExpiry: boolean
  readonly alreadyThere: boolean
  readonly otherBox: boolean
  readonly reject: string | null
  readonly lot: KnownLot | null
  /** The lots that it may be instead, where it is not known and nobody has compared it yet. */
  readonly alike: readonly LotChoice[]
  /** Lots whose names stand in the printed text, where somebody says that it is printed so: it is held until that is clear. */
  readonly inDoubt: readonly string[]
  /** The serials that the printed one may be instead, where no container has it and nobody has compared it yet. */
  readonly serialsAlike: readonly SerialChoice[]
  /** The lot was typed by hand, and nobody was asked yet whether it is printed so. */
  readonly isTyped: boolean
  /** Active holds on the product itself. */
  readonly productHolds: readonly HoldReason[]
  readonly unit: KnownUnit | null
  /** This very label, with its serial, was received before. */
  readonly repeated: boolean
  readonly place: TargetPlace | null
}

/** What can be found about goods at the door. What it weighs, and what it holds, the table says (`rules/arrival.ts`). */
export type ArrivalDetail =
  | { readonly code: 'NO_ARRIVAL_TEMPERATURE' }
  | { readonly code: 'ARRIVED_WARM' | 'ARRIVED_TOO_COLD'; readonly centi: number }
  | { readonly code: 'SHIPPER_SEAL_BROKEN' }
  | { readonly code: 'SHIPPER_NOT_GOOD'; readonly condition: string }
  | { readonly code: 'LABEL_WITHOUT_EXPIRY' }
  | { readonly code: 'EXPIRED_ON_ARRIVAL'; readonly expiry: Day }
  | {
      readonly code: 'EXPIRY_DIFFERS' | 'EXPIRY_EARLIER'
      readonly lot: string
      readonly seen: Day
      readonly known: Day | null
    }
  | { readonly code: 'PUT_OUTSIDE_BAND' | 'PUT_INTO_EXCURSION'; readonly place: string }
  | { readonly code: 'RECORDS_NOT_THERE'; readonly missing: readonly string[] }
  /** The text of the lot has the names of others in it, and is said to be printed so. */
  | { readonly code: 'LOT_IN_DOUBT'; readonly lot: string; readonly names: readonly string[] }

/** `source` names what asked for the hold, if it isn't the delivery. */
export type PlannedHold = { readonly reason: HoldReason; readonly note: string; readonly source?: string }

/** What is stored for a line. Quantities in base units. */
export type ReceiptPlan = {
  readonly verdict: 'accepted' | 'quarantined' | 'rejected'
  /** Why it is not simply accepted, one sentence each. */
  readonly reasons: readonly string[]
  readonly lotHolds: readonly PlannedHold[]
  readonly unitHolds: readonly PlannedHold[]
  readonly lotNumber: string
  readonly containers: number
  /** Units to make: one for each container, one for the whole lot apart, or the lot's bulk. */
  readonly units: 'each' | 'apart' | 'bulk'
  readonly quantity: number
  readonly placeId: number
}

/** A line that was received, as it is answered and shown. */
export type Received = {
  readonly lineId: number
  readonly productId: number
  readonly productName: string
  readonly lotId: number
  readonly lotNumber: string
  readonly expiry: Day | null
  readonly unitIds: readonly number[]
  readonly containers: number
  readonly quantity: number
  readonly verdict: ReceiptPlan['verdict']
  readonly reasons: readonly string[]
  readonly placeName: string
}

/** Why a line was not received, or not yet. `said`: what stands against using what it names, as every other door says it. */
export type ReceivingRefusal = ReceivingFault & { readonly said?: readonly string[] }

type ReceivingFault =
  | StockRefusal
  | ProductRefusal
  | LinkRefusal
  | { readonly code: 'DELIVERY_UNKNOWN' }
  | { readonly code: 'DELIVERY_CLOSED' }
  | { readonly code: 'DELIVERY_SUPPLIER_UNKNOWN' }
  | { readonly code: 'DELIVERY_IN_FUTURE' }
  | { readonly code: 'LINE_UNKNOWN' }
  | { readonly code: 'RECORDS_MISSING'; readonly missing: readonly RecordKind[] }
  | { readonly code: 'RECORDS_OF_OTHER_LOT'; readonly named: string; readonly lotNumber: string }
  | { readonly code: 'LABEL_REFUSED'; readonly label: LabelRefusal }
  | { readonly code: 'LABEL_ASKS'; readonly label: Extract<LabelResult, { kind: 'ambiguous' }> }
  | { readonly code: 'LABEL_OURS'; readonly kind: string; readonly id: number }
  | { readonly code: 'BARCODES_DISAGREE'; readonly contradiction: Contradiction }
  | { readonly code: 'PRODUCT_NOT_NAMED'; readonly lot: string | null; readonly expiry: string | null }
  | {
      /** A text that is the name of something we have is no product's code. */
      readonly code: 'CODE_IS_NAME'
      readonly seen: string
      /** What has that name, in a few words; a patient is not told of. */
      readonly what: string
    }
  | {
      readonly code: 'CODE_UNKNOWN'
      readonly codes: readonly PrintedCode[]
      readonly lot: string | null
      readonly expiry: string | null
      /** What we have that the code looks like, in a few words. */
      readonly near: string | null
    }
  | {
      readonly code: 'CODE_ASKS'
      readonly seen: string
      readonly products: readonly { readonly id: number; readonly name: string }[]
    }
  | {
      readonly code: 'DETAILS_MISSING'
      readonly productId: number
      readonly productName: string
      readonly missing: readonly ('lot' | 'expiry')[]
      readonly lot: string | null
      readonly expiry: string | null
    }
  | {
      /** The printed lot is not known, and looks like one that is, or like one that a notice names. */
      readonly code: 'LOT_ASKS'
      readonly productId: number
      readonly productName: string
      readonly lot: string
      readonly choices: readonly LotChoice[]
    }
  | {
      /** No container has the printed serial, and it looks like that of one that is or was here, or like one that a notice names. */
      readonly code: 'SERIAL_ASKS'
      readonly productId: number
      readonly productName: string
      readonly serial: string
      readonly choices: readonly SerialChoice[]
    }
  | { readonly code: 'LOT_DOUBTFUL'; readonly productId: number; readonly productName: string; readonly lot: string }
  | { readonly code: 'COUNT_DIFFERS'; readonly productName: string; readonly label: number; readonly known: number }
  | { readonly code: 'ONE_CONTAINER_ONLY'; readonly number: string; readonly wanted: number }
  | { readonly code: 'TOO_MANY'; readonly wanted: number; readonly most: number }
  | { readonly code: 'PLACE_MISSING'; readonly productName: string; readonly band: StorageBand | null }

/** What the page asks about a label that could not be received as it was: the barcodes so far, what is missing, and what was answered before. */
export type Question = {
  readonly scans: readonly RawScan[]
  readonly refusal: ReceivingRefusal
  readonly kept: Readonly<Record<string, string>>
  /** When it was asked, by the server's clock: a later barcode joins the label only soon after. */
  readonly askedAt: Instant
}

/** The answer to a scan or to a form of the receiving page. */
export type ScanAnswer = {
  readonly tone: 'good' | 'refused' | 'question'
  readonly title: string
  readonly detail?: string
  /** It was received, and is on hold. */
  readonly held?: true
  readonly question?: Question
  /** Barcodes that this answer used up: the questions that waited with them are answered. */
  readonly answered?: readonly RawScan[]
  /** One of our places was scanned, so the next goods go there. */
  readonly placeId?: number
}

/** A line of a delivery as its page shows it. Quantities in base units. */
export type LineRow = {
  readonly id: number
  readonly lotId: number
  readonly lotNumber: string
  readonly expiry: string | null
  readonly productId: number
  readonly productName: string
  readonly baseUnit: string
  readonly containerQuantity: number
  readonly quantity: number
  readonly verdict: string
  readonly reason: string | null
  /** What a person said of it when it was received, a sentence each. */
  readonly answered: string | null
  readonly placeName: string
  readonly unitNumber: string | null
  readonly receivedAt: string
  readonly actor: string
  readonly undone: boolean
}
