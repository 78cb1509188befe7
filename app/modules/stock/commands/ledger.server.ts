import type { Day, Instant } from '~/lib/day'
import { query, sql, type Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { registerNames } from '~/modules/names/commands.server'
import type { NameKind } from '~/modules/names/types'
import { donorKey } from '../rules/donor'
import { lotKey, noLotNumber } from '../rules/lot-key'
import type { MovementKind, PlaceKind, PlaceRef, PostingLine, StockRefusal } from '../types'
import { armedHolds, placeHolds } from './holds.server'
import { keepExpiry } from './lot-expiry.server'

export type LotNameKind = Extract<NameKind, 'lot' | 'carton' | 'own' | 'donor' | 'donation'>

export type LotInput = {
  readonly productId: number
  readonly lotNumber: string
  readonly expiry: Day | null
  readonly expiryTime?: string | null
  readonly expiryPrecision?: 'day' | 'month'
  readonly names?: readonly { readonly kind: Exclude<LotNameKind, 'lot'>; readonly text: string }[]
}

type LotRow = { id: number; lotNumber: string; expiry: string | null }

const groupKinds: ReadonlySet<LotNameKind> = new Set(['donor', 'donation'])

/** Gives a lot other names (R11): a carton lot or our own number is the same lot, a donor or donation a group of lots. */
export const nameLot = (
  tx: Tx,
  stamp: Stamp,
  lotId: number,
  ...names: readonly { readonly kind: LotNameKind; readonly text: string }[]
): Promise<void> =>
  registerNames(
    tx,
    stamp,
    names.map((name) => ({
      ...name,
      target: { kind: 'lot', id: lotId },
      relation: groupKinds.has(name.kind) ? 'group' : 'same',
    })),
  )

/**
 * Finds or opens a lot of a product. Case, spaces and hyphens are folded, so one lot never becomes two; refuses when the
 * same folded number is known with another expiry, so two never become one. A new lot that a notice is watching for is
 * put on hold in the same transaction.
 */
export async function openLot(
  tx: Tx,
  stamp: Stamp,
  input: LotInput,
): Promise<Result<{ lotId: number; created: boolean; held: boolean }, StockRefusal>> {
  const key = lotKey(input.lotNumber)
  const [known] = await query<LotRow>(
    tx,
    sql`SELECT "id", "lotNumber", "expiry" FROM "Lot" WHERE "productId" = ${input.productId} AND "lotKey" = ${key}`,
  )
  if (known) {
    if (input.expiry !== null && known.expiry !== input.expiry)
      return refuse({
        code: 'LOT_EXPIRY_DIFFERS',
        lotNumber: known.lotNumber,
        known: known.expiry as Day | null,
        seen: input.expiry,
      })
    await nameLot(tx, stamp, Number(known.id), ...(input.names ?? []))
    return ok({ lotId: Number(known.id), created: false, held: false })
  }
  const [made] = await query<{ id: number }>(
    tx,
    sql`INSERT INTO "Lot" ("productId", "lotNumber", "lotKey", "expiry", "expiryTime", "expiryPrecision", "createdAt")
        VALUES (${input.productId}, ${input.lotNumber}, ${key}, ${input.expiry}, ${input.expiryTime ?? null}, ${input.expiryPrecision ?? 'day'}, ${stamp.at})
        RETURNING "id"`,
  )
  const lotId = Number(made?.id)
  await keepExpiry(tx, stamp, { ...input, lotId, reason: 'as received' })
  const own = input.lotNumber === noLotNumber ? [] : [{ kind: 'lot' as const, text: input.lotNumber }]
  await nameLot(tx, stamp, lotId, ...own, ...(input.names ?? []))
  const keys = [key, ...(input.names ?? []).map((name) => lotKey(name.text))]
  const holds = await armedHolds(tx, lotId, input.productId, keys)
  await placeHolds(tx, stamp, holds)
  return ok({ lotId, created: true, held: holds.length > 0 })
}

/** The bulk unit of a lot, made when there is none yet. */
export async function bulkUnit(
  tx: Tx,
  stamp: Stamp,
  lot: { lotId: number; productId: number },
): Promise<{ unitId: number }> {
  const [row] = await query<{ id: number }>(tx, sql`SELECT "id" FROM "Unit" WHERE "bulkOfLotId" = ${lot.lotId}`)
  if (row) return { unitId: Number(row.id) }
  const [made] = await query<{ id: number }>(
    tx,
    sql`INSERT INTO "Unit" ("lotId", "productId", "bulkOfLotId", "createdAt")
        VALUES (${lot.lotId}, ${lot.productId}, ${lot.lotId}, ${stamp.at}) RETURNING "id"`,
  )
  return { unitId: Number(made?.id) }
}

type UnitRow = { id: number; lotId: number; lotNumber: string; number: string | null; place: string | null }

/** A unit of a product by its number (serial, donation and division): null when there is none. */
export async function unitByNumber(tx: Tx, productId: number, number: string): Promise<UnitRow | null> {
  const [row] = await query<UnitRow>(
    tx,
    sql`SELECT u."id", u."lotId", l."lotNumber", u."number", p."name" AS "place" FROM "Unit" u JOIN "Lot" l ON l."id" = u."lotId"
        LEFT JOIN "Balance" b ON b."unitId" = u."id" AND b."quantity" > 0 LEFT JOIN "Place" p ON p."id" = b."placeId"
        WHERE u."productId" = ${productId} AND u."numberKey" = ${lotKey(number)}`,
  )
  return row ? { ...row, id: Number(row.id), lotId: Number(row.lotId) } : null
}

/**
 * Makes a unit row for one container. `number` is the manufacturer's serial (or donation number with division); null
 * lets us number it. `donor` is the donor's number as it was typed or printed. Refuses a serial that this product has
 * already: two containers never share one.
 */
export async function newUnit(
  tx: Tx,
  stamp: Stamp,
  input: {
    lotId: number
    productId: number
    number: string | null
    donation?: string | null
    donor?: string | null
  },
): Promise<Result<{ unitId: number; number: string }, StockRefusal>> {
  if (input.number !== null) {
    const known = await unitByNumber(tx, input.productId, input.number)
    if (known && known.lotId !== input.lotId)
      return refuse({ code: 'UNIT_OF_OTHER_LOT', number: input.number, lotNumber: known.lotNumber })
    if (known) return refuse({ code: 'UNIT_ALREADY_HERE', number: input.number, place: known.place })
  }
  const key = input.number === null ? null : lotKey(input.number)
  const [made] = await query<{ id: number }>(
    tx,
    sql`INSERT INTO "Unit" ("lotId", "productId", "number", "numberKey", "donation", "donor", "createdAt")
        VALUES (${input.lotId}, ${input.productId}, ${input.number}, ${key}, ${input.donation ?? null}, ${donorKey(input.donor)}, ${stamp.at}) RETURNING "id"`,
  )
  const unitId = Number(made?.id)
  const number = input.number ?? ownUnitNumber(unitId)
  if (input.number === null)
    await tx.$executeRaw(
      sql`UPDATE "Unit" SET "number" = ${number}, "numberKey" = ${lotKey(number)} WHERE "id" = ${unitId}`,
    )
  const target = { kind: 'unit', id: unitId } as const
  const donation = input.donation
    ? [{ kind: 'donation', text: input.donation, target, relation: 'group' } as const]
    : []
  await registerNames(tx, stamp, [{ kind: 'unit', text: number, target }, ...donation])
  return ok({ unitId, number })
}

/** A donor that was learned of when a container came back: kept where none was known, and never changed. */
export const learnDonor = (tx: Tx, unitId: number, donor: string): Promise<number> =>
  tx.$executeRaw(
    sql`UPDATE "Unit" SET "donor" = ${donorKey(donor)} WHERE "id" = ${unitId} AND "donor" IS NULL AND "bulkOfLotId" IS NULL`,
  )

/** Our own number of a container that its manufacturer gave none. */
export const ownUnitNumber = (unitId: number): string => `V-${String(unitId).padStart(6, '0')}`

/** The site's outside place of a kind (supplier, discard, return, difference), made at its first use. */
export async function outsidePlace(
  tx: Tx,
  siteId: number,
  kind: Extract<PlaceKind, 'supplier' | 'discard' | 'return' | 'difference'>,
): Promise<PlaceRef> {
  const [row] = await query<{ id: number }>(
    tx,
    sql`SELECT "id" FROM "Place" WHERE "siteId" = ${siteId} AND "kind" = ${kind} ORDER BY "id" LIMIT 1`,
  )
  if (row) return { id: Number(row.id), inside: false }
  const names = {
    supplier: 'Supplier',
    discard: 'Discarded',
    return: 'Returned to supplier',
    difference: 'Count difference',
  }
  const made = await tx.place.create({ data: { siteId, kind, name: names[kind], inside: false }, select: { id: true } })
  return { id: made.id, inside: false }
}

async function notEnough(tx: Tx, line: PostingLine): Promise<StockRefusal> {
  const [row] = await query<{ place: string; free: number | null; baseUnit: string; containerQuantity: number }>(
    tx,
    sql`SELECT p."name" AS "place", b."quantity" - b."reserved" AS "free", d."baseUnit", d."containerQuantity"
        FROM "Unit" u JOIN "Product" d ON d."id" = u."productId" JOIN "Place" p ON p."id" = ${line.from.id}
        LEFT JOIN "Balance" b ON b."unitId" = u."id" AND b."placeId" = p."id" WHERE u."id" = ${line.unitId}`,
  )
  if (!row) return { code: 'UNIT_UNKNOWN' }
  return {
    code: 'NOT_ENOUGH',
    place: row.place,
    wanted: line.quantity,
    free: Number(row.free ?? 0),
    baseUnit: row.baseUnit,
    containerQuantity: row.containerQuantity,
  }
}

async function moveBalance(tx: Tx, line: PostingLine): Promise<StockRefusal | null> {
  if (line.from.inside) {
    const taken = await tx.$executeRaw(
      sql`UPDATE "Balance" SET "quantity" = "quantity" - ${line.quantity}
          WHERE "unitId" = ${line.unitId} AND "placeId" = ${line.from.id} AND "quantity" - "reserved" >= ${line.quantity}`,
    )
    if (taken === 0) return notEnough(tx, line)
  }
  if (line.to.inside)
    await tx.$executeRaw(
      sql`INSERT INTO "Balance" ("unitId", "placeId", "quantity", "reserved") VALUES (${line.unitId}, ${line.to.id}, ${line.quantity}, 0)
          ON CONFLICT ("unitId", "placeId") DO UPDATE SET "quantity" = "Balance"."quantity" + ${line.quantity}`,
    )
  return null
}

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
    const refusal = await moveBalance(tx, line)
    if (refusal) return refuse(refusal)
    await tx.$executeRaw(
      sql`INSERT INTO "Posting" ("movement", "kind", "unitId", "lotId", "fromPlaceId", "toPlaceId", "quantity", "occurredAt", "recordedAt", "actor", "reason", "reversesId")
          VALUES (${movement.movement}, ${movement.kind}, ${line.unitId}, ${line.lotId}, ${line.from.id}, ${line.to.id}, ${line.quantity},
                  ${movement.occurredAt}, ${stamp.at}, ${stamp.actor}, ${movement.reason ?? null}, ${line.reversesId ?? null})`,
    )
  }
  return ok({ movement: movement.movement })
}
