import type { Tx } from '~/lib/db.server'
import { ok, type Result } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { versionById } from '~/modules/protocols/queries.server'
import { createPlace } from '~/modules/stock/commands/places.server'
import { placeFacts } from '~/modules/stock/queries/places.server'
import { lastGivenAt } from '../queries/uses.server'
import { type BookingFacts, decideBooking } from '../rules/booking'
import type { NewProcedure, ProcedureRefusal } from '../types'
import { storeEvent } from './open-file.server'

async function gather(tx: Tx, input: NewProcedure): Promise<BookingFacts> {
  const patient = await tx.patient.findUnique({ where: { id: input.patientId }, select: { id: true } })
  const room = await placeFacts(tx, input.roomPlaceId)
  const site = await tx.site.findUnique({ where: { id: input.siteId }, select: { timeZone: true } })
  const product = await tx.product.findUnique({
    where: { id: input.productId },
    select: { archivedAt: true, category: { select: { isBiologic: true } } },
  })
  const version = await versionById(tx, input.versionId)
  return {
    patientKnown: patient !== null,
    roomHere: room !== null && room.siteId === input.siteId && room.kind === 'room',
    productIsBiologic: product !== null && product.archivedAt === null && product.category.isBiologic,
    version: version && {
      min: version.doseMicrolitersMin,
      max: version.doseMicrolitersMax,
      intervalWeeks: version.intervalWeeksMin,
    },
    lastGivenAt: patient ? await lastGivenAt(tx, patient.id) : null,
    timeZone: site?.timeZone ?? 'utc',
  }
}

/**
 * Stores a booked procedure inside a transaction, with its outside place of stock, whose name tells no patient. Refuses
 * unknown parts and a dose outside the protocol's; warns of a treatment sooner than the protocol's interval.
 */
export async function insertProcedure(
  tx: Tx,
  context: CommandContext,
  input: NewProcedure,
): Promise<Result<{ procedureId: number; tooSoonAfter: string | null }, ProcedureRefusal>> {
  const decision = decideBooking(input, await gather(tx, input))
  if (!decision.ok) return decision
  const place = await createPlace(tx, context, { siteId: input.siteId, kind: 'procedure', name: 'Procedure' })
  const { versionId, ...rest } = input
  const made = await tx.procedure.create({
    data: {
      ...rest,
      protocolVersionId: versionId,
      placeId: place.placeId,
      status: 'booked',
      createdAt: context.at,
      actor: context.actor,
    },
    select: { id: true },
  })
  await storeEvent(tx, context, made.id, { kind: 'booked', detail: { tooSoonAfter: decision.value.tooSoonAfter } })
  return ok({ procedureId: made.id, tooSoonAfter: decision.value.tooSoonAfter })
}

/** A person books a procedure (R26). */
export const bookProcedure = (
  context: CommandContext,
  key: string,
  input: NewProcedure,
): Promise<Result<{ procedureId: number; tooSoonAfter: string | null }, ProcedureRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'procedure.book', input }, async (tx, note) => {
    const made = await insertProcedure(tx, context, input)
    if (made.ok)
      note({
        subject: `procedure:${made.value.procedureId}`,
        detail: { patient: input.patientId, at: input.scheduledAt },
      })
    return made
  })
