import type { Booking, Check, ReadinessFinding } from '../../types'
import { ofBooking } from '../judge/booking-table'

/** What of the consent is still to do. */
export const consentFindings = ({ consentedAt }: Booking): ReadinessFinding[] =>
  ofBooking(consentedAt === null ? [{ code: 'NOT_CONSENTED' }] : [])

/** Informed consent is given (R26, docs/rules.md#the-protocol). */
export const consentCheck: Check = ({ booking }) => [
  { code: 'consent', label: 'Informed consent', bound: [], findings: consentFindings(booking) },
]
