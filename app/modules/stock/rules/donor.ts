import type { UnitFacts } from '../types'
import { lotKey } from './lot-key'

/** The key by which two donor numbers are the same; null where none was typed. */
export function donorKey(text: string | null | undefined): string | null {
  const key = lotKey(text ?? '')
  return key === '' ? null : key
}

/** What tells whose tissue a unit is. */
export type DonorFacts = Pick<UnitFacts, 'donor' | 'donation' | 'lotNumber'>

/**
 * Whether two units come from one donor, since two donors never go into one patient (R27, R30). Two known donors decide, then two
 * known donations; where they can't be compared, one lot is one donor and two lots are two.
 */
export function sameDonor(one: DonorFacts, other: DonorFacts): boolean {
  if (one.donor !== null && other.donor !== null) return one.donor === other.donor
  if (one.donation !== null && other.donation !== null) return one.donation === other.donation
  return one.lotNumber === other.lotNumber
}
