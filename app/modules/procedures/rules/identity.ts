import { dayOf, type Instant } from '~/lib/day'
import type { IdentityFinding, ProcedureState } from '../types'

/** A name as it is compared: without case, accents, punctuation, and the order of its words. */
const nameKey = (name: string): string =>
  (
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/\p{M}/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
    .sort()
    .join(' ')

/** Whether name and birth date, as the patient says them, are this patient's. */
export const saysPatient = (
  said: { readonly name: string; readonly birthDate: string },
  patient: { readonly name: string; readonly birthDate: string },
): boolean =>
  nameKey(said.name) !== '' && nameKey(said.name) === nameKey(patient.name) && said.birthDate === patient.birthDate

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
