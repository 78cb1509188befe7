import { z } from 'zod'
import { sql, type Tx } from '~/lib/db.server'
import { id, wordsIn } from '~/lib/inputs'
import { refuse } from '~/lib/result'
import { int, read, row } from '~/lib/rows.server'
import { command } from '~/modules/auth/commands/command.server'
import { movementKindColumn } from '../queries/columns.server'
import { stockRefusals } from '../rules/refusals'
import { rightToUndo } from '../rules/undo'
import { reverseMovement } from './moves.server'

const movedBy = read(
  'stock.moved-by',
  row({ kind: movementKindColumn, unitId: int, fromSite: int, toSite: int }),
  (movement: string) =>
    sql`SELECT p."kind", p."unitId", f."siteId" AS "fromSite", t."siteId" AS "toSite" FROM "Posting" p
        JOIN "Place" f ON f."id" = p."fromPlaceId" JOIN "Place" t ON t."id" = p."toPlaceId"
        WHERE p."movement" = ${movement}`,
  ['a movement'],
)

/** The lines of a movement of this unit that was made at this site alone; none when it is another's. */
async function linesOf(tx: Tx, movement: string, unitId: number, siteId: number) {
  const lines = await movedBy(tx, movement)
  const here = lines.every((line) => line.fromSite === siteId && line.toSite === siteId)
  return here && lines.some((line) => line.unitId === unitId) ? lines : []
}

/**
 * Undoes a movement of one unit at the person's site (R14). Asks for the right of the act that it undoes. Refuses a
 * movement of another unit or site as if there were none, one that moved several units together, and one to a patient,
 * which is undone in its procedure.
 */
export const undoMovement = command({
  kind: 'stock.undo',
  what: 'Undoes a movement of one unit, from its page.',
  right: {
    says: 'The right of the movement that it undoes, on that very unit, at that site.',
    of: async (tx, { movement, unitId }, site) => {
      const [first] = await linesOf(tx, movement, unitId, site.id)
      // What can't be undone as a movement of stock, or isn't there, is refused by the command itself.
      return (first ? rightToUndo(first.kind) : null) ?? 'stock.move'
    },
  },
  by: 'anyone',
  whenLate: 'ask',
  input: z.object({
    movement: wordsIn(120),
    /** The unit from whose page it is undone: the movement must be this unit's alone. */
    unitId: id,
    reason: wordsIn(300),
  }),
  refusals: stockRefusals,
  audit: z.object({ units: z.array(z.number()) }),
  run: async (work, { movement, unitId, reason }) => {
    const lines = await linesOf(work.tx, movement, unitId, work.site.id)
    const [first] = lines
    if (!first) return refuse({ code: 'MOVEMENT_UNKNOWN' as const })
    const blocked = (why: string) => refuse({ code: 'UNDO_BLOCKED' as const, reason: why })
    if (first.kind === 'give') return blocked('it was given to a patient; correct it in the procedure.')
    if (rightToUndo(first.kind) === null) return blocked('it is an undoing itself; do the movement again.')
    if (lines.some((line) => line.unitId !== unitId))
      return blocked('it moved other units too; undo it where it was entered.')
    const undone = await reverseMovement(work.tx, work, { movement, as: work.movement, reason })
    if (undone.ok) work.note(`movement:${movement}`, { units: undone.value.unitIds })
    return undone
  },
})
