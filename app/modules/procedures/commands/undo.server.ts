import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { reverseMovement } from '~/modules/stock/commands/moves.server'
import { usesOf } from '../queries/uses.server'
import type { ProcedureRefusal } from '../types'
import { openFile, storeEvent, type Target } from './open-file.server'

/**
 * Undoes a use that was recorded by mistake: its movement is posted back, the row of the use stays and shows as undone.
 * When nothing given is left, the procedure is back before giving. Refuses a closed procedure, and what was undone already.
 */
export const undoUse = (
  context: CommandContext,
  key: string,
  input: Target & { readonly movement: string; readonly reason: string },
): Promise<Result<{ givenStill: boolean }, ProcedureRefusal | CommandRefusal>> =>
  runCommand(
    context,
    { key, kind: 'procedure.undo-use', input },
    async (tx, note): Promise<Result<{ givenStill: boolean }, ProcedureRefusal>> => {
      const file = await openFile(tx, input)
      if (!file.ok) return file
      const { status } = file.value.row
      if (status === 'closed') return refuse({ code: 'NOTE_CLOSED' })
      const uses = await usesOf(tx, input.procedureId)
      const own = uses.filter((use) => use.movement === input.movement)
      if (own.length === 0) return refuse({ code: 'USE_UNKNOWN' })
      if (own.some((use) => use.undone)) return refuse({ code: 'USE_UNDONE_ALREADY' })
      const undone = await reverseMovement(tx, context, { movement: input.movement, as: key, reason: input.reason })
      if (!undone.ok) return undone
      const givenStill = uses.some((use) => use.isBiologic && !use.undone && use.movement !== input.movement)
      const back = !givenStill && (status === 'given' || status === 'observed')
      await storeEvent(tx, context, input.procedureId, {
        kind: 'undone',
        detail: { movement: input.movement, reason: input.reason },
        status: back ? 'consented' : undefined,
      })
      note({ subject: `procedure:${input.procedureId}`, detail: { undone: input.movement, reason: input.reason } })
      return ok({ givenStill })
    },
  )
