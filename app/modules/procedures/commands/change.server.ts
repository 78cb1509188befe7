import { z } from 'zod'
import { dateTime } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { idMax } from '~/lib/id'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { command } from '~/modules/auth/commands/command.server'
import { endBindings } from '~/modules/readiness/commands/bind.server'
import { keptFacts } from '~/modules/readiness/queries/facts.server'
import { noLongerFits } from '~/modules/readiness/rules/let-go'
import { lotText } from '~/modules/stock/rules/lot-key'
import { volumeText } from '~/modules/stock/rules/quantity'
import { raiseTask } from '~/modules/tasks/commands.server'
import type { ProcedureFile, ProcedureRow } from '../queries/booking.server'
import { type Booked, endedBy } from '../rules/booked-parts'
import { decideBooking } from '../rules/booking'
import { touched } from '../rules/cancel'
import { changedParts, changesOf, decideChange } from '../rules/change-booking'
import { procedureRefusals } from '../rules/refusals'
import type { BookedPart, ProcedureRefusal, Voided } from '../types'
import { asksOf, bookedInput, bookedOf, bookingFacts } from './booking-facts.server'
import { changedTask } from './lost.server'
import { openFile, storeEvent, target } from './open-file.server'

/** The parts of a booking in the words of its history. */
const wordsOf = (row: ProcedureRow, { furtherDose }: Booked): Record<BookedPart, string> => ({
  'further dose': furtherDose ? 'yes' : 'no',
  time: dateTime(row.scheduledAt, row.timeZone),
  room: row.roomName,
  clinician: row.clinician,
  side: row.side,
  site: row.injectionSite,
  product: row.productName,
  dose: volumeText(row.doseMicroliters),
  anesthesia: row.anesthesia,
})

/**
 * Lets go of what is kept and no longer fits. What was opened, thawed or drawn from stays with the booking and doesn't count for it:
 * a person says what becomes of it. Both leave a task until the procedure is signed READY again.
 */
async function letGo(tx: Tx, stamp: Stamp, before: ProcedureFile, after: ProcedureFile) {
  const kept = noLongerFits(await keptFacts(tx, before.booking), await keptFacts(tx, after.booking), stamp.at)
  const open = new Set(touched(kept).map(({ binding }) => binding.id))
  const free = kept.filter(({ binding }) => !open.has(binding.id))
  await endBindings(
    tx,
    stamp,
    free.map(({ binding }) => binding),
    'freed',
  )
  const { id, siteId } = after.row
  if (kept.length > 0) await raiseTask(tx, stamp, { kind: changedTask, about: { kind: 'procedure', id }, siteId })
  const names = (of: typeof kept) => of.map(({ lotNumber, unit }) => unit?.facts.unitNumber ?? lotText(lotNumber))
  return { freed: names(free), open: names(kept.filter((each) => !free.includes(each))) }
}

/** What came of a change: which parts, what they ended, and what is no longer kept. */
export type Changed = {
  readonly parts: readonly BookedPart[]
  readonly ended: readonly Voided[]
  readonly freed: readonly string[]
  /** Kept, opened or thawed, and of no use to the booking any more. */
  readonly open: readonly string[]
}

/**
 * A booking is changed, with history: time, room, clinician, side, site, product, dose, anesthesia, all as they shall be. What was
 * agreed on or judged for what stood there before ends by the events (`rules/booked-parts.ts`); what is kept and no longer fits is
 * let go. What is asked while booking is asked of what changed, too. `seen` is the last change that the form knew. Refuses a booking that can't be, after something was given, when somebody
 * else changed it meanwhile, and when nothing is changed. The patient can't be changed: that is another booking.
 */
export const changeBooking = command({
  kind: 'procedure.change-booking',
  what: 'Changes a booking: time, room, clinician, side, site, product, dose or anesthesia.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'ask',
  input: target.extend(bookedInput.shape).extend({ seen: z.int('must be a whole number').min(0).max(idMax) }),
  refusals: procedureRefusals,
  audit: z.object({
    changed: z.array(z.object({ part: z.string(), from: z.string(), to: z.string() })),
    ended: z.array(z.string()),
    freed: z.int(),
  }),
  run: async (work, { procedureId, seen, ...input }): Promise<Result<Changed, ProcedureRefusal>> => {
    const { tx, site } = work
    const file = await openFile(work, { procedureId })
    if (!file.ok) return file
    const { row, state } = file.value
    const before: Booked = { ...row, furtherDose: state.furtherDose }
    const facts = await bookingFacts(tx, site, { ...input, patientId: row.patientId, versionId: row.versionId })
    const injectionSite = facts.coded?.label ?? input.injectionSite
    const booked = bookedOf({ ...input, injectionSite }, before.furtherDose)
    const parts = changedParts(before, booked)
    const decision = decideChange(state, parts, seen)
    if (!decision.ok) return decision
    // What was booked and has been closed, archived or taken off the list since is no reason against changing another part.
    const allowed = decideBooking(input, {
      ...facts,
      roomHere: facts.roomHere || !parts.includes('room'),
      roomClosed: parts.includes('room') ? facts.roomClosed : null,
      siteKnown: facts.siteKnown || !parts.includes('site'),
      productIsBiologic: facts.productIsBiologic || !parts.includes('product'),
    })
    if (!allowed.ok) return allowed
    const { although = [], furtherDose: _said, ...stored } = input
    const { patientId } = row
    const asks = await asksOf(work, booked, facts, { patientId, procedureId, changed: parts, although })
    if (asks.length > 0) return refuse({ code: 'BOOKING_ASKS', findings: asks })
    await tx.procedure.update({
      where: { id: procedureId },
      data: {
        ...stored,
        injectionSite,
        injectionSiteCode: parts.includes('site') ? (facts.coded?.code ?? null) : row.injectionSiteCode,
      },
      select: { id: true },
    })
    const after = await openFile(work, { procedureId })
    if (!after.ok) return after
    const changed = changesOf(parts, wordsOf(row, before), wordsOf(after.value.row, booked))
    const { furtherDose } = booked
    const { freed, open } = await letGo(tx, work, file.value, after.value)
    await storeEvent(tx, work, procedureId, {
      kind: 'changed',
      detail: { changes: changed, freed, open, furtherDose, although },
    })
    const ended = endedBy(parts)
    work.note(`procedure:${procedureId}`, { changed, ended, freed: freed.length })
    return ok({ parts, ended, freed, open })
  },
})
