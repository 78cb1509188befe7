import type { Instant } from '~/lib/day'
import type { Booking, ReadinessFinding } from '../types'
import { consentFindings } from './checks/consent'
import { stepFindings } from './checks/screening'
import { covered } from './overrides'

/** The steps of a booking that were not taken and that a person goes on over: screening, consent. */
export function passedOver(booking: Booking, at: Instant): ('screened' | 'consented')[] {
  const over = (findings: readonly ReadinessFinding[], line: string) =>
    findings.length > 0 && findings.every((each) => covered(each, line, booking, at).overridden !== undefined)
  return [
    ...(over(stepFindings(booking, at), 'screening') ? ['screened' as const] : []),
    ...(over(consentFindings(booking), 'consent') ? ['consented' as const] : []),
  ]
}
