import { clockTime, dateTime, type Instant } from '~/lib/day'
import { unreachable } from '~/lib/result'
import { roleName } from '~/modules/auth/messages'
import type { Role } from '~/modules/auth/types'
import { explainReadiness, explainReadinessRefusal, explainUnit, overriddenBy } from '~/modules/readiness/messages'
import type { UnitName, Unsigned } from '~/modules/readiness/types'
import { ended } from '~/modules/stock/messages'
import { blocks } from '~/modules/stock/rules/judge/weigh'
import { lotStart, productLot } from '~/modules/stock/rules/lot-key'
import { volumeText } from '~/modules/stock/rules/quantity'
import { explainScan } from '~/modules/stock/rules/scan-words'
import type {
  BookedPart,
  BookingAsk,
  ClearFinding,
  FollowUpKind,
  IdentityFinding,
  LateFinding,
  ProcedureRefusal,
  Status,
  Step,
  TimeOutFinding,
  TimeOutPart,
  UseFinding,
  Voided,
  WaitFor,
} from './types'

const statusNames: Record<Status, string> = {
  booked: 'booked',
  screened: 'screened',
  consented: 'consented',
  given: 'given, under observation',
  observed: 'observed',
  closed: 'closed',
  cancelled: 'canceled',
  stopped: 'stopped midway',
}

/** A status as pages name it. */
export const statusName = (status: Status): string => statusNames[status]

const stepNames: Record<Step, string> = {
  screened: 'Screening',
  consented: 'Informed consent',
  ready: 'READY, signed',
  'time-out': 'Time-out',
  cleared: 'Clear to inject',
  given: 'Given',
  observed: 'Observation',
  closed: 'Note and closing',
}

/** A step as pages name it. */
export const stepName = (step: Step): string => stepNames[step]

/** A finding against using a unit on a patient, as a sentence (R27). */
export function explainUse(finding: UseFinding, zone: string, now?: Instant): string {
  switch (finding.code) {
    case 'MORE_THAN_LEFT':
      return `${volumeText(finding.given)} is more than what is left of it, ${volumeText(finding.left)}, with an overfill of up to ${volumeText(finding.overfill)}. Look at the syringe again.`
    case 'DOSE_DIFFERS':
      return `Booked: ${volumeText(finding.booked)}. Given: ${volumeText(finding.given)}.`
    case 'DOSE_OUT_OF_PROTOCOL':
      return `${volumeText(finding.given)} is outside the protocol's ${volumeText(finding.min)} to ${volumeText(finding.max)}.`
    default:
      return explainUnit(finding, zone, now)
  }
}

/** Why it is not certain that the patient is the right one, as a sentence. */
export function explainIdentity(finding: IdentityFinding, zone: string): string {
  switch (finding.code) {
    case 'PATIENT_NOT_IDENTIFIED':
      return 'The patient was not identified after the time-out: no wristband was scanned, and nobody typed name and birth date.'
    case 'WRONG_PATIENT_SCANNED':
      return `At ${clockTime(finding.at, zone)} what was scanned or said was not this patient’s wristband, name or birth date: it is somebody else, or it was misspelled. This patient was not identified after it.`
    default:
      return unreachable(finding)
  }
}

