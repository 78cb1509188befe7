import { clockTime, dateTime, type Instant } from '~/lib/day'
import { unreachable } from '~/lib/result'
import { explainKit } from '~/modules/kits/messages'
import { allergyName, isAllergyCode, meaningLine } from '~/modules/patients/messages'
import { explainDisinfection } from '~/modules/sterilization/messages'
import { ended, explainFinding, explainStock } from '~/modules/stock/messages'
import { remedyOf } from '~/modules/stock/rules/judge/weigh'
import { lotStart, productLot } from '~/modules/stock/rules/lot-key'
import { quantityText, volumeText } from '~/modules/stock/rules/quantity'
import { isAboutUnit, unitTable } from './rules/judge/table'
import type {
  Light,
  Near,
  Overridden,
  Portion,
  ReadinessFinding,
  ReadinessRefusal,
  Rejected,
  UnitFinding,
  UnitName,
  Unsigned,
} from './types'

const allergen = allergyName

const unitText = ({ productName, lotNumber, unitNumber }: UnitName): string =>
  [productName, lotNumber, ...(unitNumber === null ? [] : [unitNumber])].join(', ')

const nearText = (near: Near | null): string => {
  if (near === null) return ''
  const where = near.reach === 'room' ? 'in this room' : near.placeName
  return ` Nearest good one: ${productLot(near.productName, near.lotNumber)}, ${where}.`
}

/**
 * A finding about a unit as a sentence about "it": what is wrong, and what to do. The one sentence of every door: the line,
 * what is not offered, a refused scan, giving, a late record.
 */
export function explainUnit(finding: UnitFinding, zone: string, now?: Instant): string {
  switch (finding.code) {
    case 'WRONG_PRODUCT':
      return `It is not what was booked. Booked: ${finding.booked}.`
    case 'WRONG_KIND':
      return `It does not meet: ${finding.label}. Scan another one.`
    case 'OUT_OF_REACH':
      return `It stands in ${finding.place}, not within reach of the room. Bring it there and scan it.`
    case 'NOT_RESERVED':
      return 'It is no longer kept for this booking. Scan it again.'
    case 'NOT_KEPT':
      return finding.kept.length > 0
        ? `It is not the one kept for this procedure. Kept: ${finding.kept.join(', ')}. Scan that one, or make this one ready first.`
        : 'Nothing of it is kept for this procedure. Make it ready first.'
    case 'KEPT_FOR_OTHER':
      return 'It is kept for another procedure. Scan another one.'
    case 'KEPT':
      return 'It is kept for a procedure: use it for that one only. For another one, scan another.'
    case 'PARTLY_KEPT':
      return `${quantityText(finding.kept, finding)} of it are kept for procedures, ${quantityText(finding.free, finding)} are free.`
    case 'AUTOLOGOUS':
      return 'It is autologous: it goes into the patient of whose cells it is made, and into nobody else. Compare the name on it.'
    case 'TOO_LITTLE':
      return `Only ${finding.baseUnit === 'uL' ? volumeText(finding.free) : finding.free} of it is free, which is too little. Scan another one.`
    case 'NOT_DISINFECTED':
      return explainDisinfection(finding.finding, zone, now)
    case 'NOT_THAWED':
      return 'It was not taken out to thaw: no clock runs for it. Take it out first.'
    case 'OF_OTHER_PATIENT':
      return "It is autologous, made of another patient's own cells: it goes into nobody else. Look at the name on the vial."
    case 'OWNER_UNKNOWN':
      return "It is autologous, and nobody has recorded whose it is. Compare the name and birth date on the vial with this patient's: readiness asks whether it is theirs."
    case 'OF_THIS_PATIENT':
      return "It is this patient's own: compare the name on the vial with the wristband."
    case 'ALLERGY':
      return isAllergyCode(finding.allergen)
        ? `It contains ${allergen(finding.allergen)}, to which the patient is allergic.`
        : `The patient is allergic to ${allergen(finding.allergen)}, and a person answered that it matters for this.`
    case 'ALLERGY_UNKNOWN':
      return `Does it contain ${allergen(finding.allergen)}, to which the patient is allergic? Nobody has answered yet. Look at its label or ask the manufacturer, then answer once for the product.`
    case 'ALLERGY_WORDS':
      return `Does “${finding.words}”, to which the patient is allergic, matter for it? Nobody has answered that for this patient. Answer it on the readiness page.`
    case 'NOT_STERILE':
      return 'Its label doesn’t say sterile, and it enters the patient. Take another product.'
    case 'STERILE_UNKNOWN':
      return 'Does its label say sterile? Nobody has answered yet. Look at the label, then answer once for the product.'
    case 'TWO_DONORS':
      return `It is of another donor or lot than what goes in with it (${finding.lots.join(', ')}), and two donors never go into one syringe. Take one of them back.`
    default:
      return explainFinding(finding, zone, now)
  }
}

