import { dayOf, type Instant } from '~/lib/day'
import type { IdentityFinding, ProcedureState } from '../types'

/**
 * What speaks against this being the right patient, at an instant: nobody scanned the wristband since the time-out of this
 * day, or another patient's wristband was the last one scanned. Null when the patient was identified.
 */
export function identityFinding(
  { patientScannedAt, wrongPatientScannedAt }: Pick<ProcedureState, 'patientScannedAt' | 'wrongPatientScannedAt'>,
  timeZone: string,
  at: Instant,
): IdentityFinding | null {
  const today = (when: Instant | null): when is Instant =>
    when !== null && dayOf(when, timeZone) === dayOf(at, timeZone)
  if (today(wrongPatientScannedAt)) return { code: 'WRONG_PATIENT_SCANNED', at: wrongPatientScannedAt }
  return today(patientScannedAt) ? null : { code: 'PATIENT_NOT_IDENTIFIED' }
}