/** A finding recorded with something that has already happened (R41). */
export function explainLate(finding: LateFinding, zone: string, now?: Instant): string {
  switch (finding.code) {
    case 'VIAL_NOT_SCANNED':
      return 'Its vial was not scanned before it was given.'
    case 'QUESTION_OPEN':
      return `Not answered before it was given: ${explainReadiness(finding.finding, zone, now)}`
    case 'HELD_LATER':
      return `It was put on hold after it was given: ${explainUnit({ ...finding, code: 'ON_HOLD' }, zone, now)}`
    case 'NEVER_RECEIVED':
      return 'It was never received here.'
    case 'NOT_IN_LEDGER':
      return `The ledger did not know of ${volumeText(finding.missing)} of it where it stood.`
    case 'EXPIRY_DIFFERS':
      return `Its label says that it expires ${finding.seen}; the lot is known with another expiry.`
    case 'LABEL_DIFFERS':
      return finding.said.join(' ')
    case 'STEPS_MISSING':
      return `Missing before it was given: ${finding.steps.map((step) => stepNames[step].toLowerCase()).join(', ')}.`
    case 'BOOKING_WAS':
      return `The procedure was ${statusNames[finding.status]} when this was recorded.`
    case 'KEPT_WAS_GIVEN':
      return `${lotStart(finding.lotNumber)}, which was kept for this procedure, was given in another one. Make another one ready.`
    case 'MAY_BE_GIVEN':
      return `${finding.unit} was set apart, and nobody said how much of it was given. It may have been, and is held until somebody finds out.`
    case 'GIVEN_TO_OTHER':
      return `STOP. This container is for one patient, and another patient’s record names it, too: procedure ${finding.procedureId}, ${dateTime(finding.at, zone, now)}. Find out today which record is right, and tell the clinician.`
    case 'NOT_CLEARED':
      return `It was not cleared before. ${finding.why ? `Why: ${ended(finding.why)}` : 'Nobody said why.'}`
    case 'CLEARED_OTHERWISE':
      return `Cleared: ${volumeText(finding.cleared)}. Given: ${volumeText(finding.given)}.`
    case 'PATIENT_NOT_IDENTIFIED':
    case 'WRONG_PATIENT_SCANNED':
      return explainIdentity(finding, zone)
    default:
      return explainUse(finding, zone, now)
  }
}

const partNames: Record<TimeOutPart, string> = {
  patient: 'the patient',
  side: 'the side',
  site: 'the site',
  units: 'the vials',
  dose: 'the dose',
  operator: 'who injects',
}

/** Why a time-out doesn't count, as a sentence. */
export function explainTimeOut(finding: TimeOutFinding, zone: string): string {
  switch (finding.code) {
    case 'TIME_OUT_MISSING':
      return 'No time-out yet.'
    case 'TIME_OUT_OVER':
      return `The time-out of ${clockTime(finding.at, zone)} is older than ${finding.minutes} minutes. Take it again.`
    case 'TIME_OUT_CHANGED':
      return `Changed since the time-out: ${finding.parts.map((part) => partNames[part]).join(', ')}. Take it again, for what changed.`
    case 'TIME_OUT_LEFT':
      return `The ${finding.who} left the room at ${clockTime(finding.at, zone)}, and the time-out ended. Take it again.`
    default:
      return unreachable(finding)
  }
}

/** What stands against CLEAR TO INJECT, as a sentence: what is wrong, and what to do. */
export function explainClear(finding: ClearFinding, zone: string, now?: Instant): string {
  const text = clearText(finding, zone, now)
  return finding.overridden ? `${ended(text)} ${overriddenBy(finding.overridden)}` : text
}

const unitLine = ({ productName, lotNumber, unitNumber }: UnitName): string =>
  [productName, lotNumber, ...(unitNumber === null ? [] : [unitNumber])].join(', ')

const notReady = (open: number): string =>
  `NOT READY: ${open} ${open === 1 ? 'line is' : 'lines are'} open. Look at the readiness page.`

