import type { Day, Instant } from '~/lib/day'
import type { Role } from '~/modules/auth/types'
import type { ContraindicationEffect } from '~/modules/protocols/types'
import type {
  Light,
  Overridden,
  ReadinessFinding,
  ReadinessRefusal,
  Screening,
  UnitFinding,
  UnitName,
  Unsigned,
} from '~/modules/readiness/types'
import type { Severity, Weighed } from '~/modules/stock/rules/judge/weigh'
import type { ScanRefusal } from '~/modules/stock/rules/scanned'
import type { HoldReason, PostingLine } from '~/modules/stock/types'

export type Status = 'booked' | 'screened' | 'consented' | 'given' | 'observed' | 'closed' | 'cancelled' | 'stopped'

/** The steps in their order (R26). `ready` is a signature of readiness. */
export type Step = 'screened' | 'consented' | 'ready' | 'time-out' | 'cleared' | 'given' | 'observed' | 'closed'

export type EventKind =
  | 'booked'
  | 'screened'
  | 'screening-answered'
  | 'consented'
  | 'time-out'
  | 'changed'
  | 'applied'
  | 'left'
  | 'cleared'
  | 'patient-scanned'
  | 'patient-said'
  | 'wrong-patient-scanned'
  | 'wrong-vial-scanned'
  | 'vial-scanned'
  | 'given'
  | 'reaction'
  | 'emergency-drug'
  | 'observe-longer'
  | 'observed'
  | 'closed'
  | 'cancelled'
  | 'stopped'
  | 'override'
  | 'override-ended'
  | 'finding'
  | 'undone'

export type Event = {
  readonly id: number
  readonly procedureId: number
  readonly kind: EventKind
  readonly occurredAt: Instant
  readonly recordedAt: Instant
  readonly actor: string
  readonly detail: Readonly<Record<string, unknown>>
}

export type Side = 'left' | 'right'

/** A part of a booking that can be changed. */
export type BookedPart =
  | 'time'
  | 'room'
  | 'clinician'
  | 'side'
  | 'site'
  | 'product'
  | 'dose'
  | 'anesthesia'
  | 'further dose'

/** What a change of a booking ends: it was agreed on, or judged, for what stood there before. */
export type Voided = 'consent' | 'marking' | 'ready' | 'time-out' | 'clearance'

/** What is waited for after it was applied: an antiseptic to dry, an anesthetic to act. */
export type WaitFor = 'antiseptic' | 'topical' | 'injectable'

/** When something was applied, and the minutes that it takes from then, as they were when it was recorded. */
export type Applied = {
  readonly eventId: number
  readonly at: Instant
  readonly minutes: number
  readonly product: string | null
  readonly actor: string
}

/** A wait of a procedure. `isKnown`: the minutes are the label's; else the seeded ones are taken. */
export type Wait = {
  readonly what: WaitFor
  readonly product: string | null
  readonly minutes: number
  readonly isKnown: boolean
  readonly applied: Applied | null
  readonly until: Instant | null
}

/** What is asked before a booking stands. `procedureId`: the other booking; null where it was given without one that is near. */
export type BookingAsk =
  | {
      readonly code: 'ROOM_TAKEN' | 'CLINICIAN_TAKEN' | 'PATIENT_TAKEN'
      readonly procedureId: number
      readonly at: Instant
    }
  | { readonly code: 'BOOKED_IN_PAST' | 'BOOKED_FAR_AHEAD' | 'CLOSED_THAT_DAY'; readonly at: Instant }
  | { readonly code: 'OUTSIDE_HOURS'; readonly at: Instant; readonly opens: string; readonly closes: string }
  | { readonly code: 'REPEAT_SAME_DAY'; readonly procedureId: number | null; readonly at: Instant }
  | {
      readonly code: 'REPEAT_SOON'
      readonly procedureId: number | null
      readonly at: Instant
      readonly weeks: number
    }

/** One change of a booking, in the words that its history shows. */
export type BookingChange = { readonly part: BookedPart; readonly from: string; readonly to: string }

export type Reaction = 'none' | 'mild' | 'severe'

/** A reaction as it was recorded, at any minute of a procedure or at the end of its observation. */
export type ReactionSeen = {
  readonly reaction: 'mild' | 'severe'
  readonly at: Instant
  readonly notes: string
  readonly sort: ReactionSort
  /** Whether somebody said that what was given may have caused it. */
  readonly mayBeProduct: boolean
}

/** What a reaction looks like; `other` where nobody said. */
export type ReactionSort = 'allergic' | 'toxicity' | 'infection' | 'other'

/** A drug of an emergency, as it was recorded: what, how much, when, by whom. */
export type EmergencyDrug = {
  readonly key: number
  readonly at: Instant
  readonly what: string
  readonly amount: string
  readonly by: string
}

