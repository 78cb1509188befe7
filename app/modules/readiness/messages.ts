import { clockTime, dateTime, type Instant } from '~/lib/day'
import { unreachable } from '~/lib/result'
import { explainKit } from '~/modules/kits/messages'
import { explainLabelRefusal } from '~/modules/labels/messages'
import { allergyName } from '~/modules/patients/messages'
import type { AllergyCode } from '~/modules/patients/types'
import { explainDisinfection } from '~/modules/sterilization/messages'
import { explainFinding, explainStock } from '~/modules/stock/messages'
import { volumeText } from '~/modules/stock/rules/quantity'
import type { Light, Near, ReadinessFinding, ReadinessRefusal, Rejected, ScanRefusal, UnitName, Whose } from './types'

const allergen = (code: string): string => allergyName(code as AllergyCode)

// A hold's note is in a person's own words and may lack its period.
const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

const unitText = (unit: UnitName): string => `${unit.productName}, ${unit.lotNumber}`

const nearText = (near: Near | null): string => {
  if (near === null) return ''
  const where = near.reach === 'room' ? 'in this room' : near.placeName
  return ` Nearest good one: ${near.productName}, lot ${near.lotNumber}, ${where}.`
}

/** Why a unit that is there is not offered. */
export function explainRejected({ lotNumber, placeName, why }: Rejected, zone: string, now?: Instant): string {
  const what = `Lot ${lotNumber}, ${placeName}:`
  switch (why.code) {
    case 'STOCK':
      return `${what} ${explainFinding(why.finding, zone, now)}`
    case 'ALLERGY':
      return `${what} contains ${allergen(why.allergen)}, to which the patient is allergic.`
    case 'RESERVED':
      return `${what} kept for another booking, or too little is left.`
    case 'AUTOLOGOUS':
      return why.whose === 'other'
        ? `${what} autologous, of another patient.`
        : `${what} autologous, and nobody has recorded whose it is. If it is this patient's, scan it.`
    case 'DISINFECTION':
      return `${what} ${explainDisinfection(why.finding, zone, now)}`
    default:
      return unreachable(why)
  }
}

