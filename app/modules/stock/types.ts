import type { Day, Instant } from '~/lib/day'
import type { Weighed } from './rules/judge/weigh'
import type { Ending } from './rules/release'

export type PlaceKind =
  | 'supplier'
  | 'storage'
  | 'shelf'
  | 'kit'
  | 'preparation'
  | 'room'
  | 'procedure'
  | 'load'
  | 'discard'
  | 'return'
  | 'difference'

export type StorageBand = 'vapor-ln2' | 'ultra-low' | 'freezer' | 'fridge' | 'room'

export type HoldReason =
  | 'quarantine'
  | 'recall'
  | 'temperature'
  | 'records'
  | 'damaged'
  | 'sterility'
  | 'suspect'
  | 'review'

/** What a hold covers. */
export type HoldScope =
  | { readonly lotId: number }
  | { readonly unitId: number }
  | { readonly placeId: number }
  | { readonly productId: number }

/** What a page is about, from which a hold is ended. */
export type HoldPage = Exclude<HoldScope, { readonly productId: number }>

export type HoldFact = {
  readonly id: number
  readonly reason: HoldReason
  readonly note: string
  readonly source: string | null
  readonly scope: 'product' | 'lot' | 'unit' | 'place'
  readonly placedAt: Instant
  /** Its notice says so: an emergency kit counts it until a good replacement is there (R24). Nothing else may be done with it. */
  readonly untilReplaced?: boolean
}

export const lotQuestions = ['alike', 'product', 'donor'] as const
/** What a case asks about a lot: whether it is the one named, another lot of the product named, or of the donor named. */
export type LotQuestionKind = (typeof lotQuestions)[number]

/**
 * What an open notice names and what may mean a lot, unless its case answers that it doesn't. `source`: whose case asks,
 * `recall:3`. `asks`: why it may; left out: it only looks like the name. `among`: it stands in a text that was not read;
 * `inside`: the name stands in its number.
 */
export type LooksLike = {
  readonly asks?: LotQuestionKind | 'among' | 'inside'
  readonly source: string
  readonly name: string
  readonly note: string
  readonly since: Instant
}

/**
 * Everything that decides whether a unit may be used, gathered by `queries/facts.server.ts`. Quantities in base units.
 */
export type UnitFacts = {
  readonly unitId: number
  readonly unitNumber: string | null
  readonly bulk: boolean
  readonly donation: string | null
  /** The donor's folded number, as it was typed at receiving; null when none is known. */
  readonly donor: string | null
  readonly lotId: number
  readonly lotNumber: string
  readonly expiry: Day | null
  readonly expiryTime: string | null
  readonly productId: number
  readonly productName: string
  readonly manufacturer: string
  readonly baseUnit: 'uL' | 'each'
  readonly containerQuantity: number
  readonly strength: string | null
  readonly sizeMicroliters: number | null
  readonly multiDose: boolean
  readonly needsThaw: boolean
  /** Hours that the product may be thawed or out of storage by its instructions; null when none are known. */
  readonly thawedForHours: number | null
  /** Hours that an opened container may be used; null: to its expiry. */
  readonly openForHours: number | null
  readonly overfillMicroliters: number
  readonly regulatoryStanding: string | null
  readonly categoryId: number
  readonly categoryCode: string
  readonly categoryName: string
  readonly expires: boolean
  readonly isBiologic: boolean
  readonly isEquipment: boolean
  /** The band that the product must be stored in: its own, else its category's. */
  readonly band: StorageBand | null
  readonly placeId: number
  readonly placeName: string
  readonly placeKind: PlaceKind
  /** The band of the place, or of the storage that it is a shelf of; null for places without one (a room, a kit). */
  readonly placeBand: StorageBand | null
  readonly provenUntil: Instant | null
  /** The range on the product's label, and what the place's newest reading says, in hundredths of °C; left out or null: not known. */
  readonly labelMin?: number | null
  readonly labelMax?: number | null
  readonly placeNow?: number | null
  readonly siteId: number
  readonly timeZone: string
  readonly quantity: number
  readonly reserved: number
  readonly holds: readonly HoldFact[]
  /** What open notices ask about it and nobody has answered in their cases; left out: nothing (R34). */
  readonly looksLike?: readonly LooksLike[]
  /** The earliest opening and the earliest end of use that any opening set (R15: opening never extends). */
  readonly openedAt: Instant | null
  readonly discardAt: Instant | null
  /** Minutes that it has been out of its storage on trips that have ended; left out: none (R16). */
  readonly outMinutes?: number
  /** Until when it may be used: thawed, or out of storage now; null while neither runs. */
  readonly thawLimitAt: Instant | null
}

