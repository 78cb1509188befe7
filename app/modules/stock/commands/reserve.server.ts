import type { Instant } from '~/lib/day'
import { sql, type Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { notEnough } from '../queries/free.server'
import type { StockRefusal } from '../types'

/**
 * Keeps a quantity of a unit at a place for a booking, in one guarded update: two bookings can't have the same vial.
 * Refuses NOT_ENOUGH when less is free.
 */
export async function reserve(
  tx: Tx,
  input: { unitId: number; placeId: number; quantity: number; procedureId: number; requirement: string; at: Instant },
): Promise<Result<{ reservationId: number }, StockRefusal>> {
  const kept = await tx.$executeRaw(
    sql`UPDATE "Balance" SET "reserved" = "reserved" + ${input.quantity}
        WHERE "unitId" = ${input.unitId} AND "placeId" = ${input.placeId} AND "quantity" - "reserved" >= ${input.quantity}`,
  )
  if (kept === 0)
    return refuse(await notEnough(tx, { unitId: input.unitId, placeId: input.placeId, wanted: input.quantity }))
  const { at, ...reservation } = input
  const made = await tx.reservation.create({ data: { ...reservation, createdAt: at }, select: { id: true } })
  return ok({ reservationId: made.id })
}

/** Ends a reservation, used or freed, and lowers what is reserved. One that is over already stays as it is. */
export async function endReservation(
  tx: Tx,
  input: { reservationId: number; at: Instant; ended: 'used' | 'freed' },
): Promise<void> {
  const kept = await tx.reservation.findUnique({ where: { id: input.reservationId } })
  if (!kept || kept.endedAt !== null) return
  await tx.reservation.update({
    where: { id: kept.id },
    data: { endedAt: input.at, ended: input.ended },
    select: { id: true },
  })
  await tx.$executeRaw(
    sql`UPDATE "Balance" SET "reserved" = "reserved" - ${kept.quantity} WHERE "unitId" = ${kept.unitId} AND "placeId" = ${kept.placeId}`,
  )
}

/** A container was opened: its beyond-use time ends at `discardAt`, never later than an earlier opening's (R15). */
export const openUnit = (
  tx: Tx,
  stamp: Stamp,
  input: { unitId: number; openedAt: Instant; discardAt: Instant },
): Promise<unknown> =>
  tx.opening.create({ data: { ...input, recordedAt: stamp.at, actor: stamp.actor }, select: { id: true } })

/** The openings that the record of a movement made, which is undone as a mistake: they count no longer. */
export const undoOpenings = (tx: Tx, stamp: Stamp, movement: string): Promise<number> =>
  tx.$executeRaw(
    sql`INSERT INTO "OpeningUndo" ("openingId", "movement", "recordedAt", "actor")
        SELECT DISTINCT o."id", ${movement}, ${stamp.at}, ${stamp.actor} FROM "Opening" o JOIN "Posting" p ON p."unitId" = o."unitId"
        WHERE p."movement" = ${movement} AND p."recordedAt" = o."recordedAt" AND p."actor" = o."actor"
          AND NOT EXISTS (SELECT 1 FROM "OpeningUndo" x WHERE x."openingId" = o."id")`,
  )

/** A clock starts against a unit: thawed or out of storage, to be used by `limitAt` (R16). */
export const startClock = (
  tx: Tx,
  stamp: Stamp,
  input: { unitId: number; kind: 'thaw' | 'out-of-storage'; startedAt: Instant; limitAt: Instant },
): Promise<unknown> =>
  tx.unitClock.create({ data: { ...input, recordedAt: stamp.at, actor: stamp.actor }, select: { id: true } })