function explainShort(finding: Extract<ReadinessFinding, { code: 'NOT_BOUND' }>): string {
  const { wanted, have, near, looked, unit } = finding
  const amount =
    unit === 'uL'
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

/** Who owns an autologous unit, seen from the patient, and what to do, as a sentence (R27, R39). */
export function explainWhose(whose: Whose): string {
  switch (whose) {
    case 'other':
      return "It is autologous, made of another patient's own cells: it goes into nobody else."
    case 'unknown':
      return "It is autologous, and nobody has recorded whose it is. Compare the name and birth date on the vial with this patient's: readiness asks whether it is theirs."
    case 'theirs':
      return "It is this patient's own: compare the name on the vial with the wristband."
    default:
      return unreachable(whose)
  }
}

const stepNames: Record<string, string> = { screened: 'Screening', consented: 'Consent', ready: 'READY' }

/** A finding of the verdict as a sentence: what is wrong, what to do, where the nearest good one is (R31). */
export function explainReadiness(finding: ReadinessFinding, zone: string, now?: Instant): string {
  switch (finding.code) {
    case 'NOT_BOUND':
      return explainShort(finding)
    case 'BOUND_GONE':
      return `Lot ${finding.lotNumber} is no longer where it was set apart. Scan it where it is now, or another one.`
    case 'BOUND_UNUSABLE':
      return `Don't use ${unitText(finding.unit)}. ${ended(explainFinding(finding.finding, zone, now))}${nearText(finding.near)}`
    case 'BOUND_NOTE':
      return `${unitText(finding.unit)}: ${explainFinding(finding.finding, zone, now)}`
    case 'NOT_RESERVED':
      return `${unitText(finding.unit)} is no longer kept for this booking. Scan it again.`
    case 'OUT_OF_REACH':
      return `${unitText(finding.unit)} stands in ${finding.place}. Bring it to the room and scan it there.`
    case 'WRONG_PRODUCT':
      return `${unitText(finding.unit)} is not what was booked. Booked: ${finding.booked}.`
    case 'WRONG_KIND':
      return `${unitText(finding.unit)} does not meet: ${finding.label}. Scan another one.`
    case 'TWO_DONORS':
      return `The vials come from different donors or lots (${finding.lots.join(', ')}), and two donors never go into one syringe. Take one of them back.`
    case 'ALLERGY':
      return `Don't use ${unitText(finding.unit)}: ${allergen(finding.allergen)} allergy.${nearText(finding.near)}`
    case 'ALLERGY_UNKNOWN':
      return `Does ${finding.unit.productName} contain ${allergen(finding.allergen)}? Nobody has answered yet. Look at its label or ask the manufacturer, then answer once for the product.`
    case 'AUTOLOGOUS':
      return `${unitText(finding.unit)}: ${explainWhose(finding.whose)}`
    case 'ALLERGIES_NOT_ASKED':
      return 'The patient was not asked about allergies. Ask, and record them, or "none known".'
    case 'ALLERGY_NOT_CODED':
      return `Allergy without a code: ${finding.note}. Compare it with the labels yourself.`
    case 'NOT_DISINFECTED':
      return `${unitText(finding.unit)}: ${explainDisinfection(finding.finding, zone, now)}`
    case 'NO_KIT':
      return 'There is no emergency kit in order at this site. Set one up or bring one.'
    case 'KIT':
      return `${finding.kit}: ${explainKit(finding.finding, zone, now)}`
    case 'NOT_SCREENED':
      return 'Not screened yet. Ask the contraindications.'
    case 'SCREENED_ANOTHER_DAY':
      return `Screened ${dateTime(finding.at, zone, now)}. Infection is asked again on the day itself.`
    case 'SCREENED_OUT':
      return 'The screening found a reason to stop. Cancel the procedure, screen again, or override with a reason.'
    case 'NOT_CONSENTED':
      return 'No informed consent yet.'
    case 'OVERRIDDEN':
      return `${stepNames[finding.step] ?? finding.step} was overridden, with a reason.`
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

/** A light in one word, and the detail behind it. */
export function lightWord(light: Light): string {
  switch (light.state) {
    case 'ready':
      return 'READY'
    case 'unsigned':
      return light.because === 'never'
        ? 'In order, sign it'
        : light.because === 'expired'
          ? 'Signed too long ago'
          : 'Changed since signed'
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

/** A refusal to bind or sign as a sentence. */
export function explainReadinessRefusal(refusal: ReadinessRefusal, zone: string, now?: Instant): string {
  switch (refusal.code) {
    case 'NOTHING_ASKS_FOR_IT':
      return `Nothing in this procedure asks for ${unitText(refusal.unit)}. Nothing was kept.`
    case 'REQUIREMENT_MET':
      return `${refusal.label}: there is enough already. Take one back first if you want this one instead.`
    case 'BOUND_ALREADY':
      return `${unitText(refusal.unit)} is kept for this procedure already.`
    case 'BIND_UNUSABLE':
      return `Don't use ${unitText(refusal.unit)}. ${ended(explainFinding(refusal.finding, zone, now))}`
    case 'BIND_ALLERGY':
      return `Don't use ${unitText(refusal.unit)}: it contains ${allergen(refusal.allergen)}, to which the patient is allergic.`
    case 'BIND_OF_OTHER':
      return `Don't use ${unitText(refusal.unit)}: it is another patient's own. Look at the name on the vial.`
    case 'BIND_OUT_OF_REACH':
      return `${unitText(refusal.unit)} stands in ${refusal.place}, not within reach of the room. Move it to the room first.`
    case 'BIND_WRONG_PRODUCT':
      return `${unitText(refusal.unit)} is not what was booked. Booked: ${refusal.booked}.`
    case 'BIND_TWO_DONORS':
      return `${unitText(refusal.unit)} is of another donor or lot than the vial that is kept already, and two donors never go into one syringe. Take that one back first.`
    case 'BIND_RESERVED':
      return `${unitText(refusal.unit)} is kept for another booking, or nothing free is left of it. Scan another one.`
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

/** A scan that could not be resolved, as a sentence. */
export function explainScan(refusal: ScanRefusal): string {
  switch (refusal.code) {
    case 'SCAN_EMPTY':
      return 'Nothing was scanned. Scan the label, or type the number on it.'
    case 'SCAN_TOO_LONG':
      return 'This is too long for a label. Scan one label at a time.'
    case 'SCAN_LABEL': {
      const { wrong, seen, todo } = explainLabelRefusal(refusal.refusal)
      return [wrong, seen, todo].filter(Boolean).join(' ')
    }
    case 'SCAN_AMBIGUOUS':
      return `This code can be read in more than one way: ${refusal.detail} Type the lot or serial as it is printed.`
    case 'SCAN_UNKNOWN':
      return `${refusal.seen} is no lot, unit or seal that we know.${refusal.near ? ` Did you mean ${refusal.near}?` : ''} Scan the label, or look it up under Stock.`
    case 'SCAN_OWN_LABEL':
      return refusal.fault === 'misread'
        ? `${refusal.seen} is a label of ours, misread: its check letters are wrong. Scan it again, or type the number under it.`
        : 'This is a label of ours whose number is not in this database. Scan the label of its maker.'
    case 'SCAN_UNSURE':
      return `“${refusal.seen}” is not known here as it stands. Is it ${refusal.meant.join(', or ')}? Compare with the label, and type the lot or serial as it is printed.`
    case 'SCAN_PRODUCT_UNKNOWN':
      return `No product has the code ${refusal.seen}. Link it in receiving, or scan another barcode of the label.`
    case 'SCAN_SEVERAL':
      return `This means several things: ${refusal.names.join('; ')}. Scan the whole label, or our own label of the unit.`
    case 'SCAN_NO_LOT':
      return `${refusal.product} was read, but no lot or serial. Scan the barcode that carries the lot, or our own label.`
    case 'SCAN_LOT_UNKNOWN':
      return `${refusal.product}: lot ${refusal.seen} was never received here. Receive it first; don't use it.`
    case 'SCAN_UNIT_UNKNOWN':
      return `Serial ${refusal.seen}${refusal.lotNumber ? ` of lot ${refusal.lotNumber}` : ''} was never received here. Receive it first; don't use it.`
    case 'SCAN_CONTRADICTS':
      return `Serial ${refusal.seen} belongs to another lot than ${refusal.known}. Look at the label again; don't use it.`
    case 'SCAN_EXPIRY_DIFFERS':
      return `The label says that lot ${refusal.lotNumber} expires ${refusal.seen}, but it is known with ${refusal.known}. Look at the label again; don't use it.`
    case 'SCAN_NOT_HERE':
      return `${refusal.seen} is known, but nothing of it is at this site.`
    case 'SCAN_OTHER_THING':
      return `This is a ${refusal.kind}. Scan the vial, the supply, the transducer or the kit seal.`
    default:
      return unreachable(refusal)
  }
}