function clearText(finding: ClearFinding, zone: string, now?: Instant): string {
  switch (finding.code) {
    case 'STEP_FIRST':
      return `${stepNames[finding.step]} comes first.`
    case 'READY_FIRST':
      return finding.because === 'not-ready'
        ? notReady(finding.open)
        : `${becauseText[finding.because]} Sign READY on the readiness page.`
    case 'QUESTION_OPEN':
      return explainReadiness(finding.finding, zone, now)
    case 'NOTHING_DRAWN':
      return 'Enter how much is drawn of at least one vial.'
    case 'SCAN_FIRST':
      return `Scan ${unitLine(finding.unit)}.`
    case 'VOLUME_UNSAID':
      return `How much is drawn of ${unitLine(finding.unit)}? Enter 0 if nothing is.`
    case 'UNIT':
      return `${unitLine(finding.unit)}: ${explainUse(finding.finding, zone, now)}`
    case 'SECOND_DOSE':
      return `The patient got a dose today at ${clockTime(finding.at, zone)} already: ${finding.side}, ${finding.site}.`
    case 'NOT_APPLIED':
      return `Nobody has recorded that the ${waitName(finding.what)} was applied. Press “Applied now” on the procedure’s page, or a clinician answers by name.`
    case 'WAIT_NOT_OVER':
      return `The ${waitName(finding.what)} was applied at ${clockTime(finding.at, zone)} and is waited for until ${clockTime(finding.until, zone)}. Wait, or a clinician answers by name.`
    case 'SECOND_DOSE_UNCERTAIN':
      return `The patient got a dose today at ${clockTime(finding.at, zone)} already: ${finding.side}, ${finding.site}. Whether that is the same site can’t be told from these words. A clinician answers by name.`
    case 'WEIGHT_MISSING':
      return 'The patient’s weight of today is missing, so the most of this anesthetic is not known. Weigh the patient.'
    case 'ANESTHETIC_OVER':
      return `${finding.percent}% of the most that may be given in 24 hours: ${finding.fractions.map(({ drug, percent }) => `${drug} ${percent}% of its own`).join(', ')}. A clinician answers by name, or draws less.`
    case 'ANESTHETIC_MIXED':
      return `${finding.drugs.join(' and ')} together: a clinician answers by name why both.`
    case 'ANESTHETIC_LIMIT_UNKNOWN':
      return `No maximum is known for ${finding.product}: its drug or its strength is not one that we have figures for. A clinician answers by name.`
    case 'DOSE_OUT_OF_PROTOCOL':
      return `${explainUse({ ...finding, severity: 'ask' }, zone, now)} A clinician answers by name, or draws another dose.`
    case 'PATIENT_NOT_IDENTIFIED':
    case 'WRONG_PATIENT_SCANNED':
      return `${explainIdentity(finding, zone)} Scan the wristband on the patient.`
    default:
      return explainTimeOut(finding, zone)
  }
}

const becauseText: Record<Unsigned, string> = {
  never: 'Nobody has signed READY yet.',
  expired: 'The signature is too old.',
  changed: 'The booking, or something that is set apart, changed after READY was signed.',
  held: 'Something that is set apart was on hold after READY was signed, and that hold has ended.',
  expiry: 'The expiry of something that is set apart was changed after READY was signed. Compare it with the label.',
  'look-alike':
    'After READY was signed, a notice named something that may be what is set apart. Read the answer in its case.',
  storage: 'The storage of something that is set apart was in doubt after READY was signed. Look at its readings.',
  product: 'What is known of a product that is set apart was changed after READY was signed. Look at its findings.',
  moved:
    'Something that is set apart was taken elsewhere after READY was signed, and is back. Look whether it is whole.',
  used: 'Equipment that is set apart was used on another patient after READY was signed. Look whether it is clean.',
  kit: 'The emergency kit was opened, sealed or found out of order after READY was signed. Look at its seal.',
}

