import { query, sql } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { releaseHolds } from '~/modules/stock/commands/holds.server'
import { missingRecords } from '../rules/records'
import type { ReceivingRefusal, RecordKind } from '../types'

type Attached = { readonly missing: readonly RecordKind[]; readonly released: number }

/**
 * Attaches an accompanying record to a lot (R10). When the last compulsory one is there, the holds that wait for records
 * are released by it. Answers what is still missing. Refuses an unknown lot.
 */
export const attachRecord = (
  context: CommandContext,
  key: string,
  input: { readonly lotId: number; readonly kind: RecordKind; readonly reference: string },
): Promise<Result<Attached, ReceivingRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'receiving.attach-record', input }, async (tx, note) => {
    const { lotId, kind, reference } = input
    const lot = await tx.lot.findUnique({
      where: { id: lotId },
      select: {
        product: { select: { category: { select: { needsRecords: true, needsDonor: true } } } },
        records: { select: { kind: true } },
      },
    })
    if (!lot) return refuse({ code: 'LOT_UNKNOWN' as const })
    await tx.lotRecord.create({
      data: { lotId, kind, reference, receivedAt: context.at, actor: context.actor },
      select: { id: true },
    })
    const missing = missingRecords(lot.product.category, [...lot.records.map((record) => record.kind), kind])
    const waiting = await query<{ id: number }>(
      tx,
      sql`SELECT h."id" FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
          WHERE h."lotId" = ${lotId} AND h."reason" = 'records' AND r."holdId" IS NULL`,
    )
    const ids = missing.length === 0 ? waiting.map((hold) => hold.id) : []
    const released = await releaseHolds(tx, context, ids, `All records are there; last: ${reference}`)
    note({ subject: `lot:${lotId}`, detail: { kind, reference, missing, released } })
    return ok({ missing, released })
  })
