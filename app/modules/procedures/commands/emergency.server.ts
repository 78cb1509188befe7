import { z } from 'zod'
import type { Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { id, instantIn, textIn } from '~/lib/inputs'
import { ok } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { command } from '~/modules/auth/commands/command.server'
import { openSeal } from '~/modules/kits/commands/kit.server'
import { kitFacts } from '~/modules/kits/queries.server'
import { post } from '~/modules/stock/commands/ledger.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { judge } from '~/modules/stock/rules/judge/judge'
import type { PostingLine, UnitFacts } from '~/modules/stock/types'
import { raiseTask } from '~/modules/tasks/commands.server'
import type { ProcedureFile } from '../queries/booking.server'
import { procedureRefusals } from '../rules/refusals'
import { openFile, storeEvent, target } from './open-file.server'
import { placesOfGiving, storeUses } from './use-facts.server'

/** One container, or one piece, of what lies in a kit, in base units. */
const pieceOf = ({ baseUnit, containerQuantity }: UnitFacts): number => (baseUnit === 'uL' ? containerQuantity : 1)

/**
 * What was taken from a kit leaves it, expired, recalled or not, with all that is known against it (intent `rescue`); what the ledger
 * does not know of comes from the place of differences.
 */
async function takeFromKit(
  tx: Tx,
  stamp: Stamp & { readonly movement: string },
  file: ProcedureFile,
  unit: UnitFacts,
  at: Instant,
): Promise<void> {
  const { unitId, lotId, placeId } = unit
  const places = await placesOfGiving(tx, file)
  const piece = pieceOf(unit)
  const there = Math.max(0, Math.min(piece, unit.quantity - unit.reserved))
  const line = (from: PostingLine['from'], quantity: number): PostingLine[] =>
    quantity > 0 ? [{ unitId, lotId, from, to: places.procedure, quantity }] : []
  const lines = [...line({ id: placeId, inside: true }, there), ...line(places.difference, piece - there)]
  const how = { movement: stamp.movement, kind: 'give' as const, occurredAt: at, reason: 'Emergency' }
  const posted = await post(tx, stamp, { ...how, lines })
  if (!posted.ok) await post(tx, stamp, { ...how, lines: line(places.difference, piece) })
  const use = { unitId, lotId, quantity: piece, wasted: 0, basis: 'typed' as const, raw: null }
  const findings = new Map([[unitId, judge(unit, { intent: 'rescue' }, at)]])
  await storeUses(tx, stamp, file.row.id, stamp.movement, [use], { givenAt: at, recordedLate: false, findings })
  const [kit] = (await kitFacts(tx, { siteIds: [file.row.siteId] })).filter((each) => each.placeId === placeId)
  if (kit && kit.sealBrokenAt === null) await openSeal(tx, stamp.at, kit.kitId)
}

/**
 * A drug of an emergency, by one tap (R28, R52): what, how much, when, by whom. It stops and asks nothing, whatever state the procedure
 * is in and whatever stands against the drug; a time ahead is now. It is sorted out afterward, by a task.
 */
export const recordEmergencyDrug = command({
  kind: 'procedure.emergency-drug',
  what: 'Records a drug that was given in an emergency. It stops and asks nothing.',
  right: 'procedure.change',
  by: 'anyone',
  whenLate: 'record',
  input: target.extend({
    /** From a kit: which container and where. Else what it was, in words. */
    taken: z.object({ unitId: id, placeId: id }).nullish(),
    words: textIn(200).nullish(),
    amount: textIn(120).nullish(),
    at: instantIn.nullish(),
    by: textIn(120).nullish(),
  }),
  refusals: procedureRefusals,
  audit: z.object({ emergency: z.literal(true), unit: z.int().nullable() }),
  run: async (work, { taken, words, amount, by, ...input }) => {
    const { tx } = work
    const file = await openFile(work, input)
    if (!file.ok) return file
    const at = input.at && input.at < work.happenedAt ? input.at : work.happenedAt
    const { row } = file.value
    const [unit] = taken
      ? await unitFacts(tx, { unitIds: [taken.unitId], placeIds: [taken.placeId], includeEmpty: true })
      : []
    if (unit) await takeFromKit(tx, work, file.value, unit, at)
    const named = unit ? `${unit.productName}, lot ${unit.lotNumber}` : words || 'a drug that nobody has named yet'
    const detail = { what: named, amount: amount || (unit ? '1' : ''), by: by || '', unitId: unit?.unitId ?? null }
    await storeEvent(tx, work, row.id, { kind: 'emergency-drug', detail, occurredAt: at })
    const about = { kind: 'procedure', id: row.id }
    await raiseTask(tx, work, { kind: 'emergency.sort-out', about, siteId: row.siteId, role: 'clinician' })
    work.note(`procedure:${row.id}`, { emergency: true, unit: unit?.unitId ?? null })
    return ok({ what: named })
  },
})
