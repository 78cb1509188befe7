import type { Tx } from '~/lib/db.server'
import type { Stamp } from '~/modules/audit/types'
import { endTasks, raiseTask } from '~/modules/tasks/commands.server'
import { lostBy } from '../queries/lost.server'
import { storeEvent } from './open-file.server'

/** What was kept for a procedure was given in another one: something else must be kept. */
const lostTask = 'procedure.lost-kept'

/** A booking was changed, and what was kept for it no longer fits: something else is kept, or what is opened is dealt with. */
export const changedTask = 'procedure.changed-kept'

/** Says to a procedure that a container that it kept was given in another one, by which movement, and asks for another one. */
export async function tellLost(
  tx: Tx,
  stamp: Stamp,
  procedureId: number,
  lost: { readonly lotNumber: string; readonly unitId: number; readonly movement: string },
): Promise<void> {
  const { lotNumber, unitId, movement } = lost
  const findings = [{ code: 'KEPT_WAS_GIVEN', lotNumber }]
  await storeEvent(tx, stamp, procedureId, { kind: 'finding', detail: { findings, movement } })
  const { siteId } = await tx.procedure.findUniqueOrThrow({ where: { id: procedureId }, select: { siteId: true } })
  const about = { kind: 'procedure', id: procedureId }
  await raiseTask(tx, stamp, { kind: lostTask, about, siteId, detail: { unitId, movement } })
}

/** A procedure is signed READY again: what it had lost, to another procedure or to a change of its booking, was replaced. */
export async function endLost(tx: Tx, stamp: Stamp, procedureId: number): Promise<void> {
  for (const kind of [lostTask, changedTask])
    await endTasks(tx, stamp, { about: { kind: 'procedure', id: procedureId }, kind, note: 'Signed READY.' })
}

/** The procedures that an act took something from: undoing it doesn't keep it for them again. */
export const stillWithoutAfter = async (tx: Tx, movement: string): Promise<number[]> =>
  (await lostBy(tx)).filter((each) => each.movement === movement).map((each) => each.procedureId)
