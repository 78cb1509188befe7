import { z } from 'zod'
import { formId, formWhole } from '~/lib/form-id'
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
  answer: z.enum(['yes', 'no', 'unknown'], { error: 'Answer yes, no or not known.' }),
})

/** The regulatory standing and its legal basis, recorded by the medical director (R10). */
export const standingForm = z.object({
  commandKey,
  standing: z.enum(['bla', 'hctp-361', 'ind', 'unapproved', 'autologous', 'blood-product', 'drug', 'device'], {
    error: 'Choose the standing from the list.',
  }),
  basis: text('the legal basis, such as the license number or the section of the rule', 500),
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
    needsRecords: on(form.needsRecords),
    needsDonor: on(form.needsDonor),
    storageBand: form.storageBand ?? null,
    openForHours: form.openForHours ?? null,
    capturedBy: form.capturedBy,
  }
}
