import { z } from 'zod'
import { idOf } from './id'

/** An id in a form: what `idOf` takes, refused with `sentence`. */
export const formId = (sentence: string) =>
  z
    .string({ error: sentence })
    .refine((text) => idOf(text) !== null, sentence)
    .transform(Number)

/** The id in the name of a form's field, such as the 12 of `counts.12`. */
export const formIdKey = z
  .string()
  .refine((text) => idOf(text) !== null, 'This form names a thing that does not exist. Reload the page.')

/** A whole number in a form, digits only, from `least` to `most`; refused with `sentence`. */
export const formWhole = (sentence: string, least: number, most: number) =>
  z
    .string({ error: sentence })
    .trim()
    .refine((text) => /^[0-9]{1,10}$/.test(text) && Number(text) >= least && Number(text) <= most, sentence)
    .transform(Number)
