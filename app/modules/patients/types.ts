import type { Day, Instant } from '~/lib/day'
import type { Allergen } from '~/modules/catalog/types'

/**
 * What a patient may be allergic to: what products contain (R30), the medicines of the aftercare sheet (R28), `other`
 * with a note for anything without a code, and `none`: the patient was asked and knows of none.
 */
export type AllergyCode = Allergen | 'acetaminophen' | 'nsaid' | 'other' | 'none'

/** What an allergy in words can be compared as. */
export type ComparedAllergy = Exclude<AllergyCode, 'other' | 'none'>

/** A word of the table that allergies in words are compared with. `isSure` is false where it names a relative. */
export type AllergyWord = { readonly word: string; readonly allergen: ComparedAllergy; readonly isSure: boolean }

/** What a word of an allergy means. A relative of what a product contains is asked about; the very thing stops it. */
export type AllergyMeaning = { readonly allergen: ComparedAllergy; readonly isSure: boolean }

/** What the table says of an allergy in words. `isOpen`: something in it is in no table, so a person answers for this patient. */
export type WordsRead = { readonly means: readonly AllergyMeaning[]; readonly isOpen: boolean }

/** Whether an allergy in words matters for a product, as a person answered for this patient. */
export type AllergyAnswer = { readonly productId: number; readonly matters: boolean; readonly answeredAt: Instant }

export type Allergy = {
  readonly id: number
  readonly code: AllergyCode
  readonly note: string | null
  readonly recordedAt: Instant
  readonly actor: string
  /** What the words mean by the table; null for a coded allergy. */
  readonly words: WordsRead | null
  /** The last answer for each product that a person answered for. */
  readonly answers: readonly AllergyAnswer[]
}

export type Patient = {
  readonly id: number
  readonly mrn: string
  readonly name: string
  readonly birthDate: Day
}

/** A patient with what must be known before anything touches them. */
export type PatientWithAllergies = Patient & { readonly allergies: readonly Allergy[] }

export type NewPatient = {
  readonly mrn: string
  readonly name: string
  readonly birthDate: Day
  readonly allergies: readonly AllergyCode[]
  readonly otherAllergy: string | null
  /** Similar patients who were shown, and a person said: it is none of them. */
  readonly anotherThan?: readonly number[] | undefined
}

/**
 * Why a patient may be another one that is here already. `name`: the same birth date, and a name within one letter, in
 * another order, or with a part left out. `birth-date`: the same name, and a birth date within one digit or with day and
 * month exchanged. `mrn`: a number that differs in O/0, I/1 or leading zeros only.
 */
export type Likeness = 'name' | 'birth-date' | 'mrn'

/** A patient who is here already and may be the same person. */
export type Similar = { readonly patientId: number; readonly why: Likeness }

/** A similar patient as the page shows one, with why in words. */
export type SimilarShown = Patient & { readonly why: string }

/** An autologous unit of a patient, as the patient's page lists it. */
export type OwnUnit = {
  readonly id: number
  readonly unitId: number
  readonly unitNumber: string | null
  readonly lotNumber: string
  readonly productName: string
  readonly recordedAt: Instant
}

/** A patient's weight as it was measured, in grams. */
export type Weight = { readonly grams: number; readonly measuredAt: Instant; readonly recordedAt: Instant }

export type WeightRefusal =
  | { readonly code: 'PATIENT_UNKNOWN' }
  | { readonly code: 'WEIGHT_IMPOSSIBLE'; readonly grams: number }
  | { readonly code: 'WEIGHED_LATER_THAN_NOW' }
  | { readonly code: 'WEIGHT_DIFFERS'; readonly last: number; readonly seen: number }

export type PatientRefusal =
  | { readonly code: 'MRN_TAKEN'; readonly patientId: number }
  | { readonly code: 'MRN_WITHOUT_DIGIT' }
  | { readonly code: 'MRN_TOO_SHORT'; readonly shortest: number; readonly seen: number }
  | { readonly code: 'PATIENT_SIMILAR'; readonly similar: readonly Similar[] }
  | { readonly code: 'BORN_LATER'; readonly today: Day }
  | { readonly code: 'PATIENT_UNKNOWN' }
  | { readonly code: 'ALLERGY_UNKNOWN' }
  | { readonly code: 'ALLERGIES_CONTRADICT' }
  | { readonly code: 'ALLERGY_NOT_NAMED' }
  | { readonly code: 'ALLERGY_PRODUCT_UNKNOWN' }
  | { readonly code: 'WORD_SAYS_NOTHING' }
  | { readonly code: 'WORD_KNOWN'; readonly word: string }
  | { readonly code: 'WORD_UNKNOWN' }
  | { readonly code: 'OWN_UNIT_UNKNOWN' }
  | { readonly code: 'NOT_AUTOLOGOUS'; readonly lotNumber: string }
  | { readonly code: 'OWN_OF_OTHER'; readonly lotNumber: string }
  | { readonly code: 'OWN_HAS_NAMESAKES'; readonly lotNumber: string; readonly patientIds: readonly number[] }
