import type { Instant } from '~/lib/day'
import { among, sql, type Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { bool, int, nullable, read, row } from '~/lib/rows.server'
import type { Stamp } from '~/modules/audit/types'
import type { MovementKind, PlaceRef, StockRefusal } from '../types'
import { post } from './ledger.server'

const postedLines = read(
  'stock.posted-lines',
  row({
    id: int,
    unitId: int,
    lotId: int,
    fromPlaceId: int,
    fromInside: bool,
    toPlaceId: int,
    toInside: bool,
    quantity: int,
    reversed: nullable(int),
  }),
  (movement: string) =>
    sql`SELECT p."id", p."unitId", p."lotId", p."fromPlaceId", f."inside" AS "fromInside", p."toPlaceId",
          t."inside" AS "toInside", p."quantity", r."id" AS "reversed"
        FROM "Posting" p JOIN "Place" f ON f."id" = p."fromPlaceId" JOIN "Place" t ON t."id" = p."toPlaceId"
        LEFT JOIN "Posting" r ON r."reversesId" = p."id" WHERE p."movement" = ${movement} ORDER BY p."id" DESC`,
  ['a movement'],
)

/**
 * Posts a movement's lines the other way inside a transaction, each naming the one it reverses. Refuses a movement that
 * was undone already, and NOT_ENOUGH where what was moved has gone on since. Returns the units for the caller to look at.
 */
export async function reverseMovement(
  tx: Tx,
  stamp: Stamp,
  input: { movement: string; as: string; reason: string },
): Promise<Result<{ movement: string; unitIds: number[] }, StockRefusal>> {
  const posted = await postedLines(tx, input.movement)
  if (posted.length === 0) return refuse({ code: 'MOVEMENT_UNKNOWN' })
  if (posted.some((row) => row.reversed !== null)) return refuse({ code: 'ALREADY_UNDONE' })
  const undone = await post(tx, stamp, {
    movement: input.as,
    kind: 'undo',
    lines: posted.map((row) => ({
      unitId: row.unitId,
      lotId: row.lotId,
      from: { id: row.toPlaceId, inside: row.toInside },
      to: { id: row.fromPlaceId, inside: row.fromInside },
      quantity: row.quantity,
      reversesId: row.id,
    })),
    occurredAt: stamp.at,
    reason: input.reason,
  })
  return undone.ok ? ok({ movement: input.as, unitIds: posted.map((row) => row.unitId) }) : undone
}

const freeOf = read(
  'stock.free-of-units',
  row({ unitId: int, lotId: int, placeId: int, free: int }),
  (unitIds: readonly number[]) =>
    sql`SELECT b."unitId", u."lotId", b."placeId", b."quantity" - b."reserved" AS "free"
        FROM "Balance" b JOIN "Unit" u ON u."id" = b."unitId"
        WHERE b."unitId" IN ${among(unitIds)} AND b."quantity" > b."reserved"`,
  [[1]],
)

/** The lines that make single units out of a bulk, or move several units together: one movement, all or nothing. */
export async function moveTogether(
  tx: Tx,
  stamp: Stamp,
  input: {
    movement: string
    kind: MovementKind
    unitIds: readonly number[]
    to: PlaceRef
    occurredAt: Instant
    reason: string
  },
): Promise<Result<{ movement: string }, StockRefusal>> {
  if (input.unitIds.length === 0) return ok({ movement: input.movement })
  const rows = await freeOf(tx, input.unitIds)
  return post(tx, stamp, {
    movement: input.movement,
    kind: input.kind,
    lines: rows.map((row) => ({
      unitId: row.unitId,
      lotId: row.lotId,
      from: { id: row.placeId, inside: true },
      to: input.to,
      quantity: row.free,
    })),
    occurredAt: input.occurredAt,
    reason: input.reason,
  })
}
