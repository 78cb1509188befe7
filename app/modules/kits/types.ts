import type { Day, Instant } from '~/lib/day'
import type { Weighed } from '~/modules/stock/rules/judge/weigh'
import type { ScanChoice, ScanRefusal } from '~/modules/stock/rules/scanned'
import type { StockRefusal, UnitFacts } from '~/modules/stock/types'

/** A line of the par list. Quantities in pieces (containers). */
export type KitItem = {
  readonly code: string
  readonly label: string
  readonly categoryId: number
  readonly strength: string | null
  readonly minQuantity: number
  /** Codes of the items that each of these needs one of to count. */
  readonly needsWith: readonly string[]
  /** The item that this one counts toward. It then has no figure of its own. */
  readonly countsFor: string | null
}

export type KitCheck = {
  readonly kind: 'seal' | 'count'
  readonly sealSeen: string | null
  readonly inOrder: boolean
  readonly checkedAt: Instant
  readonly actor: string
}

/** Everything that decides whether a kit is in order. */
export type KitFacts = {
  readonly kitId: number
  readonly placeId: number
  readonly name: string
  readonly siteId: number
  readonly timeZone: string
  /** The room or storage that it is in, if known. */
  readonly parentPlaceId: number | null
  readonly sealNumber: string | null
  readonly sealedAt: Instant | null
  readonly sealBrokenAt: Instant | null
  readonly countDueDays: number
  readonly items: readonly KitItem[]
  readonly units: readonly UnitFacts[]
  readonly lastSealCheck: KitCheck | null
  readonly lastCount: KitCheck | null
}

/** What can be found about a kit. What it weighs, the table says (`rules/table.ts`). */
export type KitDetail =
  /** Its par list is empty: there is nothing that could be in order. */
  | { readonly code: 'NOTHING_LISTED' }
  | { readonly code: 'NOT_SEALED' }
  | { readonly code: 'SEAL_BROKEN'; readonly since: Instant }
  | {
      readonly code: 'SEAL_DIFFERS'
      readonly expected: string
      readonly seen: string | null
    }
  | {
      readonly code: 'SEAL_NOT_CHECKED'
      readonly sealNumber: string
      readonly last: Instant | null
    }
  | {
      readonly code: 'COUNT_OVERDUE'
      readonly last: Instant | null
      readonly dueDays: number
    }
  | { readonly code: 'COUNT_NOT_IN_ORDER'; readonly at: Instant }
  | {
      readonly code: 'ITEM_SHORT'
      readonly label: string
      readonly wanted: number
      readonly have: number
    }
  | {
      readonly code: 'ITEM_ALONE'
      readonly label: string
      readonly needs: readonly string[]
      readonly wanted: number
      readonly have: number
    }
  | {
      readonly code: 'ITEM_UNUSABLE'
      readonly label: string
      readonly lotNumber: string
      readonly why: 'expired' | 'held' | 'may-be-recalled' | 'other'
    }
  /** Nobody has recorded how strong it is, so it counts for no line that asks for a strength (R59). */
  | {
      readonly code: 'ITEM_STRENGTH_UNKNOWN'
      readonly label: string
      readonly lotNumber: string
      readonly strength: string
    }
  /** Recalled; its notice says that the kit keeps it until a good replacement is there (R24). `replaced`: it is there. */
  | {
      readonly code: 'ITEM_KEPT_RECALLED' | 'ITEM_REPLACED'
      readonly label: string
      readonly lotNumber: string
      readonly note: string
    }
  | {
      readonly code: 'ITEM_EXPIRES'
      readonly label: string
      readonly lotNumber: string
      readonly expiry: Day
      readonly days: number
    }

/** A finding about a kit with its weight: what blocks puts it out of order; a `check` is only shown. */
export type KitFinding = Weighed<KitDetail>

/** What was counted of a unit in a kit, and what stood there when the form was seen: base units and the newest posting. */
export type CountedInKit = {
  readonly unitId: number
  readonly pieces: number
  readonly seenQuantity: number
  readonly seenPostingId: number
}

/** A line of the par list with what is there and counts. */
export type KitLine = {
  readonly code: string
  readonly label: string
  readonly wanted: number
  readonly have: number
  readonly enough: boolean
  readonly earliestExpiry: Day | null
}

export type KitVerdict = {
  readonly inOrder: boolean
  readonly findings: readonly KitFinding[]
  readonly lines: readonly KitLine[]
  /** The earliest expiry of anything in it, which governs the kit. */
  readonly earliestExpiry: Day | null
}

export type KitRefusal =
  | { readonly code: 'KIT_UNKNOWN' }
  | { readonly code: 'KIT_NAME_TAKEN'; readonly name: string }
  | { readonly code: 'SEAL_EMPTY' }
  | { readonly code: 'SEAL_ALREADY_BROKEN'; readonly since: Instant }
  | { readonly code: 'COUNT_INCOMPLETE'; readonly missing: number }
  | {
      readonly code: 'KIT_MOVED_SINCE'
      /** What has come, gone or changed since the form was seen, each with its lot. */
      readonly things: readonly string[]
      /** How many other things were taken out of it. */
      readonly gone: number
    }
  | { readonly code: 'SEAL_USED_BEFORE'; readonly seal: string }
  /** What was scanned as a seal is the name or the label of something else. `what` says of which, in words. */
  /** `said`: what stands against using what the text names, as every other door says it. */
  | { readonly code: 'SEAL_IS_OTHER'; readonly what: string; readonly said?: readonly string[] }
  | { readonly code: 'SEAL_OF_OTHER_KIT'; readonly kit: string }
  /** A number that no kit's seal ever had: whether the kit bears it, a person says. */
  | {
      readonly code: 'SEAL_UNKNOWN'
      readonly seal: string
      readonly near: string | null
      readonly choices: readonly ScanChoice[]
      readonly said: readonly string[]
    }
  | ScanRefusal
  | { readonly code: 'CATEGORIES_MISSING'; readonly categories: readonly string[] }
  | StockRefusal
