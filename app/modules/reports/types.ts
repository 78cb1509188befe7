import type { Day, Instant } from '~/lib/day'
import type { KitFinding } from '~/modules/kits/types'
import type { State } from '~/ui/state-mark'

export type ProcedureNeed =
  | 'GIVEN_TO_TWO'
  | 'KEPT_LOST'
  | 'CHANGED_LOST'
  | 'REACTION_TO_REVIEW'
  | 'SUPPLIER_TO_TELL'
  | 'EMERGENCY_TO_SORT'
  | 'LATE_TO_SORT'

/** Something that needs a person today. Counts and names of places, never of patients. */
export type Attention =
  | {
      readonly code: 'EXCURSION_OPEN'
      readonly placeId: number
      readonly place: string
      readonly startedAt: Instant
      readonly worstCentiCelsius: number
    }
  | {
      readonly code: 'STORAGE_NOT_PROVEN'
      readonly placeId: number
      readonly place: string
      readonly provenUntil: Instant | null
    }
  | {
      readonly code: 'RECALL_OPEN'
      readonly noticeId: number
      readonly reference: string
      readonly title: string
      readonly dueAt: Instant
    }
  | { readonly code: 'KIT_CHECK_DUE'; readonly kitId: number; readonly kit: string; readonly checkedAt: Instant | null }
  | {
      readonly code: 'KIT_NOT_IN_ORDER'
      readonly kitId: number
      readonly kit: string
      readonly first: KitFinding | null
    }
  /** Something in the kit is recalled and kept until it is replaced, or is replaced and to be taken out. */
  | { readonly code: 'KIT_REPLACE'; readonly kitId: number; readonly kit: string; readonly first: KitFinding }
  | { readonly code: 'NOT_SET_UP'; readonly what: SetUp }
  | { readonly code: 'EXPIRED_HERE'; readonly units: number }
  | { readonly code: 'EXPIRES_THIS_WEEK'; readonly units: number; readonly first: Day }
  | { readonly code: 'QUARANTINED'; readonly holds: number }
  | { readonly code: 'REVIEW'; readonly holds: number }
  | { readonly code: 'GAP_HELD'; readonly holds: number }
  /** Something was given before the reading came in that shows it as exposed. */
  | { readonly code: 'GIVEN_EXPOSED'; readonly excursionId: number; readonly place: string }
  /**
   * A container for one patient is in two patients' records; what was kept for a procedure to come was given in another; a reaction
   * waits for its review, or for the supplier to be told; an emergency record waits to be sorted out.
   */
  | { readonly code: ProcedureNeed; readonly procedureId: number; readonly scheduledAt: Instant }
  | {
      readonly code: 'DELIVERY_OPEN'
      readonly deliveryId: number
      readonly supplier: string
      readonly arrivedAt: Instant
    }

/** What a clinic must set up before anything can be said of it. */
export type SetUp = 'storage' | 'kit' | 'room' | 'product'

/** What was looked at for the first page, and how many of each there are: its sentences claim no more than that. */
export type Looked = {
  readonly storages: number
  readonly kits: number
  readonly rooms: number
  readonly products: number
  /** Notices that were ever entered. */
  readonly notices: number
}

/** The answer to "what is this?": a sentence, a detail, and the page to go to. */
export type Identified = {
  readonly tone: 'good' | 'refused' | 'question'
  readonly title: string
  readonly detail?: string
  readonly to?: { readonly href: string; readonly label: string }
}

/** One thing that a text may mean: what it is, how the text is its name, and its page. */
export type FoundRow = {
  readonly key: string
  readonly name: string
  readonly kind: string
  readonly how: string
  readonly page: string
}

/** The answer to "what is this?" with everything else that the text may mean. */
export type Found = Identified & { readonly others: readonly FoundRow[] }

/** Something that needs attention, ready to be shown. */
export type NeedRow = {
  readonly key: string
  readonly to: string
  readonly state: State
  readonly word: string
  readonly title: string
  readonly detail: string
}

/** A procedure of today with its light. No patient is named. */
export type BoardRow = {
  readonly procedureId: number
  readonly time: string
  readonly state: State
  readonly word: string
  readonly title: string
  readonly detail: string
}
