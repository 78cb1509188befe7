import { z } from 'zod'
import { type Day, type Instant, parseDay, parseInstant } from './day'
import { idMax } from './id'

/** An id of a row. */
export const id = z.int('must be a whole number').min(1, 'must be above 0').max(idMax, 'is larger than any id')

/** Base units (microliters or pieces), above zero. */
export const quantity = z.int('must be a whole number').min(1, 'must be above 0').max(idMax, 'is too large')

/** Base units, zero included. */
export const quantityOrNone = z.int('must be a whole number').min(0, 'must not be below 0').max(idMax, 'is too large')

/** A moment, as ISO 8601 with an offset. */
export const instantIn = z
  .string('must be a time')
  .transform((text): Instant | null => parseInstant(text))
  .refine((at): at is Instant => at !== null, 'must be a time with its offset, as 2026-03-02T14:00:00Z')

/** A calendar day. */
export const dayIn = z
  .string('must be a day')
  .transform((text): Day | null => parseDay(text))
  .refine((day): day is Day => day !== null, 'must be a day of the calendar, as 2026-03-02')

// PostgreSQL can't store it and no keyboard types it: whatever holds one was not written by a person.
const noNul = (text: string): boolean => !text.includes('\u0000')

/** Text of at most so many characters, spaces around it dropped; may be empty. */
export const textIn = (max: number) =>
  z
    .string('must be text')
    .trim()
    .max(max, `must have at most ${max} characters`)
    .refine(noNul, 'has a character that can’t be stored (NUL)')

/** Text that says something. */
export const wordsIn = (max: number) => textIn(max).min(1, 'must not be empty')
