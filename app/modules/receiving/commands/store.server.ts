import type { Instant } from '~/lib/day'
import { sql, type Tx } from '~/lib/db.server'
import { ok, type Result } from '~/lib/result'
import { int, read, row } from '~/lib/rows.server'
import type { Stamp } from '~/modules/audit/types'
import { placeHolds } from '~/modules/stock/commands/holds.server'
import {
  bulkUnit,
  learnDonor,
  newUnit,
  type OpenedLot,
  openLot,
  outsidePlace,
  post,
} from '~/modules/stock/commands/ledger.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { lotWords } from '~/modules/stock/rules/lot-key'
import { warningOf } from '~/modules/stock/rules/warnings'
import type { PlaceRef, StockRefusal } from '~/modules/stock/types'
import { answeredOf } from '../messages'
import type { Candidate, Ground } from '../queries/facts.server'
import type { Doubted } from '../queries/lot-alike.server'
import type { LabelOfGoods } from '../rules/label'
import { recalledSaid } from '../rules/receipt'
import type { Goods, RawScan, ReceiptPlan, Received, ReceiveInput, SerialChoice } from '../types'

/** A line in hand: whose it is, what was read, and what is known. */
export type Known = Doubted & {
  /** The id of the postings; the line keeps it as its scan. */
  readonly movement: string
  readonly input: ReceiveInput
  readonly candidate: Candidate
  readonly ground: Ground
  readonly label: LabelOfGoods
  readonly goods: Goods
  readonly serialsAlike: readonly SerialChoice[]
}

/** A unit row, and whether a notice watches for a name that it brought. */
type Made = { readonly unitId: number; readonly quantity: number; readonly held: boolean }

/** The unit rows that the goods are booked to: one a container, one for what is held apart, or the lot's bulk. */
async function makeUnits(
  tx: Tx,
  stamp: Stamp,
  known: Known,
  plan: ReceiptPlan,
  { lotId, bulkId }: OpenedLot,
): Promise<Result<Made[], StockRefusal>> {
  const productId = known.candidate.product.id
  if (plan.units === 'bulk')
    return ok([{ ...(await bulkUnit(tx, stamp, { lotId, productId, bulkId })), quantity: plan.quantity, held: false }])
  const again = known.candidate.unit
  if (again && !again.live) {
    const { donor } = known.input
    const held = donor ? await learnDonor(tx, stamp, { unitId: again.id, lotId }, donor) : false
    return ok([{ unitId: again.id, quantity: plan.quantity, held }])
  }
  const number = plan.containers === 1 ? known.goods.unitNumber : null
  const count = plan.units === 'apart' ? 1 : plan.containers
  const made: Made[] = []
  for (let index = 0; index < count; index++) {
    const { donation } = known.goods
    const unit = await newUnit(tx, stamp, { lotId, productId, number, donation, donor: known.input.donor })
    if (!unit.ok) return unit
    const { unitId, held } = unit.value
    made.push({ unitId, quantity: plan.quantity / count, held })
  }
  return ok(made)
}

