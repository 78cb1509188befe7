import { z } from 'zod'
import { formId, formWhole } from '~/lib/form-id'
import { id as idIn, quantity, quantityOrNone, textIn, wordsIn } from '~/lib/inputs'
import { allergens } from './rules/allergens'
import { searchKey } from './rules/products'
import type { CategoryTraits } from './types'

const text = (what: string, max: number) =>
  z
    .string({ error: `Enter ${what}.` })
    .trim()
    .min(1, `Enter ${what}.`)
    .max(max, `At most ${max} characters.`)
const optionalText = (max: number) => z.string().trim().max(max, `At most ${max} characters.`).optional()
const id = (what: string) => formId(`Choose ${what}.`)
const wholeNumber = (what: string, max: number) => formWhole(`${what} is a whole number from 1 to ${max}.`, 1, max)

/** Milliliters as typed (`2`, `2.5`, `2,5`), as whole microliters. */
export const milliliters = z
  .string({ error: 'Enter milliliters, such as 2 or 2.5.' })
  .trim()
  .regex(/^\d{1,5}([.,]\d{1,3})?$/, 'Enter milliliters, such as 2 or 2.5.')
  .transform((value) => Math.round(Number(value.replace(',', '.')) * 1000))
  .refine((value) => value > 0, 'Enter more than 0 mL.')

export const bandField = z.enum(['vapor-ln2', 'ultra-low', 'freezer', 'fridge', 'room'], {
  error: 'Choose a storage band from the list.',
})
const scheme = z.enum(['gs1', 'hibc', 'isbt128', 'ndc', 'pzn', 'own'], {
  error: 'Choose the kind of code from the list.',
})
const allergen = z.enum(allergens, { error: 'Choose an allergen from the list.' })
const answer = z.enum(['yes', 'no', 'unknown'], { error: 'Answer yes, no or not known.' })
const standing = z.enum(['bla', 'hctp-361', 'ind', 'unapproved', 'autologous', 'blood-product', 'drug', 'device'], {
  error: 'Choose the standing from the list.',
})
const commandKey = z.string({ error: 'The form has no key. Reload the page and send it again.' }).min(8).max(64)

/** A new product: the fields of the catalog's page and of receiving's "create one". Volumes in mL at the form. */
export const productFields = {
  name: text("the product's name, as on its label", 200),
  manufacturer: text('the manufacturer', 200),
  categoryId: id('a category'),
  supplierId: id('a supplier').optional(),
  strength: optionalText(60),
  sizeMicroliters: milliliters.optional(),
  storageBand: bandField.optional(),
  multiDose: z.literal('on').optional(),
  openForHours: wholeNumber('The time that it may be used after opening', 24 * 365).optional(),
  needsThaw: z.literal('on').optional(),
  thawedForHours: wholeNumber('The time that it may be used after thawing', 24 * 14).optional(),
}
export const productForm = z.object({ commandKey, ...productFields })

/** A printed code to be linked to a product. */
export const codeFields = {
  scheme,
  code: text('the code as it is printed', 80),
  packageQuantity: wholeNumber('The number of containers in one package', 10_000).default(1),
  also: z.literal('on').optional(),
}
export const codeForm = z.object({ commandKey, ...codeFields })
export const unlinkForm = z.object({ commandKey, codeId: id('a code') })

export const allergenForm = z.object({
  commandKey,
  allergen,
  answer,
})

/** The regulatory standing and its legal basis, recorded by the medical director (R10). */
export const standingForm = z.object({
  commandKey,
  standing,
  basis: text('the legal basis, such as the license number or the section of the rule', 500),
})

export const sterileForm = z.object({ commandKey, answer })

export const strengthForm = z.object({
  commandKey,
  strength: optionalText(60).transform((text) => text || null),
  reason: text('why it is corrected, such as "read on the label"', 300),
})

/** How long to wait after it was applied, in minutes; empty: nobody has said it. */
export const waitForm = z.object({
  commandKey,
  minutes: wholeNumber('The wait in minutes', 24 * 60).optional(),
})

export const archiveForm = z.object({ commandKey })

export const supplierForm = z.object({ commandKey, name: text("the supplier's name", 200) })

const flag = z.literal('on').optional()

