import { z } from 'zod'
import type { Tx } from '~/lib/db.server'
import { id, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command, type Work } from '~/modules/auth/commands/command.server'
import { humanOf } from '~/modules/auth/queries/rights.server'
import { placeFacts } from '../queries/places.server'
import { stockRefusals } from '../rules/refusals'
import { endingOf, saysWhy, subjectOf } from '../rules/release'
import type { HoldPage, HoldReason } from '../types'
import { decideEnd } from './holds.server'
import { holdLocks } from './locks.server'

const endedHold = (tx: Tx, holdId: number) =>
  tx.hold.findUnique({
    where: { id: holdId },
    select: {
      productId: true,
      lotId: true,
      unitId: true,
      placeId: true,
      reason: true,
      source: true,
      actor: true,
      unit: { select: { lotId: true } },
      release: { select: { holdId: true } },
    },
  })

type EndedHold = NonNullable<Awaited<ReturnType<typeof endedHold>>>

/** Whether a hold covers what a page is about: a lot's page shows its units' and its product's holds, a unit's its lot's. */
async function concerns(tx: Tx, hold: EndedHold, page: HoldPage, siteId: number): Promise<boolean> {
  if ('placeId' in page) {
    const place = await placeFacts(tx, page.placeId)
    if (hold.placeId === null || place?.siteId !== siteId) return false
    return hold.placeId === place.id || hold.placeId === place.parentId
  }
  const unit =
    'unitId' in page ? await tx.unit.findUnique({ where: { id: page.unitId }, select: { lotId: true } }) : null
  const lotId = 'lotId' in page ? page.lotId : unit?.lotId
  if (lotId === undefined) return false
  if (hold.lotId !== null) return hold.lotId === lotId
  if (hold.unit !== null) return 'unitId' in page ? hold.unitId === page.unitId : hold.unit.lotId === lotId
  const lot = await tx.lot.findUnique({ where: { id: lotId }, select: { productId: true } })
  return hold.productId !== null && hold.productId === lot?.productId
}

const input = z.object({
  holdId: id,
  /** What the page is about, from which it is ended: the hold must be one of that page. */
  page: z.union([z.strictObject({ lotId: id }), z.strictObject({ unitId: id }), z.strictObject({ placeId: id })]),
  reason: wordsIn(300),
})
const audit = z.object({ hold: z.number(), was: z.string(), source: z.string().nullable() })

async function end(
  how: 'release' | 'decide',
  { tx, site, personId, roles, note, ...stamp }: Work<z.infer<typeof audit>>,
  { holdId, page, reason }: z.infer<typeof input>,
) {
  const hold = await endedHold(tx, holdId)
  if (!hold || !(await concerns(tx, hold, page, site.id))) return refuse({ code: 'HOLD_UNKNOWN' as const })
  if (hold.release) return refuse({ code: 'ALREADY_RELEASED' as const })
  const placed = { source: hold.source, reason: hold.reason as HoldReason, human: await humanOf(tx, hold.actor) }
  const ending = endingOf(placed, { human: personId, roles })
  if (ending.how === 'not-here') return refuse({ code: 'HOLD_ENDS_ELSEWHERE' as const, ending })
  if (ending.how !== how) return refuse({ code: 'HOLD_UNKNOWN' as const })
  if (!saysWhy(reason)) return refuse({ code: 'REASON_SAYS_NOTHING' as const })
  if (!(await decideEnd(tx, stamp, holdId, reason))) return refuse({ code: 'ALREADY_RELEASED' as const })
  note(subjectOf(hold), { hold: holdId, was: hold.reason, source: hold.source })
  return ok(null)
}

/**
 * A person puts back into use what was held by hand, or compares a date that another made later. Refuses every hold that
 * belongs to a recall, an excursion, a delivery, a reading or a procedure: those end there. Refuses a hold of another page's
 * thing, one that is released already, and a reason that says nothing.
 */
export const releaseHold = command({
  kind: 'stock.release-hold',
  what: 'Releases a hold that was placed by hand, or by a date that another person made later.',
  right: 'hold.decide',
  by: 'person',
  whenLate: 'drop',
  input,
  locks: ({ page }) => holdLocks(page),
  refusals: stockRefusals,
  audit,
  run: (work, given) => end('release', work, given),
})

/**
 * The decision of a manager or the medical director, after an inspection, that what a delivery, a reading, a move or a
 * procedure put on hold may be used. Never of the person by whose act it was held. Refuses what `releaseHold` refuses.
 */
export const decideHold = command({
  kind: 'stock.decide-hold',
  what: 'Decides, after an inspection, that what a delivery, a reading, a move or a procedure put on hold may be used.',
  right: 'hold.decide',
  by: 'person',
  whenLate: 'drop',
  input,
  locks: ({ page }) => holdLocks(page),
  refusals: stockRefusals,
  audit,
  run: (work, given) => end('decide', work, given),
})
