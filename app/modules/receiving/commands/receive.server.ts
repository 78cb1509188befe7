import { dayOf } from '~/lib/day'
import { query, sql, type Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { placeHolds } from '~/modules/stock/commands/holds.server'
import { bulkUnit, newUnit, openLot, outsidePlace, post } from '~/modules/stock/commands/ledger.server'
import type { PlaceRef, StockRefusal } from '~/modules/stock/types'
import { type Candidate, type Ground, placeFor, receiptGround } from '../queries/facts.server'
import { completed } from '../rules/goods'
import { type LabelOfGoods, readGoods } from '../rules/label'
import { decideReceipt, noLotNumber } from '../rules/receipt'
import type { Goods, ReceiptFacts, ReceiptPlan, Received, ReceiveInput, ReceivingRefusal } from '../types'

/** Where the line is received: the site of the person, and its time zone. */
export type ReceivingSite = { readonly id: number; readonly timeZone: string }

type Known = {
  readonly candidate: Candidate
  readonly ground: Ground
  readonly label: LabelOfGoods
  readonly goods: Goods
}

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

async function gather(
  tx: Tx,
  site: ReceivingSite,
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
  })
  if (!ground) return refuse({ code: 'DELIVERY_UNKNOWN' })
  if (input.placeId !== null && !ground.place) return refuse({ code: 'PLACE_UNKNOWN' })
  const candidate = oneProduct(ground, label, input)
  if (!candidate.ok) return candidate
  const place = ground.place ?? (await placeFor(tx, site.id, candidate.value.product))
  return ok({ candidate: candidate.value, ground: { ...ground, place }, label, goods })
}

const factsOf = (context: CommandContext, site: ReceivingSite, input: ReceiveInput, known: Known): ReceiptFacts => ({
  at: context.at,
  zone: site.timeZone,
  delivery: known.ground.delivery,
  product: known.candidate.product,
  packageQuantity: known.candidate.packageQuantity,
  goods: known.goods,
  packages: input.packages,
  counted: input.counted ?? null,
  noExpiry: input.noExpiry ?? false,
  alreadyThere: input.alreadyThere ?? false,
  reject: input.reject ?? null,
  lot: known.candidate.lot,
  productHolds: known.candidate.productHolds,
  unit: known.candidate.unit,
  place: known.ground.place,
})

type Made = { readonly unitId: number; readonly quantity: number }

/** The unit rows that the goods are booked to: one a container, one for what is held apart, or the lot's bulk. */
async function makeUnits(
  tx: Tx,
  context: CommandContext,
  known: Known,
  plan: ReceiptPlan,
  lotId: number,
): Promise<Result<Made[], StockRefusal>> {
  const productId = known.candidate.product.id
  if (plan.units === 'bulk')
    return ok([{ ...(await bulkUnit(tx, context, { lotId, productId })), quantity: plan.quantity }])
  const again = known.candidate.unit
  if (again && !again.live) return ok([{ unitId: again.id, quantity: plan.quantity }])
  const number = plan.containers === 1 ? known.goods.unitNumber : null
  const count = plan.units === 'apart' ? 1 : plan.containers
  const made: Made[] = []
  for (let index = 0; index < count; index++) {
    const unit = await newUnit(tx, context, { lotId, productId, number, donation: known.goods.donation })
    if (!unit.ok) return unit
    made.push({ unitId: unit.value.unitId, quantity: plan.quantity / count })
  }
  return ok(made)
}

async function storeLine(
  tx: Tx,
  context: CommandContext,
  scanId: string,
  input: ReceiveInput,
  line: {
    lotId: number
    unitId: number
    plan: ReceiptPlan
    placeId: number
    label: LabelOfGoods
    reasons: readonly string[]
    verdict: string
  },
): Promise<number> {
  const raw = input.scans.length === 0 ? null : input.scans.map((scan) => scan.raw).join('\n')
  const symbology = line.label.parts?.scans.map((scan) => scan.symbology).join(' ') ?? null
  const [row] = await query<{ id: number }>(
    tx,
    sql`INSERT INTO "DeliveryLine" ("deliveryId", "scanId", "raw", "symbology", "parts", "lotId", "unitId", "quantity", "verdict", "reason", "placeId", "receivedAt", "actor")
        VALUES (${input.deliveryId}, ${scanId}, ${raw}, ${symbology}, ${line.label.parts ? JSON.stringify({ ...line.label.parts, ids: input.scans.map((scan) => scan.symbologyId) }) : null},
          ${line.lotId}, ${line.unitId}, ${line.plan.quantity}, ${line.verdict}, ${line.reasons.join(' ') || null}, ${line.placeId}, ${context.at}, ${context.actor})
        RETURNING "id"`,
  )
  return Number(row?.id)
}

