import { z } from 'zod'
import { type Day, type Instant, parseDay, parseInstant, parseLocal } from '~/lib/day'
import { formId, formWhole } from '~/lib/form-id'
import { dayIn, id, instantIn, quantity, textIn, wordsIn } from '~/lib/inputs'
import { codeFields, newCode, newProduct, productFields } from '~/modules/catalog/schema'
import { scannerProfileForm } from '~/modules/labels/schema'
import { parseTemperature } from '~/modules/storage/rules/temperature'

const commandKey = z.string({ error: 'The form has no key. Reload the page and send it again.' }).min(8).max(64)
const optionalText = (max: number) => z.string().trim().max(max, `At most ${max} characters.`).optional()
const flag = z.literal('on').optional()

/** A day as a form gives it. */
export const dayField = z
  .string()
  .transform((text): Day | null => parseDay(text.trim()))
  .refine((day): day is Day => day !== null, 'Enter a date that exists, as YYYY-MM-DD.')

/** A local time at the site, as a form gives it. */
export const localField = (zone: string, sentence: string) =>
  z
    .string({ error: sentence })
    .transform((text): Instant | null => parseLocal(text.trim(), zone))
    .refine((at): at is Instant => at !== null, sentence)

/** The form that opens a delivery (R8). Temperature as typed, in °C or °F. */
export const deliveryForm = (zone: string) =>
  z
    .object({
      commandKey,
      supplierId: formId('Choose the supplier.').optional(),
      newSupplier: optionalText(200),
      orderNumber: optionalText(80),
      packingSlip: optionalText(80),
      carrier: optionalText(80),
      arrivedAt: localField(zone, 'Enter when it arrived, as date and time.'),
      shipperCondition: z.enum(['good', 'damaged', 'wet', 'open'], { error: "Choose the shipper's condition." }),
      seal: z.enum(['intact', 'broken'], { error: 'Say whether the seal was intact.' }),
      dryIcePresent: flag,
      arrival: z.string().trim().max(12).optional(),
      unit: z.enum(['C', 'F'], { error: 'Choose °C or °F.' }).default('C'),
    })
    .transform((form, context) => {
      const { arrival, unit, seal, dryIcePresent, supplierId, newSupplier, ...rest } = form
      const temperature = arrival ? parseTemperature(arrival, unit) : null
      if (arrival && temperature === null)
        context.addIssue({ code: 'custom', path: ['arrival'], message: 'Enter a temperature such as −71 or 4.5.' })
      if (!supplierId && !newSupplier)
        context.addIssue({ code: 'custom', path: ['supplierId'], message: 'Choose the supplier, or enter a new one.' })
      return {
        ...rest,
        supplierId,
        newSupplier: supplierId ? undefined : newSupplier,
        sealIntact: seal === 'intact',
        dryIcePresent: dryIcePresent === 'on',
        temperatureCentiCelsiusArrival: temperature,
      }
    })

const scan = z.object({
  raw: z.string().max(4096),
  symbologyId: z.string().max(8),
  reading: z.number().int().min(0).max(99).optional(),
})

/** The barcodes of one label as the page keeps them between scans: JSON in a hidden field. */
export const scansField = z
  .string()
  .max(20_000)
  .transform((text, context) => {
    try {
      return z.array(scan).max(8).parse(JSON.parse(text))
    } catch {
      context.addIssue({
        code: 'custom',
        message: 'The barcodes kept on this page can’t be read. Scan the label again.',
      })
      return z.NEVER
    }
  })

/** What a scan or an answer says, read. */
export type LineForm = z.output<typeof lineForm>

/** A code that is linked to the product of the line. */
export const newLink = newCode.omit({ productId: true })

const whole = (sentence: string, most: number) => formWhole(sentence, 1, most)