/** A category: a row with traits, not code. */
export const categoryForm = z.object({
  commandKey,
  name: text("the category's name", 100),
  tracksLots: flag,
  tracksUnits: flag,
  expires: flag,
  drawnFrom: flag,
  isBiologic: flag,
  isEquipment: flag,
  isEmergency: flag,
  touchesPatient: flag,
  entersPatient: flag,
  needsRecords: flag,
  needsDonor: flag,
  storageBand: bandField.optional(),
  openForHours: wholeNumber('The time that it may be used after opening', 24 * 365).optional(),
  capturedBy: z.enum(['scan', 'room'], { error: 'Choose how its use is recorded.' }).default('room'),
})

/** The traits that a form of a category describes; its code is made of its name. */
export function traitsOf(form: z.output<typeof categoryForm>): CategoryTraits {
  const on = (flag: 'on' | undefined) => flag === 'on'
  return {
    code: searchKey(form.name)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, ''),
    name: form.name,
    tracksLots: on(form.tracksLots),
    tracksUnits: on(form.tracksUnits),
    expires: on(form.expires),
    drawnFrom: on(form.drawnFrom),
    isBiologic: on(form.isBiologic),
    isEquipment: on(form.isEquipment),
    isEmergency: on(form.isEmergency),
    touchesPatient: on(form.touchesPatient),
    entersPatient: on(form.entersPatient),
    needsRecords: on(form.needsRecords),
    needsDonor: on(form.needsDonor),
    storageBand: form.storageBand ?? null,
    openForHours: form.openForHours ?? null,
    capturedBy: form.capturedBy,
  }
}

const hours = (max: number) => z.int('must be whole hours').min(1, 'must be above 0').max(max, 'is too long')

/** A product as a command takes it. Volumes in µL. */
export const newProduct = z.object({
  name: wordsIn(200),
  manufacturer: wordsIn(200),
  categoryId: idIn,
  supplierId: idIn.nullish(),
  strength: textIn(60).nullish(),
  sizeMicroliters: quantity.nullish(),
  storageBand: bandField.nullish(),
  multiDose: z.boolean().optional(),
  openForHours: hours(24 * 365).nullish(),
  needsThaw: z.boolean().optional(),
  thawedForHours: hours(24 * 14).nullish(),
  overfillMicroliters: quantityOrNone.optional(),
  disinfectionLevel: z.enum(['low', 'high']).nullish(),
  contains: z.partialRecord(allergen, answer).optional(),
  labeledSterile: z.enum(['yes', 'no'], { error: 'Answer yes or no.' }).nullish(),
})

/** A printed code to be linked, as a command takes it. `also` confirms a code that another product claims already. */
export const newCode = z.object({
  productId: idIn,
  scheme,
  code: wordsIn(80),
  packageQuantity: quantity,
  also: z.boolean().optional(),
})

/** Whether a product contains an allergen. */
export const allergenAnswer = z.object({ productId: idIn, allergen, answer })

/** Whether a product's label says sterile. */
export const sterileAnswer = z.object({ productId: idIn, answer })

/** A product's strength as it is on its label; null: the label names none. */
export const newStrength = z.object({ productId: idIn, strength: wordsIn(60).nullable(), reason: wordsIn(300) })

/** The minutes to wait after a product was applied; null: nobody has said it. */
export const newWait = z.object({
  productId: idIn,
  minutes: z
    .int('must be whole minutes')
    .min(1, 'must be above 0')
    .max(24 * 60, 'is too long')
    .nullable(),
})

/** The standing of a product and its legal basis. */
export const newStanding = z.object({ productId: idIn, standing, basis: wordsIn(500) })

/** The traits of a category, as a command takes them. */
export const categoryTraits = z.object({
  code: wordsIn(100),
  name: wordsIn(100),
  tracksLots: z.boolean(),
  tracksUnits: z.boolean(),
  expires: z.boolean(),
  drawnFrom: z.boolean(),
  isBiologic: z.boolean(),
  isEquipment: z.boolean(),
  isEmergency: z.boolean(),
  touchesPatient: z.boolean(),
  entersPatient: z.boolean().default(false),
  needsRecords: z.boolean(),
  needsDonor: z.boolean(),
  storageBand: bandField.nullable(),
  openForHours: hours(24 * 365).nullable(),
  capturedBy: z.enum(['scan', 'room']),
})
