import type { Booking, Check, ReadinessFinding } from '../../types'

function findings({ consentedAt, overridden }: Booking): ReadinessFinding[] {
  if (overridden.includes('consented')) return [{ code: 'OVERRIDDEN', severity: 'check', step: 'consented' }]
  return consentedAt === null ? [{ code: 'NOT_CONSENTED', severity: 'open' }] : []
}

/** Informed consent is given (R26, docs/rules.md#the-protocol). */
export const consentCheck: Check = ({ booking }) => [
  { code: 'consent', label: 'Informed consent', bound: [], findings: findings(booking) },
]
