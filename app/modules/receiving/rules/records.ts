import type { RecordKind } from '../types'

/** The kinds of accompanying records as sentences name them. */
export const recordNames: Record<RecordKind, string> = {
  'donor-eligibility': 'donor eligibility record',
  'certificate-of-analysis': 'certificate of analysis',
  'transaction-document': 'transaction document',
  other: 'other record',
}

/** All kinds, in the order of pages. */
export const recordKinds: readonly RecordKind[] = [
  'donor-eligibility',
  'certificate-of-analysis',
  'transaction-document',
  'other',
]

/**
 * The compulsory records that a lot still lacks (R10): a certificate of analysis where its category needs records, a donor
 * eligibility record where it needs a donor (21 CFR 1271.55 asks that it accompanies the tissue).
 */
export function missingRecords(
  category: { readonly needsRecords: boolean; readonly needsDonor: boolean },
  have: readonly string[],
): RecordKind[] {
  const compulsory: RecordKind[] = []
  if (category.needsDonor) compulsory.push('donor-eligibility')
  if (category.needsRecords) compulsory.push('certificate-of-analysis')
  return compulsory.filter((kind) => !have.includes(kind))
}
