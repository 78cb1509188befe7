import { z } from 'zod'
import { parseDay } from '~/lib/day'
import { formId } from '~/lib/form-id'
import { parseMilliliters } from './rules/quantity'
import type { HoldReason } from './types'

const reason = z.string({ error: 'Say why.' }).trim().min(1, 'Say why.').max(300, 'Say it in 300 characters.')

/** A quantity as typed: containers or pieces (`3`), or a volume (`0.5 mL`) of what is drawn from. */
export const quantityField = z
  .string({ error: 'Enter how much.' })
  .trim()
  .min(1, 'Enter how much.')
  .max(20, 'Enter how much, such as 3 or 0.5 mL.')

/**
 * A typed quantity in base units; null when it is none. A bare number counts containers (or pieces); a number with mL is a
 * volume and needs a product that is counted in µL.
 */
export function quantityOf(text: string, product: Counted): number | null {
  const whole = /^\d{1,6}$/.exec(text.trim())
  const quantity = whole
    ? Number(whole[0]) * product.containerQuantity
    : product.baseUnit === 'uL'
      ? parseMilliliters(text)
      : null
  return quantity !== null && quantity > 0 ? quantity : null
}

/** What a quantity counts for a product: its base unit, and how many of them a container holds. */
export type Counted = { readonly baseUnit: string; readonly containerQuantity: number }

const amountWords = 'Enter how much: containers or pieces (3), or a volume (0.5 mL) of what is drawn from.'

/** A typed quantity of a product, in base units. */
const amountOf = (product: Counted) =>
  quantityField.transform((text, check) => {
    const quantity = quantityOf(text, product)
    if (quantity !== null) return quantity
    check.addIssue({ code: 'custom', message: amountWords })
    return z.NEVER
  })

/** A unit is moved from one place to another. */
export const moveForm = (product: Counted) =>
  z.object({
    fromPlaceId: formId('Choose where it is.'),
    toPlaceId: formId('Choose where it goes.'),
    quantity: amountOf(product),
    alreadyDone: z.literal('on').optional(),
    rescue: z.literal('on').optional(),
  })

/** A unit leaves for good: discarded, or back to the supplier. */
export const leaveForm = (product: Counted) =>
  z.object({ fromPlaceId: formId('Choose where it is.'), quantity: amountOf(product), reason })

const countWords = 'Enter what you counted; 0 when nothing is there.'
const reloadWords = 'Reload the page and count again.'

const countFields = z.object({
  fromPlaceId: formId('Choose where it is.'),
  counted: z.string({ error: countWords }).trim().min(1, countWords).max(20, countWords),
  reason,
  /** What the form showed: `place:quantity:posting` for each place, apart by commas. */
  seen: z
    .string({ error: reloadWords })
    .regex(/^\d{1,12}:\d{1,12}:\d{1,12}(,\d{1,12}:\d{1,12}:\d{1,12})*$/, reloadWords)
    .max(4_000, reloadWords),
})

/** A count of a unit at a place, with what its form showed of that place. */
export const countForm = (product: Counted) =>
  countFields.transform(({ fromPlaceId, counted: text, reason, seen }, check) => {
    const counted = /^0+$/.test(text) ? 0 : quantityOf(text, product)
    const saw = seenAt(seen, fromPlaceId)
    if (counted === null) check.addIssue({ code: 'custom', path: ['counted'], message: amountWords })
    if (saw === null) check.addIssue({ code: 'custom', path: ['seen'], message: reloadWords })
    if (counted === null || saw === null) return z.NEVER
    return { placeId: fromPlaceId, counted, reason, seenQuantity: saw.quantity, seenPostingId: saw.postingId }
  })

export type SeenAt = { readonly id: number; readonly quantity: number; readonly postingId: number }

/** What a count form showed of its places, as it carries it. */
export const seenText = (places: readonly SeenAt[]): string =>
  places.map(({ id, quantity, postingId }) => `${id}:${quantity}:${postingId}`).join(',')

/** What a count form showed of one place; null when it did not show that place. */
export function seenAt(text: string, placeId: number): SeenAt | null {
  const rows = text.split(',').map((row) => row.split(':').map(Number))
  const [id, quantity, postingId] = rows.find(([place]) => place === placeId) ?? []
  return id === undefined || quantity === undefined || postingId === undefined ? null : { id, quantity, postingId }
}

/** The reasons for which a person holds stock, the frequent ones first. */
export const holdReasons = [
  'quarantine',
  'damaged',
  'suspect',
  'temperature',
  'sterility',
  'records',
  'recall',
  'review',
] as const satisfies readonly HoldReason[]

/** A hold placed by a person. */
export const holdForm = z.object({
  reason: z.enum(holdReasons, { error: 'Choose the reason.' }),
  note: z
    .string({ error: 'Say what was seen.' })
    .trim()
    .min(1, 'Say what was seen.')
    .max(500, 'Say it in 500 characters.'),
})

/** The expiry of a lot as a person read it. */
export const expiryForm = z.object({
  expiry: z.string({ error: 'Enter the expiry.' }).transform((text, check) => {
    const day = parseDay(text.trim())
    if (day !== null) return day
    check.addIssue({ code: 'custom', message: 'Enter a date that exists, as YYYY-MM-DD.' })
    return z.NEVER
  }),
  reason,
})

export const releaseForm = z.object({ holdId: formId('Choose a hold.'), reason })

/** Ends a hold from the list of all that wait: it says what it is about. */
export const reviewForm = releaseForm.extend({
  about: z.enum(['lot', 'unit', 'place'], { error: 'Choose a hold.' }),
  aboutId: formId('Choose a hold.'),
})

/** The decision of a case or an excursion about one lot, from that list. */
export const lotReviewForm = z.object({ caseId: formId('Choose a hold.'), lotId: formId('Choose a hold.'), reason })

export const undoForm = z.object({ movement: z.string().min(1, 'Choose a movement.').max(120), reason })

/** The address of the list of stock: a choice that is not as expected falls back to the whole list. */
export const onHandSearch = z.object({
  show: z.enum(['all', 'expiring', 'expired', 'held']).catch('all'),
  // A label is longer than a name. What is cut off is seen in the field.
  find: z
    .string()
    .trim()
    .transform((text) => text.slice(0, 200))
    .catch('')
    .default(''),
})
