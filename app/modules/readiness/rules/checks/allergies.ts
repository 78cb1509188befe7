import type { Check, ReadinessFinding } from '../../types'

/**
 * Whether the patient was asked at all (R30): no entry is not the same as none known. An allergy without a code can't
 * be compared with contains lists, so it is shown and left to the person who signs.
 */
export const allergiesCheck: Check = (facts) => {
  const findings: ReadinessFinding[] =
    facts.allergies.length === 0
      ? [{ code: 'ALLERGIES_NOT_ASKED', severity: 'open' }]
      : facts.allergies
          .filter((allergy) => allergy.code === 'other')
          .map(({ note }) => ({ code: 'ALLERGY_NOT_CODED', severity: 'check', note: note ?? 'not named' }))
  return [{ code: 'allergies', label: 'Allergies', bound: [], findings }]
}
