import { parseWithZod } from '@conform-to/zod/v4'
import type { z } from 'zod'
import { dayOf } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import { explainCommandRefusal } from '~/modules/audit/messages'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { addCode, addProduct } from '~/modules/catalog/commands.server'
import { explainCatalog } from '~/modules/catalog/messages'
import type { CatalogRefusal } from '~/modules/catalog/types'
import { explainLabelWarning } from '~/modules/labels/messages'
import { type Asked, meaningsOf } from '~/modules/stock/queries/meanings.server'
import { placesOf } from '~/modules/stock/queries/places.server'
import { explainReceiving, receivedDetail, receivedTitle } from '../messages'
import { belongsTo, readGoods } from '../rules/label'
import { isQuestion } from '../rules/questions'
import { lineForm, linkForm, newProductForm } from '../schema'
import type { RawScan, Received, ReceivingRefusal, ScanAnswer } from '../types'
import { type ReceivingSite, receiveScan } from './receive.server'

type LineForm = z.output<typeof lineForm>

const keptFields = [
  'productId',
  'lot',
  'expiry',
  'donor',
  'counted',
  'packages',
  'placeId',
  'noExpiry',
  'alreadyThere',
  'reject',
] as const

/** What was answered so far, to be sent again with the answer to the next question. */
function kept(form: FormData, productId: number | undefined): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of keptFields) {
    const value = form.get(name)
    if (typeof value === 'string' && value !== '') found[name] = value
  }
  if (productId !== undefined) found.productId = String(productId)
  return found
}

/** The barcodes of the label in hand: those that waited on the page, if the new one belongs to them, and the new one. */
async function scansOf(form: LineForm, site: ReceivingSite, context: CommandContext): Promise<RawScan[]> {
  const waiting = form.scans ?? []
  if (form.raw === undefined) return mark(waiting, form.reading)
  const scan = { raw: form.raw, symbologyId: form.symbologyId ?? '' }
  const { timeZone, scanner } = site
  const joins = belongsTo(waiting, scan, { today: dayOf(context.at, timeZone), scanner })
  // A supplier's own code of another product looks like a lot: who knows it asks it first.
  const together = joins && !(await isOwnCode(context, { ...scan, scanner, at: context.at, timeZone }))
  return mark(together ? [...waiting, scan] : [scan], form.reading)
}

const isOwnCode = async (context: CommandContext, asked: Omit<Asked, 'expecting'>): Promise<boolean> => {
  const { meanings } = await meaningsOf(context.db.read, { ...asked, expecting: ['product'] })
  return meanings.some(
    ({ kind, certainty, reading }) => kind === 'product' && certainty === 'exact' && reading === null,
  )
}

/** What the reader mended or noticed on this label, for the page. */
function noticed(scans: readonly RawScan[], site: ReceivingSite, context: CommandContext): string {
  const label = readGoods(scans, { today: dayOf(context.at, site.timeZone), scanner: site.scanner })
  return label.ok ? [...new Set(label.value.warnings.map(explainLabelWarning))].join(' ') : ''
}

const mark = (scans: readonly RawScan[], reading: number | undefined): RawScan[] =>
  scans.map((scan, index) => (reading !== undefined && index === scans.length - 1 ? { ...scan, reading } : scan))

/** Links the label's code to the product that the clerk chose, or to one made here, without leaving the page (R8). */
async function linked(
  context: CommandContext,
  form: FormData,
  line: LineForm,
): Promise<Result<number | undefined, { code: 'SAID'; sentence: string }>> {
  const said = (sentence: string) => refuse({ code: 'SAID' as const, sentence })
  const intent = form.get('intent')
  if (intent !== 'link' && intent !== 'create') return ok(line.productId)
  const code = parseWithZod(form, { schema: linkForm })
  if (code.status !== 'success') return said(firstError(code.error))
  let { productId } = line
  if (intent === 'create') {
    const product = parseWithZod(form, { schema: newProductForm })
    if (product.status !== 'success') return said(firstError(product.error))
    const { multiDose, needsThaw, ...rest } = product.value
    const input = { ...rest, multiDose: multiDose === 'on', needsThaw: needsThaw === 'on' }
    const head = { key: `${line.scanId}:create`, kind: 'catalog.create-product', input }
    const made = await runCommand(context, head, (tx) => addProduct(tx, context, input))
    if (!made.ok) return said(whyNot(made.refusal))
    productId = made.value.productId
  }
  if (productId === undefined) return said('Choose the product that this code stands for.')
  const { scheme, code: printed, packageQuantity, also } = code.value
  const input = { scheme, code: printed, packageQuantity, productId, also: also === 'on' }
  const head = { key: `${line.scanId}:link`, kind: 'catalog.link-code', input }
  const done = await runCommand(context, head, (tx) => addCode(tx, context, input))
  if (!done.ok && done.refusal.code !== 'CODE_LINKED_ALREADY') return said(whyNot(done.refusal))
  return ok(productId)
}