/** What this room can find about a unit. What it weighs depends on what somebody wants to do (`rules/judge`). */
export type StockFinding =
  | { readonly code: 'EXPIRED'; readonly expiry: Day }
  | { readonly code: 'EXPIRES_SOON'; readonly expiry: Day; readonly days: number }
  | { readonly code: 'EXPIRY_UNKNOWN' }
  | { readonly code: 'ON_HOLD'; readonly reason: HoldReason; readonly note: string; readonly since: Instant }
  /** An open notice may mean it, and nobody has answered yet whether it does (R34). */
  | {
      readonly code: 'MAY_BE_RECALLED'
      readonly asks?: LotQuestionKind | 'among' | 'inside'
      readonly name: string
      readonly note: string
      readonly source: string
      readonly since: Instant
    }
  /** Recalled, and kept in an emergency kit until a good replacement is there. */
  | { readonly code: 'KEPT_UNTIL_REPLACED'; readonly note: string; readonly since: Instant }
  | { readonly code: 'OPENED_TOO_LONG'; readonly discardAt: Instant }
  | { readonly code: 'OPENED_FOR_OTHER'; readonly openedAt: Instant }
  | { readonly code: 'OPENED'; readonly discardAt: Instant }
  | { readonly code: 'THAWED_TOO_LONG'; readonly limitAt: Instant }
  | { readonly code: 'THAWING'; readonly limitAt: Instant }
  | {
      readonly code: 'STORAGE_NOT_PROVEN'
      readonly place: string
      readonly provenUntil: Instant | null
      /** The place's newest reading is out of the range on the product's label, whatever the place's own limits allow. */
      readonly outside?: { readonly now: number; readonly min: number | null; readonly max: number | null }
    }
  | { readonly code: 'WRONG_STORAGE'; readonly place: string; readonly band: StorageBand }
  | { readonly code: 'NONE_LEFT' }
  /** It would stand where its instructions don't want it. */
  | {
      readonly code: 'WRONG_BAND'
      readonly needs: StorageBand
      readonly place: string
      readonly has: StorageBand | null
    }
  | { readonly code: 'REFROZEN'; readonly place: string }
  | { readonly code: 'PART_OF_SEALED'; readonly containerQuantity: number; readonly baseUnit: 'uL' | 'each' }

/** A finding with its weight: a `stop` makes the unit unusable, a `check` is only shown. */
export type Finding = Weighed<StockFinding>

/**
 * What a container has become, told by a higher room. `ref` names for or on what: `patient` 3, `procedure` 12; an owner that
 * was recorded wrongly is followed by one of kind `nobody`, number 0. Quantities in base units.
 */
export type UnitMark = {
  readonly unitId: number
  readonly kind: 'owner' | 'opened-for' | 'used-on' | 'drawn' | 'disinfected'
  readonly ref: { readonly kind: 'patient' | 'procedure' | 'disinfection' | 'nobody'; readonly id: number }
  readonly quantity?: number
  readonly at: Instant
  readonly detail?: Readonly<Record<string, unknown>>
}

/** What is known of a place's temperature over a time; see `ProvenStretch`. Temperatures in hundredths of a degree Celsius. */
export type Stretch = {
  readonly kind: 'measured' | 'due' | 'gap' | 'ended'
  readonly from: Instant
  /** Null for `ended`: nothing has proven the storage since. */
  readonly until: Instant | null
  readonly min: number | null
  readonly max: number | null
}

/** A line of a movement: what goes from where to where. */
export type PostingLine = {
  readonly unitId: number
  readonly lotId: number
  readonly from: PlaceRef
  readonly to: PlaceRef
  readonly quantity: number
  readonly reversesId?: number
}

export type PlaceRef = { readonly id: number; readonly inside: boolean }

export type MovementKind =
  | 'receive'
  | 'put-away'
  | 'move'
  | 'give'
  | 'discard'
  | 'return'
  | 'count'
  | 'kit'
  | 'undo'
  | 'split'

