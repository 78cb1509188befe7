import { z } from 'zod'
import { type Day, parseDay } from '~/lib/day'
import { idMax } from '~/lib/id'

const idText = z
  .string('must be given once')
  .regex(/^[1-9]\d{0,9}$/, 'must be a whole number above 0')
  .refine((text) => Number(text) <= idMax, `must be at most ${idMax}`)

/** An id in a path or a query. */
export const id = idText.transform(Number)

/** Ids apart by commas in a query: at most 100. */
export const ids = z
  .string('must be given once')
  .regex(/^[1-9]\d{0,9}(,[1-9]\d{0,9}){0,99}$/, 'must be whole numbers above 0, apart by commas, at most 100')
  .refine((text) => text.split(',').every((part) => Number(part) <= idMax), `must be at most ${idMax} each`)
  .transform((text) => text.split(',').map(Number))

/** An id in a JSON body. */
export const bodyId = z.int('must be a whole number').min(1, 'must be above 0').max(idMax, `must be at most ${idMax}`)

/** How many rows a page of a list has: 1 to `most`, and `most` where nobody says. */
export const limit = (most: number) =>
  z
    .string('must be given once')
    .regex(/^[1-9]\d{0,9}$/, 'must be a whole number above 0')
    .refine((text) => Number(text) <= most, `must be at most ${most}`)
    .transform(Number)
    .default(most)
    .meta({ description: `How many rows a page has at most; ${most} unless given, and never more.` })

/** A day in a JSON body. */
export const bodyDay = z
  .string('must be text')
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day as YYYY-MM-DD')
  .refine((value) => parseDay(value) !== null, 'must be a day of the calendar')
  .transform((value) => value as Day)

/** Text of at most `max` characters that a database can hold. */
export const text = (max: number) =>
  z
    .string('must be text, given once')
    .min(1, 'must not be empty')
    .max(max, `must have at most ${max} characters`)
    .refine((value) => !value.includes('\0'), 'must not contain the null character')

/** What a scanner sent, or what was typed off a label; its length is for the label reader to judge. */
export const raw = z
  .string('must be text')
  .max(8_192, 'must have at most 8192 characters')
  .refine((value) => !value.includes('\0'), 'must not contain the null character')
  .meta({ description: 'The text as the scanner sent it, group separators (U+001D) included.' })

/** The symbology identifier, such as `]d2`, where the scanner gives it apart from the text. */
export const symbologyId = z
  .string('must be text')
  .regex(/^(\][A-Za-z][0-9A-Za-z])?$/, 'must be a symbology identifier such as ]d2, or empty')
  .nullable()
  .optional()
  .meta({ description: 'The symbology identifier, such as ]d2, where it does not stand in the text.' })
