import { z } from 'zod'
import { type Day, parseDay, parseLocal } from '~/lib/day'
import { formId, formIdKey, formWhole } from '~/lib/form-id'
import { idMax } from '~/lib/id'
import { allergens } from '~/modules/catalog/rules/allergens'
import { parseMilliliters } from '~/modules/stock/rules/quantity'

const words = (sentence: string, max = 1_000) =>
  z.string({ error: sentence }).trim().min(1, sentence).max(max, `Say it in ${max} characters.`)

const optionalWords = (max = 1_000) =>
  z
    .string()
    .trim()
    .max(max, `Say it in ${max} characters.`)
    .optional()
    .transform((text) => text || null)

const milliliters = (sentence: string) =>
  z
    .string({ error: sentence })
    .refine((text) => parseMilliliters(text) !== null, 'Enter milliliters, such as 2 or 1.5.')
    .transform((text) => parseMilliliters(text) ?? 0)

/** Milliliters, with 0 for what was kept and not drawn from; null for what is no volume. */
const volumeOf = (text: string): number | null => (/^0([.,]0+)?$/.test(text.trim()) ? 0 : parseMilliliters(text))

const givenMilliliters = z
  .string({ error: 'Enter how much was given, or 0.' })
  .refine((text) => volumeOf(text) !== null, 'Enter milliliters, such as 2 or 1.5; 0 if nothing was given of it.')
  .transform((text) => volumeOf(text) ?? 0)

const localTime = (sentence: string) =>
  z.string({ error: sentence }).refine((text) => parseLocal(text, 'utc') !== null, sentence)

const confirmed = (sentence: string) => z.literal('on', { error: sentence })

/** What a booking says besides its patient and protocol. Times are the site's, doses in milliliters as typed and microliters as read. */
const bookedFields = z.object({
  scheduledAt: localTime('Enter day and time.'),
  roomPlaceId: formId('Choose the room.'),
  side: z.enum(['left', 'right'], { error: 'Choose the side.' }),
  injectionSite: words('Say where it is injected.', 120),
  productId: formId('Choose the product.'),
  dose: milliliters('Enter the dose.'),
  anesthesia: z.enum(['none', 'topical', 'injectable'], { error: 'Choose the anesthesia, or none.' }),
  clinician: words('Name the clinician.', 120),
  furtherDose: z
    .literal('on')
    .optional()
    .transform((ticked) => ticked === 'on'),
  /** The keys of the questions that the page showed, apart by commas. */
  although: z
    .string()
    .max(1_600, 'Reload the page.')
    .optional()
    .transform((keys) => keys?.split(',').filter((key) => key !== '') ?? []),
})

/** A new booking. */
export const bookForm = bookedFields.extend({
  patientId: formId('Choose the patient.'),
  versionId: formId('Choose the protocol.'),
})

/** A changed booking, and the last change that the form knew. */
export const changeForm = bookedFields.extend({
  seen: formWhole('Reload the page.', 0, idMax),
})

/** The contraindications, each answered, and why it is right to go on when there is a yes. */
export const screenForm = z.object({
  answers: z.record(z.string(), z.enum(['yes', 'no', 'unsure'])).default({}),
  reason: optionalWords(),
})

/** Corrected answers of a screening, and why. */
export const correctForm = screenForm.extend({
  corrects: formId('Reload the page.'),
  why: words('Say why it is corrected.', 300),
})

export const consentForm = z.object({
  informed: confirmed('Confirm that the patient was informed and agrees.'),
})

const list = (max: number) =>
  z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.string().max(60)).max(max),
  )

/** What everybody agreed on aloud: the command knows which parts it takes. */
export const timeOutForm = z.object({
  agreed: list(10),
  considered: z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.string().max(60)).max(50),
  ),
})

const hidden = (max: number) =>
  z.string({ error: 'Reload the page.' }).min(1, 'Reload the page.').max(max, 'Reload the page.')

/** Going on over one finding, as the page showed it. */
export const overrideForm = z.object({
  code: hidden(60),
  subject: hidden(120),
  fingerprint: hidden(4_000),
  reason: words('Say why it is safe to go on.'),
})

