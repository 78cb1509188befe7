import type { Booking, BookingDetail, Check } from '../../types'
import { ofBooking } from '../judge/booking-table'

function findings({ regulatoryStanding, regulatoryBasis, productName }: Booking): BookingDetail[] {
  if (regulatoryStanding === null || regulatoryBasis === null)
    return [{ code: 'STANDING_MISSING', product: productName }]
  return regulatoryStanding === 'unapproved'
    ? [{ code: 'STANDING_UNAPPROVED', product: productName, basis: regulatoryBasis }]
    : []
}

/**
 * The product's regulatory standing and its legal basis, recorded by the medical director before it can be READY (R10). It
 * is shown, and never implies approval.
 */
export const standingCheck: Check = ({ booking }) => [
  { code: 'standing', label: 'Regulatory standing', bound: [], findings: ofBooking(findings(booking)) },
]