/** Why the observation lasts longer than the protocol's least (R28). */
export type ObservationReason = 'injectable-anesthetic' | 'severe-allergy' | 'toxicity' | 'extended'

/** What the events of a procedure add up to. */
export type ProcedureState = {
  readonly status: Status
  readonly screening: Screening | null
  readonly consentedAt: Instant | null
  readonly timeOutAt: Instant | null
  /** What the last time-out agreed on; null where it was of an earlier release, or there was none. */
  readonly agreed: TimeOutFacts | null
  /** What of it a change of the booking has ended since, even one that was changed back. */
  readonly changedSince: readonly TimeOutPart[]
  /** Who has left the room since the time-out. */
  readonly leftSince: { readonly who: 'patient' | 'operator'; readonly at: Instant } | null
  /** The clearance since the time-out, if nothing has ended it since. */
  readonly cleared: Clearance | null
  /** When this patient's wristband was scanned, or name and birth date were said, since the time-out, if no other patient's was scanned after it. */
  readonly patientScannedAt: Instant | null
  /** When another patient's wristband was scanned, if this patient's was not scanned after it. */
  readonly wrongPatientScannedAt: Instant | null
  readonly scannedVials: readonly {
    readonly unitId: number
    readonly raw: string
    readonly at: Instant
    readonly typed?: boolean
  }[]
  readonly givenAt: Instant | null
  readonly observedAt: Instant | null
  /** The last change of the booking, by its event; 0 where it stands as it was booked. */
  readonly lastChangeId: number
  /** Whether a further dose is intended: a repeat for this patient is not asked about. */
  readonly furtherDose: boolean
  /** When a change of the booking last ended whatever READY was signed. */
  readonly readyEndedAt: Instant | null
}

/** What a time-out agrees on, all together, before the first needle (R67). Volumes in microliters. */
export type TimeOutFacts = {
  readonly patientId: number
  readonly side: string
  readonly site: string
  /** The containers that are drawn from, in the order of their numbers. */
  readonly units: readonly number[]
  readonly dose: number
  readonly operator: string
}

export type TimeOutPart = 'patient' | 'side' | 'site' | 'units' | 'dose' | 'operator'

/** Why a time-out doesn't count: none was taken, its minutes are over, something changed, or somebody left. */
export type TimeOutFinding =
  | { readonly code: 'TIME_OUT_MISSING' }
  | { readonly code: 'TIME_OUT_OVER'; readonly at: Instant; readonly minutes: number }
  | { readonly code: 'TIME_OUT_CHANGED'; readonly parts: readonly TimeOutPart[] }
  | { readonly code: 'TIME_OUT_LEFT'; readonly who: 'patient' | 'operator'; readonly at: Instant }

/** What is drawn of a container. Microliters. */
export type Draw = { readonly unitId: number; readonly volume: number }

/** CLEAR TO INJECT: what may be drawn up for which site. */
export type Clearance = {
  readonly eventId: number
  readonly at: Instant
  readonly side: string
  readonly site: string
  readonly drawn: readonly Draw[]
}

/** What decides a step besides the state. */
export type StepFacts = {
  readonly state: ProcedureState
  readonly light: Light
  /** Steps that were not taken, and that a person goes on over with a reason: an override of their findings. */
  readonly passedOver: readonly Step[]
  /** Why the time-out doesn't count; null when it does. */
  readonly timeOut: TimeOutFinding | null
  readonly timeZone: string
  readonly observationMinutesMin: number
}

export type Contraindication = {
  readonly code: string
  readonly text: string
  readonly effect: ContraindicationEffect | null
}

/** What can stand against the volume given of a unit, or of all together. Volumes in microliters. */
export type VolumeFinding =
  | { readonly code: 'MORE_THAN_LEFT'; readonly given: number; readonly left: number; readonly overfill: number }
  | { readonly code: 'DOSE_DIFFERS'; readonly booked: number; readonly given: number }
  | { readonly code: 'DOSE_OUT_OF_PROTOCOL'; readonly given: number; readonly min: number; readonly max: number }

/** A reason against using a unit on this patient, with its weight: `stop` refuses it, `check` is only shown. */
export type UseFinding = Weighed<UnitFinding | VolumeFinding>

/** A question about this patient that nobody has answered. */
export type PatientQuestion = Extract<ReadinessFinding, { code: 'ALLERGY_QUESTION' | 'SCREENING_YES' }>

