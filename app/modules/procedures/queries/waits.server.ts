import type { Instant } from '~/lib/day'
import { among, type Reader, sql } from '~/lib/db.server'
import { int, nullable, read, row } from '~/lib/rows.server'
import type { Bound } from '~/modules/readiness/types'
import { waitForOf, waitsOf } from '../rules/waits'
import type { Wait } from '../types'
import type { ProcedureFile } from './booking.server'

const waitMinutes = read(
  'procedures.wait-minutes',
  row({ id: int, waitMinutes: nullable(int) }),
  (productIds: readonly number[]) => sql`SELECT "id", "waitMinutes" FROM "Product" WHERE "id" IN ${among(productIds)}`,
  [[1, 2]],
)

/** What is waited for in a procedure, with the minutes of the labels of what is kept for it. */
export async function waitsOfProcedure(
  reader: Reader,
  { row: { anesthesia, timeZone }, events }: Pick<ProcedureFile, 'row' | 'events'>,
  bound: readonly Bound[],
  at: Instant,
): Promise<Wait[]> {
  const facts = bound.flatMap(({ unit }) => (unit && waitForOf(unit.facts.categoryCode) !== null ? [unit.facts] : []))
  const ids = [...new Set(facts.map(({ productId }) => productId))]
  const minutes = new Map(
    ids.length === 0 ? [] : (await waitMinutes(reader, ids)).map((each) => [each.id, each.waitMinutes]),
  )
  const kept = facts.map(({ categoryCode, productId, productName }) => ({
    categoryCode,
    productName,
    waitMinutes: minutes.get(productId) ?? null,
  }))
  return waitsOf({ anesthesia, timeZone, events }, kept, at)
}