const recalled = "It is recalled: don't use it. Follow the notice."

async function store(
  tx: Tx,
  context: CommandContext,
  scanId: string,
  input: ReceiveInput,
  known: Known,
  plan: ReceiptPlan,
): Promise<Result<Received, StockRefusal>> {
  const { product } = known.candidate
  const { goods, ground } = known
  const names = [
    ...(goods.donation ? [{ kind: 'donation' as const, text: goods.donation }] : []),
    ...(input.donor ? [{ kind: 'donor' as const, text: input.donor }] : []),
  ]
  const lot = await openLot(tx, context, {
    productId: product.id,
    lotNumber: goods.lot ?? noLotNumber,
    expiry: goods.expiry,
    expiryTime: goods.expiryTime,
    expiryPrecision: goods.expiryPrecision,
    names,
  })
  if (!lot.ok) return lot
  const { lotId } = lot.value
  const units = await makeUnits(tx, context, known, plan, lotId)
  if (!units.ok) return units
  const supplier: PlaceRef =
    ground.supplierPlaceId === null
      ? await outsidePlace(tx, ground.delivery.siteId, 'supplier')
      : { id: ground.supplierPlaceId, inside: false }
  const to: PlaceRef =
    plan.verdict === 'rejected'
      ? await outsidePlace(tx, ground.delivery.siteId, 'return')
      : { id: plan.placeId, inside: true }
  const posted = await post(tx, context, {
    movement: scanId,
    kind: 'receive',
    lines: units.value.map(({ unitId, quantity }) => ({ unitId, lotId, from: supplier, to, quantity })),
    occurredAt: context.at,
    reason: input.reject ?? null,
  })
  if (!posted.ok) return posted
  const source = `delivery:${input.deliveryId}`
  await placeHolds(tx, context, [
    ...plan.lotHolds.map((hold) => ({ ...hold, source, lotId })),
    ...units.value.flatMap(({ unitId }) => plan.unitHolds.map((hold) => ({ ...hold, source, unitId }))),
  ])
  const watched = lot.value.held && plan.verdict !== 'rejected'
  const reasons = watched ? [recalled, ...plan.reasons] : plan.reasons
  const verdict = watched ? 'quarantined' : plan.verdict
  const lineId = await storeLine(tx, context, scanId, input, {
    lotId,
    unitId: units.value[0]?.unitId ?? 0,
    plan,
    placeId: to.id,
    label: known.label,
    reasons,
    verdict,
  })
  return ok({
    lineId,
    productId: product.id,
    productName: product.name,
    lotId,
    lotNumber: plan.lotNumber,
    expiry: goods.expiry,
    unitIds: units.value.map(({ unitId }) => unitId),
    containers: plan.containers,
    quantity: plan.quantity,
    verdict,
    reasons,
    placeName: plan.verdict === 'rejected' ? '' : (ground.place?.name ?? ''),
  })
}

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
): Promise<Result<Received, ReceivingRefusal | CommandRefusal>> =>
  runCommand(context, { key: scanId, kind: 'receiving.receive', input }, async (tx, note) => {
    const label = readGoods(input.scans, dayOf(context.at, site.timeZone), input.reading)
    if (!label.ok) return label
    const known = await gather(tx, site, input, label.value)
    if (!known.ok) return known
    const plan = decideReceipt(factsOf(context, site, input, known.value))
    if (!plan.ok) return plan
    const received = await store(tx, context, scanId, input, known.value, plan.value)
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