/** A finding about something that has already happened, recorded with it (R41). */
export type LateFinding =
  | UseFinding
  | { readonly code: 'VIAL_NOT_SCANNED' }
  | { readonly code: 'QUESTION_OPEN'; readonly finding: PatientQuestion }
  | { readonly code: 'HELD_LATER'; readonly reason: HoldReason; readonly note: string; readonly since: Instant }
  | { readonly code: 'NEVER_RECEIVED' }
  | { readonly code: 'NOT_IN_LEDGER'; readonly missing: number }
  | { readonly code: 'EXPIRY_DIFFERS'; readonly seen: string }
  /** Its label contradicts what is known: the sentences of how. */
  | { readonly code: 'LABEL_DIFFERS'; readonly said: readonly string[] }
  | { readonly code: 'STEPS_MISSING'; readonly steps: readonly Step[] }
  | { readonly code: 'BOOKING_WAS'; readonly status: Status }
  | { readonly code: 'KEPT_WAS_GIVEN'; readonly lotNumber: string }
  /** It was set apart to be drawn from, and a late record says nothing of it. */
  | { readonly code: 'MAY_BE_GIVEN'; readonly unit: string }
  | SharedFinding
  | { readonly code: 'NOT_CLEARED'; readonly why: string | null }
  | { readonly code: 'CLEARED_OTHERWISE'; readonly cleared: number; readonly given: number }
  | IdentityFinding

/** A container that is for one patient only is in another patient's record, too. That patient is named by the procedure alone. */
export type SharedFinding = Weighed<{
  readonly code: 'GIVEN_TO_OTHER'
  readonly procedureId: number
  readonly at: Instant
}>

/** Why it is not certain that the patient is the right one: no wristband was scanned, or another patient's was the last. */
export type IdentityFinding =
  | { readonly code: 'PATIENT_NOT_IDENTIFIED' }
  | { readonly code: 'WRONG_PATIENT_SCANNED'; readonly at: Instant }

/** What stands against CLEAR TO INJECT, in the order in which it is put right. */
export type ClearDetail =
  | { readonly code: 'STEP_FIRST'; readonly step: Step }
  | {
      readonly code: 'READY_FIRST'
      readonly because: Unsigned | 'not-ready'
      readonly open: number
    }
  | TimeOutFinding
  | IdentityFinding
  | { readonly code: 'QUESTION_OPEN'; readonly finding: PatientQuestion }
  | { readonly code: 'NOTHING_DRAWN' }
  | { readonly code: 'SCAN_FIRST'; readonly unit: UnitName }
  | { readonly code: 'VOLUME_UNSAID'; readonly unit: UnitName }
  | { readonly code: 'UNIT'; readonly unit: UnitName; readonly finding: UseFinding }
  | { readonly code: 'NOT_APPLIED'; readonly what: WaitFor }
  | { readonly code: 'WAIT_NOT_OVER'; readonly what: WaitFor; readonly at: Instant; readonly until: Instant }
  | Extract<VolumeFinding, { code: 'DOSE_OUT_OF_PROTOCOL' }>
  | {
      readonly code: 'SECOND_DOSE' | 'SECOND_DOSE_UNCERTAIN'
      readonly at: Instant
      readonly side: string
      readonly site: string
    }
  | AnestheticFinding

export type ClearFinding = ClearDetail & { readonly severity: Severity; readonly overridden?: Overridden }

/** What a procedure's record leaves for a person to do, who says when it is done. */
export const followUpKinds = [
  'emergency.sort-out',
  'late.sort-out',
  'reaction.review',
  'reaction.tell-supplier',
] as const
export type FollowUpKind = (typeof followUpKinds)[number]

/** What stands against an anesthetic by its limits (R58). `fractions` are percents of each drug's own maximum. */
export type AnestheticFinding =
  | { readonly code: 'WEIGHT_MISSING' }
  | {
      readonly code: 'ANESTHETIC_OVER'
      readonly fractions: readonly { readonly drug: string; readonly percent: number }[]
      readonly percent: number
    }
  | { readonly code: 'ANESTHETIC_MIXED'; readonly drugs: readonly string[] }
  | { readonly code: 'ANESTHETIC_LIMIT_UNKNOWN'; readonly product: string }

/** A row of `ProcedureUse` to be stored, without the movement. */
export type PlannedUse = {
  readonly unitId: number
  readonly lotId: number
  readonly quantity: number
  readonly wasted: number
  readonly basis: 'scan' | 'typed' | 'room'
  readonly raw: string | null
}

export type GivePlan = { readonly lines: readonly PostingLine[]; readonly uses: readonly PlannedUse[] }

export type Disposition = 'discard' | 'keep'