function explainStep(refusal: ProcedureRefusal, zone: string, now?: Instant): string | null {
  switch (refusal.code) {
    case 'STEP_TAKEN':
      return `${stepNames[refusal.step]} was done ${dateTime(refusal.at, zone, now)} already. Nothing was changed.`
    case 'STEP_MISSING':
      return `${stepNames[refusal.missing]} comes before ${stepNames[refusal.step].toLowerCase()}. Do it first.`
    case 'PROCEDURE_OVER':
      return `This procedure is ${statusNames[refusal.status]}. Nothing was changed.`
    case 'CORRECTED_MEANWHILE':
      return 'Somebody screened or corrected it after you opened the form. Reload the page and look at it again. Nothing was changed.'
    case 'REVIEW_OWN':
      return 'This review came of what you recorded yourself, so another manager or the medical director ends it. Nothing was changed.'
    case 'SCREENING_INCOMPLETE':
      return `${refusal.missing} ${refusal.missing === 1 ? 'question is' : 'questions are'} not answered. Answer each with yes or no.`
    case 'SCREENING_REASON_MISSING':
      return 'There is a yes. Write why it is right to go on, or cancel the procedure.'
    case 'SCREENING_SAID_NO':
      return 'The screening didn’t say yes to this question, or it was screened again. Reload the page.'
    case 'SCREENING_NOT_CONSIDERED':
      return `The screening said yes, and the time-out names it aloud: ${refusal.texts.join(' ')} Tick each one.`
    case 'QUESTION_OPEN':
      return `STOP. ${explainReadiness(refusal.finding, zone, now)} Answer it on the readiness page. Nothing was stored.`
    case 'TIME_OUT_NOT_READY':
      return notReady(refusal.open)
    case 'TIME_OUT_NOT_SIGNED':
      return `${becauseText[refusal.because]} Look at the readiness page and sign.`
    case 'TIME_OUT_NOT_AGREED':
      return `Say aloud and agree on: ${refusal.parts.map((part) => partNames[part]).join(', ')}. Nothing was stored.`
    case 'NOTHING_TO_LEAVE':
      return 'There is no time-out that would end. Nothing was stored.'
    case 'OBSERVATION_NOT_OVER':
      return `Observe for at least ${refusal.minutes} minutes, until ${clockTime(refusal.until, zone)}. If the patient left, say why it ended early. Nothing was stored.`
    default:
      return null
  }
}

function explainOverride(refusal: ProcedureRefusal): string | null {
  switch (refusal.code) {
    case 'FINDING_GONE':
      return 'This finding is no longer there, or its facts changed. Reload the page and read it again. Nothing was overridden.'
    case 'OVERRIDE_NEVER':
      return 'Nobody can override this. Put it right, or take another one.'
    case 'OVERRIDE_BY_DIRECTOR':
      return refusal.because === 'count'
        ? 'This booking has three overrides already. Only the medical director adds another one.'
        : 'Only the medical director can override this. Ask the director, or take another one.'
    case 'OVERRIDE_OWN':
      return 'This finding came of what you did yourself, so another person decides about it.'
    case 'REASON_TOO_THIN':
      return 'Write a reason that says something: why it is safe to go on for this patient.'
    case 'OVERRIDE_DAY_OVER':
      return `The day of this booking, ${refusal.day}, is over, and overrides ended with it. Book it anew.`
    default:
      return null
  }
}

const waitNames: Record<WaitFor, string> = {
  antiseptic: 'skin antiseptic',
  topical: 'topical anesthetic',
  injectable: 'injectable anesthetic',
}

/** What is waited for, in words. */
export const waitName = (what: WaitFor): string => waitNames[what]

/** What is asked before a booking stands, as a sentence. It names no patient. */
function askText(ask: BookingAsk, zone: string, now?: Instant): string {
  const when = dateTime(ask.at, zone, now)
  switch (ask.code) {
    case 'ROOM_TAKEN':
      return `The room is booked at ${when} already (procedure ${ask.procedureId}).`
    case 'CLINICIAN_TAKEN':
      return `The clinician has another procedure at ${when} (procedure ${ask.procedureId}).`
    case 'PATIENT_TAKEN':
      return `This patient is booked at ${when} already (procedure ${ask.procedureId}).`
    case 'BOOKED_IN_PAST':
      return `${when} is in the past.`
    case 'BOOKED_FAR_AHEAD':
      return `${dateTime(ask.at, zone)} is more than a year ahead. Is the year right?`
    case 'CLOSED_THAT_DAY':
      return `The clinic is closed on the day of ${when}.`
    case 'OUTSIDE_HOURS':
      return `${when} is outside the clinic’s hours, ${ask.opens} to ${ask.closes}.`
    case 'REPEAT_SAME_DAY':
      return `This patient has a treatment on that day, ${when}, already. If a further dose is meant, tick that it is intended.`
    case 'REPEAT_SOON':
      return `This patient has a treatment within ${ask.weeks} weeks of it, ${when}. If a further dose is meant so soon, tick that it is intended.`
    default:
      return unreachable(ask)
  }
}

