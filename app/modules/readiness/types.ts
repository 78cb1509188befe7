import type { Day, Instant } from '~/lib/day'
import type { Allergen, AllergenAnswer } from '~/modules/catalog/types'
import type { KitFacts, KitFinding } from '~/modules/kits/types'
import type { Allergy, WordsRead } from '~/modules/patients/types'
import type { Requirement } from '~/modules/protocols/types'
import type { Disinfection, DisinfectionFinding, DisinfectionLevel } from '~/modules/sterilization/types'
import type { DonorFacts } from '~/modules/stock/rules/donor'
import type { Intent, Severity, Weighed } from '~/modules/stock/rules/judge/weigh'
import type { StockFinding, StockRefusal, UnitFacts } from '~/modules/stock/types'

export type Anesthesia = 'none' | 'topical' | 'injectable'

/** How the screening of the day ended. `assessed`: there was a yes, and a clinician wrote why to go on. */
export type ScreeningOutcome = 'clear' | 'assessed' | 'stop'

/** A question that the screening answered with yes, what was written then, and a clinician's answer since. */
export type ScreeningYes = {
  readonly question: string
  readonly text: string
  readonly reason: string | null
  readonly answer: { readonly reason: string; readonly by: string } | null
}

/** The last screening of a booking. */
export type Screening = {
  readonly at: Instant
  readonly outcome: ScreeningOutcome
  readonly yes: readonly ScreeningYes[]
}

/** What the procedures room tells us about a procedure. Volumes in microliters. */
export type Booking = {
  readonly procedureId: number
  readonly siteId: number
  readonly timeZone: string
  readonly roomPlaceId: number
  readonly patientId: number
  readonly versionId: number
  readonly scheduledAt: Instant
  readonly side: 'left' | 'right'
  readonly productId: number
  readonly productName: string
  readonly regulatoryStanding: string | null
  readonly regulatoryBasis: string | null
  readonly doseMicroliters: number
  readonly anesthesia: Anesthesia
  readonly readyForMinutes: number
  readonly screening: Screening | null
  readonly consentedAt: Instant | null
  /** When the booking was last changed in what READY is signed for; null when it stands as it was booked. */
  readonly changedAt: Instant | null
  /** Every override of a finding that a person made for it; which of them count, `rules/overrides.ts` says. */
  readonly overrides: readonly FindingOverride[]
  /** The procedure is over (given, closed or canceled), so its light no longer changes. */
  readonly over: boolean
}

/** Who goes on over a finding, and why. */
export type Overridden = {
  readonly id: number
  readonly name: string
  readonly role: 'clinician' | 'director'
  readonly reason: string
  readonly at: Instant
}

/** An override as it was stored: of one finding, as it was judged then. */
export type FindingOverride = Overridden & {
  readonly procedureId: number
  readonly patientId: number
  readonly day: Day
  readonly code: string
  readonly subject: string
  readonly fingerprint: string
  readonly ruleVersion: number
  readonly severity: Severity
}

/** Where a unit stands, seen from the booking's room. */
export type Reach = 'room' | 'preparation' | 'storage' | 'away'

/** How a product touches a patient. An allergen missing from `contains` was never answered: unknown. */
export type ProductTouch = {
  readonly productId: number
  readonly productName: string
  readonly categoryCode: string
  readonly isBiologic: boolean
  readonly touchesPatient: boolean
  /** It is injected, or something is injected with it: then its label must say sterile (R57). */
  readonly entersPatient: boolean
  readonly labeledSterile: AllergenAnswer
  /** When a fact of the product was last corrected; null when never. */
  readonly changedAt: Instant | null
  readonly disinfectionLevel: string | null
  readonly contains: Readonly<Partial<Record<Allergen, AllergenAnswer>>>
}

export type Binding = {
  readonly id: number
  readonly procedureId: number
  readonly requirement: string
  readonly unitId: number
  readonly placeId: number
  readonly quantity: number
  readonly reservationId: number | null
  /** Whether its reservation still stands. */
  readonly reserved: boolean
  readonly how: BindingHow
}

export type BindingHow = 'scan' | 'reach' | 'chosen'

/** A unit with what readiness needs to know besides stock's facts. */
export type ReachableUnit = {
  readonly facts: UnitFacts
  readonly reach: Reach
  readonly touch: ProductTouch | null
  readonly disinfections: readonly Disinfection[]
  readonly lastUsedAt: Instant | null
  /** The patient who owns it; null when it was recorded for nobody. */
  readonly ownerId: number | null
  /** The procedures that it was opened for, at their clearance; left out where it is not open. */
  readonly openedFor?: readonly number[]
}

/** What an autologous unit is to a patient: recorded as theirs, as another's, or as nobody's yet. */
export type Whose = 'theirs' | 'other' | 'unknown'

/** A binding with its unit as it stands now; null when the unit is no longer where it was bound. */
export type Bound = { readonly binding: Binding; readonly unit: ReachableUnit | null; readonly lotNumber: string }

