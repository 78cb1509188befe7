import { z } from 'zod'
import type { Tx } from '~/lib/db.server'
import { id, quantityOrNone } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { command } from '~/modules/auth/commands/command.server'
import { markUnits } from '~/modules/stock/commands/marks.server'
import { openUnit } from '~/modules/stock/commands/reserve.server'
import { clearFacts } from '../queries/clear-facts.server'
import { clearFindings, drawsOf, isClear, type ToDraw } from '../rules/clearance'
import { discardTime } from '../rules/plan-give'
import { procedureRefusals } from '../rules/refusals'
import { isOver } from '../rules/state'
import { atProcedure, openFile, stepFacts, storeEvent, target } from './open-file.server'

/** What is to be drawn of each container, in microliters. One that is kept and left out has no volume said. */
export const draws = z.array(z.object({ unitId: id, volume: quantityOrNone })).max(100)

/** What is drawn up is opened by it: from now on a single-dose container is this patient's, and a multi-dose one's time runs. */
async function openDrawn(tx: Tx, stamp: Stamp, procedureId: number, toDraw: readonly ToDraw[]): Promise<void> {
  const drawn = toDraw.filter(({ volume }) => (volume ?? 0) > 0)
  for (const { unit } of drawn) {
    if (unit.facts.openedAt !== null) continue
    const discardAt = discardTime(unit.facts, stamp.at)
    await openUnit(tx, stamp, { unitId: unit.facts.unitId, openedAt: stamp.at, discardAt })
  }
  const ref = { kind: 'procedure' as const, id: procedureId }
  await markUnits(
    tx,
    stamp,
    drawn.map(({ unit }) => ({ unitId: unit.facts.unitId, kind: 'opened-for' as const, ref, at: stamp.at })),
  )
}

/**
 * CLEAR TO INJECT (R67): the last check before drawing up, and the one that stops. Asks for everything anew at this moment: the
 * patient, READY, the time-out, each container scanned with its volume, the whole judgment, the dose, the anesthetics' limits, a
 * second dose at the site. Opens what is drawn. Volumes in microliters. Refuses with everything that blocks.
 */
export const clearToInject = command({
  kind: 'procedure.clear',
  what: 'CLEAR TO INJECT: the last check before anything is drawn up.',
  right: 'procedure.change',
  by: 'person',
  whenLate: 'drop',
  input: target.extend({ drawn: draws }),
  locks: atProcedure,
  refusals: procedureRefusals,
  audit: z.object({ units: z.array(z.int()) }),
  run: async (work, { drawn, ...input }) => {
    const { tx, at } = work
    const file = await openFile(work, input)
    if (!file.ok) return file
    const { state, row } = file.value
    if (isOver(state.status)) return refuse({ code: 'PROCEDURE_OVER' as const, status: state.status })
    const step = await stepFacts(tx, file.value, at)
    const facts = await clearFacts(tx, file.value, step, drawn, at)
    const findings = clearFindings(facts, at)
    if (!isClear(findings)) return refuse({ code: 'NOT_CLEAR' as const, findings })
    const cleared = drawsOf(facts.toDraw)
    await openDrawn(tx, work, row.id, facts.toDraw)
    const detail = { side: row.side, site: row.injectionSite, drawn: cleared, findings }
    await storeEvent(tx, work, row.id, { kind: 'cleared', detail })
    const units = cleared.map(({ unitId }) => unitId)
    work.note(`procedure:${row.id}`, { units })
    return ok({ units, said: findings.map(({ code }) => code) })
  },
})