/** A posting that came between what a person saw and what they sent. Quantities in base units. */
export type MovedSince = {
  readonly id: number
  readonly kind: MovementKind
  readonly quantity: number
  readonly occurredAt: Instant
  readonly actor: string
  readonly fromName: string
  readonly toName: string
}

export type StockRefusal =
  | {
      readonly code: 'NOT_ENOUGH'
      readonly place: string
      readonly wanted: number
      readonly free: number
      /** How much more stands there and is kept for procedures. */
      readonly kept: number
      readonly baseUnit: string
      readonly containerQuantity: number
    }
  | {
      readonly code: 'LOT_EXPIRY_DIFFERS'
      readonly lotNumber: string
      readonly known: Day | null
      readonly seen: Day | null
    }
  | { readonly code: 'UNIT_OF_OTHER_LOT'; readonly number: string; readonly lotNumber: string }
  | { readonly code: 'UNIT_ALREADY_HERE'; readonly number: string; readonly place: string | null }
  | { readonly code: 'PLACE_UNKNOWN' }
  | { readonly code: 'UNIT_UNKNOWN' }
  | { readonly code: 'LOT_UNKNOWN' }
  | { readonly code: 'PRODUCT_UNKNOWN' }
  | {
      readonly code: 'WRONG_BAND'
      readonly product: string
      readonly needs: StorageBand
      readonly place: string
      readonly has: StorageBand | null
    }
  | { readonly code: 'MOVE_STOPPED'; readonly product: string; readonly finding: StockFinding }
  | { readonly code: 'MOVEMENT_UNKNOWN' }
  | { readonly code: 'ALREADY_UNDONE' }
  | { readonly code: 'UNDO_BLOCKED'; readonly reason: string }
  | {
      /** One container with a number of its own can't be two, nor hold more than it was filled with. */
      readonly code: 'COUNT_MORE_THAN_ONE'
      readonly number: string | null
      readonly elsewhere: string | null
    }
  | {
      readonly code: 'COUNT_ON_OLDER_FACTS'
      readonly place: string
      readonly quantity: number
      readonly since: readonly MovedSince[]
      readonly baseUnit: string
      readonly containerQuantity: number
    }
  | { readonly code: 'HOLD_UNKNOWN' }
  | { readonly code: 'ALREADY_RELEASED' }
  | { readonly code: 'HOLD_ENDS_ELSEWHERE'; readonly ending: Extract<Ending, { how: 'not-here' }> }
  | { readonly code: 'REASON_SAYS_NOTHING' }

/** A movement of a lot: its postings of one kind between two places, taken together. Quantities in base units. */
export type LotMovement = {
  readonly movement: string
  readonly kind: MovementKind
  readonly occurredAt: Instant
  readonly recordedAt: Instant
  readonly actor: string
  readonly reason: string | null
  readonly fromName: string
  readonly fromKind: PlaceKind
  readonly toName: string
  readonly toKind: PlaceKind
  readonly toPlaceId: number
  readonly quantity: number
  readonly units: number
  readonly unitNumber: string | null
  readonly undone: number
}

/** A hold of a lot, of one of its units or of its product, with its release where it has one. */
export type HoldRow = {
  readonly id: number
  readonly reason: HoldReason
  readonly note: string
  readonly source: string | null
  readonly scope: 'product' | 'lot' | 'unit'
  readonly unitNumber: string | null
  readonly placedAt: Instant
  readonly actor: string
  readonly releasedAt: Instant | null
  readonly releaseReason: string | null
  readonly releasedBy: string | null
}

/** A container opened, thawing or out of storage, as its story tells it. */
export type LotOpening = {
  readonly kind: string
  readonly at: Instant
  readonly until: Instant
  readonly actor: string
  readonly unitNumber: string | null
}

/** A lot's expiry corrected by a person. */
export type ExpiryCorrection = {
  readonly at: Instant
  readonly actor: string
  readonly was: Day | null
  readonly expiry: Day
  readonly reason: string
}

/** Everything recorded about a lot or a unit. */
export type Told = {
  readonly movements: readonly LotMovement[]
  readonly holds: readonly HoldRow[]
  readonly openings: readonly LotOpening[]
  readonly corrections: readonly ExpiryCorrection[]
}
