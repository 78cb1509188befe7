import { z } from 'zod'
import { formIdKey } from '~/lib/form-id'

const seal = z
  .string({ error: 'Scan or type the number on the seal.' })
  .trim()
  .min(1, 'Scan or type the number on the seal.')
  .max(40, 'A seal number has at most 40 characters.')

/** An emergency kit is set up. */
export const newKitForm = z.object({
  name: z
    .string({ error: 'Name the kit, as it is written on it.' })
    .trim()
    .min(1, 'Name the kit, as it is written on it.')
    .max(80, 'A name has at most 80 characters.'),
})

/** A seal was broken or found broken. */
export const breakForm = z.object({
  reason: z
    .string({ error: 'Say why the seal was broken.' })
    .trim()
    .min(1, 'Say why the seal was broken.')
    .max(300, 'Say it in 300 characters.'),
})

const counted = z
  .string()
  .trim()
  .regex(/^\d{1,5}$/, 'Enter a whole number for each item, 0 for what is gone.')
  .transform(Number)

const reload = 'Reload the page and count again.'

/** The full count: pieces by unit with what the form showed of it, and the number of the new seal. */
export const countForm = z
  .object({
    counts: z.record(formIdKey, counted, { error: 'Enter a number for each item.' }).default({}),
    /** What lay in it when the form was made: `unit:quantity:posting` for each unit, apart by commas; empty: nothing. */
    seen: z
      .string()
      .regex(/^(\d{1,10}:\d{1,10}:\d{1,10}(,|$))*$/, reload)
      .max(165_000, reload)
      .default(''),
    newSeal: seal,
    note: z.string().trim().max(300, 'Say it in 300 characters.').optional(),
  })
  .transform(({ counts, seen, newSeal, note }, check) => {
    // Read once: a kit may have thousands of lines.
    const saw = new Map(seen.split(',').map((line) => [line.split(':', 1)[0] ?? '', line]))
    const lines = Object.entries(counts).flatMap(([unit, pieces]) => {
      const [unitId, seenQuantity, seenPostingId] = (saw.get(unit) ?? '').split(':').map(Number)
      if (unitId !== undefined && seenQuantity !== undefined && seenPostingId !== undefined)
        return [{ unitId, pieces, seenQuantity, seenPostingId }]
      check.addIssue({ code: 'custom', path: ['seen'], message: reload })
      return []
    })
    return { counted: lines, newSeal, note: note ?? null }
  })
