import { z } from 'zod'
import type { Tx } from '~/lib/db.server'
import { id, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command, type Work } from '~/modules/auth/commands/command.server'
import { humanOf } from '~/modules/auth/queries/rights.server'
import { endHolds } from '~/modules/stock/commands/holds.server'
import { saysWhy } from '~/modules/stock/rules/release'
import { closedGaps } from '../queries/closed-gaps.server'
import type { PlacedHold } from '../queries/corrections.server'
import { locationFacts } from '../queries/locations.server'
import { readingById } from '../queries/readings.server'
import { mayRelease } from '../rules/correction'
import { storageRefusals } from '../rules/refusals'
import type { LocationFacts } from '../types'

type Who = Pick<Work<never>, 'personId' | 'roles' | 'actor'>

/** Why this person may not end these holds; null when they may. A program never may: what it brings waits for a person. */
async function mayNot(tx: Tx, { personId, roles, actor }: Who, holds: readonly PlacedHold[]) {
  if (!actor.startsWith('person:')) return 'not-yours'
  const entered: (number | null)[] = []
  for (const by of new Set(holds.map((hold) => hold.actor))) entered.push(await humanOf(tx, by))
  return mayRelease({ human: personId, roles }, entered)
}

const why = 'A logger file measured the time that no reading had covered, and never out of range.'

/**
 * What a logger file closes: holds for a gap that it covers within range end at once where a second person brings it, and wait for one
 * otherwise (docs/safety.md §6).
 */
export async function closeGaps(
  tx: Tx,
  work: Who & { readonly at: Work<never>['at'] },
  location: LocationFacts,
  readingId: number,
): Promise<{ waits: number; ended: number }> {
  const holds = await closedGaps(tx, location)
  if (holds.length === 0) return { waits: 0, ended: 0 }
  if ((await mayNot(tx, work, holds)) !== null) return { waits: holds.length, ended: 0 }
  const holdIds = holds.map(({ holdId }) => holdId)
  return { waits: 0, ended: await endHolds(tx, work, holdIds, { by: 'reading', decisionId: readingId, reason: why }) }
}

/**
 * A manager, the medical director or an outside reviewer who did not enter the reading after the gap confirms that a logger file proves
 * the time: the holds for it end. Refuses everybody else, a file that closes no gap, and a reason that says nothing.
 */
export const confirmGap = command({
  kind: 'storage.confirm-gap',
  what: 'Confirms, as a second person, that a logger file proves a time that no reading had covered.',
  right: 'stock.hold',
  by: 'person',
  whenLate: 'drop',
  input: z.object({ readingId: id, reason: wordsIn(300) }),
  refusals: storageRefusals,
  audit: z.object({ reading: z.number(), reason: z.string(), ended: z.number() }),
  run: async (work, { readingId, reason }) => {
    const { tx, at, actor } = work
    const found = await readingById.one(tx, work.site.id, readingId)
    if (found?.source !== 'logger' || found.corrected) return refuse({ code: 'READING_UNKNOWN' as const })
    const location = await locationFacts(tx, work.site.id, found.placeId)
    if (!location) return refuse({ code: 'LOCATION_UNKNOWN' as const })
    const holds = await closedGaps(tx, location)
    const before = await tx.correctionConfirmation.findUnique({ where: { readingId }, select: { readingId: true } })
    if (before || holds.length === 0) return refuse({ code: 'NO_CORRECTION_WAITS' as const })
    const no = await mayNot(tx, work, holds)
    if (no !== null)
      return refuse({ code: no === 'not-yours' ? ('CONFIRM_NOT_YOURS' as const) : ('CONFIRM_BY_ANOTHER' as const) })
    if (!saysWhy(reason)) return refuse({ code: 'CORRECTION_SAYS_NOTHING' as const })
    await tx.correctionConfirmation.create({
      data: { readingId, reason, confirmedAt: at, actor },
      select: { readingId: true },
    })
    const holdIds = holds.map(({ holdId }) => holdId)
    const ended = await endHolds(tx, work, holdIds, {
      by: 'reading',
      decisionId: readingId,
      reason: `${why} ${reason}`,
    })
    work.note(`place:${found.placeId}`, { reading: readingId, reason, ended })
    return ok({ ended })
  },
})
