import type { Day, Instant } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import type { Status } from '~/modules/auth/types'
import { allergens } from '~/modules/catalog/rules/allergens'
import { patientKey } from './rules/find-keys'
import { checkMrn } from './rules/mrn'
import type { AllergyCode, NewPatient, PatientRefusal, Similar, WeightRefusal } from './types'

/** Every code of an allergy, in the order in which forms list them; `none` is last. */
export const allergyCodes: readonly AllergyCode[] = [...allergens, 'acetaminophen', 'nsaid', 'other', 'none']

/** How the API answers what this room refuses. */
export const patientStatuses = {
  MRN_TAKEN: 409,
  MRN_WITHOUT_DIGIT: 422,
  MRN_TOO_SHORT: 422,
  PATIENT_SIMILAR: 409,
  BORN_LATER: 422,
  PATIENT_UNKNOWN: 404,
  ALLERGY_UNKNOWN: 404,
  ALLERGIES_CONTRADICT: 422,
  ALLERGY_NOT_NAMED: 422,
  ALLERGY_PRODUCT_UNKNOWN: 404,
  WORD_SAYS_NOTHING: 422,
  WORD_KNOWN: 409,
  WORD_UNKNOWN: 404,
  OWN_UNIT_UNKNOWN: 404,
  NOT_AUTOLOGOUS: 422,
  OWN_OF_OTHER: 409,
  OWN_HAS_NAMESAKES: 409,
} as const satisfies Record<PatientRefusal['code'], Status>

/**
 * What is recorded of what was ticked and written. Words are an allergy of their own, whatever is ticked besides. Refuses
 * `none` beside an allergy, in words too, and `other` without words.
 */
export function decideAllergies(
  codes: readonly AllergyCode[],
  otherAllergy: string | null,
): Result<readonly AllergyCode[], PatientRefusal> {
  const found = [...new Set<AllergyCode>(otherAllergy ? [...codes, 'other'] : codes)]
  if (found.includes('none') && found.length > 1) return refuse({ code: 'ALLERGIES_CONTRADICT' })
  if (found.includes('other') && !otherAllergy) return refuse({ code: 'ALLERGY_NOT_NAMED' })
  return ok(found)
}

/**
 * Decides whether a unit may be recorded as a patient's own (R27): refuses what is not autologous, and what was
 * recorded as another patient's, by itself or by its lot. Where namesakes are here, a person says of each that it is not
 * theirs. If it is already recorded as this patient's, there is nothing to do.
 */
export function decideOwnUnit(
  unit: { readonly lotNumber: string; readonly regulatoryStanding: string | null } | null,
  facts: {
    readonly ownerId: number | null
    readonly patientId: number
    readonly namesakes: readonly number[]
    readonly notOf: readonly number[]
  },
): Result<{ readonly isNew: boolean }, PatientRefusal> {
  if (unit === null) return refuse({ code: 'OWN_UNIT_UNKNOWN' })
  const { lotNumber, regulatoryStanding } = unit
  if (regulatoryStanding !== 'autologous') return refuse({ code: 'NOT_AUTOLOGOUS', lotNumber })
  if (facts.ownerId !== null && facts.ownerId !== facts.patientId) return refuse({ code: 'OWN_OF_OTHER', lotNumber })
  if (facts.ownerId === null && facts.namesakes.some((each) => !facts.notOf.includes(each)))
    return refuse({ code: 'OWN_HAS_NAMESAKES', lotNumber, patientIds: facts.namesakes })
  return ok({ isNew: facts.ownerId === null })
}

// Between a small child and the heaviest people: outside of it somebody typed pounds, grams or another field.
const lightestGrams = 2_000
const heaviestGrams = 400_000

/** Whether a weight in grams can be a patient's, measured when it is said to be. Refuses impossible figures and a time ahead. */
export function checkWeight(
  weight: { readonly grams: number; readonly measuredAt: Instant },
  at: Instant,
): WeightRefusal | null {
  const { grams, measuredAt } = weight
  if (!Number.isSafeInteger(grams) || grams < lightestGrams || grams > heaviestGrams)
    return { code: 'WEIGHT_IMPOSSIBLE', grams }
  return measuredAt > at ? { code: 'WEIGHED_LATER_THAN_NOW' } : null
}

/** Grams of a figure in tenths of kilograms or pounds. */
export const gramsOf = (tenths: number, unit: 'kg' | 'lb'): number =>
  Math.round(unit === 'kg' ? tenths * 100 : tenths * 45.359237)

/** Whether two weights differ by more than a tenth of the former: then the figure or its unit is asked about again. */
export const weightDiffers = (before: number, now: number): boolean => Math.abs(now - before) * 10 > before

/** What decides about a new patient besides the form. */
export type NewPatientFacts = {
  readonly today: Day
  readonly samePatientId: number | null
  /** How many letters and digits the clinic's record numbers have at least. */
  readonly shortestMrn: number
  /** Patients who may be this one, and why. */
  readonly similar: readonly Similar[]
}

/**
 * Decides whether a patient may be added: a record number as this clinic's are, born by today, the number free, the
 * allergies consistent (R25). Where similar patients are here already a person says first that it is another one,
 * naming each that was shown (`anotherThan`).
 */
export function decidePatient(
  input: NewPatient,
  facts: NewPatientFacts,
): Result<{ readonly searchKey: string; readonly allergies: readonly AllergyCode[] }, PatientRefusal> {
  const malformed = checkMrn(input.mrn, facts.shortestMrn)
  if (malformed) return refuse(malformed)
  if (facts.samePatientId !== null) return refuse({ code: 'MRN_TAKEN', patientId: facts.samePatientId })
  if (input.birthDate > facts.today) return refuse({ code: 'BORN_LATER', today: facts.today })
  const allergies = decideAllergies(input.allergies, input.otherAllergy)
  if (!allergies.ok) return allergies
  const answered = new Set(input.anotherThan ?? [])
  if (facts.similar.some(({ patientId }) => !answered.has(patientId)))
    return refuse({ code: 'PATIENT_SIMILAR', similar: facts.similar })
  return ok({ searchKey: patientKey(input.mrn, input.name), allergies: allergies.value })
}
