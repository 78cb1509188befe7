import { z } from 'zod'
import type { Tx } from '~/lib/db.server'
import { id, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { command } from '~/modules/auth/commands/command.server'
import { humanOf } from '~/modules/auth/queries/rights.server'
import type { Role } from '~/modules/auth/types'
import { endHolds } from '~/modules/stock/commands/holds.server'
import { saysWhy } from '~/modules/stock/rules/release'
import { endTasks } from '~/modules/tasks/commands.server'
import { excursionHolds } from '../queries/excursions.server'
import { mayRelease } from '../rules/correction'
import { decideClosing } from '../rules/excursion'
import { storageRefusals } from '../rules/refusals'
import { lotDecisions } from '../schema'
import type { LotDecision } from '../types'
import { givenTask } from './store-reading.server'

type Hold = Awaited<ReturnType<typeof excursionHolds>>[number]

/** Why this person may not make what these holds keep usable again; null when they may. */
async function mayNotEnd(tx: Tx, who: { personId: number | null; roles: readonly Role[] }, holds: readonly Hold[]) {
  const entered = await Promise.all([...new Set(holds.map((hold) => hold.actor))].map((by) => humanOf(tx, by)))
  const mayNot = mayRelease({ human: who.personId, roles: who.roles }, entered)
  if (mayNot === null) return null
  return refuse({ code: mayNot === 'not-yours' ? ('RELEASE_NOT_YOURS' as const) : ('RELEASE_BY_ANOTHER' as const) })
}

/** Stores what was decided about one lot of an excursion, and ends the holds of the lot where it is fit. Returns how many ended. */
async function decideOnLot(
  tx: Tx,
  stamp: Stamp,
  about: {
    readonly excursionId: number
    readonly lotId: number
    readonly decision: LotDecision
    readonly advice: string
  },
  ofLot: readonly Hold[],
): Promise<number> {
  const made = await tx.excursionDecision.create({
    data: { ...about, at: stamp.at, actor: stamp.actor },
    select: { id: true },
  })
  if (about.decision !== 'release') return 0
  const holdIds = ofLot.map(({ holdId }) => holdId)
  const reason = `Excursion ${about.excursionId}: ${about.advice}`
  return endHolds(tx, stamp, holdIds, { by: 'excursion', decisionId: made.id, reason })
}

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
    const { tx, at, actor } = work
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
      const refused = await mayNotEnd(
        tx,
        work,
        holds.filter(({ holdId }) => release.includes(holdId)),
      )
      if (refused) return refused
      if (!saysWhy(advice)) return refuse({ code: 'ADVICE_SAYS_NOTHING' as const })
    }
    let released = 0
    for (const lotId of new Set(holds.map((hold) => hold.lotId))) {
      const about = { excursionId, lotId, decision: decisions[lotId] ?? ('keep' as const), advice }
      released += await decideOnLot(
        tx,
        work,
        about,
        holds.filter((hold) => hold.lotId === lotId),
      )
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
    await endTasks(tx, work, { about: { kind: 'excursion', id: excursionId }, kind: givenTask, note: cause })
    work.note(`excursion:${excursionId}`, { place: found.placeId, cause, decisions, released })
    return ok({ released })
  },
})

/**
 * Decides that one lot of an excursion may be used, from the list of holds: an outside reviewer sees no storage. The excursion
 * stays open until somebody of the clinic has entered its cause. Refuses everybody but a manager, the medical director or an
 * outside reviewer, who entered the reading, an advice that says nothing, and a lot that the excursion doesn't hold.
 */
export const decideExcursionLot = command({
  kind: 'storage.decide-excursion-lot',
  what: 'Decides that one lot of a temperature excursion may be used, as a second person.',
  right: 'hold.decide',
  by: 'person',
  whenLate: 'drop',
  input: z.object({ excursionId: id, lotId: id, advice: wordsIn(1000) }),
  refusals: storageRefusals,
  audit: z.object({ lot: z.number(), released: z.number() }),
  run: async (work, { excursionId, lotId, advice }) => {
    const { tx, site } = work
    const here = { id: excursionId, place: { siteId: site.id } }
    if (!(await tx.excursion.findFirst({ where: here, select: { id: true } })))
      return refuse({ code: 'EXCURSION_UNKNOWN' as const })
    const holds = (await excursionHolds(tx, excursionId)).filter((hold) => hold.lotId === lotId)
    if (holds.length === 0) return refuse({ code: 'EXCURSION_CLOSED' as const })
    const refused = await mayNotEnd(tx, work, holds)
    if (refused) return refused
    if (!saysWhy(advice)) return refuse({ code: 'ADVICE_SAYS_NOTHING' as const })
    const released = await decideOnLot(tx, work, { excursionId, lotId, decision: 'release', advice }, holds)
    work.note(`excursion:${excursionId}`, { lot: lotId, released })
    return ok({ released })
  },
})