function explainBooking(refusal: ProcedureRefusal, zone: string, now?: Instant): string | null {
  switch (refusal.code) {
    case 'CHANGE_AFTER_GIVEN':
      return `It was given ${dateTime(refusal.at, zone, now)}, so the booking is a record now and is not changed. Correct what was given on the procedure’s page, with its history. Nothing was changed.`
    case 'CHANGED_MEANWHILE':
      return 'Somebody else changed this booking after you opened the form. Reload the page and look at it again. Nothing was changed.'
    case 'BOOKING_ASKS':
      return `${refusal.findings.map((ask) => askText(ask, zone, now)).join(' ')} Nothing was stored yet.`
    case 'NOTHING_CHANGED':
      return 'Nothing here differs from what is booked. Change what is wrong, or go back.'
    case 'PROCEDURE_UNKNOWN':
      return 'There is no such procedure at this site. Go back to the list.'
    case 'BOOKING_PATIENT_UNKNOWN':
      return 'Choose the patient from the list, or add the patient first.'
    case 'BOOKING_ROOM_UNKNOWN':
      return 'Choose a room of this site.'
    case 'BOOKING_ROOM_CLOSED':
      return `${refusal.name} is closed. Choose another room.`
    case 'BOOKING_SITE_UNKNOWN':
      return `Choose where it is injected from the list: ${refusal.sites.join(', ')}. Other words can’t be compared with other bookings of this patient.`
    case 'BOOKING_PRODUCT_UNKNOWN':
      return 'Choose a biologic from the list. Only a product of a biologic category can be booked.'
    case 'BOOKING_PROTOCOL_UNKNOWN':
      return 'Choose the protocol.'
    case 'DOSE_OUT_OF_RANGE':
      return `The protocol gives ${volumeText(refusal.min)} to ${volumeText(refusal.max)}; ${volumeText(refusal.seen)} was entered.`
    default:
      return null
  }
}

function explainGive(refusal: ProcedureRefusal, zone: string, now?: Instant): string | null {
  switch (refusal.code) {
    case 'VOLUME_STOPPED':
      return `${productLot(refusal.unit.productName, refusal.unit.lotNumber)}: ${explainUse(refusal.finding, zone, now)}`
    case 'NOTHING_GIVEN':
      return 'Enter how much was given of at least one vial.'
    case 'VOLUME_ASKS':
      return `${volumeText(refusal.given)}? ${refusal.by === 'container' ? `The container holds ${volumeText(refusal.most)}` : `The protocol gives at most ${volumeText(refusal.most)}`}. Type it again or correct it. Nothing was stored.`
    case 'LOT_LOOKS_LIKE':
      return `Lot ${refusal.typed}? It looks like lot ${refusal.alike.join(' and lot ')}. Type below the one that the label prints, or ${refusal.cannotTell} where nobody can tell. Nothing was stored.${['', ...(refusal.said ?? [])].join(' ')}`
    case 'TASK_GONE':
      return 'This is done already. Reload the page.'
    case 'TASK_OTHERS':
      return `This is not yours to end. ${whoseText(refusal.role)} Nothing was changed.`
    case 'VOLUME_MISSING':
      return `How much was given of lot ${refusal.lotNumbers.join(', ')}? Enter 0 if nothing was drawn from it.`
    case 'NOT_CLEAR':
      return `NOT CLEAR. ${refusal.findings
        .filter(blocks)
        .map((finding) => explainClear(finding, zone, now))
        .join(' ')}`
    case 'ALREADY_IN':
      return `Is it already in the patient? ${[...new Set(refusal.findings.map((finding) => explainLate(finding, zone, now)))].join(' ')}`
    case 'WHY_UNCLEARED':
      return 'Why did no clearance come first? Say it in a few words. If you press again without, it is recorded without. Nothing was stored yet.'
    case 'WRISTBAND_TYPED':
      return 'This number was typed, not scanned: it is on this page, and says nothing of who lies here. Scan the wristband on the patient, or type name and birth date as the patient says them. Nothing was stored.'
    case 'NOT_A_VIAL':
      return [...(refusal.said ?? []), 'This is not a vial that is drawn from. Scan the vial.'].join(' ')
    case 'GIVEN_IN_FUTURE':
      return 'The time it was given lies ahead. Correct it.'
    case 'APPLIED_IN_FUTURE':
      return 'The time it was applied lies ahead. Correct it.'
    case 'APPLIED_AFTER_GIVEN':
      return `It was given ${dateTime(refusal.at, zone, now)}, so it was applied before that. Correct the time. Nothing was stored.`
    case 'REACTION_IN_FUTURE':
      return 'The time of the reaction lies ahead. Correct it, or leave it empty for now.'
    case 'USE_UNKNOWN':
      return 'There is no such use in this procedure. Reload the page.'
    case 'USE_UNDONE_ALREADY':
      return 'This use was undone already. Nothing was changed.'
    case 'NOTE_CLOSED':
      return 'The procedure is closed, so its record can no longer be changed. Record a correction with the manager.'
    case 'DISPOSITION_MISSING':
      return `Say what becomes of lot ${refusal.lotNumbers.join(', ')}: it is opened or thawing.`
    case 'MUST_BE_DISCARDED':
      return `${lotStart(refusal.lotNumber)} can't be kept: it is opened, drawn from, the patient's own, or its time is over. Discard it.`
    case 'NOT_FROM_STORAGE':
      return `${lotStart(refusal.lotNumber)} does not stand in storage. Nothing was moved.`
    case 'THAW_TOO_EARLY':
      return `Don't take it out yet: ${refusal.open} ${refusal.open === 1 ? 'line is' : 'lines are'} open. Thaw when the patient is here and all else is ready, or say why earlier.`
    default:
      return null
  }
}

