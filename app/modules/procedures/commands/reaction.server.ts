import { z } from 'zod'
import { addMinutes, dayOf, endOfDay, type Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { instantIn, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { command } from '~/modules/auth/commands/command.server'
import { placeHolds, standingHolds } from '~/modules/stock/commands/holds.server'
import { lotsOfSameDonor } from '~/modules/stock/queries/same-donor.server'
import { raiseTask } from '~/modules/tasks/commands.server'
import type { ProcedureFile } from '../queries/booking.server'
import { usesOf } from '../queries/uses.server'
import { holdsLots } from '../rules/reactions'
import { procedureRefusals } from '../rules/refusals'
import type { Reaction, ReactionSort } from '../types'
import { openFile, storeEvent, target } from './open-file.server'

/**
 * The lots that a reaction may come from: of everything that was injected, the anesthetic too (R28); before GIVEN was
 * pressed, of every vial that was scanned for it, since it may be in the patient already.
 */
async function lotsInQuestion(tx: Tx, file: ProcedureFile): Promise<number[]> {
  const given = (await usesOf(tx, file.row.id)).filter(
    (use) => (use.isBiologic || use.baseUnit === 'uL') && !use.isEmergency && !use.undone,
  )
  if (given.length > 0) return given.flatMap((use) => [use.lotId, ...use.otherLots.map(({ lotId }) => lotId)])
  const scanned = await tx.unit.findMany({
    where: { id: { in: file.state.scannedVials.map((each) => each.unitId) } },
    select: { lotId: true },
  })
  return scanned.map((unit) => unit.lotId)
}

/** Before anything was recorded as given, it only may be in the patient. */
function reactionNote(isOwn: boolean, isGiven: boolean): string {
  const what = isOwn ? 'it' : 'something of the same donor'
  return isGiven
    ? `A reaction after ${what} was given. Report it to the manufacturer.`
    : `A reaction before ${what} was recorded as given: find out whether it was. Report it to the manufacturer if so.`
}

/**
 * Holds, after a severe reaction, the lots that it may come from and every lot known to be of the same donor, for review: the
 * next patient does not get them. A lot that this procedure holds already is not held twice. Returns how many were.
 */
export async function holdAfterReaction(tx: Tx, stamp: Stamp, file: ProcedureFile): Promise<number> {
  const source = `procedure:${file.row.id}`
  const own = new Set(await lotsInQuestion(tx, file))
  const isGiven = (await usesOf(tx, file.row.id)).some((use) => !use.undone)
  const lots: number[] = []
  for (const lotId of await lotsOfSameDonor(tx, [...own]))
    if ((await standingHolds(tx, source, lotId)).length === 0) lots.push(lotId)
  await placeHolds(
    tx,
    stamp,
    lots.map((lotId) => ({
      reason: 'review',
      note: reactionNote(own.has(lotId), isGiven),
      source,
      lotId,
    })),
  )
  return lots.length
}

/**
 * Stores a reaction inside a transaction. One that is severe, infectious, or may come from the product holds its lots and every lot of
 * the donor, and asks the director for a review and somebody to tell the supplier the same day (R28). Returns how many were held.
 */
export async function storeReaction(
  tx: Tx,
  stamp: Stamp,
  file: ProcedureFile,
  seen: {
    readonly reaction: Exclude<Reaction, 'none'>
    readonly notes: string | null
    readonly at: Instant
    readonly sort?: ReactionSort
    readonly mayBeProduct?: boolean
  },
): Promise<number> {
  const { reaction, notes, at, sort = 'other', mayBeProduct = false } = seen
  const detail = { reaction, notes, sort, mayBeProduct }
  await storeEvent(tx, stamp, file.row.id, { kind: 'reaction', detail, occurredAt: at })
  return holdsLots({ reaction, sort, mayBeProduct }) ? reviewAfterReaction(tx, stamp, file) : 0
}

/** Holds the lots in question and raises the tasks that a reaction of this kind asks for. Returns how many lots were held. */
export async function reviewAfterReaction(tx: Tx, stamp: Stamp, file: ProcedureFile): Promise<number> {
  const { id, siteId, timeZone } = file.row
  const about = { kind: 'procedure', id }
  await raiseTask(tx, stamp, { kind: 'reaction.review', about, siteId, role: 'director' })
  const dueAt = endOfDay(dayOf(stamp.at, timeZone), timeZone)
  await raiseTask(tx, stamp, { kind: 'reaction.tell-supplier', about, siteId, role: 'manager', dueAt })
  return holdAfterReaction(tx, stamp, file)
}

/**
 * A reaction, recorded at any minute and as often as there is one, whatever state the procedure is in (R28, R41). Without
 * `seenAt` it was seen now. One that is severe, infectious, or may come from the
 * product holds the lots that it may come from in the same transaction. Refuses only a time
 * that lies ahead.
 */
export const recordReaction = command({
  kind: 'procedure.reaction',
  what: 'Records a reaction of the patient, at any minute.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'record',
  input: target.extend({
    reaction: z.enum(['mild', 'severe']),
    notes: wordsIn(1_000).nullable(),
    seenAt: instantIn.nullable(),
    sort: z.enum(['allergic', 'toxicity', 'infection', 'other']).optional(),
    mayBeProduct: z.boolean().optional(),
  }),
  refusals: procedureRefusals,
  audit: z.object({ reaction: z.string(), held: z.number() }),
  run: async (work, { reaction, notes, seenAt, sort, mayBeProduct, ...input }) => {
    const at = seenAt ?? work.happenedAt
    if (at > work.at) return refuse({ code: 'REACTION_IN_FUTURE' as const })
    const file = await openFile(work, input)
    if (!file.ok) return file
    const held = await storeReaction(work.tx, work, file.value, { reaction, notes, at, sort, mayBeProduct })
    work.note(`procedure:${input.procedureId}`, { reaction, held })
    return ok({ held })
  },
})

/** A clinician observes a patient longer, with why (R28). It never ends sooner than it would have. */
export const observeLonger = command({
  kind: 'procedure.observe-longer',
  what: 'Extends the observation of a patient.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'record',
  input: target.extend({ minutes: z.int().min(1).max(720), reason: wordsIn(300) }),
  refusals: procedureRefusals,
  audit: z.object({ until: z.string() }),
  run: async (work, { minutes, reason, ...input }) => {
    const file = await openFile(work, input)
    if (!file.ok) return file
    const until = addMinutes(work.happenedAt, minutes)
    await storeEvent(work.tx, work, input.procedureId, {
      kind: 'observe-longer',
      detail: { until, reason },
      occurredAt: work.happenedAt,
    })
    work.note(`procedure:${input.procedureId}`, { until })
    return ok({ until })
  },
})
