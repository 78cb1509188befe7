import { unreachable } from '~/lib/result'
import type { AllergyCode, Likeness, PatientRefusal, Similar, WeightRefusal } from './types'

const allergyNames: Record<AllergyCode, string> = {
  latex: 'latex',
  chlorhexidine: 'chlorhexidine',
  iodine: 'iodine',
  alcohol: 'alcohol',
  'anesthetic-amide': 'amide anesthetics (lidocaine, bupivacaine)',
  'anesthetic-ester': 'ester anesthetics (procaine, tetracaine)',
  sulfite: 'sulfite',
  paraben: 'paraben',
  dmso: 'DMSO',
  antibiotic: 'antibiotics',
  'animal-serum': 'animal serum',
  adhesive: 'adhesive',
  acetaminophen: 'acetaminophen',
  nsaid: 'NSAIDs',
  other: 'other',
  none: 'none known',
}

/** An allergy as pages name it. */
export const allergyName = (code: AllergyCode): string => allergyNames[code]

/** The allergies of a patient in one line, or that nobody asked. */
export function allergyLine(
  allergies: readonly { readonly code: AllergyCode; readonly note: string | null }[],
): string {
  if (allergies.length === 0) return 'not asked yet'
  return allergies
    .map((allergy) => (allergy.code === 'other' ? (allergy.note ?? 'other') : allergyNames[allergy.code]))
    .join(', ')
}

/** Why a patient who is here may be the one who is being added. */
export function likenessName(why: Likeness): string {
  switch (why) {
    case 'name':
      return 'the same birth date and nearly the same name'
    case 'birth-date':
      return 'the same name and nearly the same birth date'
    case 'mrn':
      return 'nearly the same record number'
    default:
      return unreachable(why)
  }
}

const likenesses = (similar: readonly Similar[]): string =>
  [...new Set(similar.map(({ why }) => likenessName(why)))].join('; ')

/** A refusal of this room as a sentence. It names no patient. */
export function explainPatient(refusal: PatientRefusal): string {
  switch (refusal.code) {
    case 'MRN_TAKEN':
      return 'There is a patient with this MRN already. Nothing was added; open that patient instead.'
    case 'MRN_WITHOUT_DIGIT':
      return 'A record number has at least one digit, and this one has none. Type it as it is on the chart. Nothing was added.'
    case 'MRN_TOO_SHORT':
      return `A record number of this clinic has at least ${refusal.shortest} letters and digits, and this one has ${refusal.seen}. Type all of it as it is on the chart. Nothing was added.`
    case 'PATIENT_SIMILAR': {
      const { similar } = refusal
      const count = similar.length === 1 ? 'A patient is' : `${similar.length} patients are`
      return `${count} here already who may be this one: ${likenesses(similar)}. Nothing was added. Open the patient who is meant, or say that it is another person.`
    }
    case 'BORN_LATER':
      return `The birth date lies after today, ${refusal.today}. Correct it.`
    case 'PATIENT_UNKNOWN':
      return 'There is no such patient. Search for the MRN again.'
    case 'ALLERGY_UNKNOWN':
      return 'There is no such allergy, or it was ended already. Reload the page.'
    case 'ALLERGIES_CONTRADICT':
      return '"None known" can\'t stand beside an allergy. Choose one or the other.'
    case 'ALLERGY_NOT_NAMED':
      return 'Write what the other allergy is.'
    case 'OWN_UNIT_UNKNOWN':
      return 'There is no such unit, or it is no longer recorded as this patient’s. Reload the page.'
    case 'NOT_AUTOLOGOUS':
      return `Lot ${refusal.lotNumber} is not recorded as an autologous product, so it is nobody's own. Ask the medical director for its standing.`
    case 'OWN_OF_OTHER':
      return `Lot ${refusal.lotNumber} is recorded as another patient's own. Don't use it here; look at the name on the vial again.`
    default:
      return unreachable(refusal)
  }
}

/** Why a weight was not recorded, as a sentence. */
export function explainWeight(refusal: WeightRefusal): string {
  switch (refusal.code) {
    case 'PATIENT_UNKNOWN':
      return 'There is no such patient. Search for the MRN again.'
    case 'WEIGHT_IMPOSSIBLE':
      return `${refusal.grams / 1_000} kg can't be a patient's weight. Enter it in kilograms, from 2 to 400.`
    case 'WEIGHED_LATER_THAN_NOW':
      return 'The time of the weighing lies ahead. Correct it.'
    default:
      return unreachable(refusal)
  }
}
