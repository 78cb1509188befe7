import { parseWithZod } from '@conform-to/zod/v4'
import { z } from 'zod'
import { dayOf } from '~/lib/day'
import { idIn } from '~/lib/http.server'
import { ok, type Result, refuse } from '~/lib/result'
import { perform } from '~/modules/auth/commands/perform.server'
import { explainPerform, isPerformRefusal } from '~/modules/auth/messages'
import type { PerformRefusal, Visitor } from '~/modules/auth/types'
import type { NewProduct } from '~/modules/catalog/types'
import { explainLabelWarning } from '~/modules/labels/messages'
import { scannerOf } from '~/modules/labels/schema'
import type { ScannerProfile } from '~/modules/labels/types'
import { closeDelivery, openDelivery, undoLine } from '~/modules/receiving/commands/delivery.server'
import { receive } from '~/modules/receiving/commands/receive.server'
import { explainReceiving, joinedSaid, receivedDetail, receivedTitle } from '~/modules/receiving/messages'
import { belongsTo, isInHand, readGoods } from '~/modules/receiving/rules/label'
import { isQuestion } from '~/modules/receiving/rules/questions'
import {
  carriedForm,
  closeForm,
  deliveryForm,
  type LineForm,
  lineForm,
  linkForm,
  newProductForm,
  undoForm,
} from '~/modules/receiving/schema'
import type { NewLink, RawScan, Received, ReceivingRefusal, ScanAnswer } from '~/modules/receiving/types'
import { type Asked, meaningsOf } from '~/modules/stock/queries/meanings.server'
import { placesOf } from '~/modules/stock/queries/places.server'
import { type Door, done, formOf, sorry } from '../action'

/** Said where an address names a delivery that isn't there. */
export const noDelivery = 'There is no such delivery at this site. Go back to Receiving.'

/** What the scan field of a delivery's page shows. */
export type Replied = { readonly reply: ScanAnswer }

const keptFields = [
  'productId',
  'lot',
  'meantLot',
  'meantSerial',
  'expiry',
  'donor',
  'counted',
  'packages',
  'placeId',
  'noExpiry',
  'alreadyThere',
  'otherBox',
  'reject',
] as const

/** Which product the line is of: a known one, or one that is made with it; and its code, if that is to be linked. */
type Named = { readonly productId?: number; readonly create?: NewProduct; readonly link?: NewLink }

/** What was answered so far, to be sent again with the answer to the next question: nothing of it is stored yet. */
function kept(form: FormData, { productId, create, link }: Named): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of keptFields) {
    const value = form.get(name)
    if (typeof value === 'string' && value !== '') found[name] = value
  }
  if (productId !== undefined) found.productId = String(productId)
  if (create) found.create = JSON.stringify(create)
  if (link) found.link = JSON.stringify(link)
  return found
}

// Not the place and the number of packages: those are what the page says now.
const carriedNames = keptFields.filter((name) => name !== 'placeId' && name !== 'packages')