/** Everything the verdict needs. `candidates` is null when nobody asks what else is there (on a board). */
export type ReadinessFacts = {
  readonly booking: Booking
  readonly requirements: readonly Requirement[]
  readonly allergies: readonly Allergy[]
  readonly bound: readonly Bound[]
  readonly candidates: readonly ReachableUnit[] | null
  readonly kits: readonly KitFacts[]
}

/** The nearest good unit for a requirement. */
export type Near = {
  readonly unitId: number
  readonly placeId: number
  readonly placeName: string
  readonly productName: string
  readonly lotNumber: string
  readonly reach: Reach
}

/** A unit that is there and not offered, and why (R13). */
export type Rejected = { readonly lotNumber: string; readonly placeName: string; readonly why: UnitFinding }

/** A unit as a sentence names it. Two vials of one lot are told apart by `unitNumber` alone. */
export type UnitName = {
  readonly unitId: number
  readonly lotNumber: string
  readonly unitNumber: string | null
  readonly productName: string
}

/** What is kept of a unit for a booking: how much, and whether it is reserved. */
export type Kept = { readonly quantity: number; readonly reserved: boolean }

/**
 * What somebody wants a unit for. `requirement` is what it is to meet; null when it is used without being asked for.
 * `others` are the donors of what else goes into the patient. `usedHere`: it was used on this patient in this procedure
 * before, so it was opened for nobody else; nor was what its clearance opened.
 */
export type Need = {
  readonly intent: Intent
  readonly booking: Pick<Booking, 'procedureId' | 'patientId' | 'productId' | 'productName' | 'scheduledAt'>
  readonly allergies: readonly Allergy[]
  readonly requirement: Requirement | null
  readonly kept: Kept | null
  readonly keptUnits?: readonly string[]
  readonly others: readonly DonorFacts[]
  readonly usedHere?: boolean
}

/** What can stand against a unit for a booking: what stock knows, and what only this room can know. */
export type UnitFinding =
  | StockFinding
  | { readonly code: 'WRONG_PRODUCT'; readonly booked: string }
  | { readonly code: 'WRONG_KIND'; readonly label: string }
  | { readonly code: 'OUT_OF_REACH'; readonly place: string }
  | { readonly code: 'NOT_RESERVED' }
  | { readonly code: 'NOT_KEPT'; readonly kept: readonly string[] }
  | { readonly code: 'KEPT_FOR_OTHER' }
  /** Seen without a procedure in mind: all of it, or a part, is kept for procedures. In base units. */
  | { readonly code: 'KEPT' }
  | {
      readonly code: 'PARTLY_KEPT'
      readonly kept: number
      readonly free: number
      readonly baseUnit: 'uL' | 'each'
      readonly containerQuantity: number
    }
  | { readonly code: 'AUTOLOGOUS' }
  | { readonly code: 'TOO_LITTLE'; readonly free: number; readonly baseUnit: 'uL' | 'each' }
  | { readonly code: 'NOT_DISINFECTED'; readonly finding: DisinfectionFinding; readonly needed: DisinfectionLevel }
  | { readonly code: 'NOT_THAWED' }
  | { readonly code: 'OF_OTHER_PATIENT' }
  | { readonly code: 'OWNER_UNKNOWN' }
  | { readonly code: 'OF_THIS_PATIENT' }
  | { readonly code: 'ALLERGY'; readonly allergen: string }
  | { readonly code: 'ALLERGY_UNKNOWN'; readonly productId: number; readonly allergen: string }
  /** Nobody has answered for this patient whether an allergy in words matters for it. */
  | { readonly code: 'ALLERGY_WORDS'; readonly words: string }
  /** Whether its label says sterile (R57): no, or nobody has looked. */
  | { readonly code: 'NOT_STERILE' }
  | { readonly code: 'STERILE_UNKNOWN'; readonly productId: number }
  | { readonly code: 'TWO_DONORS'; readonly lots: readonly string[] }

/** Another part of what a scan names: how much stands where, and what stands against it. In base units. */
export type Portion = {
  readonly placeName: string
  readonly unitNumber: string | null
  readonly quantity: number
  readonly baseUnit: 'uL' | 'each'
  readonly containerQuantity: number
  readonly findings: readonly Weighed<UnitFinding>[]
}

/** A finding about a kept unit, as its line says it: which unit, and where the nearest good one is. */
export type AboutUnit = UnitFinding & { readonly unit: UnitName; readonly near: Near | null }

