import { dayOf } from '~/lib/day'
import type { Lock, Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import type { ScannerProfile } from '~/modules/labels/types'
import { lotKey, noLotNumber } from '~/modules/stock/rules/lot-key'
import { type Candidate, type Ground, placeFor, receiptGround } from '../queries/facts.server'
import { completed } from '../rules/goods'
import { type LabelOfGoods, readGoods } from '../rules/label'
import { decideReceipt } from '../rules/receipt'
import type { RawScan, ReceiptFacts, Received, ReceiveInput, ReceivingRefusal } from '../types'
import { type Known, rawOf, storeReceipt } from './store.server'

/** Where the line is received: the site of the person, its time zone, and what is known of the station's scanner. */
export type ReceivingSite = { readonly id: number; readonly timeZone: string; readonly scanner?: ScannerProfile | null }

/** Which one product it is; otherwise what to ask (R3). */
function oneProduct(ground: Ground, label: LabelOfGoods, input: ReceiveInput): Result<Candidate, ReceivingRefusal> {
  const [first] = ground.candidates
  const { lot, expiry } = label.goods
  if (first && ground.candidates.length === 1) return ok(first)
  if (first)
    return refuse({
      code: 'CODE_ASKS',
      seen: first.code?.code ?? '',
      products: ground.candidates.map(({ product }) => ({ id: product.id, name: product.name })),
    })
  if (input.productId !== undefined) return refuse({ code: 'PRODUCT_UNKNOWN' })
  return label.codes.length === 0
    ? refuse({ code: 'PRODUCT_NOT_NAMED', lot, expiry })
    : refuse({ code: 'CODE_UNKNOWN', codes: label.codes, lot, expiry })
}

const scansOf = (input: ReceiveInput): RawScan[] =>
  input.scans.map((scan, index) =>
    input.reading !== undefined && index === input.scans.length - 1 ? { ...scan, reading: input.reading } : scan,
  )

async function gather(
  tx: Tx,
  site: ReceivingSite,
  scanId: string,
  input: ReceiveInput,
  label: LabelOfGoods,
): Promise<Result<Known, ReceivingRefusal>> {
  const goods = completed(label.goods, input)
  const ground = await receiptGround(tx, {
    deliveryId: input.deliveryId,
    siteId: site.id,
    placeId: input.placeId,
    codes: label.codes,
    productId: input.productId ?? null,
    lotNumber: goods.lot,
    unitNumber: goods.unitNumber,
    raw: rawOf(input.scans),
  })
  if (!ground) return refuse({ code: 'DELIVERY_UNKNOWN' })
  if (input.placeId !== null && !ground.place) return refuse({ code: 'PLACE_UNKNOWN' })
  const candidate = oneProduct(ground, label, input)
  if (!candidate.ok) return candidate
  const place = ground.place ?? (await placeFor(tx, site.id, candidate.value.product))
  return ok({ scanId, input, candidate: candidate.value, ground: { ...ground, place }, label, goods })
}

const factsOf = (context: CommandContext, site: ReceivingSite, known: Known): ReceiptFacts => ({
  at: context.at,
  zone: site.timeZone,
  delivery: known.ground.delivery,
  product: known.candidate.product,
  packageQuantity: known.candidate.packageQuantity,
  goods: known.goods,
  packages: known.input.packages,
  counted: known.input.counted ?? null,
  noExpiry: known.input.noExpiry ?? false,
  alreadyThere: known.input.alreadyThere ?? false,
  reject: known.input.reject ?? null,
  lot: known.candidate.lot,
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

/**
 * Receives one scanned or typed line of a delivery: reads the label, decides, books it into its place or into quarantine
 * (R8, R9, R12). `scanId` is the command's key: the same scan sent twice adds nothing and gives the first answer. Refuses,
 * with what to ask, labels that can't be read or have several readings, unknown or ambiguous codes, missing lot or expiry,
 * a serial that is here already.
 */
export const receiveScan = (
  context: CommandContext,
  site: ReceivingSite,
  scanId: string,
  input: ReceiveInput,
): Promise<Result<Received, ReceivingRefusal | CommandRefusal>> => {
  const label = readGoods(scansOf(input), { today: dayOf(context.at, site.timeZone), scanner: site.scanner })
  const locks = label.ok ? locksOf(completed(label.value.goods, input).lot) : []
  return runCommand(context, { key: scanId, kind: 'receiving.receive', input, locks }, async (tx, note) => {
    if (!label.ok) return label
    const known = await gather(tx, site, scanId, input, label.value)
    if (!known.ok) return known
    const plan = decideReceipt(factsOf(context, site, known.value))
    if (!plan.ok) return plan
    const received = await storeReceipt(tx, context, known.value, plan.value)
    if (received.ok)
      note({
        subject: `lot:${received.value.lotId}`,
        detail: {
          delivery: input.deliveryId,
          line: received.value.lineId,
          quantity: received.value.quantity,
          verdict: received.value.verdict,
        },
      })
    return received
  })
}
