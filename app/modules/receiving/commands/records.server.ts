import { query, sql, type Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { namesOf } from '~/modules/names/queries/names-of.server'
import { placeHolds, releaseHolds } from '~/modules/stock/commands/holds.server'
import { lotKey } from '~/modules/stock/rules/lot-key'
import { missingRecords } from '../rules/records'
import type { ReceivingRefusal, RecordConclusion, RecordKind } from '../types'

type Attached = { readonly missing: readonly RecordKind[] }

const lotWithRecords = (tx: Tx, lotId: number) =>
  tx.lot.findUnique({
    where: { id: lotId },
    select: {
      lotNumber: true,
      product: { select: { category: { select: { needsRecords: true, needsDonor: true } } } },
      records: { select: { kind: true } },
    },
  })

/**
 * Attaches an accompanying record to a lot (R10). It ends no hold: a file says nothing until somebody has read it
 * (`confirmRecords`). Answers what is still missing. Refuses an unknown lot.
 */
export const attachRecord = (
  context: CommandContext,
  key: string,
  input: { readonly lotId: number; readonly kind: RecordKind; readonly reference: string },
): Promise<Result<Attached, ReceivingRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'receiving.attach-record', input }, async (tx, note) => {
    const { lotId, kind, reference } = input
    const lot = await lotWithRecords(tx, lotId)
    if (!lot) return refuse({ code: 'LOT_UNKNOWN' as const })
    await tx.lotRecord.create({
      data: { lotId, kind, reference, receivedAt: context.at, actor: context.actor },
      select: { id: true },
    })
    const missing = missingRecords(lot.product.category, [...lot.records.map((record) => record.kind), kind])
    note({ subject: `lot:${lotId}`, detail: { kind, reference, missing } })
    return ok({ missing })
  })

/** The standing holds that a delivery placed on a lot because its records were missing. */
const waitingForRecords = async (tx: Tx, lotId: number): Promise<number[]> => {
  const rows = await query<{ id: number }>(
    tx,
    sql`SELECT h."id" FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
        WHERE h."lotId" = ${lotId} AND h."reason" = 'records' AND h."source" LIKE 'delivery:%' AND r."holdId" IS NULL`,
  )
  return rows.map((row) => Number(row.id))
}

export type Confirmed = { readonly released: number; readonly held: boolean }

/**
 * A person has read the records of a lot: which lot or donor they name, and what they conclude (R10). Good ones that name
 * this lot end the holds that waited for records. Any other conclusion keeps them and places one more, which only a manager
 * or the director ends. Refuses while a compulsory record is missing, and records that name another lot.
 */
export const confirmRecords = (
  context: CommandContext,
  key: string,
  input: { readonly lotId: number; readonly named: string; readonly conclusion: RecordConclusion },
): Promise<Result<Confirmed, ReceivingRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'receiving.confirm-records', input }, async (tx, note) => {
    const { lotId, named, conclusion } = input
    const lot = await lotWithRecords(tx, lotId)
    if (!lot) return refuse({ code: 'LOT_UNKNOWN' as const })
    const missing = missingRecords(
      lot.product.category,
      lot.records.map((record) => record.kind),
    )
    if (missing.length > 0) return refuse({ code: 'RECORDS_MISSING' as const, missing })
    note({ subject: `lot:${lotId}`, detail: { named, conclusion } })
    if (conclusion !== 'good') {
      await placeHolds(tx, context, [
        {
          reason: 'records',
          note: `Its records were read: ${conclusion}. Named: ${named}.`,
          source: `records:${lotId}`,
          lotId,
        },
      ])
      return ok({ released: 0, held: true })
    }
    const names = await namesOf(tx, { kind: 'lot', id: lotId })
    if (!names.some(({ text }) => lotKey(text) === lotKey(named)))
      return refuse({ code: 'RECORDS_OF_OTHER_LOT' as const, named, lotNumber: lot.lotNumber })
    const why = `The records were read: they name ${named}, eligible and within specification`
    return ok({ released: await releaseHolds(tx, context, await waitingForRecords(tx, lotId), why), held: false })
  })
