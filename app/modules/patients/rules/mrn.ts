import type { PatientRefusal } from '../types'

/** A clinic that has said nothing numbers its patients with at least so many letters and digits. */
export const shortestMrnAtFirst = 2

/** Nobody reads a longer number off a wristband without a mistake. */
export const longestMrn = 40

/**
 * What is wrong with a record number before anybody is compared: it has no digit, so it is a word or a slip of the key, or it
 * is shorter than this clinic's numbers are. Null when nothing is.
 */
export function checkMrn(mrn: string, shortest: number): PatientRefusal | null {
  const signs = mrn.normalize('NFKC').match(/[\p{L}\p{N}]/gu)?.length ?? 0
  if (!/\p{Nd}/u.test(mrn)) return { code: 'MRN_WITHOUT_DIGIT' }
  return signs < shortest ? { code: 'MRN_TOO_SHORT', shortest, seen: signs } : null
}
