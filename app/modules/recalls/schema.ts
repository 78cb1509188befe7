import { z } from 'zod'
import { formId } from '~/lib/form-id'
import { id } from '~/lib/inputs'

const ids = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]))
  .pipe(z.array(formId('A lot was chosen that does not exist. Reload the page.')).max(500))

/** The form that opens a notice: what came, which of our lots it means, which other lot numbers to watch for. */
export const noticeForm = z.object({
  kind: z.enum(['recall', 'correction', 'withdrawal', 'look-back', 'safety', 'own'], {
    error: 'Choose what kind of notice this is.',
  }),
  class: z
    .enum(['I', 'II', 'III', 'unclassified'], { error: 'Choose its class; "unclassified" counts as class I.' })
    .default('unclassified'),
  reference: z
    .string({ error: "Enter the notice's number or date, so that it can be found again." })
    .trim()
    .min(1, "Enter the notice's number or date, so that it can be found again.")
    .max(120),
  firm: z.string({ error: 'Enter who sent it.' }).trim().min(1, 'Enter who sent it.').max(200),
  title: z
    .string({ error: 'Say in a few words what it is about.' })
    .trim()
    .min(1, 'Say in a few words what it is about.')
    .max(200),
  text: z.string().max(100_000, 'The text has at most 100,000 characters.').default(''),
  lotIds: ids,
  otherLots: z.string().max(20_000).default(''),
  keepUntilReplaced: z
    .literal('on')
    .optional()
    .transform((ticked) => ticked === 'on'),
})

/** A notice as its command takes it: our lots by their ids, others as they are typed. */
export const noticeInput = noticeForm.extend({
  lotIds: z.array(id).max(500),
  otherLots: z.string().max(20_000),
  keepUntilReplaced: z.boolean().optional(),
})

/** What was done about a patient. */
export const outreachInput = z.object({
  outcome: z.enum(['to-call', 'reached', 'not-reached', 'letter', 'signed-off'], { error: 'Choose what was done.' }),
  note: z.string().trim().max(2_000).default(''),
})

/** The same, as its form says it. */
export const outreachForm = outreachInput.extend({ patientId: formId('Choose the patient.') })

/** Closing a notice. */
export const closeForm = z.object({
  note: z
    .string({ error: 'Say what was done with the stock.' })
    .trim()
    .min(1, 'Say what was done with the stock.')
    .max(4_000),
})

/** One of our lots that an open notice means too. */
export const addLotForm = z.object({ lotId: formId('There is no such lot. Reload the page.') })

/** What a case asks, answered with "not meant". */
export const answerForm = z.object({
  question: z.enum(['alike', 'product', 'donor', 'unread'], { error: 'Choose the question. Reload the page.' }),
  lotId: formId('There is no such lot. Reload the page.').optional(),
  text: z.string().max(20_000).default(''),
  donor: z.string().trim().max(60).default(''),
  note: z.string({ error: 'Say who told you, and what.' }).trim().min(1, 'Say who told you, and what.').max(500),
})

/** A question about a lot as a form sends it: `product:12:AF-2201`. */
const questionOfLot = z
  .string()
  .regex(/^(alike|product|donor):\d+:/, 'That question is not known. Reload the page.')
  .transform((value) => {
    const [question, lotId, ...text] = value.split(':')
    return { question: question as 'alike' | 'product' | 'donor', lotId: Number(lotId), text: text.join(':') }
  })

/** The same, to be sent. */
export const questionValue = (question: string, lotId: number, text: string): string => `${question}:${lotId}:${text}`

/** Several questions about lots, answered at once. */
export const answerManyForm = z.object({
  asked: z
    .union([z.string(), z.array(z.string())], { error: 'Tick the lots that the answer is about.' })
    .transform((value) => (Array.isArray(value) ? value : [value]))
    .pipe(z.array(questionOfLot).min(1, 'Tick the lots that the answer is about.').max(500)),
  covered: z.enum(['yes', 'no'], { error: 'Choose whether they are covered.' }),
  note: z.string().trim().max(500).default(''),
})

/** A question that is to be asked again. */
export const askAgainForm = z.object({ asked: questionOfLot })

/** Whether kits keep what is recalled until it is replaced. */
export const keepForm = z.object({
  keep: z.enum(['yes', 'no'], { error: 'Choose whether kits keep it.' }),
  reason: z.string({ error: 'Say where the notice says so.' }).trim().min(1, 'Say where the notice says so.').max(500),
})

/** Further lots that a notice names, as texts. */
export const widenForm = z.object({
  otherLots: z
    .string({ error: 'Enter the lot numbers that the notice names.' })
    .trim()
    .min(1, 'Enter the lot numbers that the notice names.')
    .max(20_000),
})

/** A lot that a notice does not mean. */
export const releaseLotForm = z.object({
  lotId: formId('There is no such lot. Reload the page.'),
  reason: z
    .string({ error: 'Say why this notice does not mean this lot.' })
    .trim()
    .min(1, 'Say why this notice does not mean this lot.')
    .max(500),
})

/** Why nothing of a closed notice can come any more. */
export const endWatchForm = z.object({
  reason: z
    .string({ error: 'Say why nothing of it can come any more.' })
    .trim()
    .min(1, 'Say why nothing of it can come any more.')
    .max(500),
})
