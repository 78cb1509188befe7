import { z } from 'zod'
import { type Day, parseDay } from '~/lib/day'
import { formId, formWhole } from '~/lib/form-id'
import { dayIn, id, textIn, wordsIn } from '~/lib/inputs'
import { allergyCodes } from './rules'
import { comparedAllergies } from './rules/compared'
import type { AllergyCode } from './types'

const codes = new Set<string>(allergyCodes)

const birthDate = z
  .string({ error: 'Enter the birth date.' })
  .refine((text) => parseDay(text) !== null, 'Enter a day that the calendar has, as YYYY-MM-DD.')
  .transform((text) => text as Day)

const allergy = z
  .string()
  .refine((code) => codes.has(code), 'Choose allergies from the list.')
  .transform((code) => code as AllergyCode)

const allergies = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(allergy).max(30),
)

const otherAllergy = z
  .string()
  .trim()
  .max(200, 'Say it in 200 characters.')
  .optional()
  .transform((text) => text || null)

/** The similar patients who were shown, and the person said that it is none of them: their ids, apart by commas. */
const anotherThan = z
  .string()
  .regex(/^[1-9]\d{0,9}(,[1-9]\d{0,9}){0,199}$/, 'Reload the page.')
  .optional()
  .transform((text) => text?.split(',').map(Number))

/** The form of a new patient. Nothing ticked under allergies means: not asked yet. */
export const patientForm = z.object({
  mrn: z
    .string({ error: 'Enter the MRN.' })
    .trim()
    .min(1, 'Enter the MRN.')
    .max(40, 'An MRN has at most 40 characters.')
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ./-]*$/u, 'An MRN is made of letters, digits, hyphens, dots and slashes.'),
  name: z
    .string({ error: "Enter the patient's name." })
    .trim()
    .min(1, "Enter the patient's name.")
    .max(120, 'A name has at most 120 characters.'),
  birthDate,
  allergies,
  otherAllergy,
  anotherThan,
})

/** How long the clinic's record numbers are at least. */
export const mrnRuleForm = z.object({
  shortest: formWhole('Enter a whole number from 1 to 20.', 1, 20),
})

/** Allergies added to a patient. */
export const allergiesForm = z.object({
  allergies: allergies.refine((list) => list.length > 0, 'Choose at least one, or "none known".'),
  otherAllergy,
})

/** A form that needs nothing but its intent and the page that it is on. */
export const plainForm = z.object({})

const allergyCode = z.enum(allergyCodes, 'is no allergy of the list')
const asked = { allergies: z.array(allergyCode).max(30), otherAllergy: textIn(200).nullable() }

/** A patient as the command takes it. */
export const newPatient = z.object({
  mrn: wordsIn(40),
  name: wordsIn(120),
  birthDate: dayIn,
  ...asked,
  anotherThan: z.array(id).max(200, 'must have at most 200 ids').optional(),
})

/** Allergies of a patient who is there. */
export const moreAllergies = z.object({ patientId: id, ...asked })

const compared = z.enum(comparedAllergies, { error: 'Choose what it is compared as.' })

/** A word that the clinic adds to the table of allergies. */
export const newAllergyWord = z.object({ word: wordsIn(80), allergen: compared, isSure: z.boolean() })

/** The form of such a word. */
export const allergyWordForm = z.object({
  word: z.string({ error: 'Type the word.' }).trim().min(1, 'Type the word.').max(80, 'Say it in 80 characters.'),
  allergen: compared,
  related: z.literal('on').optional(),
})

/** The end of a word. */
export const endWordForm = z.object({ wordId: formId('Reload the page.') })