/** A scan's form with what was answered so far about the label that it belongs to. */
function withAnswers(form: FormData): FormData {
  const answers = z.record(z.string(), z.string()).safeParse(parsedJson(String(form.get('kept') ?? '')))
  if (!answers.success) return form
  const whole = new FormData()
  for (const [name, value] of form) whole.append(name, value)
  for (const name of [...carriedNames, 'create', 'link']) {
    const answer = answers.data[name]
    if (answer !== undefined && (whole.get(name) ?? '') === '') whole.set(name, answer)
  }
  return whole
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const mark = (scans: readonly RawScan[], reading: number | undefined): RawScan[] =>
  scans.map((scan, index) => (reading !== undefined && index === scans.length - 1 ? { ...scan, reading } : scan))

const scannerFor = ({ scanner }: Visitor, form: LineForm) => scannerOf(scanner, form.symbologyId)

/** The barcodes of a scan's label, and what is said of a barcode that joined the label in hand, or came too late for it. */
type InHand = { readonly scans: RawScan[]; readonly joined: string | null }

/** The barcodes of the label in hand: those that waited on the page, if the new one belongs to them, and the new one. */
async function scansOf(visitor: Visitor, form: LineForm): Promise<InHand> {
  const waiting = form.scans ?? []
  if (form.raw === undefined) return { scans: mark(waiting, form.reading), joined: null }
  const scan = { raw: form.raw, symbologyId: form.symbologyId ?? '' }
  const { at } = visitor.context
  const { timeZone } = visitor.site
  const scanner = scannerFor(visitor, form)
  const fits = belongsTo(waiting, scan, { today: dayOf(at, timeZone), scanner })
  // A supplier's own code of another product looks like a lot: who knows it asks it first.
  const together = fits && !(await isOwnCode(visitor, { ...scan, scanner, at, timeZone }))
  const isSoon = isInHand(form.askedAt, at)
  return {
    scans: mark(together && isSoon ? [...waiting, scan] : [scan], form.reading),
    joined: together ? joinedSaid(isSoon, waiting.length) : null,
  }
}

const isOwnCode = async ({ context }: Visitor, asked: Omit<Asked, 'expecting' | 'seesPatients'>): Promise<boolean> => {
  const { meanings } = await meaningsOf(context.db.read, { ...asked, seesPatients: false, expecting: ['product'] })
  return meanings.some(
    ({ kind, certainty, reading }) => kind === 'product' && certainty === 'exact' && reading === null,
  )
}

/** What the reader mended or noticed on this label, for the page. */
function noticed({ context, site }: Visitor, scans: readonly RawScan[], scanner: ScannerProfile | null): string {
  const label = readGoods(scans, { today: dayOf(context.at, site.timeZone), scanner })
  return label.ok ? [...new Set(label.value.warnings.map(explainLabelWarning))].join(' ') : ''
}

type Said<T> = Result<T, { readonly code: 'SAID'; readonly sentence: string }>
const said = (sentence: string): Said<never> => refuse({ code: 'SAID', sentence })

/** A part of the form, or the first of what is wrong with it in a sentence. */
export function part<Schema extends z.ZodType>(form: FormData, schema: Schema): Said<z.output<Schema>> {
  const read = parseWithZod(form, { schema })
  if (read.status === 'success') return ok(read.value)
  const [first] = Object.values(read.error ?? {}).flatMap((found) => found ?? [])
  return said(first ?? 'Something in this form is not as expected. Look at each field.')
}

/** The product and the link that this form names, or that an earlier answer about the same label did (R8). */
function named(form: FormData, { productId }: LineForm): Said<Named> {
  const intent = form.get('intent')
  if (intent !== 'link' && intent !== 'create') {
    const before = part(form, carriedForm)
    return before.ok ? ok({ productId, ...before.value }) : before
  }
  const code = part(form, linkForm)
  if (!code.ok) return code
  const { also, ...printed } = code.value
  const link = { ...printed, also: also === 'on' }
  if (intent === 'link')
    return productId === undefined ? said('Choose the product that this code stands for.') : ok({ productId, link })
  const product = part(form, newProductForm)
  if (!product.ok) return product
  const { multiDose, needsThaw, ...rest } = product.value
  return ok({ link, create: { ...rest, multiDose: multiDose === 'on', needsThaw: needsThaw === 'on' } })
}

/**
 * Answers a form of the receiving page: a scan, a typed line, or the answer to a question about one (link, create, choose,
 * lot and expiry, count, place). What can't go on yet comes back as a question with all that was read and answered so far.
 */
export async function answerScan(visitor: Visitor, deliveryId: number, sent: FormData): Promise<ScanAnswer> {
  const first = part(sent, lineForm)
  if (!first.ok) return { tone: 'refused', title: first.refusal.sentence }
  const typed = sent.get('intent') === 'typed'
  const { scans, joined } = typed ? { scans: [], joined: null } : await scansOf(visitor, first.value)
  // A barcode that joins the label in hand joins what was answered about it, too.
  const form = scans.length > 1 ? withAnswers(sent) : sent
  const parsed = part(form, lineForm)
  if (!parsed.ok) return { tone: 'refused', title: parsed.refusal.sentence }
  const line = parsed.value
  const product = named(form, line)
  if (!product.ok) return { tone: 'refused', title: product.refusal.sentence }
  const input = {
    ...product.value,
    deliveryId,
    scans: typed || scans.length > 0 ? scans : [{ raw: '', symbologyId: '' }],
    lot: line.lot,
    meantLot: line.meantLot,
    meantSerial: line.meantSerial,
    expiry: line.expiry,
    donor: line.donor,
    noExpiry: line.noExpiry === 'on' || undefined,
    placeId: line.placeId ?? null,
    packages: line.packages,
    counted: line.counted,
    alreadyThere: line.alreadyThere === 'on' || undefined,
    otherBox: line.otherBox === 'on' || undefined,
    reject: line.reject,
    scanner: scannerFor(visitor, line),
  }
  const received = await perform(visitor, receive, input, line.scanId)
  if (received.ok) return good(received.value, scans, [joined, noticed(visitor, scans, scannerFor(visitor, line))])
  const reply = await replyTo(visitor, received.refusal, { scans, kept: kept(form, product.value) })
  return joined === null ? reply : { ...reply, detail: [joined, reply.detail].filter(Boolean).join(' ') }
}

function good(received: Received, scans: readonly RawScan[], alsoSaid: readonly (string | null)[]): ScanAnswer {
  const held = received.verdict === 'quarantined'
  return {
    tone: held ? 'question' : 'good',
    title: receivedTitle(received),
    held: held || undefined,
    detail: [receivedDetail(received), ...alsoSaid].filter(Boolean).join(' '),
    answered: scans,
  }
}

async function replyTo(
  visitor: Visitor,
  refusal: ReceivingRefusal | PerformRefusal,
  sent: { scans: readonly RawScan[]; kept: Record<string, string> },
): Promise<ScanAnswer> {
  if (isPerformRefusal(refusal)) return { tone: 'refused', title: explainPerform(refusal) }
  if (refusal.code === 'LABEL_OURS' && refusal.kind === 'place') return ownPlace(visitor, refusal.id)
  const title = explainReceiving(refusal)
  if (isQuestion(refusal)) {
    const question = { ...sent, refusal, askedAt: visitor.context.at }
    return { tone: 'question', title, question, answered: sent.scans }
  }
  return { tone: 'refused', title }
}

async function ownPlace({ context, site }: Visitor, placeId: number): Promise<ScanAnswer> {
  const place = (await placesOf(context.db.read, site.id)).find(({ id }) => id === placeId)
  return place
    ? { tone: 'good', title: `What you scan now goes into ${place.name}.`, placeId }
    : {
        tone: 'refused',
        title: 'This is the label of a place at another site, or of one that was closed. Choose a place from the list.',
      }
}

const line: Door<Replied> = async ({ visitor, form, params }) => {
  const reply = await answerScan(visitor, idIn(params.deliveryId, noDelivery), form)
  const answer = reply.tone === 'refused' ? sorry(reply.title) : done<Replied>(reply.title)
  return { ...answer, value: { reply } }
}

const replied = (title: string) => (): Replied => ({ reply: { tone: 'good', title } })

/** The forms of a delivery's page, by their intent. */
export const deliveryDoors = {
  scan: line,
  typed: line,
  answer: line,
  link: line,
  create: line,
  undo: formOf(undoLine, {
    form: undoForm,
    input: ({ lineId }) => ({ lineId }),
    say: () => null,
    explain: explainReceiving,
    value: replied('Taken back. The line stays in sight as taken back.'),
  }),
  close: formOf(closeDelivery, {
    form: closeForm,
    input: (_form, { params }) => ({ deliveryId: idIn(params.deliveryId, noDelivery) }),
    say: () => null,
    explain: explainReceiving,
    value: replied('Closed.'),
  }),
}

/** The form that opens a delivery. */
export const newDeliveryDoor = formOf(openDelivery, {
  form: ({ visitor }) => deliveryForm(visitor.site.timeZone),
  input: ({ commandKey: _key, ...delivery }) => delivery,
  say: () => null,
  explain: explainReceiving,
  goTo: ({ deliveryId }) => `/receiving/${deliveryId}`,
})