export type ProcedureRefusal =
  | { readonly code: 'PROCEDURE_UNKNOWN' }
  | { readonly code: 'BOOKING_PATIENT_UNKNOWN' }
  | { readonly code: 'BOOKING_ROOM_UNKNOWN' }
  | { readonly code: 'BOOKING_ROOM_CLOSED'; readonly name: string }
  | { readonly code: 'BOOKING_SITE_UNKNOWN'; readonly sites: readonly string[] }
  | { readonly code: 'BOOKING_PRODUCT_UNKNOWN' }
  | { readonly code: 'BOOKING_PROTOCOL_UNKNOWN' }
  | { readonly code: 'DOSE_OUT_OF_RANGE'; readonly min: number; readonly max: number; readonly seen: number }
  | { readonly code: 'CHANGE_AFTER_GIVEN'; readonly at: Instant }
  | { readonly code: 'CHANGED_MEANWHILE' }
  | { readonly code: 'NOTHING_CHANGED' }
  /** Asked before the booking stands; each is answered by its own key. */
  | { readonly code: 'BOOKING_ASKS'; readonly findings: readonly BookingAsk[] }
  | { readonly code: 'STEP_TAKEN'; readonly step: Step; readonly at: Instant }
  | { readonly code: 'STEP_MISSING'; readonly step: Step; readonly missing: Step }
  | { readonly code: 'PROCEDURE_OVER'; readonly status: Status }
  | { readonly code: 'CORRECTED_MEANWHILE' }
  | { readonly code: 'REVIEW_OWN' }
  | { readonly code: 'SCREENING_INCOMPLETE'; readonly missing: number }
  | { readonly code: 'SCREENING_REASON_MISSING' }
  | { readonly code: 'SCREENING_SAID_NO' }
  | { readonly code: 'SCREENING_NOT_CONSIDERED'; readonly texts: readonly string[] }
  | { readonly code: 'QUESTION_OPEN'; readonly finding: PatientQuestion }
  | { readonly code: 'TIME_OUT_NOT_READY'; readonly open: number }
  | { readonly code: 'TIME_OUT_NOT_SIGNED'; readonly because: Unsigned }
  | { readonly code: 'OBSERVATION_NOT_OVER'; readonly until: Instant; readonly minutes: number }
  | { readonly code: 'FINDING_GONE' }
  | { readonly code: 'OVERRIDE_NEVER' }
  | { readonly code: 'OVERRIDE_BY_DIRECTOR'; readonly because: 'finding' | 'count' }
  | { readonly code: 'OVERRIDE_OWN' }
  | { readonly code: 'REASON_TOO_THIN' }
  | { readonly code: 'OVERRIDE_DAY_OVER'; readonly day: Day }
  | { readonly code: 'VOLUME_STOPPED'; readonly unit: UnitName; readonly finding: Weighed<VolumeFinding> }
  | { readonly code: 'NOTHING_GIVEN' }
  /** A typed lot looks like others; `cannotTell` is the answer of whoever has no label any more. */
  | {
      readonly code: 'LOT_LOOKS_LIKE'
      readonly typed: string
      readonly alike: readonly string[]
      readonly cannotTell: string
      /** What stands against any of them. */
      readonly said?: readonly string[]
    }
  /** A volume that can hardly be: asked once, and recorded when it is typed again. Microliters; `most` of what it is compared with. */
  | {
      readonly code: 'VOLUME_ASKS'
      readonly given: number
      readonly most: number
      readonly by: 'container' | 'protocol'
    }
  | { readonly code: 'TASK_GONE' }
  | { readonly code: 'VOLUME_MISSING'; readonly lotNumbers: readonly string[] }
  | { readonly code: 'NOT_CLEAR'; readonly findings: readonly ClearFinding[] }
  | { readonly code: 'ALREADY_IN'; readonly findings: readonly LateFinding[] }
  | { readonly code: 'WHY_UNCLEARED' }
  /** The patient's number was typed where a wristband is scanned. */
  | { readonly code: 'WRISTBAND_TYPED' }
  | { readonly code: 'TIME_OUT_NOT_AGREED'; readonly parts: readonly TimeOutPart[] }
  | { readonly code: 'NOTHING_TO_LEAVE' }
  /** What is to be done is another role's. */
  | { readonly code: 'TASK_OTHERS'; readonly role: Role | null }
  /** `said`: what stands against using it, whatever it is. */
  | { readonly code: 'NOT_A_VIAL'; readonly said?: readonly string[] }
  | { readonly code: 'GIVEN_IN_FUTURE' }
  | { readonly code: 'REACTION_IN_FUTURE' }
  | { readonly code: 'APPLIED_IN_FUTURE' }
  | { readonly code: 'APPLIED_AFTER_GIVEN'; readonly at: Instant }
  | { readonly code: 'USE_UNKNOWN' }
  | { readonly code: 'USE_UNDONE_ALREADY' }
  | { readonly code: 'NOTE_CLOSED' }
  | { readonly code: 'DISPOSITION_MISSING'; readonly lotNumbers: readonly string[] }
  | { readonly code: 'MUST_BE_DISCARDED'; readonly lotNumber: string }
  | { readonly code: 'NOT_FROM_STORAGE'; readonly lotNumber: string }
  | { readonly code: 'THAW_TOO_EARLY'; readonly open: number }
  | ScanRefusal
  | ReadinessRefusal
