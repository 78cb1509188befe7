import { dayOf, type Instant } from '~/lib/day'
import type { Booking, BookingDetail, Check, ReadinessFinding } from '../../types'
import { ofBooking } from '../judge/booking-table'
import { screeningFindings } from '../screening-answers'

function found({ screening, timeZone }: Booking, at: Instant): BookingDetail[] {
  if (screening === null) return [{ code: 'NOT_SCREENED' }]
  if (screening.outcome === 'stop') return [{ code: 'SCREENED_OUT', at: screening.at }]
  if (dayOf(screening.at, timeZone) !== dayOf(at, timeZone)) return [{ code: 'SCREENED_ANOTHER_DAY', at: screening.at }]
  return []
}

/** What of the screening itself is still to do, or stops. */
export const stepFindings = (booking: Booking, at: Instant): ReadinessFinding[] => ofBooking(found(booking, at))

/** Screened for contraindications, for infection on the day itself (R26); each yes is answered by a clinician. */
export const screeningCheck: Check = ({ booking }, at) => [
  {
    code: 'screening',
    label: 'Screened today',
    bound: [],
    findings: [...stepFindings(booking, at), ...ofBooking(screeningFindings(booking))],
  },
]
