import { among, type Database, type Reader, sql } from '~/lib/db.server'
import { int, read, row } from '~/lib/rows.server'
import { actorNames } from '~/modules/auth/queries.server'
import { deliveriesOfLot } from '~/modules/receiving/queries/deliveries.server'
import type { Told } from '~/modules/stock/types'

const proceduresAt = read(
  'reports.procedures-at-places',
  row({ placeId: int, id: int }),
  (placeIds: readonly number[]) => sql`SELECT "placeId", "id" FROM "Procedure" WHERE "placeId" IN ${among(placeIds)}`,
  [[1]],
)

/** The procedures whose ledger places these are: `procedure 12` by place, never a patient (R25). */
async function procedureNames(reader: Reader, placeIds: readonly number[]): Promise<Record<number, string>> {
  const found = await proceduresAt(reader, placeIds)
  return Object.fromEntries(found.map(({ placeId, id }) => [placeId, `procedure ${id}`]))
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