/** One scan, or one answer to what a scan asked. */
export const lineForm = z.object({
  scanId: z
    .string({ error: 'The scan has no number. Reload the page and scan again.' })
    .min(8, 'The scan has no number. Reload the page and scan again.')
    .max(64),
  raw: z.string().max(4096, 'This text is too long to be a label.').optional(),
  symbologyId: z.string().max(8).optional(),
  scans: scansField.optional(),
  /** When the label in hand was asked about. */
  askedAt: z
    .string()
    .optional()
    .transform((text): Instant | null => (text ? parseInstant(text) : null)),
  reading: formWhole('Choose one of the readings of the label.', 0, 99).optional(),
  productId: formId('Choose the product.').optional(),
  lot: z.string().trim().max(60, 'A lot number has at most 60 characters.').optional(),
  meantLot: z.string().trim().max(60, 'A lot number has at most 60 characters.').optional(),
  meantSerial: z.string().trim().max(60, 'A serial has at most 60 characters.').optional(),
  expiry: dayField.optional(),
  donor: optionalText(60),
  noExpiry: flag,
  placeId: formId('Choose a place from the list.').optional(),
  packages: whole('Enter how many packages, as a whole number from 1.', 500).default(1),
  counted: whole('Enter how many containers one package holds, as a whole number from 1.', 500).optional(),
  alreadyThere: flag,
  otherBox: flag,
  reject: optionalText(300),
})

const json = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .max(4_000)
    .transform((text, context): z.output<Schema> => {
      try {
        return schema.parse(JSON.parse(text))
      } catch {
        context.addIssue({ code: 'custom', message: 'What was answered before can’t be read. Scan the label again.' })
        return z.NEVER
      }
    })

/** What was answered to an earlier question about this label and is stored with the line alone. */
export const carriedForm = z.object({
  link: json(newLink).optional(),
  create: json(newProduct).optional(),
})

/** The code of the label in hand, to be linked to the product that the clerk names. */
export const linkForm = z.object(codeFields)

/** A product made while receiving. */
export const newProductForm = z.object(productFields)

export const undoForm = z.object({ commandKey, lineId: formId('Choose a line.') })
export const closeForm = z.object({ commandKey })

const recordKind = z.enum(['donor-eligibility', 'certificate-of-analysis', 'transaction-document', 'other'], {
  error: 'Choose the kind of record.',
})
const conclusion = z.enum(['good', 'ineligible', 'incomplete', 'failed'], {
  error: 'Choose what the records conclude.',
})

export const recordForm = z.object({
  commandKey,
  kind: recordKind,
  reference: z
    .string({ error: 'Enter its number or file name.' })
    .trim()
    .min(1, 'Enter its number or file name.')
    .max(200, 'At most 200 characters.'),
})

/** What somebody read in the records of a lot. */
export const confirmForm = z.object({
  commandKey,
  named: z
    .string({ error: 'Enter the lot or donor that the records name.' })
    .trim()
    .min(1, 'Enter the lot or donor that the records name.')
    .max(120, 'At most 120 characters.'),
  conclusion,
})

const noNul = (text: string): boolean => !text.includes('\0')

/** A line as the command takes it. Barcodes are kept as they came: not trimmed, group separators included. */
export const receipt = z.object({
  deliveryId: id,
  scans: z
    .array(
      z.object({
        raw: z.string().max(8_192).refine(noNul, 'has a character that can’t be stored (NUL)'),
        symbologyId: z.string().max(8).refine(noNul, 'has a character that can’t be stored (NUL)'),
        reading: z.int().min(0).max(99).optional(),
      }),
    )
    .max(9),
  reading: z.int().min(0).max(99).optional(),
  productId: id.optional(),
  lot: textIn(80).optional(),
  meantLot: textIn(80).optional(),
  meantSerial: textIn(80).optional(),
  expiry: dayIn.optional(),
  donor: textIn(60).optional(),
  noExpiry: z.boolean().optional(),
  placeId: id.nullable(),
  packages: quantity.max(100_000, 'is too large'),
  counted: quantity.optional(),
  alreadyThere: z.boolean().optional(),
  otherBox: z.boolean().optional(),
  reject: textIn(300).optional(),
  link: newLink.optional(),
  create: newProduct.optional(),
  scanner: scannerProfileForm.nullish(),
})

/** A delivery as the command takes it. */
export const newDelivery = z.object({
  supplierId: id.optional(),
  newSupplier: wordsIn(200).optional(),
  orderNumber: textIn(80).nullish(),
  packingSlip: textIn(80).nullish(),
  carrier: textIn(80).nullish(),
  arrivedAt: instantIn,
  shipperCondition: z.enum(['good', 'damaged', 'wet', 'open']),
  sealIntact: z.boolean(),
  dryIcePresent: z.boolean(),
  temperatureCentiCelsiusArrival: z.int().min(-30_000).max(30_000).nullish(),
})

/** A record of a lot, and what somebody read in the records, as the commands take them. */
export const newRecord = z.object({ lotId: id, kind: recordKind, reference: wordsIn(200) })
export const readRecords = z.object({ lotId: id, named: wordsIn(120), conclusion })
