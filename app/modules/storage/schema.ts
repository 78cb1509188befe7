import { z } from 'zod'
import { type Instant, parseLocal } from '~/lib/day'
import { formId, formWhole } from '~/lib/form-id'
import { idOf } from '~/lib/id'
import { readTemperature, type TypedTemperature } from './rules/temperature'

const name = z.string({ error: 'Enter a name.' }).trim().min(1, 'Enter a name.').max(80, 'At most 80 characters.')
const optionalText = (max: number) => z.string().trim().max(max, `At most ${max} characters.`).optional()
/** A storage band. */
export const band = z.enum(['vapor-ln2', 'ultra-low', 'freezer', 'fridge', 'room'], { error: 'Choose a storage band.' })
/** Hundredths of °C. What no thermometer shows, the rules refuse with a sentence. */
export const centiCelsius = z.int('must be hundredths of °C').min(-10_000_000).max(10_000_000)

const unit = z.enum(['C', 'F'], { error: 'Choose °C or °F.' }).default('C')
const typed = z
  .string({ error: 'Enter a temperature such as −71 or 4.5.' })
  .trim()
  .min(1, 'Enter a temperature such as −71 or 4.5.')
  .max(24, 'Enter a temperature such as −71 or 4.5.')

const local = (zone: string, sentence: string) =>
  z
    .string({ error: sentence })
    .transform((text): Instant | null => parseLocal(text.trim(), zone))
    .refine((at): at is Instant => at !== null, sentence)

/** Reads typed temperatures of a form, each fault at its own field. A unit typed with a figure counts for that figure. */
function asTyped<Form extends { unit: 'C' | 'F' }, Name extends keyof Form & string>(
  form: Form,
  names: readonly Name[],
  context: z.RefinementCtx,
) {
  const found = {} as Record<Name, TypedTemperature>
  for (const field of names) {
    const value = readTemperature(String(form[field] ?? ''), form.unit)
    if (value === null)
      context.addIssue({ code: 'custom', path: [field], message: 'Enter a temperature such as −71 or 4.5.' })
    else found[field] = value
  }
  return found
}

/** The same in hundredths of °C alone. */
function inCelsius<Form extends { unit: 'C' | 'F' }, Name extends keyof Form & string>(
  form: Form,
  names: readonly Name[],
  context: z.RefinementCtx,
) {
  const read = Object.entries<TypedTemperature>(asTyped(form, names, context))
  return Object.fromEntries(read.map(([name, { centi }]) => [name, centi])) as Record<Name, number>
}

/** What was typed, to be kept with the reading: `lowest 38, now 41F, highest 43 (°F)`. */
const typedText = (form: { min?: string; max?: string; current: string; unit: string }): string =>
  [form.min && `lowest ${form.min}`, `now ${form.current}`, form.max && `highest ${form.max}`]
    .filter(Boolean)
    .join(', ')
    .concat(` (°${form.unit})`)

const figuresForm = (zone: string) =>
  z.object({
    unit,
    min: typed.optional(),
    max: typed.optional(),
    current: typed,
    takenAt: local(zone, 'Enter when it was read, as date and time.').optional(),
    since: local(zone, 'Enter when the memory was last reset, as date and time.').optional(),
    confirmed: z.literal('on').optional(),
  })

type Figures = z.output<ReturnType<typeof figuresForm>>

/** The figures of a form as a reading: lowest and highest since the last reset, or the current one alone. */
function figuresOf(form: Figures, context: z.RefinementCtx) {
  if ((form.min === undefined) !== (form.max === undefined))
    context.addIssue({
      code: 'custom',
      path: [form.min === undefined ? 'min' : 'max'],
      message: 'Enter both lowest and highest, or neither.',
    })
  const remembers = form.min !== undefined && form.max !== undefined
  const read: Partial<Record<'min' | 'max' | 'current', TypedTemperature>> = asTyped(
    form,
    remembers ? (['min', 'max', 'current'] as const) : (['current'] as const),
    context,
  )
  const current = read.current?.centi ?? 0
  return {
    takenAt: form.takenAt,
    since: form.since,
    source: remembers ? ('min-max' as const) : ('current' as const),
    current,
    min: read.min?.centi ?? current,
    max: read.max?.centi ?? current,
    typed: typedText(form),
    typedUnit: read.current?.unit ?? form.unit,
    confirmed: form.confirmed === 'on',
  }
}

/** A reading by hand: min, max and current, or current alone, in °C or °F. */
export const readingForm = (zone: string) => figuresForm(zone).transform(figuresOf)

const anEnd = typed.optional()