const followUpTexts: Record<FollowUpKind, string> = {
  'emergency.sort-out': 'Sort out the emergency record: what was given, what came from the kit, and the kit’s count',
  'late.sort-out':
    'Sort out the late record: how much was given of what else was set apart, and what stands against what was used',
  'reaction.review': 'Review the reaction',
  'reaction.tell-supplier': 'Tell the supplier of the reaction',
}

/** What a procedure's record leaves to be done, as pages name it. */
export const followUpText = (kind: FollowUpKind): string => followUpTexts[kind]

const bookedNames: Record<BookedPart, string> = {
  time: 'Time',
  room: 'Room',
  clinician: 'Clinician',
  side: 'Side',
  site: 'Where',
  product: 'Product',
  dose: 'Dose',
  anesthesia: 'Anesthesia',
  'further dose': 'A further dose is intended',
}

/** A part of a booking as pages name it. */
export const bookedName = (part: BookedPart): string => bookedNames[part]

const voidedNames: Record<Voided, string> = {
  consent: 'the consent',
  marking: 'the marking',
  ready: 'READY',
  'time-out': 'the time-out',
  clearance: 'the clearance',
}

/** What no longer counts after a change, as pages name it. */
export const voidedName = (what: Voided): string => voidedNames[what]

/** For whom something waits, as a sentence. */
export const whoseText = (role: Role | null): string =>
  role === null ? 'For anybody.' : role === 'director' ? 'For the medical director.' : `For a ${roleName(role)}.`

const isScan = (refusal: ProcedureRefusal): refusal is Extract<ProcedureRefusal, { code: `SCAN_${string}` }> =>
  refusal.code.startsWith('SCAN_')

/** A refusal of this room as a sentence: what is wrong, what was seen, what to do. It names no patient. */
export function explainProcedure(refusal: ProcedureRefusal, zone: string, now?: Instant): string {
  const own =
    explainStep(refusal, zone, now) ??
    explainOverride(refusal) ??
    explainBooking(refusal, zone, now) ??
    explainGive(refusal, zone, now)
  if (own !== null) return own
  if (isScan(refusal)) return explainScan(refusal)
  return explainReadinessRefusal(refusal as Parameters<typeof explainReadinessRefusal>[0], zone, now)
}
