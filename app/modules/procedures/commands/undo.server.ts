import { z } from 'zod'
import { sql } from '~/lib/db.server'
import { wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { bool, read, row } from '~/lib/rows.server'
import { command } from '~/modules/auth/commands/command.server'
import { holdBack } from '~/modules/stock/commands/holds.server'
import { reverseMovement } from '~/modules/stock/commands/moves.server'
import { undoOpenings } from '~/modules/stock/commands/reserve.server'
import { ended } from '~/modules/stock/messages'
import { sharingWith } from '../queries/shared.server'
import { usesOf } from '../queries/uses.server'
import { procedureRefusals } from '../rules/refusals'
import { rights } from '../rules/rights'
import { stillWithoutAfter } from './lost.server'
import { openFile, storeEvent, target } from './open-file.server'
import { endShared } from './shared.server'

const actOfUse = read(
  'procedures.act-of-use',
  row({ recordedLate: bool }),
  (siteId: number, procedureId: number, movement: string) => sql`
    SELECT e."recordedLate" FROM "ProcedureUse" e JOIN "Procedure" c ON c."id" = e."procedureId"
    WHERE c."siteId" = ${siteId} AND e."procedureId" = ${procedureId} AND e."movement" = ${movement}
    ORDER BY e."id" LIMIT 1`,
  [1, 1, 'a movement'],
)

/**
 * Undoes a use that was recorded by mistake: its movement is posted back, the row of the use stays and shows as undone.
 * A container that comes back is on hold until another person says what they saw, and what the record said of its opening counts no
 * longer. When nothing given is left, the procedure is back before giving. Refuses a closed procedure, and what was undone already.
 */
export const undoUse = command({
  kind: 'procedure.undo-use',
  what: 'Undoes a use that was recorded by mistake.',
  right: {
    says: 'The right of the act that it undoes: giving, or recording what was given, in that procedure, at that site.',
    of: async (tx, { procedureId, movement }, site) =>
      (await actOfUse.one(tx, site.id, procedureId, movement))?.recordedLate ? rights.recordGiven : rights.give,
  },
  by: 'anyone',
  whenLate: 'ask',
  input: target.extend({ movement: wordsIn(120), reason: wordsIn(300) }),
  refusals: procedureRefusals,
  audit: z.object({ undone: z.string(), reason: z.string() }),
  run: async (work, { procedureId, movement, reason }) => {
    const file = await openFile(work, { procedureId })
    if (!file.ok) return file
    const { status } = file.value.row
    if (status === 'closed') return refuse({ code: 'NOTE_CLOSED' as const })
    const uses = await usesOf(work.tx, procedureId)
    const own = uses.filter((use) => use.movement === movement)
    if (own.length === 0) return refuse({ code: 'USE_UNKNOWN' as const })
    if (own.some((use) => use.undone)) return refuse({ code: 'USE_UNDONE_ALREADY' as const })
    const sharing = await sharingWith(work.tx, procedureId)
    const lost = await stillWithoutAfter(work.tx, movement)
    const undone = await reverseMovement(work.tx, work, { movement, as: work.movement, reason })
    if (!undone.ok) return undone
    await undoOpenings(work.tx, work, movement)
    await holdBack(work.tx, work, `undo:${procedureId}`, undone.value.unitIds, ended(reason))
    const givenStill = uses.some((use) => use.isBiologic && !use.undone && use.movement !== movement)
    const back = !givenStill && (status === 'given' || status === 'observed')
    await storeEvent(work.tx, work, procedureId, {
      kind: 'undone',
      detail: { movement, reason, ...(lost.length > 0 && { lost }) },
      status: back ? 'consented' : undefined,
    })
    await endShared(work.tx, work, [procedureId, ...sharing], `Undone in procedure ${procedureId}: ${reason}`)
    work.note(`procedure:${procedureId}`, { undone: movement, reason })
    return ok({ givenStill, lost })
  },
})