/** What can be found about a booking as a whole, beside its units. What it weighs, the table says (`rules/judge/booking-table.ts`). */
export type BookingDetail =
  | {
      readonly code: 'NOT_BOUND'
      readonly label: string
      readonly wanted: number
      readonly have: number
      readonly measure: 'piece' | 'uL'
      readonly near: Near | null
      readonly rejected: readonly Rejected[]
      readonly looked: boolean
    }
  | { readonly code: 'BOUND_GONE'; readonly lotNumber: string }
  | { readonly code: 'ALLERGIES_NOT_ASKED' }
  | { readonly code: 'ALLERGY_NOT_CODED'; readonly note: string; readonly words: WordsRead | null }
  /** Does this allergy in words matter for these products? Answered for this patient. */
  | {
      readonly code: 'ALLERGY_QUESTION'
      readonly allergyId: number
      readonly note: string
      readonly products: readonly { readonly productId: number; readonly name: string }[]
    }
  | { readonly code: 'NO_KIT' }
  | { readonly code: 'KIT'; readonly kitId: number; readonly kit: string; readonly finding: KitFinding }
  | { readonly code: 'NOT_SCREENED' }
  | { readonly code: 'SCREENED_ANOTHER_DAY'; readonly at: Instant }
  | { readonly code: 'SCREENED_OUT'; readonly at: Instant }
  /** The screening said yes: a clinician answers by name why it is right to go on. */
  | { readonly code: 'SCREENING_YES'; readonly question: string; readonly text: string; readonly reason: string | null }
  | { readonly code: 'SCREENING_ANSWERED'; readonly text: string; readonly answer: string; readonly by: string }
  | { readonly code: 'NOT_CONSENTED' }
  | { readonly code: 'STANDING_MISSING'; readonly product: string }
  | { readonly code: 'STANDING_UNAPPROVED'; readonly product: string; readonly basis: string | null }
  | { readonly code: 'NOT_LOOKED_AT'; readonly label: string }

export type FindingDetail = AboutUnit | BookingDetail

export type ReadinessFinding = FindingDetail & { readonly severity: Severity; readonly overridden?: Overridden }

/** A finding of a line about one kept unit. */
export type StoppedUnit = Weighed<AboutUnit>

/** What is bound, as a line shows it. */
export type BoundRow = {
  readonly bindingId: number
  readonly unitId: number
  readonly lotNumber: string
  readonly productName: string | null
  readonly placeName: string | null
  readonly quantity: number
  readonly baseUnit: string
  readonly containerQuantity: number
  readonly how: BindingHow
}

/** A requirement or question, with what is bound to it and its findings. */
export type Line = {
  readonly code: string
  readonly label: string
  readonly bound: readonly BoundRow[]
  readonly findings: readonly ReadinessFinding[]
}

export type Check = (facts: ReadinessFacts, at: Instant) => Line[]

export type Verdict = {
  readonly ready: boolean
  readonly lines: readonly Line[]
  /** Lines that block. */
  readonly open: number
}

export type Sign = {
  readonly procedureId: number
  readonly signedAt: Instant
  readonly validUntil: Instant
  readonly signedName: string
  readonly fingerprint: string
  /** What stopped something that it counts on after it was signed, whether that still stands or has ended; null for nothing. */
  readonly stopped: Stopped | null
}

/** What can have stopped, after it was signed, what a signature counts on; whoever signs again looks at it. */
export const stoppedBy = ['held', 'expiry', 'look-alike', 'storage', 'product', 'moved', 'used', 'kit'] as const
export type Stopped = (typeof stoppedBy)[number]

/** Why no signature counts. */
export type Unsigned = 'never' | 'expired' | 'changed' | Stopped

/** What a board shows of a procedure. `unsigned`: all in order, and nobody has signed, or the signature no longer counts. */
export type Light =
  | { readonly state: 'ready'; readonly signedName: string; readonly signedAt: Instant; readonly validUntil: Instant }
  | { readonly state: 'unsigned'; readonly because: Unsigned }
  | {
      readonly state: 'not-ready'
      readonly open: number
      readonly of: number
      readonly first: ReadinessFinding | null
      readonly wasSigned: boolean
    }
  | { readonly state: 'over' }

type Said = readonly Weighed<UnitFinding>[]

export type ReadinessRefusal =
  /** `also`: what is to be said of the thing all the same. */
  | { readonly code: 'NOTHING_ASKS_FOR_IT'; readonly unit: UnitName; readonly also?: Said }
  | { readonly code: 'REQUIREMENT_MET'; readonly label: string; readonly also?: Said }
  | { readonly code: 'BOUND_ALREADY'; readonly unit: UnitName; readonly also?: Said }
  | {
      readonly code: 'UNIT_STOPPED'
      readonly unit: UnitName
      readonly finding: Weighed<UnitFinding>
      /** What else stops it. */
      readonly also?: Said
      /** What else the same scan could mean, and what stands against that. */
      readonly portions?: readonly Portion[]
    }
  | { readonly code: 'BINDING_UNKNOWN' }
  | { readonly code: 'BOOKING_OVER'; readonly also?: Said }
  | { readonly code: 'NOT_READY'; readonly open: number }
  | { readonly code: 'NAME_MISSING' }
  | StockRefusal
