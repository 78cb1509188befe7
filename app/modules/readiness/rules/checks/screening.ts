import { dayOf, type Instant } from '~/lib/day'
import type { Booking, Check, ReadinessFinding } from '../../types'
import { screeningFindings } from '../screening-answers'

/** What of the screening itself is still to do, or stops. */
export function stepFindings({ screening, timeZone }: Booking, at: Instant): ReadinessFinding[] {
  if (screening === null) return [{ code: 'NOT_SCREENED', severity: 'open' }]
  if (screening.outcome === 'stop') return [{ code: 'SCREENED_OUT', severity: 'stop', at: screening.at }]
  if (dayOf(screening.at, timeZone) !== dayOf(at, timeZone))
    return [{ code: 'SCREENED_ANOTHER_DAY', severity: 'open', at: screening.at }]
  return []
}

/** Screened for contraindications, for infection on the day itself (R26); each yes is answered by a clinician. */
export const screeningCheck: Check = ({ booking }, at) => [
  {
    code: 'screening',
    label: 'Screened today',
    bound: [],
    findings: [...stepFindings(booking, at), ...screeningFindings(booking)],
  },
]
