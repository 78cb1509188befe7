import { dateTime, type Instant } from '~/lib/day'
import { unreachable } from '~/lib/result'
import type { DisinfectionFinding, DisinfectionLevel, DisinfectionRefusal } from './types'

const levelNames: Record<DisinfectionLevel, string> = {
  low: 'low-level',
  intermediate: 'intermediate-level',
  high: 'high-level',
}

/** A level as pages name it. */
export const levelName = (level: DisinfectionLevel): string => levelNames[level]

/** A finding against a transducer as a sentence. */
export function explainDisinfection(finding: DisinfectionFinding, zone: string, now?: Instant): string {
  switch (finding.code) {
    case 'NEVER_DISINFECTED':
      return `No disinfection is recorded. Clean it, disinfect it (${levelNames[finding.needed]}) and record that.`
    case 'NOT_DISINFECTED_SINCE':
      return `Not disinfected (${levelNames[finding.needed]}) since its last patient, ${dateTime(finding.lastUsedAt, zone, now)}. Clean it, disinfect it and record that.`
    default:
      return unreachable(finding)
  }
}

/** A refusal of this room as a sentence. */
export function explainDisinfectionRefusal(refusal: DisinfectionRefusal): string {
  switch (refusal.code) {
    case 'EQUIPMENT_UNKNOWN':
      return 'There is no such transducer. Scan its label again.'
    case 'NOT_EQUIPMENT':
      return `${refusal.product} is no equipment that is disinfected after a patient. Scan the transducer.`
    case 'DISINFECTED_LATER_THAN_NOW':
      return 'The disinfection lies in the future. Correct the time.'
    default:
      return unreachable(refusal)
  }
}
