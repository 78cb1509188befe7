import { sql, type Tx } from '~/lib/db.server'
import { int, read, row } from '~/lib/rows.server'
import type { Stamp } from '~/modules/audit/types'
import { raiseTask } from '~/modules/tasks/commands.server'
import { endReservation } from './reserve.server'

const keptAt = read(
  'stock.kept-at',
  row({ reservationId: int, procedureId: int, siteId: int, quantity: int, standing: int, kept: int }),
  (unitId: number, placeId: number) =>
    sql`SELECT r."id" AS "reservationId", r."procedureId", p."siteId", r."quantity", b."quantity" AS "standing", b."reserved" AS "kept"
        FROM "Reservation" r JOIN "Place" p ON p."id" = r."placeId"
          JOIN "Balance" b ON b."unitId" = r."unitId" AND b."placeId" = r."placeId"
        WHERE r."unitId" = ${unitId} AND r."placeId" = ${placeId} AND r."endedAt" IS NULL ORDER BY r."id" DESC`,
  [1, 1],
)

/**
 * Something has happened to a unit where it stands: it broke, it was thrown away, somebody carried it off, a count found less. The
 * record is never refused for what is kept there (R41), so reservations end, the latest first, until that quantity is free. Each
 * procedure that loses one is NOT READY and gets a task: something else must be kept.
 */
export async function freeForWhatHappened(
  tx: Tx,
  stamp: Stamp & { readonly movement: string },
  { unitId, placeId, quantity }: { readonly unitId: number; readonly placeId: number; readonly quantity: number },
): Promise<void> {
  const kept = await keptAt(tx, unitId, placeId)
  let free = kept[0] ? kept[0].standing - kept[0].kept : quantity
  const { movement } = stamp
  for (const each of kept) {
    if (free >= quantity) return
    await endReservation(tx, { reservationId: each.reservationId, at: stamp.at, ended: 'freed' })
    free += each.quantity
    const about = { kind: 'procedure', id: each.procedureId }
    await raiseTask(tx, stamp, {
      kind: 'procedure.lost-kept',
      about,
      siteId: each.siteId,
      detail: { unitId, movement },
    })
  }
}
