import type { Booking, Check, ReadinessFinding } from '../../types'

function findings({ regulatoryStanding, regulatoryBasis, productName }: Booking): ReadinessFinding[] {
  if (regulatoryStanding === null || regulatoryBasis === null)
    return [{ code: 'STANDING_MISSING', severity: 'stop', product: productName }]
  return regulatoryStanding === 'unapproved'
    ? [{ code: 'STANDING_UNAPPROVED', severity: 'check', product: productName, basis: regulatoryBasis }]
    : []
}

/**
 * The product's regulatory standing and its legal basis, recorded by the medical director before it can be READY (R10). It
 * is shown, and never implies approval.
 */
export const standingCheck: Check = ({ booking }) => [
  { code: 'standing', label: 'Regulatory standing', bound: [], findings: findings(booking) },
]