/** What a product's label says of its storage: a range with at least one end, and the excursion that it allows, if any. */
export const labelForm = z
  .object({
    unit,
    min: anEnd,
    max: anEnd,
    excursionMin: anEnd,
    excursionMax: anEnd,
    hours: formWhole('Enter hours as a whole number from 1 to 720.', 1, 720).optional(),
    revision: z
      .string({ error: 'Enter where these figures stand.' })
      .trim()
      .min(1, 'Enter where these figures stand.')
      .max(120, 'At most 120 characters.'),
  })
  .transform(({ hours, revision, ...form }, context) => {
    const names = (['min', 'max', 'excursionMin', 'excursionMax'] as const).filter((name) => form[name] !== undefined)
    const read: Partial<Record<(typeof names)[number], number>> = inCelsius(form, names, context)
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (form.min === undefined && form.max === undefined) wrong('min', 'Enter at least one end of the range.')
    const leaves = form.excursionMin !== undefined || form.excursionMax !== undefined
    if (leaves && hours === undefined) wrong('hours', 'Enter for how many hours in all the label allows it.')
    if (!leaves && hours !== undefined) wrong('excursionMax', 'Enter how far the label allows it to leave the range.')
    const excursion =
      leaves && hours !== undefined
        ? {
            min: read.excursionMin ?? read.min ?? null,
            max: read.excursionMax ?? read.max ?? null,
            minutes: hours * 60,
          }
        : null
    return { min: read.min ?? null, max: read.max ?? null, excursion, revision }
  })

const why = z
  .string({ error: 'Say why, in a few words.' })
  .trim()
  .min(1, 'Say why, in a few words.')
  .max(300, 'At most 300 characters.')

/** The correction of a mistyped reading: the right figures, and why. */
export const correctionForm = (zone: string) =>
  figuresForm(zone)
    .extend({ readingId: formId('Choose the reading from the list.'), reason: why })
    .transform(({ readingId, reason, ...form }, context) => ({ ...figuresOf(form, context), readingId, reason }))

/** What a second person says of a correction. */
export const confirmForm = z.object({ readingId: formId('Choose the reading from the list.'), reason: why })

/** A logger's file as text, and the unit of a file that names none. */
export const loggerForm = z.object({
  file: z
    .string({ error: 'Choose the file, or paste its lines.' })
    .min(1, 'Choose the file, or paste its lines.')
    .max(100_000, 'This file is too long. Export a shorter time, and send the rest after it.'),
  fileUnit: z.enum(['C', 'F']).optional(),
})

/** A storage location with its band and own range. */
export const storageForm = z
  .object({
    name,
    band,
    unit,
    min: typed,
    max: typed,
    readingDueHours: formWhole('Enter hours as a whole number from 1 to 168, which is a week.', 1, 168).default(24),
    independentAlarm: optionalText(200),
    alarmCalls: optionalText(200),
    backupPlaceId: formId('Choose the place from the list.').optional(),
  })
  .transform(({ unit, ...form }, context) => ({
    ...form,
    ...inCelsius({ ...form, unit }, ['min', 'max'] as const, context),
  }))

export const placeForm = z.object({
  kind: z.enum(['shelf', 'room', 'preparation'], { error: 'Choose what kind of place it is.' }),
  name,
  parentId: formId('Choose the place from the list.').optional(),
})

/** A form that says nothing but that it was sent. */
export const noFields = z.object({})

/** Another name for a place. */
export const renameForm = z.object({ name })

const decision = z.enum(['release', 'discard', 'keep'], { error: 'Decide about each lot.' })

/** What was decided about each lot, by its id. */
export const lotDecisions = z.record(z.string().regex(/^[1-9]\d{0,9}$/), decision)

/** The closing of an excursion: cause, advice, and `decision-<lot>` for each lot. */
export const closeForm = z.object({
  cause: z
    .string({ error: 'Enter the cause.' })
    .trim()
    .min(1, 'Enter the cause, or "sensor fault".')
    .max(300, 'At most 300 characters.'),
  advice: z
    .string({ error: "Enter the manufacturer's advice." })
    .trim()
    .min(1, "Enter the manufacturer's advice and who gave it.")
    .max(1000, 'At most 1000 characters.'),
})

/** The decisions of a closing form by lot: `decision-12=release`. A wrong word counts as no decision. */
export function decisionsOf(form: FormData): Record<number, z.infer<typeof decision>> {
  const found: Record<number, z.infer<typeof decision>> = {}
  for (const [field, value] of form.entries()) {
    const lot = idOf(/^decision-(\d+)$/.exec(field)?.[1])
    const parsed = decision.safeParse(value)
    if (lot && parsed.success) found[lot] = parsed.data
  }
  return found
}
