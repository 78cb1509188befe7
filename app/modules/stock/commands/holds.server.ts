import { among, empty, rowsOf, sql, type Tx } from '~/lib/db.server'
import { int, read, row } from '~/lib/rows.server'
import type { Stamp } from '~/modules/audit/types'
import type { HoldReason } from '../types'

export type HoldInput = {
  readonly reason: HoldReason
  readonly note: string
  readonly source?: string | null
  readonly productId?: number
  readonly lotId?: number
  readonly unitId?: number
  readonly placeId?: number
}

const holdColumns = {
  reason: 'TEXT',
  note: 'TEXT',
  source: 'TEXT',
  productId: 'INTEGER',
  lotId: 'INTEGER',
  unitId: 'INTEGER',
  placeId: 'INTEGER',
  placedAt: 'TEXT',
  actor: 'TEXT',
} as const

/** Places holds inside a transaction. Each names one of product, lot, unit or place, and says why in a sentence. */
export async function placeHolds(tx: Tx, stamp: Stamp, holds: readonly HoldInput[]): Promise<void> {
  if (holds.length === 0) return
  const rows = holds.map(
    ({ reason, note, source = null, productId = null, lotId = null, unitId = null, placeId = null }) => ({
      reason,
      note,
      source,
      productId,
      lotId,
      unitId,
      placeId,
      placedAt: stamp.at,
      actor: stamp.actor,
    }),
  )
  await tx.$executeRaw(
    sql`INSERT INTO "Hold" ("reason", "note", "source", "productId", "lotId", "unitId", "placeId", "placedAt", "actor")
        ${rowsOf(holdColumns, rows)}`,
  )
}

/**
 * The decision by which holds end: a row that their owner stored in this transaction. `decision`: a HoldDecision of one hold;
 * `recall`: a RecallRelease; `excursion`: an ExcursionDecision; `records`: a RecordConclusion; `reading`: a reading that corrects
 * another one, or a logger file that closes a gap.
 */
export type EndedBy = {
  readonly by: 'decision' | 'recall' | 'excursion' | 'records' | 'reading'
  readonly decisionId: number
}

/**
 * Ends holds inside a transaction by a decision of their owner; those that ended already stay as they are. Returns how many
 * ended. The database refuses a decision that is not the owner's, or another person's, or not there
 * (`prisma/guards/end-of-hold.sql`). Only the owners' files call it (`tests/support/architecture.ts`).
 */
export async function endHolds(
  tx: Tx,
  stamp: Stamp,
  holdIds: readonly number[],
  { by, decisionId, reason }: EndedBy & { readonly reason: string },
): Promise<number> {
  if (holdIds.length === 0) return 0
  return tx.$executeRaw(
    sql`INSERT INTO "HoldRelease" ("holdId", "reason", "releasedAt", "actor", "by", "decisionId")
        SELECT h."id", ${reason}, ${stamp.at}, ${stamp.actor}, ${by}, ${decisionId} FROM "Hold" h
          LEFT JOIN "HoldRelease" r ON r."holdId" = h."id" WHERE h."id" IN ${among(holdIds)} AND r."holdId" IS NULL`,
  )
}

/** Stores the decision of a person that one hold ends, and ends it. Returns whether it stood until now. */
export async function decideEnd(tx: Tx, stamp: Stamp, holdId: number, reason: string): Promise<boolean> {
  const made = await tx.holdDecision.create({
    data: { holdId, reason, decidedAt: stamp.at, actor: stamp.actor },
    select: { id: true },
  })
  return (await endHolds(tx, stamp, [holdId], { by: 'decision', decisionId: made.id, reason })) > 0
}

const ownContainers = read(
  'stock.own-containers',
  row({ id: int }),
  (unitIds: readonly number[]) =>
    sql`SELECT "id" FROM "Unit" WHERE "id" IN ${among(unitIds)} AND "bulkOfLotId" IS NULL ORDER BY "id"`,
  [[1]],
)

/**
 * What an undoing brings back is on hold until another person says what they saw: the books know no more than that somebody was
 * mistaken. Pieces of a bulk go back without one: they were taken out sealed.
 */
export async function holdBack(tx: Tx, stamp: Stamp, source: string, unitIds: readonly number[], reason: string) {
  const units = await ownContainers(tx, unitIds)
  const note = `Its use was recorded by mistake and undone: ${reason} Another person looks at it and says what they saw.`
  await placeHolds(
    tx,
    stamp,
    units.map(({ id }) => ({ reason: 'review', note, source, unitId: id })),
  )
}

const holdsOf = read(
  'stock.standing-holds',
  row({ id: int }),
  (source: string, lotId?: number) =>
    sql`SELECT h."id" FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
        WHERE h."source" = ${source} AND r."holdId" IS NULL ${lotId === undefined ? empty : sql`AND h."lotId" = ${lotId}`}`,
  ['procedure:3'],
  ['procedure:3', 1],
)

/** The standing holds that something asked for, by its source (`procedure:3`) and, where given, one lot. */
export const standingHolds = async (tx: Tx, source: string, lotId?: number): Promise<number[]> =>
  (await holdsOf(tx, source, lotId)).map(({ id }) => id)
