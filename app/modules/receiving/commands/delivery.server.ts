import { sql, type Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { ensureSupplier } from '~/modules/catalog/commands.server'
import { registerNames } from '~/modules/names/commands.server'
import { reverseMovement } from '~/modules/stock/commands/moves.server'
import type { NewDelivery, ReceivingRefusal } from '../types'

type Answer<T> = Promise<Result<T, ReceivingRefusal | CommandRefusal>>

async function supplierOf(tx: Tx, input: NewDelivery): Promise<number | null> {
  if (input.supplierId === undefined) return input.newSupplier ? ensureSupplier(tx, input.newSupplier) : null
  const supplier = await tx.supplier.findUnique({ where: { id: input.supplierId }, select: { id: true } })
  return supplier?.id ?? null
}

/**
 * Opens a delivery (R8): who sent it, its papers, how it arrived. A supplier that is new is added by its name. Refuses an
 * unknown supplier and a time in the future.
 */
export const openDelivery = (
  context: CommandContext,
  key: string,
  input: NewDelivery & { readonly siteId: number },
): Answer<{ deliveryId: number }> =>
  runCommand(context, { key, kind: 'receiving.open-delivery', input }, async (tx, note) => {
    if (input.arrivedAt > context.at) return refuse({ code: 'DELIVERY_IN_FUTURE' as const })
    const supplierId = await supplierOf(tx, input)
    if (supplierId === null) return refuse({ code: 'DELIVERY_SUPPLIER_UNKNOWN' as const })
    const { newSupplier: _name, ...rest } = input
    const made = await tx.delivery.create({ data: { ...rest, supplierId, actor: context.actor }, select: { id: true } })
    const delivery = { kind: 'delivery', target: { kind: 'delivery', id: made.id }, siteId: input.siteId } as const
    await registerNames(tx, context, [
      ...(input.orderNumber ? [{ ...delivery, text: input.orderNumber, relation: 'group' as const }] : []),
      ...(input.packingSlip ? [{ ...delivery, text: input.packingSlip }] : []),
    ])
    note({
      subject: `delivery:${made.id}`,
      detail: { supplier: supplierId, arrival: input.temperatureCentiCelsiusArrival ?? null },
    })
    return ok({ deliveryId: made.id })
  })

/** Closes a delivery: all lines are in. A closed delivery takes no more lines. */
export const closeDelivery = (
  context: CommandContext,
  key: string,
  input: { readonly deliveryId: number; readonly siteId: number },
): Answer<null> =>
  runCommand(context, { key, kind: 'receiving.close-delivery', input }, async (tx, note) => {
    const { deliveryId, siteId } = input
    const delivery = await tx.delivery.findFirst({ where: { id: deliveryId, siteId }, select: { closedAt: true } })
    if (!delivery) return refuse({ code: 'DELIVERY_UNKNOWN' as const })
    if (delivery.closedAt !== null) return refuse({ code: 'DELIVERY_CLOSED' as const })
    await tx.$executeRaw(sql`UPDATE "Delivery" SET "closedAt" = ${context.at} WHERE "id" = ${deliveryId}`)
    note({ subject: `delivery:${deliveryId}` })
    return ok(null)
  })

/** Takes a line back by the posting the other way (R14): a slip of the scanner. Refuses when the goods have moved on since. */
export const undoLine = (
  context: CommandContext,
  key: string,
  input: { readonly lineId: number; readonly siteId: number },
): Answer<{ movement: string }> =>
  runCommand(context, { key, kind: 'receiving.undo-line', input }, async (tx, note) => {
    const line = await tx.deliveryLine.findFirst({
      where: { id: input.lineId, delivery: { siteId: input.siteId } },
      select: { scanId: true, lotId: true, deliveryId: true },
    })
    if (!line) return refuse({ code: 'LINE_UNKNOWN' as const })
    const undone = await reverseMovement(tx, context, { movement: line.scanId, as: key, reason: 'Scanned by mistake' })
    if (!undone.ok) return undone
    note({ subject: `lot:${line.lotId}`, detail: { delivery: line.deliveryId, line: input.lineId } })
    return ok({ movement: key })
  })
