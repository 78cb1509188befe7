import type { BookingDetail, Check } from '../../types'
import { wordFindings } from '../allergy-questions'
import { ofBooking } from '../judge/booking-table'

/**
 * Whether the patient was asked at all (R30): no entry is not the same as none known. An allergy in words is compared by
 * the table; what the table doesn't know is a question for this patient.
 */
export const allergiesCheck: Check = (facts) => {
  const findings: BookingDetail[] =
    facts.allergies.length === 0 ? [{ code: 'ALLERGIES_NOT_ASKED' }] : wordFindings(facts)
  return [{ code: 'allergies', label: 'Allergies', bound: [], findings: ofBooking(findings) }]
}
