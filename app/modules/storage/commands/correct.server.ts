import { z } from 'zod'
import type { Tx } from '~/lib/db.server'
import { id, instantIn, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { command } from '~/modules/auth/commands/command.server'
import { humanOf } from '~/modules/auth/queries/rights.server'
import type { Role } from '~/modules/auth/types'
import { endHolds } from '~/modules/stock/commands/holds.server'
import { saysWhy } from '~/modules/stock/rules/release'
import { correctionById, type Freed, freedBy } from '../queries/corrections.server'
import { locationFacts } from '../queries/locations.server'
import { readingById } from '../queries/readings.server'
import { mayRelease } from '../rules/correction'
import { storageRefusals } from '../rules/refusals'
import { celsiusText } from '../rules/temperature'
import { readingAudit, readingFigures } from './reading.server'
import { storeReading } from './store-reading.server'

/** The people by whose entries these holds stand, and who entered the reading; a token counts as its maker. */
async function humansBehind(tx: Tx, actors: readonly string[]): Promise<(number | null)[]> {
  const humans: (number | null)[] = []
  for (const actor of new Set(actors)) humans.push(await humanOf(tx, actor))
  return humans
}

/** Ends what a correction ends, in one go: its holds, and the excursions in which nothing is left. Returns how many holds ended. */
async function endByCorrection(
  tx: Tx,
  stamp: Stamp,
  freed: Freed,
  { readingId, why }: { readonly readingId: number; readonly why: string },
): Promise<number> {
  const holdIds = freed.holds.map(({ holdId }) => holdId)
  const ended = await endHolds(tx, stamp, holdIds, { by: 'reading', decisionId: readingId, reason: why })
  for (const { id: excursionId, restsOn } of freed.excursions)
    if (restsOn.length === 0)
      await tx.excursion.update({
        where: { id: excursionId },
        data: {
          closedAt: stamp.at,
          cause: why,
          advice: 'No advice was needed: the reading was mistyped.',
          closedBy: stamp.actor,
        },
        select: { id: true },
      })
  return ended
}

const sentenceOf = (was: number, is: number, reason: string): string =>
  `Mistyped: the reading of ${celsiusText(was)} was ${celsiusText(is)}. ${reason}`

/** Who corrects, with the roles that they have now. */
type Who = { readonly personId: number | null; readonly roles: readonly Role[] }

/**
 * A person corrects a reading that was mistyped, by a further reading that names it and says why. Both stay, and the corrected one
 * counts no longer. What it had put on hold ends at once only where a manager or the medical director who had not entered it
 * corrects it; otherwise it stands until such a person confirms (docs/safety.md §6). Nothing is refused for that: the
 * correction is recorded in any case. Refuses a reading that is corrected already, and a reason that says nothing.
 */
export const correctReading = command({
  kind: 'storage.correct-reading',
  what: 'Corrects a mistyped reading by a further one; what it held ends when a second person agrees.',
  right: 'storage.record',
  by: 'person',
  whenLate: 'ask',
  input: readingFigures.extend({ readingId: id, takenAt: instantIn.optional(), reason: wordsIn(300) }),
  refusals: storageRefusals,
  audit: readingAudit.extend({ corrects: z.number(), reason: z.string(), waits: z.number(), ended: z.number() }),
  run: async (work, { readingId, reason, ...reading }) => {
    const { tx } = work
    const wrong = await readingById.one(tx, work.site.id, readingId)
    if (!wrong) return refuse({ code: 'READING_UNKNOWN' as const })
    if (wrong.corrected) return refuse({ code: 'READING_CORRECTED_BEFORE' as const })
    if (!saysWhy(reason)) return refuse({ code: 'CORRECTION_SAYS_NOTHING' as const })
    const location = await locationFacts(tx, work.site.id, wrong.placeId)
    if (!location) return refuse({ code: 'LOCATION_UNKNOWN' as const })
    const takenAt = reading.takenAt ?? wrong.takenAt
    const corrects = { id: readingId, reason }
    const stored = await storeReading(tx, work, location, { ...reading, takenAt, corrects })
    if (!stored.ok) return stored
    const freed = await freedBy(tx, location, { id: readingId, takenAt: wrong.takenAt })
    const { waits, ended } = await settle(tx, work, work, freed, {
      enteredBy: wrong.actor,
      readingId: stored.value.readingId,
      why: sentenceOf(wrong.current, reading.current, reason),
    })
    const answer = { ...stored.value, waits, ended }
    work.note(`place:${wrong.placeId}`, { ...answer, corrects: readingId, reason })
    return ok(answer)
  },
})

/** Ends what a correction frees, where this person may make it usable again; otherwise it waits for one who may. */
async function settle(
  tx: Tx,
  stamp: Stamp,
  { personId, roles }: Who,
  freed: Freed,
  { enteredBy, readingId, why }: { readonly enteredBy: string; readonly readingId: number; readonly why: string },
): Promise<{ waits: number; ended: number }> {
  const entered = await humansBehind(tx, [enteredBy, ...freed.holds.map(({ actor }) => actor)])
  const mayNot = mayRelease({ human: personId, roles }, entered) !== null
  if (freed.holds.length > 0 && mayNot) return { waits: freed.holds.length, ended: 0 }
  return { waits: 0, ended: await endByCorrection(tx, stamp, freed, { readingId, why }) }
}

/**
 * A manager or the medical director who had not entered the reading confirms its correction; what it had put on hold then ends.
 * Refuses everybody else, a correction for which nothing waits, and a reason that says nothing.
 */
export const confirmCorrection = command({
  kind: 'storage.confirm-correction',
  what: 'Confirms the correction of a mistyped reading, as a second person; what it held ends.',
  right: 'stock.hold',
  by: 'person',
  whenLate: 'drop',
  input: z.object({ readingId: id, reason: wordsIn(300) }),
  refusals: storageRefusals,
  audit: z.object({ reading: z.number(), corrects: z.number(), reason: z.string(), ended: z.number() }),
  run: async (work, { readingId, reason }) => {
    const { tx, at, actor, personId, roles } = work
    const found = await correctionById.one(tx, work.site.id, readingId)
    if (!found) return refuse({ code: 'READING_UNKNOWN' as const })
    const location = await locationFacts(tx, work.site.id, found.placeId)
    if (!location) return refuse({ code: 'LOCATION_UNKNOWN' as const })
    const freed = await freedBy(tx, location, { id: found.correctsId, takenAt: found.correctedTakenAt })
    if (found.confirmed || freed.holds.length === 0) return refuse({ code: 'NO_CORRECTION_WAITS' as const })
    const entered = await humansBehind(tx, [found.enteredBy, ...freed.holds.map((hold) => hold.actor)])
    const mayNot = mayRelease({ human: personId, roles }, entered)
    if (mayNot !== null)
      return refuse({ code: mayNot === 'not-yours' ? ('CONFIRM_NOT_YOURS' as const) : ('CONFIRM_BY_ANOTHER' as const) })
    if (!saysWhy(reason)) return refuse({ code: 'CORRECTION_SAYS_NOTHING' as const })
    await tx.correctionConfirmation.create({
      data: { readingId, reason, confirmedAt: at, actor },
      select: { readingId: true },
    })
    const why = `${sentenceOf(found.correctedCurrent, found.current, found.reason)} Confirmed: ${reason}`
    const ended = await endByCorrection(tx, work, freed, { readingId, why })
    work.note(`place:${found.placeId}`, { reading: readingId, corrects: found.correctsId, reason, ended })
    return ok({ ended })
  },
})
