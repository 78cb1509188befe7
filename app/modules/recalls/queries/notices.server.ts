import type { Instant } from '~/lib/day'
import { join, query, type Reader, sql } from '~/lib/db.server'
import type { NoticeClass, NoticeKind, Outcome } from '../types'

export type NoticeSummary = {
  readonly id: number
  readonly kind: NoticeKind
  readonly class: NoticeClass
  readonly reference: string
  readonly firm: string
  readonly title: string
  readonly receivedAt: Instant
  readonly dueAt: Instant
  readonly closedAt: Instant | null
  readonly lots: number
}

/** The notices, open ones first, then newest first. */
export const notices = (reader: Reader, openOnly = false): Promise<NoticeSummary[]> =>
  query<NoticeSummary>(
    reader,
    sql`SELECT n."id", n."kind", n."class", n."reference", n."firm", n."title", n."receivedAt", n."dueAt", n."closedAt",
          (SELECT COUNT(*) FROM "RecallLot" l WHERE l."noticeId" = n."id") AS "lots"
        FROM "RecallNotice" n ${openOnly ? sql`WHERE n."closedAt" IS NULL` : sql``}
        ORDER BY CASE WHEN n."closedAt" IS NULL THEN 0 ELSE 1 END, n."receivedAt" DESC LIMIT 200`,
  )

/** One notice with its text and the lots that it names; null when there is none. */
export const noticeById = (reader: Reader, noticeId: number) =>
  reader.recallNotice.findUnique({
    where: { id: noticeId },
    select: {
      id: true,
      kind: true,
      class: true,
      reference: true,
      firm: true,
      title: true,
      text: true,
      receivedAt: true,
      dueAt: true,
      closedAt: true,
      closeNote: true,
      lots: { select: { id: true, lotId: true, lotText: true }, orderBy: { id: 'asc' } },
    },
  })

/** The latest outcome of each patient of a notice, by patient id. */
export async function outcomesOf(
  reader: Reader,
  noticeId: number,
): Promise<Record<number, { outcome: Outcome; note: string; at: Instant }>> {
  const rows = await query<{ patientId: number; outcome: Outcome; note: string; at: Instant }>(
    reader,
    sql`SELECT "patientId", "outcome", "note", "at" FROM "RecallOutreach" WHERE "noticeId" = ${noticeId} ORDER BY "id"`,
  )
  return Object.fromEntries(rows.map(({ patientId, ...row }) => [patientId, row]))
}

/** The open notices that name one of these lots, a row for each lot. */
export async function noticesOfLots(
  reader: Reader,
  lotIds: readonly number[],
): Promise<{ id: number; reference: string; title: string; lotId: number }[]> {
  if (lotIds.length === 0) return []
  return query(
    reader,
    sql`SELECT DISTINCT n."id", n."reference", n."title", l."lotId" FROM "RecallLot" l JOIN "RecallNotice" n ON n."id" = l."noticeId"
        WHERE l."lotId" IN (${join([...lotIds])}) AND n."closedAt" IS NULL ORDER BY n."id"`,
  )
}

/** The source that a notice's holds and watches carry. */
export const noticeSource = (noticeId: number): string => `recall:${noticeId}`

/** The lots of a notice: those that it names, and those that came later and were put on hold by it at the door. */
export async function caseLotIds(reader: Reader, noticeId: number): Promise<number[]> {
  const rows = await query<{ lotId: number }>(
    reader,
    sql`SELECT "lotId" FROM "RecallLot" WHERE "noticeId" = ${noticeId} AND "lotId" IS NOT NULL
        UNION SELECT "lotId" FROM "Hold" WHERE "source" = ${noticeSource(noticeId)} AND "lotId" IS NOT NULL ORDER BY 1`,
  )
  return rows.map((row) => Number(row.lotId))
}

/** The lots that a notice holds now, and who put each on hold by it. */
export const heldByNotice = (reader: Reader, noticeId: number): Promise<{ lotId: number; actor: string }[]> =>
  query(
    reader,
    sql`SELECT DISTINCT h."lotId", h."actor" FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
        WHERE h."source" = ${noticeSource(noticeId)} AND h."lotId" IS NOT NULL AND r."holdId" IS NULL ORDER BY h."lotId"`,
  )
