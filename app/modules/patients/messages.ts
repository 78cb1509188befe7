import { unreachable } from '~/lib/result'
import type { AllergyCode, Likeness, PatientRefusal, Similar, WeightRefusal, WordsRead } from './types'

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
  albumin: 'albumin',
  adhesive: 'adhesive',
  'exosome-product': 'exosome products',
  acetaminophen: 'acetaminophen',
  nsaid: 'NSAIDs',
  other: 'other',
  none: 'none known',
}

/** Whether a text is the code of an allergy, and not a patient's words. */
export const isAllergyCode = (text: string): text is AllergyCode => Object.hasOwn(allergyNames, text)

/** An allergy as pages name it: by its code, or in the words of the patient. */
export const allergyName = (code: string): string => (isAllergyCode(code) ? allergyNames[code] : `“${code}”`)

/** What the table says of an allergy in words, in a few words; null where it says nothing. */
export function meaningLine(words: WordsRead | null): string | null {
  if (words === null || words.means.length === 0) return null
  const names = words.means.map(({ allergen, isSure }) => `${isSure ? '' : 'related to '}${allergyNames[allergen]}`)
  return `compared as ${names.join(', ')}`
}

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
    case 'ALLERGY_PRODUCT_UNKNOWN':
      return 'There is no such product, or it was answered for twice. Reload the page and answer again.'
    case 'WORD_SAYS_NOTHING':
      return 'A word for allergies has at least one letter or digit. Type the brand, abbreviation or name.'
    case 'WORD_KNOWN':
      return `“${refusal.word}” is in the table already. End that entry first if it means something else.`
    case 'WORD_UNKNOWN':
      return 'There is no such word, or it was ended already. Reload the page.'
    case 'OWN_UNIT_UNKNOWN':
      return 'There is no such unit, or it is no longer recorded as this patient’s. Reload the page.'
    case 'NOT_AUTOLOGOUS':
      return `Lot ${refusal.lotNumber} is not recorded as an autologous product, so it is nobody's own. Ask the medical director for its standing.`
    case 'OWN_HAS_NAMESAKES':
      return `${refusal.patientIds.length === 1 ? 'Another patient has' : `${refusal.patientIds.length} other patients have`} nearly this name and birth date. Compare the record number on the vial of lot ${refusal.lotNumber}, and say that it is not theirs.`
    case 'OWN_OF_OTHER':
      return `Lot ${refusal.lotNumber} is another patient's own. Don't use it here; look at the name and number on the vial again.`
    default:
      return unreachable(refusal)
  }
}

const kilograms = (grams: number): string => (grams / 1_000).toFixed(1).replace(/\.0$/, '')

/** Why a weight was not recorded, as a sentence. */
export function explainWeight(refusal: WeightRefusal): string {
  switch (refusal.code) {
    case 'PATIENT_UNKNOWN':
      return 'There is no such patient. Search for the MRN again.'
    case 'WEIGHT_IMPOSSIBLE':
      return `${refusal.grams / 1_000} kg can't be a patient's weight. Enter it in kilograms, from 2 to 400.`
    case 'WEIGHED_LATER_THAN_NOW':
      return 'The time of the weighing lies ahead. Correct it.'
    case 'WEIGHT_DIFFERS':
      return `The last weight was ${kilograms(refusal.last)} kg, this one is ${kilograms(refusal.seen)} kg. Look at the figure and its unit again; if it is so, say so.`
    default:
      return unreachable(refusal)
  }
}
