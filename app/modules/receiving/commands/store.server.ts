import { query, sql, type Tx } from '~/lib/db.server'
import { ok, type Result } from '~/lib/result'
import type { CommandContext } from '~/modules/audit/types'
import { placeHolds } from '~/modules/stock/commands/holds.server'
import { bulkUnit, learnDonor, newUnit, openLot, outsidePlace, post } from '~/modules/stock/commands/ledger.server'
import type { PlaceRef, StockRefusal } from '~/modules/stock/types'
import type { Candidate, Ground } from '../queries/facts.server'
import type { LabelOfGoods } from '../rules/label'
import type { Goods, RawScan, ReceiptPlan, Received, ReceiveInput } from '../types'

/** A line in hand: whose it is, what was read, and what is known. */
export type Known = {
  readonly scanId: string
  readonly input: ReceiveInput
  readonly candidate: Candidate
  readonly ground: Ground
  readonly label: LabelOfGoods
  readonly goods: Goods
}

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
  if (again && !again.live) {
    if (known.input.donor) await learnDonor(tx, again.id, known.input.donor)
    return ok([{ unitId: again.id, quantity: plan.quantity }])
  }
  const number = plan.containers === 1 ? known.goods.unitNumber : null
  const count = plan.units === 'apart' ? 1 : plan.containers
  const made: Made[] = []
  for (let index = 0; index < count; index++) {
    const { donation } = known.goods
    const unit = await newUnit(tx, context, { lotId, productId, number, donation, donor: known.input.donor })
    if (!unit.ok) return unit
    made.push({ unitId: unit.value.unitId, quantity: plan.quantity / count })
  }
  return ok(made)
}

function openLotOf(tx: Tx, context: CommandContext, { candidate, goods, input }: Known, plan: ReceiptPlan) {
  return openLot(tx, context, {
    productId: candidate.product.id,
    lotNumber: plan.lotNumber,
    // A known lot keeps its expiry: goods with another are held, and a person decides which is right.
    expiry: candidate.lot === null ? goods.expiry : null,
    expiryTime: goods.expiryTime,
    expiryPrecision: goods.expiryPrecision,
    names: [
      ...(goods.donation ? [{ kind: 'donation' as const, text: goods.donation }] : []),
      ...(input.donor ? [{ kind: 'donor' as const, text: input.donor }] : []),
    ],
  })
}

/** Books the units from the supplier to their place, or back to the supplier where they were turned away. */
async function postGoods(
  tx: Tx,
  context: CommandContext,
  known: Known,
  plan: ReceiptPlan,
  lotId: number,
  units: readonly Made[],
) {
  const { siteId } = known.ground.delivery
  const from: PlaceRef =
    known.ground.supplierPlaceId === null
      ? await outsidePlace(tx, siteId, 'supplier')
      : { id: known.ground.supplierPlaceId, inside: false }
  const to: PlaceRef =
    plan.verdict === 'rejected' ? await outsidePlace(tx, siteId, 'return') : { id: plan.placeId, inside: true }
  const posted = await post(tx, context, {
    movement: known.scanId,
    kind: 'receive',
    lines: units.map(({ unitId, quantity }) => ({ unitId, lotId, from, to, quantity })),
    occurredAt: context.at,
    reason: known.input.reject ?? null,
  })
  return posted.ok ? ok(to.id) : posted
}

/** The text of a label as it is kept: its barcodes in the order of their scans; null for a typed line. */
export const rawOf = (scans: readonly RawScan[]): string | null =>
  scans.length === 0 ? null : scans.map((scan) => scan.raw).join('\n')

type Line = Pick<Received, 'lotId' | 'verdict' | 'reasons' | 'quantity'> & { unitId: number; placeId: number }

/** Writes the line with the label as it came: raw text, symbology and each part apart, for ever (R5). */
async function storeLine(
  tx: Tx,
  context: CommandContext,
  { scanId, input, label }: Known,
  line: Line,
): Promise<number> {
  const raw = rawOf(input.scans)
  const symbology = label.parts?.scans.map((scan) => scan.symbology).join(' ') ?? null
  const [row] = await query<{ id: number }>(
    tx,
    sql`INSERT INTO "DeliveryLine" ("deliveryId", "scanId", "raw", "symbology", "parts", "lotId", "unitId", "quantity", "verdict", "reason", "placeId", "donor", "receivedAt", "actor")
        VALUES (${input.deliveryId}, ${scanId}, ${raw}, ${symbology}, ${label.parts ? JSON.stringify(label.parts) : null}, ${line.lotId}, ${line.unitId},
          ${line.quantity}, ${line.verdict}, ${line.reasons.join(' ') || null}, ${line.placeId}, ${input.donor ?? null}, ${context.at}, ${context.actor}) RETURNING "id"`,
  )
  return Number(row?.id)
}

const recalled = "It is recalled: don't use it. Follow the notice."

/** Stores what was decided: lot, units, posting, holds, line. A lot that a notice watches for is held as it is opened. */
export async function storeReceipt(
  tx: Tx,
  context: CommandContext,
  known: Known,
  plan: ReceiptPlan,
): Promise<Result<Received, StockRefusal>> {
  const lot = await openLotOf(tx, context, known, plan)
  if (!lot.ok) return lot
  const { lotId } = lot.value
  const units = await makeUnits(tx, context, known, plan, lotId)
  if (!units.ok) return units
  const posted = await postGoods(tx, context, known, plan, lotId, units.value)
  if (!posted.ok) return posted
  const source = `delivery:${known.input.deliveryId}`
  await placeHolds(tx, context, [
    ...plan.lotHolds.map((hold) => ({ source, ...hold, lotId })),
    ...units.value.flatMap(({ unitId }) => plan.unitHolds.map((hold) => ({ ...hold, source, unitId }))),
  ])
  const watched = lot.value.held && plan.verdict !== 'rejected'
  const unitIds = units.value.map(({ unitId }) => unitId)
  const stored = {
    lotId,
    quantity: plan.quantity,
    verdict: watched ? ('quarantined' as const) : plan.verdict,
    reasons: watched ? [recalled, ...plan.reasons] : plan.reasons,
  }
  const lineId = await storeLine(tx, context, known, { ...stored, unitId: unitIds[0] ?? 0, placeId: posted.value })
  const { product } = known.candidate
  return ok({
    ...stored,
    lineId,
    productId: product.id,
    productName: product.name,
    lotNumber: plan.lotNumber,
    expiry: known.goods.expiry,
    unitIds,
    containers: plan.containers,
    placeName: plan.verdict === 'rejected' ? '' : (known.ground.place?.name ?? ''),
  })
}