/** A finding about a unit that may not be used, with the unit's name in front. */
const explainStop = (unit: UnitName, finding: UnitFinding, zone: string, now?: Instant): string =>
  remedyOf(unitTable, finding) === 'another'
    ? `Don't use ${unitText(unit)}. ${ended(explainUnit(finding, zone, now))}`
    : `${unitText(unit)}: ${ended(explainUnit(finding, zone, now))}`

const saidAlso = (findings: readonly UnitFinding[], zone: string, now?: Instant): string[] =>
  findings.map((finding) => ended(explainUnit(finding, zone, now)))

/** Another part of what was scanned, with what stands against it: which of them is in the hand, the label doesn't say. */
export function explainPortion(portion: Portion, zone: string, now?: Instant): string {
  const which = portion.unitNumber === null ? quantityText(portion.quantity, portion) : portion.unitNumber
  const said = saidAlso(portion.findings, zone, now)
  return `Also of it: ${which} in ${portion.placeName}. ${said.length > 0 ? said.join(' ') : 'Nothing stands against that.'}`
}

function explainStopped(refusal: Extract<ReadinessRefusal, { code: 'UNIT_STOPPED' }>, zone: string, now?: Instant) {
  const { unit, finding, also = [], portions = [] } = refusal
  return [
    explainStop(unit, finding, zone, now),
    ...saidAlso(also, zone, now),
    ...portions.map((each) => explainPortion(each, zone, now)),
  ].join(' ')
}

/** Why a unit that is there is not offered. */
export const explainRejected = ({ lotNumber, placeName, why }: Rejected, zone: string, now?: Instant): string =>
  `${lotStart(lotNumber)}, ${placeName}: ${explainUnit(why, zone, now)}`

function explainShort(finding: Extract<ReadinessFinding, { code: 'NOT_BOUND' }>): string {
  const { wanted, have, near, looked, measure } = finding
  const amount =
    measure === 'uL'
      ? `${volumeText(have)} of ${volumeText(wanted)} kept for this booking.`
      : have === 0
        ? wanted === 1
          ? 'None chosen yet.'
          : `None of ${wanted} chosen yet.`
        : `${have} of ${wanted} chosen.`
  if (near !== null)
    return `${amount}${nearText(near)} Scan it${near.reach === 'away' || near.reach === 'storage' ? '' : ' or take what is within reach'}.`
  return looked ? `${amount} There is no good one at this site.` : `${amount} Scan one.`
}

/** A finding of the verdict as a sentence: what is wrong, what to do, where the nearest good one is (R31), and who goes on over it. */
export const explainReadiness = (finding: ReadinessFinding, zone: string, now?: Instant): string =>
  finding.overridden === undefined
    ? explainBlocking(finding, zone, now)
    : `${ended(explainBlocking(finding, zone, now))} ${overriddenBy(finding.overridden)}`

/** Who goes on over a finding, and why. */
export const overriddenBy = ({ name, role, reason }: Overridden): string =>
  `Overridden by ${name}, ${role}: ${ended(reason)}`

function explainBlocking(finding: ReadinessFinding, zone: string, now?: Instant): string {
  if (isAboutUnit(finding))
    return finding.severity === 'stop'
      ? `${explainStop(finding.unit, finding, zone, now)}${nearText(finding.near)}`
      : `${unitText(finding.unit)}: ${explainUnit(finding, zone, now)}`
  switch (finding.code) {
    case 'NOT_BOUND':
      return explainShort(finding)
    case 'BOUND_GONE':
      return `${lotStart(finding.lotNumber)} is no longer where it was set apart. Scan it where it is now, or another one.`
    case 'ALLERGIES_NOT_ASKED':
      return 'The patient was not asked about allergies. Ask, and record them, or "none known".'
    case 'ALLERGY_NOT_CODED':
      return `Allergy in words: “${finding.note}”, ${meaningLine(finding.words) ?? 'answered for each product that is kept'}.`
    case 'ALLERGY_QUESTION':
      return `Does “${finding.note}” matter for what we use? Nobody has answered it for this patient and ${finding.products.map(({ name }) => name).join(', ')}. Compare it with the labels, or ask the pharmacist or the maker.`
    case 'NO_KIT':
      return 'There is no emergency kit in order at this site. Set one up or bring one.'
    case 'KIT':
      return `${finding.kit}: ${explainKit(finding.finding, zone, now)}`
    case 'NOT_SCREENED':
      return 'Not screened yet. Ask the contraindications.'
    case 'SCREENED_ANOTHER_DAY':
      return `Screened ${dateTime(finding.at, zone, now)}. Infection is asked again on the day itself.`
    case 'SCREENED_OUT':
      return 'The screening found a reason to stop. Cancel the procedure, or screen again.'
    case 'SCREENING_YES':
      return `The screening said yes: ${finding.text}${finding.reason ? ` Written then: ${ended(finding.reason)}` : ''} A clinician answers by name why it is right to go on, or cancels.`
    case 'SCREENING_ANSWERED':
      return `The screening said yes: ${finding.text} ${finding.by}: ${ended(finding.answer)}`
    case 'NOT_CONSENTED':
      return 'No informed consent yet.'
    case 'STANDING_MISSING':
      return `The medical director has not recorded the regulatory standing of ${finding.product} and its legal basis. Ask for it.`
    case 'STANDING_UNAPPROVED':
      return `${finding.product} is recorded as unapproved, without an IND. Basis: ${finding.basis ?? 'not given'}.`
    case 'NOT_LOOKED_AT':
      return `Nothing checks "${finding.label}", so it can't be said to be in order. Tell the administrator.`
    default:
      return unreachable(finding)
  }
}

