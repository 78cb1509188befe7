import type { Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { placeHolds, standingHolds } from '~/modules/stock/commands/holds.server'
import { lotsOfSameDonor } from '~/modules/stock/queries/same-donor.server'
import type { ProcedureFile } from '../queries/booking.server'
import { usesOf } from '../queries/uses.server'
import type { ProcedureRefusal, Reaction } from '../types'
import { openFile, storeEvent, type Target } from './open-file.server'

/**
 * The lots that a reaction may come from: of every biologic that was given; before GIVEN was pressed, of every vial that
 * was scanned for it, since it may be in the patient already.
 */
async function lotsInQuestion(tx: Tx, file: ProcedureFile): Promise<number[]> {
  const given = (await usesOf(tx, file.row.id)).filter((use) => use.isBiologic && !use.undone)
  if (given.length > 0) return given.map((use) => use.lotId)
  const scanned = await tx.unit.findMany({
    where: {
      id: { in: file.state.scannedVials.map((each) => each.unitId) },
      product: { category: { isBiologic: true } },
    },
    select: { lotId: true },
  })
  return scanned.map((unit) => unit.lotId)
}

/**
 * Holds, after a severe reaction, the lots that it may come from and every lot known to be of the same donor, for review: the
 * next patient does not get them. A lot that this procedure holds already is not held twice. Returns how many were.
 */
export async function holdAfterReaction(tx: Tx, context: CommandContext, file: ProcedureFile): Promise<number> {
  const source = `procedure:${file.row.id}`
  const own = new Set(await lotsInQuestion(tx, file))
  const lots: number[] = []
  for (const lotId of await lotsOfSameDonor(tx, [...own]))
    if ((await standingHolds(tx, source, lotId)).length === 0) lots.push(lotId)
  await placeHolds(
    tx,
    context,
    lots.map((lotId) => ({
      reason: 'review',
      note: own.has(lotId)
        ? 'A severe reaction after it was given. Report it to the manufacturer.'
        : 'A severe reaction after something of the same donor was given. Report it to the manufacturer.',
      source,
      lotId,
    })),
  )
  return lots.length
}

/** Stores a reaction inside a transaction, and holds the lots when it is severe. Returns how many lots were held. */
export async function storeReaction(
  tx: Tx,
  context: CommandContext,
  file: ProcedureFile,
  seen: { readonly reaction: Exclude<Reaction, 'none'>; readonly notes: string | null; readonly at: Instant },
): Promise<number> {
  const { reaction, notes, at } = seen
  await storeEvent(tx, context, file.row.id, { kind: 'reaction', detail: { reaction, notes }, occurredAt: at })
  return reaction === 'severe' ? holdAfterReaction(tx, context, file) : 0
}

export type ReactionInput = Target & {
  readonly reaction: Exclude<Reaction, 'none'>
  readonly notes: string | null
  /** When it was seen; null: now. */
  readonly seenAt: Instant | null
}

/**
 * A reaction, recorded at any minute and as often as there is one, whatever state the procedure is in (R28, R41). A severe
 * one holds the lots that it may come from in the same transaction. Refuses only a time that lies ahead.
 */
export const recordReaction = (
  context: CommandContext,
  key: string,
  input: ReactionInput,
): Promise<Result<{ held: number }, ProcedureRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'procedure.reaction', input }, async (tx, note) => {
    const at = input.seenAt ?? context.at
    if (at > context.at) return refuse({ code: 'REACTION_IN_FUTURE' as const })
    const file = await openFile(tx, input)
    if (!file.ok) return file
    const { reaction, notes } = input
    const held = await storeReaction(tx, context, file.value, { reaction, notes, at })
    note({ subject: `procedure:${input.procedureId}`, detail: { reaction, held } })
    return ok({ held })
  })