/** The end of the observation. With a reaction nothing else is asked for: the reaction is stored whatever is still missing. */
export const observeForm = z
  .object({
    reaction: z.enum(['none', 'mild', 'severe'], { error: 'Say whether there was a reaction.' }),
    notes: optionalWords(),
    endedEarly: optionalWords(500),
    instructions: z.literal('on').optional(),
  })
  .superRefine(({ reaction, notes, instructions }, refine) => {
    if (reaction !== 'none') return
    if (notes === null) refine.addIssue({ code: 'custom', path: ['notes'], message: 'Write what you observed.' })
    if (instructions === undefined)
      refine.addIssue({
        code: 'custom',
        path: ['instructions'],
        message: 'Confirm that the aftercare was explained and the sheet handed over.',
      })
  })

/** A reaction: how severe is all that is asked. Without a time it is now. */
export const reactionForm = z.object({
  severity: z.enum(['mild', 'severe'], { error: 'Say whether the reaction is mild or severe.' }),
  seen: optionalWords(),
  sort: z.enum(['allergic', 'toxicity', 'infection', 'other']).optional(),
  mayBeProduct: z.literal('on').optional(),
  seenAt: z
    .string()
    .optional()
    .refine((text) => !text || parseLocal(text, 'utc') !== null, 'Enter when it was seen, or leave it empty for now.'),
})

/** A drug of an emergency: a tap on what lies in the kit sends its ids, all the rest may stay empty. */
export const emergencyForm = z.object({
  taken: z
    .string()
    .regex(/^[1-9]\d{0,9}@[1-9]\d{0,9}$/)
    .optional()
    .catch(undefined)
    .transform((text) => {
      const [unitId, placeId] = text?.split('@').map(Number) ?? []
      return unitId && placeId ? { unitId, placeId } : null
    }),
  words: z.string().trim().max(200).optional().catch(undefined),
  amount: z.string().trim().max(120).optional().catch(undefined),
  at: z.string().optional(),
  by: z.string().trim().max(120).optional().catch(undefined),
})

export const observeLongerForm = z.object({
  minutes: z
    .string({ error: 'Enter how many minutes longer.' })
    .regex(/^[1-9]\d{0,2}$/, 'Enter whole minutes, from 1 to 720.')
    .transform(Number)
    .pipe(z.int().max(720, 'Enter whole minutes, from 1 to 720.')),
  why: words('Say why it is extended.', 300),
})

export const closeForm = z.object({
  technique: words('Write location and technique.'),
  response: words("Write the patient's response during the procedure."),
  observations: words('Write the observations after the treatment.'),
  adjustments: optionalWords(),
})

export const cancelForm = z.object({
  reason: words('Say why it is canceled.', 300),
  dispositions: z.record(formIdKey, z.enum(['discard', 'keep'])).default({}),
})

export const signForm = z.object({ signedName: words('Write your name to sign.', 120) })

export const tapForm = z.object({})

export const unbindForm = z.object({ bindingId: formId('Reload the page.') })

export const takeOutForm = z.object({ bindingId: formId('Reload the page.'), reason: optionalWords(300) })

/** Whether a product contains what the patient is allergic to. */
export const answerForm = z.object({
  productId: formId('Reload the page.'),
  allergen: z.enum(allergens, { error: 'Reload the page.' }),
  answer: z.enum(['yes', 'no'], { error: 'Answer yes or no.' }),
})

const ids = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(formId('Reload the page.')).max(200),
)

/** Whether an allergy in words matters: for none of the products that were asked about, or for those that are ticked. */
export const wordsForm = z
  .object({
    allergyId: formId('Reload the page.'),
    asked: ids,
    ticked: ids,
    answer: z.enum(['none', 'ticked'], { error: 'Press one of the two buttons.' }),
    reason: optionalWords(500),
  })
  .refine(({ answer, ticked }) => answer === 'none' || ticked.length > 0, {
    path: ['ticked'],
    error: 'Tick the products for which it matters.',
  })
  .refine(({ answer, ticked }) => answer === 'ticked' || ticked.length === 0, {
    path: ['ticked'],
    error: 'Products are ticked. Take the ticks out, or press the button for what is ticked.',
  })