function openLotOf(tx: Tx, stamp: Stamp, { candidate, goods, input }: Known, plan: ReceiptPlan) {
  return openLot(tx, stamp, {
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

/** Where the goods go: to their place, or back to the supplier where they were turned away. */
const placeOf = async (tx: Tx, { ground }: Known, plan: ReceiptPlan): Promise<PlaceRef> =>
  plan.verdict === 'rejected' ? outsidePlace(tx, ground.delivery.siteId, 'return') : { id: plan.placeId, inside: true }

const supplierOf = async (tx: Tx, { supplierPlaceId, delivery }: Ground): Promise<PlaceRef> =>
  supplierPlaceId === null ? outsidePlace(tx, delivery.siteId, 'supplier') : { id: supplierPlaceId, inside: false }

/** The text of a label as it is kept: its barcodes in the order of their scans; null for a typed line. */
export const rawOf = (scans: readonly RawScan[]): string | null =>
  scans.length === 0 ? null : scans.map((scan) => scan.raw).join('\n')

type Line = Pick<Received, 'lotId' | 'verdict' | 'reasons' | 'quantity'> & { unitId: number; placeId: number }

type StoredLine = Line & {
  readonly movement: string
  readonly deliveryId: number
  readonly raw: string | null
  readonly symbology: string | null
  readonly parts: string | null
  readonly donor: string | null
  readonly answered: string | null
}

const insertedLine = read(
  'receiving.inserted-line',
  row({ id: int }),
  (line: StoredLine, { at, actor }: Stamp) =>
    sql`INSERT INTO "DeliveryLine" ("deliveryId", "scanId", "raw", "symbology", "parts", "lotId", "unitId", "quantity",
          "verdict", "reason", "placeId", "donor", "answered", "receivedAt", "actor")
        VALUES (${line.deliveryId}, ${line.movement}, ${line.raw}, ${line.symbology}, ${line.parts}, ${line.lotId},
          ${line.unitId}, ${line.quantity}, ${line.verdict}, ${line.reasons.join(' ') || null}, ${line.placeId},
          ${line.donor}, ${line.answered}, ${at}, ${actor}) RETURNING "id"`,
  [
    {
      movement: 'scan-0001@person:1',
      deliveryId: 1,
      raw: null,
      symbology: null,
      parts: null,
      donor: null,
      answered: null,
      lotId: 1,
      unitId: 1,
      quantity: 1,
      verdict: 'accepted',
      reasons: [],
      placeId: 1,
    },
    { at: '2026-11-24T15:00:00.000Z' as Instant, actor: 'person:1' },
  ],
)

/** Writes the line with the label as it came: raw text, symbology and each part apart, for ever (R5). */
async function storeLine(tx: Tx, stamp: Stamp, { movement, input, label }: Known, line: Line): Promise<number> {
  const stored = await insertedLine.one(
    tx,
    {
      ...line,
      movement,
      deliveryId: input.deliveryId,
      raw: rawOf(input.scans),
      symbology: label.parts?.scans.map((scan) => scan.symbology).join(' ') ?? null,
      parts: label.parts ? JSON.stringify(label.parts) : null,
      donor: input.donor ?? null,
      answered: answeredOf(input, label.goods) || null,
    },
    stamp,
  )
  if (!stored) throw new Error('A line that was inserted has no id.')
  return stored.id
}

/** What every door says of what these containers are recalled by, now that they are here; none where they are not. */
async function recalledBy(
  tx: Tx,
  { at }: Stamp,
  { candidate }: Known,
  { lotNumber }: ReceiptPlan,
  unitIds: readonly number[],
): Promise<string[]> {
  const rows = await unitFacts(tx, { unitIds: [...unitIds], includeEmpty: true })
  const recalled = rows.map((each) => ({
    ...each,
    expiry: null,
    holds: each.holds.filter(({ reason }) => reason === 'recall'),
  }))
  const warning = warningOf(`${candidate.product.name}, ${lotWords(lotNumber)}`, recalled, at)
  return warning === null ? [] : [warning]
}

function holdsOf({ input }: Known, { lotHolds, unitHolds }: ReceiptPlan, lotId: number, unitIds: readonly number[]) {
  const source = `delivery:${input.deliveryId}`
  return [
    ...lotHolds.map((hold) => ({ source, ...hold, lotId })),
    ...unitIds.flatMap((unitId) => unitHolds.map((hold) => ({ ...hold, source, unitId }))),
  ]
}

/** Stores what was decided: lot, units, posting, holds, line. A lot that a notice watches for is held as it is opened. */
export async function storeReceipt(
  tx: Tx,
  stamp: Stamp,
  known: Known,
  plan: ReceiptPlan,
): Promise<Result<Received, StockRefusal>> {
  const lot = await openLotOf(tx, stamp, known, plan)
  if (!lot.ok) return lot
  const { lotId } = lot.value
  const units = await makeUnits(tx, stamp, known, plan, lot.value)
  if (!units.ok) return units
  const [from, to] = await Promise.all([supplierOf(tx, known.ground), placeOf(tx, known, plan)])
  const unitIds = units.value.map(({ unitId }) => unitId)
  const [unitId] = unitIds
  if (unitId === undefined) throw new Error('Goods were received into no unit.')
  const booked = Promise.all([
    post(tx, stamp, {
      movement: known.movement,
      kind: 'receive',
      lines: units.value.map((unit) => ({ unitId: unit.unitId, lotId, from, to, quantity: unit.quantity })),
      occurredAt: stamp.at,
      reason: known.input.reject ?? null,
    }),
    placeHolds(tx, stamp, holdsOf(known, plan, lotId, unitIds)),
  ])
  const named = lot.value.held || units.value.some(({ held }) => held)
  const watched = named && plan.verdict !== 'rejected'
  const isRecalled = watched || plan.reasons.includes(recalledSaid)
  // What recalls them is asked once they are here; otherwise the line is stored in the same moment as they are booked.
  const recalled = isRecalled ? await booked.then(() => recalledBy(tx, stamp, known, plan, unitIds)) : []
  const stored = {
    lotId,
    quantity: plan.quantity,
    verdict: watched ? ('quarantined' as const) : plan.verdict,
    reasons: isRecalled
      ? [recalledSaid, ...recalled, ...plan.reasons.filter((each) => each !== recalledSaid)]
      : plan.reasons,
  }
  const [[posted], lineId] = await Promise.all([
    booked,
    storeLine(tx, stamp, known, { ...stored, unitId, placeId: to.id }),
  ])
  if (!posted.ok) return posted
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
