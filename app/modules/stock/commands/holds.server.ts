import { empty, join, query, sql, type Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal, Stamp } from '~/modules/audit/types'
import type { Role } from '~/modules/auth/types'
import { endingOf, saysWhy } from '../rules/release'
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
export async function placeHolds(tx: Tx, stamp: Stamp, holds: readonly HoldInput[]): Promise<void> {
  if (holds.length === 0) return
  const rows = holds.map(
    (hold) =>
      sql`(${hold.reason}, ${hold.note}, ${hold.source ?? null}, ${hold.productId ?? null}, ${hold.lotId ?? null}, ${hold.unitId ?? null}, ${hold.placeId ?? null}, ${stamp.at}, ${stamp.actor})`,
  )
  await tx.$executeRaw(
    sql`INSERT INTO "Hold" ("reason", "note", "source", "productId", "lotId", "unitId", "placeId", "placedAt", "actor") VALUES ${join(rows)}`,
  )
}

/** Releases holds inside a transaction, by their ids; those released already stay as they are. Returns how many ended. */
export async function releaseHolds(tx: Tx, stamp: Stamp, holdIds: readonly number[], reason: string): Promise<number> {
  if (holdIds.length === 0) return 0
  const rows = holdIds.map((id) => sql`(${id}, ${reason}, ${stamp.at}, ${stamp.actor})`)
  return tx.$executeRaw(
    sql`INSERT INTO "HoldRelease" ("holdId", "reason", "releasedAt", "actor") VALUES ${join(rows)} ON CONFLICT ("holdId") DO NOTHING`,
  )
}

/** The standing holds that something asked for, by its source (`procedure:3`) and, where given, one lot. */
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
  stamp: Stamp,
  watch: { productId: number | null; lotKey: string; source: string; note: string },
): Promise<void> {
  await tx.watch.create({ data: { ...watch, armedAt: stamp.at }, select: { id: true } })
}

/** Ends the watches that a source armed. */
export const endWatches = (tx: Tx, stamp: Stamp, source: string): Promise<unknown> =>
  tx.watch.updateMany({ where: { source, endedAt: null }, data: { endedAt: stamp.at } })

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

const endedHold = (tx: Tx, holdId: number) =>
  tx.hold.findUnique({
    where: { id: holdId },
    select: {
      productId: true,
      lotId: true,
      unitId: true,
      placeId: true,
      reason: true,
      source: true,
      actor: true,
      unit: { select: { lotId: true } },
      release: { select: { holdId: true } },
    },
  })

type EndedHold = NonNullable<Awaited<ReturnType<typeof endedHold>>>

/** Whether a hold covers what a page is about: a lot's page shows its units' and its product's holds, a unit's its lot's. */
async function concerns(tx: Tx, hold: EndedHold, page: HoldPage): Promise<boolean> {
  if ('placeId' in page) {
    if (hold.placeId === null) return false
    if (hold.placeId === page.placeId) return true
    const place = await tx.place.findUnique({ where: { id: page.placeId }, select: { parentId: true } })
    return place?.parentId === hold.placeId
  }
  const unit =
    'unitId' in page ? await tx.unit.findUnique({ where: { id: page.unitId }, select: { lotId: true } }) : null
  const lotId = 'lotId' in page ? page.lotId : (unit?.lotId ?? 0)
  if (hold.lotId !== null) return hold.lotId === lotId
  if (hold.unit !== null) return 'unitId' in page ? hold.unitId === page.unitId : hold.unit.lotId === lotId
  const lot = await tx.lot.findUnique({ where: { id: lotId }, select: { productId: true } })
  return hold.productId !== null && hold.productId === lot?.productId
}

/** What a page is about, from which a hold is ended. */
export type HoldPage = { readonly lotId: number } | { readonly unitId: number } | { readonly placeId: number }

/** A hold ended from a page by somebody with these roles. The hold must be one of that page. */
export type EndHold = {
  readonly holdId: number
  readonly reason: string
  readonly page: HoldPage
  readonly roles: readonly Role[]
}

const endHold = (
  context: CommandContext,
  key: string,
  how: 'release' | 'decide',
  { roles, ...input }: EndHold,
): Promise<Result<null, StockRefusal | CommandRefusal>> =>
  runCommand(
    context,
    { key, kind: how === 'release' ? 'stock.release-hold' : 'stock.decide-hold', input },
    async (tx, note) => {
      const hold = await endedHold(tx, input.holdId)
      if (!hold || !(await concerns(tx, hold, input.page))) return refuse({ code: 'HOLD_UNKNOWN' as const })
      if (hold.release) return refuse({ code: 'ALREADY_RELEASED' as const })
      const ending = endingOf({ ...hold, reason: hold.reason as HoldReason }, { actor: context.actor, roles })
      if (ending.how === 'not-here') return refuse({ code: 'HOLD_ENDS_ELSEWHERE' as const, ending })
      if (ending.how !== how) return refuse({ code: 'HOLD_UNKNOWN' as const })
      if (!saysWhy(input.reason)) return refuse({ code: 'REASON_SAYS_NOTHING' as const })
      if ((await releaseHolds(tx, context, [input.holdId], input.reason)) === 0)
        return refuse({ code: 'ALREADY_RELEASED' as const })
      note({ subject: subjectOf(hold), detail: { hold: input.holdId, was: hold.reason, source: hold.source } })
      return ok(null)
    },
  )

/**
 * A person puts back into use what was held by hand, or compares a date that another made later. Refuses every hold that
 * belongs to a recall, an excursion, a delivery, a reading or a procedure: those end there. Refuses a hold of another page's
 * thing, one that is released already, and a reason that says nothing.
 */
export const releaseHold = (context: CommandContext, key: string, input: EndHold) =>
  endHold(context, key, 'release', input)

/**
 * The decision of a manager or the medical director, after an inspection, that what a delivery, a reading, a move or a
 * procedure put on hold may be used. Never of the person by whose act it was held. Refuses what `releaseHold` refuses.
 */
export const decideHold = (context: CommandContext, key: string, input: EndHold) =>
  endHold(context, key, 'decide', input)

type Scope = { productId?: number | null; lotId?: number | null; unitId?: number | null; placeId?: number | null }

function subjectOf(scope: Scope): string {
  if (scope.unitId) return `unit:${scope.unitId}`
  if (scope.lotId) return `lot:${scope.lotId}`
  if (scope.productId) return `product:${scope.productId}`
  return `place:${scope.placeId ?? 0}`
}