const whyNot = (refusal: CatalogRefusal | CommandRefusal): string =>
  refusal.code === 'COMMAND_KEY_REUSED' || refusal.code === 'COMMAND_KEY_INVALID'
    ? explainCommandRefusal(refusal)
    : explainCatalog(refusal)

const firstError = (errors: Record<string, string[] | null> | null | undefined): string =>
  Object.values(errors ?? {})
    .flat()
    .find((error) => error !== null) ?? 'Something in this form is not as expected. Look at each field.'

/**
 * Answers a form of the receiving page: a scan, a typed line, or the answer to a question about one (link, create, choose,
 * lot and expiry, count, place). What can't go on yet comes back as a question with all that was read and answered so far.
 */
export async function answerScan(
  context: CommandContext,
  site: ReceivingSite,
  deliveryId: number,
  form: FormData,
): Promise<ScanAnswer> {
  const parsed = parseWithZod(form, { schema: lineForm })
  if (parsed.status !== 'success') return { tone: 'refused', title: firstError(parsed.error) }
  const line = parsed.value
  const product = await linked(context, form, line)
  if (!product.ok) return { tone: 'refused', title: product.refusal.sentence }
  const typed = form.get('intent') === 'typed'
  const scans = typed ? [] : await scansOf(line, site, context)
  const received = await receiveScan(context, site, line.scanId, {
    deliveryId,
    scans: typed || scans.length > 0 ? scans : [{ raw: '', symbologyId: '' }],
    productId: product.value,
    lot: line.lot,
    expiry: line.expiry,
    donor: line.donor,
    noExpiry: line.noExpiry === 'on' || undefined,
    placeId: line.placeId ?? null,
    packages: line.packages,
    counted: line.counted,
    alreadyThere: line.alreadyThere === 'on' || undefined,
    reject: line.reject,
  })
  return replyTo(context, site, received, { scans, kept: kept(form, product.value) })
}

async function replyTo(
  context: CommandContext,
  site: ReceivingSite,
  received: Result<Received, ReceivingRefusal | CommandRefusal>,
  sent: { scans: readonly RawScan[]; kept: Record<string, string> },
): Promise<ScanAnswer> {
  if (received.ok) {
    const held = received.value.verdict === 'quarantined'
    return {
      tone: held ? 'question' : 'good',
      title: receivedTitle(received.value),
      held: held || undefined,
      detail: [receivedDetail(received.value), noticed(sent.scans, site, context)].filter(Boolean).join(' '),
      answered: sent.scans,
    }
  }
  const { refusal } = received
  if (refusal.code === 'LABEL_OURS' && refusal.kind === 'place') return ownPlace(context, site, refusal.id)
  if (isQuestion(refusal))
    return { tone: 'question', title: explainReceiving(refusal), question: { ...sent, refusal }, answered: sent.scans }
  return { tone: 'refused', title: explainReceiving(refusal) }
}

async function ownPlace(context: CommandContext, site: ReceivingSite, placeId: number): Promise<ScanAnswer> {
  const place = (await placesOf(context.db.read, site.id)).find(({ id }) => id === placeId)
  return place
    ? { tone: 'good', title: `What you scan now goes into ${place.name}.`, placeId }
    : {
        tone: 'refused',
        title: 'This is the label of a place at another site, or of one that was closed. Choose a place from the list.',
      }
}
