import type { Database } from '~/lib/db.server'
import { join, query, type Reader, sql } from '~/lib/db.server'
import { actorNames } from '~/modules/auth/queries.server'
import { deliveriesOfLot } from '~/modules/receiving/queries/deliveries.server'
import type { Told } from '~/modules/stock/types'

/** The procedures whose ledger places these are: `procedure 12` by place, never a patient (R25). */
async function procedureNames(reader: Reader, placeIds: readonly number[]): Promise<Record<number, string>> {
  if (placeIds.length === 0) return {}
  const rows = await query<{ placeId: number; id: number }>(
    reader,
    sql`SELECT "placeId", "id" FROM "Procedure" WHERE "placeId" IN (${join([...placeIds])})`,
  )
  return Object.fromEntries(rows.map((row) => [row.placeId, `procedure ${row.id}`]))
}

/** The words of other rooms that tell the story of a lot: people, deliveries, procedures. */
export async function storyWords(db: Database, lotId: number, told: Told) {
  const movers = told.movements.filter((movement) => movement.toKind === 'procedure')
  const actors = [
    ...told.movements.map((movement) => movement.actor),
    ...told.holds.flatMap((hold) => [hold.actor, hold.releasedBy ?? '']),
    ...told.openings.map((opening) => opening.actor),
    ...told.corrections.map((correction) => correction.actor),
  ]
  const [names, lines, procedures] = await Promise.all([
    actorNames(db, actors),
    deliveriesOfLot(db.read, lotId),
    procedureNames(db.read, [...new Set(movers.map((movement) => movement.toPlaceId))]),
  ])
  const cameBy = Object.fromEntries(
    lines.map((line) => [line.scanId, `Delivery ${line.deliveryId} of ${line.delivery.supplier.name}`]),
  )
  return { names: Object.fromEntries(names), cameBy, procedures }
}