/** Why it is right to go on although the screening said yes, by name. */
export const screeningAnswerForm = z.object({
  question: z.string().min(1, 'Reload the page.').max(60, 'Reload the page.'),
  reason: words('Say why it is right to go on.'),
  signedName: words('Write your name.', 120),
})

/** Whether a product's label says sterile. */
export const sterileForm = z.object({
  productId: formId('Reload the page.'),
  answer: z.enum(['yes', 'no'], { error: 'Answer yes or no.' }),
})

export const ownForm = z.object({
  unitId: formId('Reload the page.'),
  /** Namesakes who were shown, and it is not theirs: their ids, apart by commas. */
  notOf: z
    .string()
    .regex(/^[1-9]\d{0,9}(,[1-9]\d{0,9}){0,199}$/, 'Reload the page.')
    .optional()
    .transform((text) => text?.split(',').map(Number)),
})

/** GIVEN: milliliters by unit, whether the supplies that were set apart are posted too, and whether it is in the patient already. */
export const giveForm = z.object({
  given: z.record(formIdKey, givenMilliliters).default({}),
  supplies: z.literal('on').optional(),
  alreadyIn: z.literal('yes').optional(),
  whyAsked: z.literal('on').optional(),
  whyUncleared: optionalWords(500),
})

/** What is drawn of each container, in milliliters. An empty field is not sent: nobody has said how much. */
const drawnVolumes = z.record(formIdKey, z.string().max(20)).default({})

/** CLEAR TO INJECT: the volumes by unit. An empty one is left out, so that the command asks for it. */
export const clearForm = z
  .object({ draw: drawnVolumes })
  .superRefine(({ draw }, refine) => {
    for (const [unitId, text] of Object.entries(draw))
      if (text.trim() !== '' && volumeOf(text) === null)
        refine.addIssue({ code: 'custom', path: ['draw', unitId], message: 'Enter milliliters, such as 2 or 1.5.' })
  })
  .transform(({ draw }) => ({
    drawn: Object.entries(draw).flatMap(([unitId, text]) => {
      const volume = volumeOf(text)
      return volume === null ? [] : [{ unitId: Number(unitId), volume }]
    }),
  }))

/** Going on over a finding of the clearance, with the volumes that it is about. */
export const clearOverrideForm = overrideForm.extend({ drawn: z.string().max(4_000).default('[]') })

/** Name and birth date as the patient says them, typed without looking at the booking. */
export const saidForm = z.object({
  saidName: words('Type the name as the patient says it.', 120),
  saidBirth: z
    .string({ error: 'Type the birth date as the patient says it.' })
    .refine((text) => parseDay(text) !== null, 'Type the birth date as the patient says it.'),
})

/** That something was applied: by one tap now, or at a time that is corrected with why. */
export const appliedForm = z
  .object({
    what: z.enum(['antiseptic', 'topical', 'injectable'], { error: 'Reload the page.' }),
    appliedAt: z
      .string()
      .optional()
      .refine((text) => !text || parseLocal(text, 'utc') !== null, 'Enter day and time.'),
    corrects: formId('Reload the page.').optional(),
    appliedWhy: optionalWords(300),
  })
  .refine(({ corrects, appliedWhy }) => corrects === undefined || Boolean(appliedWhy), {
    path: ['appliedWhy'],
    error: 'Say why the time is corrected.',
  })

export const leftForm = z.object({ who: z.enum(['patient', 'operator'], { error: 'Say who left.' }) })

/** A weight in the unit of the scale: neither is taken for granted. */
export const weightForm = z.object({
  weight: z
    .string({ error: 'Enter the weight.' })
    .regex(/^\d{1,3}([.,]\d)?$/, 'Enter the weight with at most one decimal, such as 72.5.')
    .transform((text) => Math.round(Number(text.replace(',', '.')) * 10)),
  weightUnit: z.enum(['kg', 'lb'], { error: 'Choose the unit of the scale.' }),
  isSo: z.literal('on').optional(),
})

export const undoForm = z.object({
  movement: z.string().min(1, 'Reload the page.').max(120, 'Reload the page.'),
  reason: words('Say why it is undone.', 300),
})