const unsignedWords: Record<Unsigned, string> = {
  never: 'In order, sign it',
  expired: 'Signed too long ago',
  changed: 'Changed since signed',
  held: 'On hold since signed, sign again',
  expiry: 'Expiry changed since signed, sign again',
  'look-alike': 'Looked recalled since signed, sign again',
  storage: 'Storage in doubt since signed, sign again',
  product: 'Product’s facts changed since signed, sign again',
  moved: 'Moved since signed, sign again',
  used: 'Used since signed, sign again',
  kit: 'Kit touched since signed, sign again',
}

/** A light in one word, and the detail behind it. */
export function lightWord(light: Light): string {
  switch (light.state) {
    case 'ready':
      return 'READY'
    case 'unsigned':
      return unsignedWords[light.because]
    case 'not-ready':
      return 'NOT READY'
    case 'over':
      return 'Over'
    default:
      return unreachable(light)
  }
}

/**
 * The detail behind a light, for a line in a list: who signed and until when, or how much is open and what comes first.
 */
export function lightDetail(light: Light, zone: string, now: Instant): string {
  if (light.state === 'ready')
    return `signed ${clockTime(light.signedAt, zone)} by ${light.signedName}, until ${clockTime(light.validUntil, zone)}`
  if (light.state === 'not-ready')
    return `${light.open} of ${light.of} open${light.first ? `: ${explainReadiness(light.first, zone, now)}` : ''}`
  return ''
}

/** What is said of something that is kept, beside that: what is still to do, what comes near, the rest of what was scanned. */
export const explainBound = (
  { findings, portions }: { readonly findings: readonly UnitFinding[]; readonly portions: readonly Portion[] },
  zone: string,
  now?: Instant,
): string[] => [...saidAlso(findings, zone, now), ...portions.map((each) => explainPortion(each, zone, now))]

/** A refusal to bind or sign as a sentence, with what is to be said of the thing all the same. */
export function explainReadinessRefusal(refusal: ReadinessRefusal, zone: string, now?: Instant): string {
  if (refusal.code === 'UNIT_STOPPED') return explainStopped(refusal, zone, now)
  const also = 'also' in refusal ? saidAlso(refusal.also ?? [], zone, now) : []
  return [explainRefused(refusal), ...also].join(' ')
}

function explainRefused(refusal: Exclude<ReadinessRefusal, { code: 'UNIT_STOPPED' }>): string {
  switch (refusal.code) {
    case 'NOTHING_ASKS_FOR_IT':
      return `Nothing in this procedure asks for ${unitText(refusal.unit)}. Nothing was kept.`
    case 'REQUIREMENT_MET':
      return `${refusal.label}: there is enough already. Take one back first if you want this one instead.`
    case 'BOUND_ALREADY':
      return `${unitText(refusal.unit)} is kept for this procedure already.`
    case 'BINDING_UNKNOWN':
      return 'This is no longer kept for the procedure. Reload the page.'
    case 'BOOKING_OVER':
      return 'This procedure is over. Nothing is kept for it.'
    case 'NOT_READY':
      return `Not ready: ${refusal.open} ${refusal.open === 1 ? 'line is' : 'lines are'} open. Nothing was signed.`
    case 'NAME_MISSING':
      return 'Write your name to sign.'
    default:
      return explainStock(refusal)
  }
}
