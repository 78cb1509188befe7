import { z } from 'zod'
import { id, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { humanOf } from '~/modules/auth/queries/rights.server'
import { endHolds } from '~/modules/stock/commands/holds.server'
import { saysWhy } from '~/modules/stock/rules/release'
import { excursionHolds } from '../queries/excursions.server'
import { mayRelease } from '../rules/correction'
import { decideClosing } from '../rules/excursion'
import { storageRefusals } from '../rules/refusals'
import { lotDecisions } from '../schema'

/**
 * A person closes an excursion with its cause, the manufacturer's advice and a decision for each lot (R21). Lots decided to
 * be fit are released, the others stay held. On one that is closed, what was kept on hold and is still here is decided
 * later, by the same form. Refuses an undecided lot, one that is closed with nothing left to decide, and a release by
 * anybody but a manager or the medical director who did not enter the readings, with an advice that says something.
 */
export const closeExcursion = command({
  kind: 'storage.close-excursion',
  what: 'Closes a temperature excursion with its cause, the maker’s advice and a decision for each lot.',
  right: 'stock.hold',
  by: 'person',
  whenLate: 'drop',
  input: z.object({ excursionId: id, cause: wordsIn(300), advice: wordsIn(1000), decisions: lotDecisions }),
  refusals: storageRefusals,
  audit: z.object({ place: z.number(), cause: z.string(), decisions: lotDecisions, released: z.number() }),
  run: async (work, { excursionId, cause, advice, decisions }) => {
    const { tx, at, actor, roles } = work
    const found = await tx.excursion.findFirst({
      where: { id: excursionId, place: { siteId: work.site.id } },
      select: { closedAt: true, placeId: true, cause: true, advice: true },
    })
    if (!found) return refuse({ code: 'EXCURSION_UNKNOWN' as const })
    const standing = await excursionHolds(tx, excursionId)
    const holds = found.closedAt === null ? standing : standing.filter(({ left }) => left)
    if (found.closedAt !== null && holds.length === 0) return refuse({ code: 'EXCURSION_CLOSED' as const })
    const closing = decideClosing(holds, decisions)
    if (!closing.ok) return closing
    const { release } = closing.value
    if (release.length > 0) {
      const placed = holds.filter(({ holdId }) => release.includes(holdId)).map((hold) => hold.actor)
      const entered = await Promise.all([...new Set(placed)].map((by) => humanOf(tx, by)))
      const mayNot = mayRelease({ human: work.personId, roles }, entered)
      if (mayNot !== null)
        return refuse({
          code: mayNot === 'not-yours' ? ('RELEASE_NOT_YOURS' as const) : ('RELEASE_BY_ANOTHER' as const),
        })
      if (!saysWhy(advice)) return refuse({ code: 'ADVICE_SAYS_NOTHING' as const })
    }
    const why = `Excursion ${excursionId} closed: ${advice}`
    let released = 0
    for (const lotId of new Set(holds.map((hold) => hold.lotId))) {
      const decision = decisions[lotId] ?? 'keep'
      const made = await tx.excursionDecision.create({
        data: { excursionId, lotId, decision, advice, at, actor },
        select: { id: true },
      })
      const ofLot = holds.filter((hold) => hold.lotId === lotId && release.includes(hold.holdId))
      const holdIds = ofLot.map(({ holdId }) => holdId)
      released += await endHolds(tx, work, holdIds, { by: 'excursion', decisionId: made.id, reason: why })
    }
    await tx.excursion.update({
      where: { id: excursionId },
      data: {
        closedAt: found.closedAt ?? at,
        cause: [found.cause, cause].filter(Boolean).join('\n'),
        advice: [found.advice, advice].filter(Boolean).join('\n'),
        closedBy: actor,
      },
      select: { id: true },
    })
    work.note(`excursion:${excursionId}`, { place: found.placeId, cause, decisions, released })
    return ok({ released })
  },
})
