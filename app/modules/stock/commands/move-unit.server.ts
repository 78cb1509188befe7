import { z } from 'zod'
import { addHours } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { id, quantity, textIn, wordsIn } from '~/lib/inputs'
import { ok, type Result, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import type { Site } from '~/modules/auth/types'
import { unitFacts } from '../queries/facts.server'
import { placeFacts } from '../queries/places.server'
import { decideMove } from '../rules/move'
import { stockRefusals } from '../rules/refusals'
import { movedOutside } from '../rules/release'
import type { StockRefusal, UnitFacts } from '../types'
import { placeHolds } from './holds.server'
import { freeForWhatHappened } from './kept.server'
import { outsidePlace, post } from './ledger.server'
import { unitLocks } from './locks.server'
import { startClock } from './reserve.server'

/** A unit at a place of the person's own site. What stands elsewhere is another site's to move. */
export async function unitHere(
  tx: Tx,
  site: Site,
  { unitId, placeId }: { readonly unitId: number; readonly placeId: number },
): Promise<Result<UnitFacts, StockRefusal>> {
  const [facts] = await unitFacts(tx, { unitIds: [unitId], placeIds: [placeId], includeEmpty: true })
  if (facts?.siteId === site.id) return ok(facts)
  const place = await placeFacts(tx, placeId)
  return refuse({ code: place?.siteId === site.id ? 'UNIT_UNKNOWN' : 'PLACE_UNKNOWN' })
}

/**
 * Moves a unit (or part of a bulk) from one inside place to another. Refuses a place without the product's band (R19),
 * unless it was done already, or is a rescue out of failing storage: then it is recorded and held, whoever it was kept for (R41).
 * Taking a cold product to a place without a band starts
 * its out-of-storage or thaw clock (R16).
 */
export const moveUnit = command({
  kind: 'stock.move',
  what: 'Moves a unit, or part of a bulk, from one place of the site to another.',
  right: 'stock.move',
  by: 'anyone',
  whenLate: 'send',
  input: z
    .object({
      unitId: id,
      fromPlaceId: id,
      toPlaceId: id,
      quantity,
      reason: textIn(300).optional(),
      /** It was moved already (R41): never refused for its storage, but recorded and held. */
      alreadyDone: z.boolean().default(false),
      /** Its storage fails and it must go somewhere now: nothing stops that, and what stands against it is recorded. */
      rescue: z.boolean().default(false),
    })
    .refine(({ fromPlaceId, toPlaceId }) => fromPlaceId !== toPlaceId, {
      path: ['toPlaceId'],
      message: 'It stands there already. Choose another place.',
    }),
  locks: unitLocks,
  refusals: stockRefusals,
  audit: z.object({
    from: z.number(),
    to: z.number(),
    quantity: z.number(),
    rescue: z.boolean().optional(),
    findings: z.array(z.string()).optional(),
  }),
  run: async (work, { unitId, fromPlaceId, toPlaceId, quantity, reason, alreadyDone, rescue }) => {
    const { tx, at, movement } = work
    const found = await unitHere(tx, work.site, { unitId, placeId: fromPlaceId })
    if (!found.ok) return found
    const { lotId, needsThaw, siteId } = found.value
    const to = await placeFacts(tx, toPlaceId)
    if (to?.siteId !== siteId) return refuse({ code: 'PLACE_UNKNOWN' as const })
    const how = rescue ? 'rescue' : alreadyDone ? 'done' : 'planned'
    const decision = decideMove(found.value, to, { quantity, how }, at)
    if (!decision.ok) return decision
    const moving = { from: fromPlaceId, to: toPlaceId, quantity }
    const findings = decision.value.findings.map(({ code }) => code)
    work.note(`unit:${unitId}`, rescue ? { ...moving, rescue, findings } : moving)
    const from = { id: fromPlaceId, inside: true }
    const lines = [{ unitId, lotId, from, to, quantity }]
    if (how !== 'planned') await freeForWhatHappened(tx, work, { unitId, placeId: fromPlaceId, quantity })
    const moved = await post(tx, work, { movement, kind: 'move', lines, occurredAt: at, reason })
    if (!moved.ok) return moved
    const { clockHours, hold } = decision.value
    if (clockHours !== null) {
      const kind = needsThaw ? 'thaw' : 'out-of-storage'
      await startClock(tx, work, { unitId, kind, startedAt: at, limitAt: addHours(at, clockHours) })
    }
    if (hold) await placeHolds(tx, work, [{ reason: 'temperature', note: hold, source: movedOutside, unitId }])
    return ok({ movement, held: hold !== null })
  },
})

/** Posts a quantity of a unit out of an inside place for good (R14). */
const leaving = (kind: 'discard' | 'return', what: string) =>
  command({
    kind: `stock.${kind}`,
    what,
    right: 'stock.move',
    by: 'anyone',
    whenLate: kind === 'discard' ? 'record' : 'send',
    input: z.object({ unitId: id, fromPlaceId: id, quantity, reason: wordsIn(300) }),
    locks: unitLocks,
    refusals: stockRefusals,
    audit: z.object({ from: z.number(), quantity: z.number(), reason: z.string() }),
    run: async (work, { unitId, fromPlaceId, quantity, reason }) => {
      const { tx, at, movement } = work
      const found = await unitHere(tx, work.site, { unitId, placeId: fromPlaceId })
      if (!found.ok) return found
      const { lotId, siteId } = found.value
      const to = await outsidePlace(tx, siteId, kind)
      work.note(`unit:${unitId}`, { from: fromPlaceId, quantity, reason })
      const lines = [{ unitId, lotId, from: { id: fromPlaceId, inside: true }, to, quantity }]
      if (kind === 'discard') await freeForWhatHappened(tx, work, { unitId, placeId: fromPlaceId, quantity })
      return post(tx, work, { movement, kind, lines, occurredAt: at, reason })
    },
  })

/** Discards a quantity of a unit, with a reason, whoever it is kept for. Refuses more than stands there. */
export const discardUnit = leaving('discard', 'Discards a quantity of a unit, with a reason.')

/** Returns a quantity of a unit to its supplier, with a reason. Refuses more than is free there. */
export const returnUnit = leaving('return', 'Sends a quantity of a unit back to its supplier, with a reason.')
