import { z } from 'zod'
import { clock } from '~/lib/clock'
import { type Day, dayOf } from '~/lib/day'
import type { Lock } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { command, type Work } from '~/modules/auth/commands/command.server'
import { addProduct } from '~/modules/catalog/commands.server'
import { linkPrinted } from '~/modules/stock/commands/link-code.server'
import { lotKey, noLotNumber } from '~/modules/stock/rules/lot-key'
import type { Meanings } from '~/modules/stock/rules/meanings'
import { placeFor, receiptGround } from '../queries/facts.server'
import { doubtedLot, doubtedSerial } from '../queries/lot-alike.server'
import { type Found, foundIn } from '../rules/found'
import { completed } from '../rules/goods'
import { type LabelOfGoods, readGoods } from '../rules/label'
import { decideReceipt } from '../rules/receipt'
import { receivingStatuses } from '../rules/refusals'
import { receipt } from '../schema'
import type { RawScan, ReceiptFacts, Received, ReceiveInput, ReceivingRefusal } from '../types'
import { meant, nameOf, saidOfLine } from './said.server'
import { type Known, rawOf, storeReceipt } from './store.server'

/** Which one product it is; otherwise what to ask (R3). */
function oneProduct(
  products: Meanings['products'],
  label: LabelOfGoods,
  input: ReceiveInput,
): Result<Meanings['products'][number], ReceivingRefusal> {
  const [first] = products
  const { lot, expiry } = label.goods
  if (first && products.length === 1) return ok(first)
  if (first)
    return refuse({
      code: 'CODE_ASKS',
      seen: first.code ?? '',
      products: products.map(({ id, name }) => ({ id, name })),
    })
  if (input.productId !== undefined) return refuse({ code: 'PRODUCT_UNKNOWN' })
  return label.codes.length === 0
    ? refuse({ code: 'PRODUCT_NOT_NAMED', lot, expiry })
    : refuse({ code: 'CODE_UNKNOWN', codes: label.codes, lot, expiry, near: null })
}

const scansOf = (input: ReceiveInput): RawScan[] =>
  input.scans.map((scan, index) =>
    input.reading !== undefined && index === input.scans.length - 1 ? { ...scan, reading: input.reading } : scan,
  )

const codeIsName = (seen: string, what: string, said: readonly string[]) =>
  ({ code: 'CODE_IS_NAME', seen, what, said }) as const

/** A lot, a serial or a seal that was scanned alone must not become a product's code. */
async function namedOtherwise(work: Working, { codes }: LabelOfGoods, refusal: ReceivingRefusal) {
  const [first] = codes
  if (refusal.code !== 'CODE_UNKNOWN' || first?.scheme !== 'own') return null
  const { is, near, said } = await nameOf(work, first.code)
  return refuse(is === null ? { ...refusal, near, said } : codeIsName(first.code, is, said))
}

/** What can't be read as a label may be the name of something that we have: then that is said, as at every other door. */
async function unreadable(work: Working, { scans }: ReceiveInput, refusal: ReceivingRefusal) {
  const [scan] = scans
  if (refusal.code !== 'LABEL_REFUSED' || refusal.label.code !== 'UNKNOWN_LABEL' || !scan || scans.length > 1)
    return null
  const { is, said } = await nameOf(work, scan.raw)
  if (is !== null) return refuse(codeIsName(scan.raw.trim(), is, said))
  return said.length > 0 ? refuse({ ...refusal, said }) : null
}

/** The label's codes, a supplier's own one as it is linked: it may be spelled a little otherwise. */
const claimedAs = ({ codes }: LabelOfGoods, linked: string | null) =>
  codes.map((code) => (code.scheme === 'own' && linked !== null ? { ...code, code: linked } : code))

const nothingFound: Found = { lot: null, unit: null, alike: [], serialsAlike: [] }

async function gather(
  work: Working,
  input: ReceiveInput,
  label: LabelOfGoods,
): Promise<Result<Known, ReceivingRefusal>> {
  const { tx, site, movement } = work
  const goods = completed(label.goods, input)
  const answer = await meant(work, input, label, goods)
  const product = oneProduct(answer.products, label, input)
  const productId = product.ok ? product.value.id : null
  const found = productId === null ? nothingFound : foundIn(answer, productId)
  const ground = await receiptGround(tx, {
    deliveryId: input.deliveryId,
    siteId: site.id,
    placeId: input.placeId,
    codes: product.ok ? claimedAs(label, product.value.code) : label.codes,
    productId,
    lotId: found.lot?.lotId ?? null,
    unitId: found.unit?.unitId ?? null,
    lotNumber: goods.lot,
    unitNumber: goods.unitNumber,
    raw: rawOf(input.scans),
  })
  if (!ground) return refuse({ code: 'DELIVERY_UNKNOWN' })
  if (input.placeId !== null && !ground.place) return refuse({ code: 'PLACE_UNKNOWN' })
  if (!product.ok) return (await namedOtherwise(work, label, product.refusal)) ?? product
  const { candidate } = ground
  if (!candidate) return refuse({ code: 'PRODUCT_UNKNOWN' })
  const doubted = await doubtedLot(work, input, goods, found)
  const serialsAlike = await doubtedSerial(work, input, goods, found)
  const place = ground.place ?? (await placeFor(tx, site.id, candidate.product))
  return ok({ movement, input, candidate, ground: { ...ground, place }, label, goods, ...doubted, serialsAlike })
}

