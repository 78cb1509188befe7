import { z } from 'zod'
import { sql, type Tx } from '~/lib/db.server'
import { id } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { ensureSupplier } from '~/modules/catalog/commands.server'
import { registerNames } from '~/modules/names/commands.server'
import { reverseMovement } from '~/modules/stock/commands/moves.server'
import { receivingStatuses } from '../rules/refusals'
import { newDelivery } from '../schema'
import type { NewDelivery } from '../types'

async function supplierOf(tx: Tx, input: NewDelivery): Promise<number | null> {
  if (input.supplierId === undefined) return input.newSupplier ? ensureSupplier(tx, input.newSupplier) : null
  const supplier = await tx.supplier.findUnique({ where: { id: input.supplierId }, select: { id: true } })
  return supplier?.id ?? null
}

/**
 * Opens a delivery (R8): who sent it, its papers, how it arrived. A supplier that is new is added by its name. Refuses an
 * unknown supplier and a time in the future.
 */
export const openDelivery = command({
  kind: 'receiving.open-delivery',
  what: 'Opens a delivery: who sent it, its papers, how it arrived.',
  right: 'receiving.receive',
  by: 'anyone',
  whenLate: 'send',
  input: newDelivery,
  refusals: receivingStatuses,
  audit: z.object({ supplier: z.int(), arrival: z.int().nullable() }),
  run: async (work, input) => {
    const { tx, at, actor, site, note } = work
    if (input.arrivedAt > at) return refuse({ code: 'DELIVERY_IN_FUTURE' as const })
    const supplierId = await supplierOf(tx, input)
    if (supplierId === null) return refuse({ code: 'DELIVERY_SUPPLIER_UNKNOWN' as const })
    const { newSupplier: _name, ...rest } = input
    const made = await tx.delivery.create({
      data: { ...rest, siteId: site.id, supplierId, actor },
      select: { id: true },
    })
    const delivery = { kind: 'delivery', target: { kind: 'delivery', id: made.id }, siteId: site.id } as const
    await registerNames(tx, work, [
      ...(input.orderNumber ? [{ ...delivery, text: input.orderNumber, relation: 'group' as const }] : []),
      ...(input.packingSlip ? [{ ...delivery, text: input.packingSlip }] : []),
    ])
    note(`delivery:${made.id}`, { supplier: supplierId, arrival: input.temperatureCentiCelsiusArrival ?? null })
    return ok({ deliveryId: made.id })
  },
})

/** Closes a delivery: all lines are in. A closed delivery takes no more lines. */
export const closeDelivery = command({
  kind: 'receiving.close-delivery',
  what: 'Closes a delivery: all its lines are in.',
  right: 'receiving.receive',
  by: 'person',
  whenLate: 'drop',
  input: z.object({ deliveryId: id }),
  refusals: receivingStatuses,
  audit: z.object({}),
  run: async ({ tx, at, site, note }, { deliveryId }) => {
    const delivery = await tx.delivery.findFirst({
      where: { id: deliveryId, siteId: site.id },
      select: { closedAt: true },
    })
    if (!delivery) return refuse({ code: 'DELIVERY_UNKNOWN' as const })
    if (delivery.closedAt !== null) return refuse({ code: 'DELIVERY_CLOSED' as const })
    await tx.$executeRaw(sql`UPDATE "Delivery" SET "closedAt" = ${at} WHERE "id" = ${deliveryId}`)
    note(`delivery:${deliveryId}`, {})
    return ok(null)
  },
})

/** Takes a line back by the posting the other way (R14): a slip of the scanner. Refuses when the goods have moved on since. */
export const undoLine = command({
  kind: 'receiving.undo-line',
  what: 'Takes a line of a delivery back: a slip of the scanner.',
  right: 'receiving.receive',
  by: 'anyone',
  whenLate: 'send',
  input: z.object({ lineId: id }),
  refusals: receivingStatuses,
  audit: z.object({ delivery: z.int(), line: z.int() }),
  run: async (work, { lineId }) => {
    const { tx, site, movement, note } = work
    const line = await tx.deliveryLine.findFirst({
      where: { id: lineId, delivery: { siteId: site.id } },
      select: { scanId: true, lotId: true, deliveryId: true },
    })
    if (!line) return refuse({ code: 'LINE_UNKNOWN' as const })
    const reason = 'Scanned by mistake'
    const undone = await reverseMovement(tx, work, { movement: line.scanId, as: movement, reason })
    if (!undone.ok) return undone
    note(`lot:${line.lotId}`, { delivery: line.deliveryId, line: lineId })
    return ok({ movement })
  },
})