const optionalDay = z
  .string()
  .optional()
  .refine((text) => !text || parseDay(text) !== null, 'Enter a day that the calendar has.')
  .transform((text) => (text ? (text as Day) : null))

/** Already given (R41): the vial by scan or typing, or what its label says. */
export const lateForm = z
  .object({
    raw: z.string().max(4_000).optional(),
    productId: formId('Choose the product from the list.')
      .optional()
      .transform((id) => id ?? null),
    lotNumber: optionalWords(60),
    unitNumber: optionalWords(60),
    expiry: optionalDay,
    given: milliliters('Enter how much was given.'),
    givenAgain: z
      .string()
      .optional()
      .transform((text) => text?.trim() || undefined)
      .refine((text) => text === undefined || parseMilliliters(text) !== null, 'Enter milliliters, such as 2 or 1.5.')
      .transform((text) => (text === undefined ? undefined : parseMilliliters(text))),
    /** Which lot it is, where the typed one was asked about. */
    lotMeant: optionalWords(60),
    /** By keys faster than a hand's: it was scanned. */
    how: z.enum(['scan', 'typed']).optional(),
    givenAt: localTime('Enter when it was given.'),
    givenBy: words('Name who gave it.', 120),
    whyUncleared: optionalWords(500),
    supplies: z.literal('on').optional(),
    /** How much of each other container; an empty one is left out, since nobody said. */
    also: drawnVolumes,
  })
  .superRefine(({ also }, refine) => {
    for (const [unitId, text] of Object.entries(also))
      if (text.trim() !== '' && volumeOf(text) === null)
        refine.addIssue({ code: 'custom', path: ['also', unitId], message: 'Enter milliliters, such as 2 or 1.5.' })
  })
  .refine((form) => (form.raw ?? '').trim() !== '' || (form.productId !== null && form.lotNumber !== null), {
    path: ['raw'],
    error: 'Scan the vial, or choose the product and type the lot from its label.',
  })
  .transform(({ also, ...form }) => ({
    ...form,
    also: Object.entries(also).flatMap(([unitId, text]) => {
      const given = volumeOf(text)
      return given === null ? [] : [{ unitId: Number(unitId), given }]
    }),
  }))

/** What was done about something that a procedure's record left to do. */
export const followUpForm = z.object({
  taskId: formId('Choose what was done.'),
  note: words('Say what was done.', 300),
})

/** What came of the review of a container that two patients' records name. */
export const sharedReviewForm = z.object({
  taskId: formId('Choose a review.'),
  note: words('Say what came of it.', 300),
})

/** How many minutes a time-out counts. */
export const timeOutRuleForm = z.object({ minutes: formWhole('Enter whole minutes, from 1 to 480.', 1, 480) })

const clock = (sentence: string) =>
  z
    .string()
    .trim()
    .optional()
    .refine((text) => !text || /^([01]\d|2[0-3]):[0-5]\d$/.test(text), sentence)
    .transform((text) => text || null)

/** When a site is open, and how long a booking takes. Both times or neither. */
export const bookingRuleForm = z
  .object({
    opens: clock('Enter when it opens, as 08:00.'),
    closes: clock('Enter when it closes, as 17:00.'),
    days: list(7),
    slotMinutes: formWhole('Enter whole minutes, from 5 to 240.', 5, 240),
  })
  .superRefine(({ opens, closes, days }, refine) => {
    const say = (path: string, message: string) => refine.addIssue({ code: 'custom', path: [path], message })
    if (opens !== null && closes === null) say('closes', 'Enter when it closes, or leave both empty.')
    if (opens === null && closes !== null) say('opens', 'Enter when it opens, or leave both empty.')
    if (opens !== null && closes !== null && opens >= closes)
      say('closes', 'It closes after it opens. Correct one of them.')
    if (opens !== null && days.length === 0) say('days', 'Tick the days on which it is open, or leave the hours empty.')
  })
  .transform(({ opens, closes, days, slotMinutes }) => ({
    slotMinutes,
    hours: opens !== null && closes !== null ? { opens, closes, days: days.map(Number) } : null,
  }))
