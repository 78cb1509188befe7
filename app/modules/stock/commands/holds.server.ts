import { empty, join, query, sql, type Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { mayRelease } from '../rules/expiry'
import type { HoldReason, StockRefusal } from '../types'

export type HoldInput = {
  readonly reason: HoldReason
  readonly note: string
  readonly source?: string | null
  readonly productId?: number
  readonly lotId?: number
  readonly unitId?: number
  readonly placeId?: number
}

/** Places holds inside a transaction. Each names one of product, lot, unit or place, and says why in a sentence. */
export async function placeHolds(tx: Tx, context: CommandContext, holds: readonly HoldInput[]): Promise<void> {
  if (holds.length === 0) return
  const rows = holds.map(
    (hold) =>
      sql`(${hold.reason}, ${hold.note}, ${hold.source ?? null}, ${hold.productId ?? null}, ${hold.lotId ?? null}, ${hold.unitId ?? null}, ${hold.placeId ?? null}, ${context.at}, ${context.actor})`,
  )
  await tx.$executeRaw(
    sql`INSERT INTO "Hold" ("reason", "note", "source", "productId", "lotId", "unitId", "placeId", "placedAt", "actor") VALUES ${join(rows)}`,
  )
}

/** Releases holds inside a transaction, by their ids; those released already stay as they are. Returns how many ended. */
export async function releaseHolds(
  tx: Tx,
  context: CommandContext,
  holdIds: readonly number[],
  reason: string,
): Promise<number> {
  if (holdIds.length === 0) return 0
  const rows = holdIds.map((id) => sql`(${id}, ${reason}, ${context.at}, ${context.actor})`)
  return tx.$executeRaw(
    sql`INSERT INTO "HoldRelease" ("holdId", "reason", "releasedAt", "actor") VALUES ${join(rows)} ON CONFLICT ("holdId") DO NOTHING`,
  )
}

/** The standing holds that something asked for, by its source (`recall:3`, `excursion:7`) and, where given, one lot. */
export async function standingHolds(tx: Tx, source: string, lotId?: number): Promise<number[]> {
  const rows = await query<{ id: number }>(
    tx,
    sql`SELECT h."id" FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
        WHERE h."source" = ${source} AND r."holdId" IS NULL ${lotId === undefined ? empty : sql`AND h."lotId" = ${lotId}`}`,
  )
  return rows.map((row) => Number(row.id))
}

/** Arms a watch: a lot that a notice names and we have never seen is put on hold when it is opened. */
export async function armWatch(
  tx: Tx,
  context: CommandContext,
  watch: { productId: number | null; lotKey: string; source: string; note: string },
): Promise<void> {
  await tx.watch.create({ data: { ...watch, armedAt: context.at }, select: { id: true } })
}

/** Ends the watches that a source armed. */
export const endWatches = (tx: Tx, context: CommandContext, source: string): Promise<unknown> =>
  tx.watch.updateMany({ where: { source, endedAt: null }, data: { endedAt: context.at } })

/** The holds that armed watches ask for when a lot with one of these keys is opened. */
export async function armedHolds(
  tx: Tx,
  lotId: number,
  productId: number,
  keys: readonly string[],
): Promise<HoldInput[]> {
  const rows = await query<{ source: string; note: string }>(
    tx,
    sql`SELECT "source", "note" FROM "Watch" WHERE "lotKey" IN (${join(keys)}) AND "endedAt" IS NULL
        AND ("productId" IS NULL OR "productId" = ${productId})`,
  )
  return rows.map((row) => ({ reason: 'recall', note: row.note, source: row.source, lotId }))
}

/** A person takes stock out of use, with a reason. */
export const holdCommand = (
  context: CommandContext,
  key: string,
  input: HoldInput,
): Promise<Result<null, StockRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'stock.hold', input }, async (tx, note) => {
    await placeHolds(tx, context, [input])
    note({ subject: subjectOf(input), detail: { reason: input.reason } })
    return ok(null)
  })

/** A person puts a held thing back into use, with a reason. Refuses a hold that is released already, and one that another person must release. */
export const releaseHold = (
  context: CommandContext,
  key: string,
  input: { holdId: number; reason: string },
): Promise<Result<null, StockRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'stock.release-hold', input }, async (tx, note) => {
    const hold = await tx.hold.findUnique({
      where: { id: input.holdId },
      select: { productId: true, lotId: true, unitId: true, placeId: true, reason: true, source: true, actor: true },
    })
    if (!hold) return refuse({ code: 'HOLD_UNKNOWN' as const })
    if (!mayRelease(hold, context.actor)) return refuse({ code: 'RELEASE_BY_ANOTHER' as const })
    if ((await releaseHolds(tx, context, [input.holdId], input.reason)) === 0)
      return refuse({ code: 'ALREADY_RELEASED' as const })
    note({ subject: subjectOf(hold), detail: { hold: input.holdId, was: hold.reason } })
    return ok(null)
  })

type Scope = { productId?: number | null; lotId?: number | null; unitId?: number | null; placeId?: number | null }

function subjectOf(scope: Scope): string {
  if (scope.unitId) return `unit:${scope.unitId}`
  if (scope.lotId) return `lot:${scope.lotId}`
  if (scope.productId) return `product:${scope.productId}`
  return `place:${scope.placeId ?? 0}`
}
