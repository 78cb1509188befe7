import { z } from 'zod'
import type { Tx } from '~/lib/db.server'
import { id, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { placeFacts } from '../queries/places.server'
import { stockRefusals } from '../rules/refusals'
import { subjectOf } from '../rules/release'
import { holdReasons } from '../schema'
import type { HoldScope, StockRefusal } from '../types'
import { placeHolds } from './holds.server'
import { holdLocks } from './locks.server'

/** What is missing of what is to be held; null when it is there. A place counts only at the person's own site. */
async function missing(tx: Tx, scope: HoldScope, siteId: number): Promise<StockRefusal | null> {
  const select = { id: true }
  if ('placeId' in scope)
    return (await placeFacts(tx, scope.placeId))?.siteId === siteId ? null : { code: 'PLACE_UNKNOWN' }
  if ('unitId' in scope)
    return (await tx.unit.findUnique({ where: { id: scope.unitId }, select })) ? null : { code: 'UNIT_UNKNOWN' }
  if ('lotId' in scope)
    return (await tx.lot.findUnique({ where: { id: scope.lotId }, select })) ? null : { code: 'LOT_UNKNOWN' }
  return (await tx.product.findUnique({ where: { id: scope.productId }, select })) ? null : { code: 'PRODUCT_UNKNOWN' }
}

/**
 * A person takes stock out of use, with what was seen: a lot or a product at every site (R45), one unit, or a place of
 * their own site. Refuses what is not there.
 */
export const placeHold = command({
  kind: 'stock.hold',
  what: 'Takes a lot, a unit, a product or a place out of use, with a reason.',
  right: 'stock.hold',
  by: 'anyone',
  whenLate: 'send',
  input: z.object({
    scope: z.union([
      z.strictObject({ lotId: id }),
      z.strictObject({ unitId: id }),
      z.strictObject({ placeId: id }),
      z.strictObject({ productId: id }),
    ]),
    reason: z.enum(holdReasons),
    note: wordsIn(500),
  }),
  locks: ({ scope }) => holdLocks(scope),
  refusals: stockRefusals,
  audit: z.object({ reason: z.string() }),
  run: async (work, { scope, reason, note }) => {
    const refusal = await missing(work.tx, scope, work.site.id)
    if (refusal) return refuse(refusal)
    await placeHolds(work.tx, work, [{ reason, note, ...scope }])
    work.note(subjectOf(scope), { reason })
    return ok(null)
  },
})
