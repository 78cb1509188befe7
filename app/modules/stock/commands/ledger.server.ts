import type { Day, Instant } from '~/lib/day'
import { sql, type Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { int, read, row } from '~/lib/rows.server'
import type { Stamp } from '~/modules/audit/types'
import { registerNames } from '~/modules/names/commands.server'
import { namesInLot } from '~/modules/names/rules/inner-names'
import type { NameKind } from '~/modules/names/types'
import { notEnough } from '../queries/free.server'
import { lotByKey, outsidePlaceOf, unitByNumber } from '../queries/known.server'
import { donorKey } from '../rules/donor'
import { lotKey, noLotNumber } from '../rules/lot-key'
import type { MovementKind, PlaceKind, PlaceRef, PostingLine, StockRefusal } from '../types'
import { keepExpiry } from './lot-expiry.server'
import { holdWatched } from './watches.server'

export type LotNameKind = Extract<NameKind, 'lot' | 'carton' | 'own' | 'inside' | 'donor' | 'donation'>

export type LotInput = {
  readonly productId: number
  readonly lotNumber: string
  readonly expiry: Day | null
  readonly expiryTime?: string | null
  readonly expiryPrecision?: 'day' | 'month'
  readonly names?: readonly { readonly kind: Exclude<LotNameKind, 'lot' | 'inside'>; readonly text: string }[]
}

const made = row({ id: int })

const insertedLot = read(
  'stock.inserted-lot',
  made,
  (key: string, input: LotInput, at: Instant) =>
    sql`INSERT INTO "Lot" ("productId", "lotNumber", "lotKey", "expiry", "expiryTime", "expiryPrecision", "createdAt")
        VALUES (${input.productId}, ${input.lotNumber}, ${key}, ${input.expiry}, ${input.expiryTime ?? null},
          ${input.expiryPrecision ?? 'day'}, ${at}) RETURNING "id"`,
  ['MX2231', { productId: 1, lotNumber: 'MX-2231', expiry: null }, '2026-11-24T15:00:00.000Z' as Instant],
)

/** The id of a row that was just inserted. */
function idOf(inserted: { readonly id: number } | null): number {
  if (!inserted) throw new Error('The database gave no id for what it stored.')
  return inserted.id
}

const groupKinds: ReadonlySet<LotNameKind> = new Set(['donor', 'donation'])

/**
 * Gives a lot other names (R11): a carton lot or our own number is the same lot, a donor or donation a group of lots. A name
 * that a notice watches for puts the lot on hold in the same transaction; true when one did.
 */
export async function nameLot(
  tx: Tx,
  stamp: Stamp,
  lotId: number,
  ...names: readonly { readonly kind: LotNameKind; readonly text: string }[]
): Promise<boolean> {
  const held = await holdWatched(
    tx,
    stamp,
    lotId,
    names.map((name) => lotKey(name.text)),
  )
  const inside = names.flatMap(({ kind, text }) =>
    kind === 'lot' ? namesInLot(text).map((each) => ({ kind: 'inside' as const, text: each })) : [],
  )
  await registerNames(
    tx,
    stamp,
    [...names, ...inside].map((name) => ({
      ...name,
      target: { kind: 'lot', id: lotId },
      relation: groupKinds.has(name.kind) ? 'group' : 'same',
    })),
  )
  return held
}

/** A lot that was found or opened. `bulkId`: its bulk unit, where it has one; `held`: a watch has put it on hold just now. */
export type OpenedLot = {
  readonly lotId: number
  readonly created: boolean
  readonly held: boolean
  readonly bulkId: number | null
}

/**
 * Finds or opens a lot of a product. Case, spaces and hyphens are folded, so one lot never becomes two; refuses when the
 * same folded number is known with another expiry, so two never become one. A lot that a notice is watching for, by its
 * number or by a name that it gets now, is put on hold in the same transaction, known or new.
 */
export async function openLot(tx: Tx, stamp: Stamp, input: LotInput): Promise<Result<OpenedLot, StockRefusal>> {
  const key = lotKey(input.lotNumber)
  const known = await lotByKey.one(tx, input.productId, key)
  if (known) {
    if (input.expiry !== null && known.expiry !== input.expiry)
      return refuse({
        code: 'LOT_EXPIRY_DIFFERS',
        lotNumber: known.lotNumber,
        known: known.expiry,
        seen: input.expiry,
      })
    const own = known.lotNumber === noLotNumber ? [] : [{ kind: 'lot' as const, text: known.lotNumber }]
    const names = input.names ?? []
    const asBefore = (known.named || own.length === 0) && names.length === 0 && !known.watched
    const held = asBefore ? false : await nameLot(tx, stamp, known.id, ...own, ...names)
    return ok({ lotId: known.id, created: false, held, bulkId: known.bulkId })
  }
  const lotId = idOf(await insertedLot.one(tx, key, input, stamp.at))
  await keepExpiry(tx, stamp, { ...input, lotId, reason: 'as received' })
  const own = input.lotNumber === noLotNumber ? [] : [{ kind: 'lot' as const, text: input.lotNumber }]
  const held = await nameLot(tx, stamp, lotId, ...own, ...(input.names ?? []))
  return ok({ lotId, created: true, held, bulkId: null })
}

const insertedBulk = read(
  'stock.inserted-bulk',
  made,
  ({ lotId, productId }: { readonly lotId: number; readonly productId: number }, at: Instant) =>
    sql`INSERT INTO "Unit" ("lotId", "productId", "bulkOfLotId", "createdAt")
        VALUES (${lotId}, ${productId}, ${lotId}, ${at}) RETURNING "id"`,
  [{ lotId: 1, productId: 1 }, '2026-11-24T15:00:00.000Z' as Instant],
)

/** The bulk unit of a lot that was found or opened in this transaction, made when there is none yet. */
export async function bulkUnit(
  tx: Tx,
  stamp: Stamp,
  lot: { readonly lotId: number; readonly productId: number; readonly bulkId: number | null },
): Promise<{ unitId: number }> {
  return { unitId: lot.bulkId ?? idOf(await insertedBulk.one(tx, lot, stamp.at)) }
}

type UnitInput = {
  readonly lotId: number
  readonly productId: number
  readonly number: string | null
  readonly donation?: string | null
  readonly donor?: string | null
}

const insertedUnit = read(
  'stock.inserted-unit',
  made,
  (input: UnitInput, at: Instant) =>
    sql`INSERT INTO "Unit" ("lotId", "productId", "number", "numberKey", "donation", "donor", "createdAt")
        VALUES (${input.lotId}, ${input.productId}, ${input.number}, ${input.number === null ? null : lotKey(input.number)},
          ${input.donation ?? null}, ${donorKey(input.donor)}, ${at}) RETURNING "id"`,
  [{ lotId: 1, productId: 1, number: null }, '2026-11-24T15:00:00.000Z' as Instant],
)

/**
 * Makes a unit row for one container. `number` is the manufacturer's serial (or donation number with division); null
 * lets us number it. `donor` is the donor's number as it was typed or printed. A serial, donation or donor that a notice
 * watches for puts the lot on hold. Refuses a serial that this product has already: two containers never share one.
 */
export async function newUnit(
  tx: Tx,
  stamp: Stamp,
  input: UnitInput,
): Promise<Result<{ unitId: number; number: string; held: boolean }, StockRefusal>> {
  if (input.number !== null) {
    const known = await unitByNumber.one(tx, input.productId, input.number)
    if (known && known.lotId !== input.lotId)
      return refuse({ code: 'UNIT_OF_OTHER_LOT', number: input.number, lotNumber: known.lotNumber })
    if (known) return refuse({ code: 'UNIT_ALREADY_HERE', number: input.number, place: known.place })
  }
  const unitId = idOf(await insertedUnit.one(tx, input, stamp.at))
  const number = input.number ?? ownUnitNumber(unitId)
  if (input.number === null)
    await tx.$executeRaw(
      sql`UPDATE "Unit" SET "number" = ${number}, "numberKey" = ${lotKey(number)} WHERE "id" = ${unitId}`,
    )
  const bears = [number, input.donation, input.donor].filter((each) => each !== null && each !== undefined)
  const held = await holdWatched(tx, stamp, input.lotId, bears.map(lotKey))
  const target = { kind: 'unit', id: unitId } as const
  const donation = input.donation
    ? [{ kind: 'donation', text: input.donation, target, relation: 'group' } as const]
    : []
  await registerNames(tx, stamp, [{ kind: 'unit', text: number, target }, ...donation])
  return ok({ unitId, number, held })
}

/**
 * A donor that was learned of when a container came back: kept where none was known, and never changed. One that a notice
 * watches for puts the lot on hold; true when it did.
 */
export async function learnDonor(
  tx: Tx,
  stamp: Stamp,
  { unitId, lotId }: { readonly unitId: number; readonly lotId: number },
  donor: string,
): Promise<boolean> {
  await tx.$executeRaw(
    sql`UPDATE "Unit" SET "donor" = ${donorKey(donor)} WHERE "id" = ${unitId} AND "donor" IS NULL AND "bulkOfLotId" IS NULL`,
  )
  return holdWatched(tx, stamp, lotId, [lotKey(donor)])
}

/**
 * The donor of a lot that was received without one, as its supplier names it: the lot's name and that of its containers where
 * none was known. True when a notice watches for it and the lot went on hold.
 */
export async function learnLotDonor(tx: Tx, stamp: Stamp, lotId: number, donor: string): Promise<boolean> {
  const held = await nameLot(tx, stamp, lotId, { kind: 'donor', text: donor })
  await tx.$executeRaw(
    sql`UPDATE "Unit" SET "donor" = ${donorKey(donor)} WHERE "lotId" = ${lotId} AND "donor" IS NULL AND "bulkOfLotId" IS NULL`,
  )
  return held
}

/** Our own number of a container that its manufacturer gave none. */
export const ownUnitNumber = (unitId: number): string => `V-${String(unitId).padStart(6, '0')}`

/** The site's outside place of a kind (supplier, discard, return, difference), made at its first use. */
export async function outsidePlace(
  tx: Tx,
  siteId: number,
  kind: Extract<PlaceKind, 'supplier' | 'discard' | 'return' | 'difference'>,
): Promise<PlaceRef> {
  const known = await outsidePlaceOf.one(tx, siteId, kind)
  if (known) return { id: known.id, inside: false }
  const names = {
    supplier: 'Supplier',
    discard: 'Discarded',
    return: 'Returned to supplier',
    difference: 'Count difference',
  }
  const data = { siteId, kind, name: names[kind], inside: false }
  const { id } = await tx.place.create({ data, select: { id: true } })
  return { id, inside: false }
}

/** Takes from an inside place, never more than stands there free. */
async function takeFrom(tx: Tx, { from, unitId, quantity }: PostingLine): Promise<StockRefusal | null> {
  const taken = await tx.$executeRaw(
    sql`UPDATE "Balance" SET "quantity" = "quantity" - ${quantity}
        WHERE "unitId" = ${unitId} AND "placeId" = ${from.id} AND "quantity" - "reserved" >= ${quantity}`,
  )
  return taken === 0 ? notEnough(tx, { unitId, placeId: from.id, wanted: quantity }) : null
}

const addTo = async (tx: Tx, { to, unitId, quantity }: PostingLine): Promise<unknown> =>
  to.inside &&
  tx.$executeRaw(
    sql`INSERT INTO "Balance" ("unitId", "placeId", "quantity", "reserved") VALUES (${unitId}, ${to.id}, ${quantity}, 0)
        ON CONFLICT ("unitId", "placeId") DO UPDATE SET "quantity" = "Balance"."quantity" + ${quantity}`,
  )

/**
 * The one writer of stock: posts a movement's lines and keeps the balances, by guarded updates that can't go below zero
 * or into what is reserved. Refuses NOT_ENOUGH; the caller's command then rolls everything back.
 */
export async function post(
  tx: Tx,
  stamp: Stamp,
  movement: {
    movement: string
    kind: MovementKind
    lines: readonly PostingLine[]
    occurredAt: Instant
    reason?: string | null
  },
): Promise<Result<{ movement: string }, StockRefusal>> {
  for (const line of movement.lines) {
    const refusal = line.from.inside ? await takeFrom(tx, line) : null
    if (refusal) return refuse(refusal)
    const posting = sql`INSERT INTO "Posting" ("movement", "kind", "unitId", "lotId", "fromPlaceId", "toPlaceId", "quantity",
          "occurredAt", "recordedAt", "actor", "reason", "reversesId")
        VALUES (${movement.movement}, ${movement.kind}, ${line.unitId}, ${line.lotId}, ${line.from.id}, ${line.to.id},
          ${line.quantity}, ${movement.occurredAt}, ${stamp.at}, ${stamp.actor}, ${movement.reason ?? null}, ${line.reversesId ?? null})`
    await Promise.all([addTo(tx, line), tx.$executeRaw(posting)])
  }
  return ok({ movement: movement.movement })
}
