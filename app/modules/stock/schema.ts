import { z } from 'zod'
import { parseDay } from '~/lib/day'
import { formId } from '~/lib/form-id'
import { parseMilliliters } from './rules/quantity'

const commandKey = z.string({ error: 'The form has no key. Reload the page and send it again.' }).min(8).max(64)
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
export function quantityOf(text: string, product: { baseUnit: string; containerQuantity: number }): number | null {
  const whole = /^\d{1,6}$/.exec(text.trim())
  const quantity = whole
    ? Number(whole[0]) * product.containerQuantity
    : product.baseUnit === 'uL'
      ? parseMilliliters(text)
      : null
  return quantity !== null && quantity > 0 ? quantity : null
}

/** A unit is moved from one place to another. */
export const moveForm = z.object({
  commandKey,
  fromPlaceId: formId('Choose where it is.'),
  toPlaceId: formId('Choose where it goes.'),
  quantity: quantityField,
  alreadyDone: z.literal('on').optional(),
})

/** A unit leaves for good: discarded, or back to the supplier. */
export const leaveForm = z.object({
  commandKey,
  fromPlaceId: formId('Choose where it is.'),
  quantity: quantityField,
  reason,
})

/** A count of a unit at a place. */
export const countForm = z.object({
  commandKey,
  fromPlaceId: formId('Choose where it is.'),
  counted: z
    .string({ error: 'Enter what you counted; 0 when nothing is there.' })
    .trim()
    .min(1, 'Enter what you counted; 0 when nothing is there.')
    .max(20),
  reason,
  /** What the form showed: `place:quantity:posting` for each place, apart by commas. */
  seen: z
    .string({ error: 'Reload the page and count again.' })
    .regex(/^\d{1,12}:\d{1,12}:\d{1,12}(,\d{1,12}:\d{1,12}:\d{1,12})*$/, 'Reload the page and count again.')
    .max(4_000, 'Reload the page and count again.'),
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

/** A hold placed by a person. */
export const holdForm = z.object({
  commandKey,
  reason: z.enum(['quarantine', 'recall', 'temperature', 'records', 'damaged', 'sterility', 'suspect', 'review'], {
    error: 'Choose the reason.',
  }),
  note: z
    .string({ error: 'Say what was seen.' })
    .trim()
    .min(1, 'Say what was seen.')
    .max(500, 'Say it in 500 characters.'),
})

/** The expiry of a lot as a person read it. */
export const expiryForm = z.object({
  commandKey,
  expiry: z.string({ error: 'Enter the expiry.' }).transform((text, check) => {
    const day = parseDay(text.trim())
    if (day !== null) return day
    check.addIssue({ code: 'custom', message: 'Enter a date that exists, as YYYY-MM-DD.' })
    return z.NEVER
  }),
  reason,
})

export const releaseForm = z.object({ commandKey, holdId: formId('Choose a hold.'), reason })

export const undoForm = z.object({ commandKey, movement: z.string().min(1, 'Choose a movement.').max(80), reason })

/** The address of the list of stock: a choice that is not as expected falls back to the whole list. */
export const onHandSearch = z.object({
  show: z.enum(['all', 'expiring', 'expired', 'held']).catch('all'),
  find: z.string().trim().max(80).catch('').default(''),
})