const factsOf = ({ at, site }: Working, known: Known): ReceiptFacts => ({
  at,
  zone: site.timeZone,
  delivery: known.ground.delivery,
  product: known.candidate.product,
  packageQuantity: known.candidate.packageQuantity,
  goods: known.goods,
  packages: known.input.packages,
  counted: known.input.counted ?? null,
  noExpiry: known.input.noExpiry ?? false,
  alreadyThere: known.input.alreadyThere ?? false,
  otherBox: known.input.otherBox ?? false,
  reject: known.input.reject ?? null,
  lot: known.candidate.lot,
  alike: known.alike,
  inDoubt: known.inDoubt,
  serialsAlike: known.serialsAlike,
  isTyped: known.input.lot !== undefined && known.input.meantLot === undefined,
  productHolds: known.candidate.productHolds,
  unit: known.candidate.unit,
  repeated: known.candidate.repeated,
  place: known.ground.place,
})

/** No notice is opened meanwhile, and scans of one lot, whose balance they add to, come one after another. */
const locksOf = (lot: string | null): Lock[] => [
  { kind: 'notices', shared: true },
  { kind: 'lot', key: lotKey(lot ?? noLotNumber) },
]

const readings = new WeakMap<ReceiveInput, { readonly today: Day; readonly label: ReturnType<typeof readGoods> }>()

/** The label as it reads on this day. Its locks and each try of the command ask for it, and it is read once. */
function labelOf(input: ReceiveInput, today: Day): ReturnType<typeof readGoods> {
  const known = readings.get(input)
  if (known?.today === today) return known.label
  const label = readGoods(scansOf(input), { today, scanner: input.scanner })
  readings.set(input, { today, label })
  return label
}

const audit = z.union([
  z.object({ delivery: z.int(), line: z.int(), quantity: z.int(), verdict: z.string() }),
  z.object({ name: z.string() }),
  z.object({ scheme: z.string(), code: z.string(), of: z.int() }),
])
type Working = Work<z.infer<typeof audit>>

/**
 * The product that the line names, made and linked on the way where the line says so (R8): in the line's transaction, so
 * that a question about the rest leaves neither behind.
 */
async function namedProduct(
  work: Working,
  { productId, create, link }: ReceiveInput,
): Promise<Result<number | undefined, ReceivingRefusal>> {
  let named = productId
  if (create) {
    const made = await addProduct(work.tx, work, create)
    if (!made.ok) return made
    named = made.value.productId
    work.note(`product:${named}`, { name: create.name })
  }
  if (!link) return ok(named)
  if (named === undefined) return refuse({ code: 'PRODUCT_UNKNOWN' })
  const other = link.scheme === 'own' ? await nameOf(work, link.code) : null
  if (other?.is) return refuse(codeIsName(link.code, other.is, other.said))
  const linked = await linkPrinted(work.tx, work, { ...link, productId: named })
  if (!linked.ok) return linked.refusal.code === 'CODE_LINKED_ALREADY' ? ok(named) : linked
  work.note(`product:${named}`, { scheme: link.scheme, code: link.code, of: link.packageQuantity })
  return ok(named)
}

async function receiveLine(
  work: Working,
  input: ReceiveInput,
  label: Result<LabelOfGoods, ReceivingRefusal>,
): Promise<Result<Received, ReceivingRefusal>> {
  if (!label.ok) return (await unreadable(work, input, label.refusal)) ?? label
  const product = await namedProduct(work, input)
  if (!product.ok) return product
  const known = await gather(work, { ...input, productId: product.value }, label.value)
  if (!known.ok) return known
  const plan = decideReceipt(factsOf(work, known.value))
  if (!plan.ok) return plan
  const received = await storeReceipt(work.tx, work, known.value, plan.value)
  if (!received.ok) return received
  const { lotId, lineId, quantity, verdict } = received.value
  work.note(`lot:${lotId}`, { delivery: input.deliveryId, line: lineId, quantity, verdict })
  return received
}

/**
 * Receives one scanned or typed line of a delivery: reads the label, decides, books it into its place or into quarantine
 * (R8, R9, R12). The same scan sent twice under one key adds nothing and gives the first answer. Refuses, with what to
 * ask, labels that can't be read or have several readings, unknown or ambiguous codes, missing lot or expiry, a serial
 * that is here already.
 */
export const receive = command({
  kind: 'receiving.receive',
  what: 'Receives one scanned or typed line of a delivery, with the link or the product that its code needs.',
  right: 'receiving.receive',
  by: 'anyone',
  whenLate: 'send',
  input: receipt,
  refusals: receivingStatuses,
  audit,
  // The scanner's profile may be another when the same scan is sent again.
  compared: ({ scanner: _scanner, ...rest }) => rest,
  // Which lot a label names doesn't depend on the day, so any clock will do before the transaction has its time.
  locks: (input, { timeZone }) => {
    const label = labelOf(input, dayOf(clock(), timeZone))
    return label.ok ? locksOf(completed(label.value.goods, input).lot) : []
  },
  run: async (work, input) => {
    const label = labelOf(input, dayOf(work.at, work.site.timeZone))
    const received = await receiveLine(work, input, label)
    if (received.ok) return received
    return refuse({ ...received.refusal, said: await saidOfLine(work, input, label, received.refusal) })
  },
})
