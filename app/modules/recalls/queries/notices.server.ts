import type { Instant } from '~/lib/day'
import { among, empty, type Reader, sql } from '~/lib/db.server'
import { instant, int, nullable, oneOf, read, row, text } from '~/lib/rows.server'
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

const noticeRows = read(
  'recalls.notices',
  row({
    id: int,
    kind: oneOf('recall', 'correction', 'withdrawal', 'look-back', 'safety', 'own'),
    class: oneOf('I', 'II', 'III', 'unclassified'),
    reference: text,
    firm: text,
    title: text,
    receivedAt: instant,
    dueAt: instant,
    closedAt: nullable(instant),
    lots: int,
  }),
  (openOnly: boolean) =>
    sql`SELECT n."id", n."kind", n."class", n."reference", n."firm", n."title", n."receivedAt", n."dueAt", n."closedAt",
          (SELECT COUNT(*) FROM "RecallLot" l WHERE l."noticeId" = n."id") AS "lots"
        FROM "RecallNotice" n ${openOnly ? sql`WHERE n."closedAt" IS NULL` : empty}
        ORDER BY CASE WHEN n."closedAt" IS NULL THEN 0 ELSE 1 END, n."receivedAt" DESC LIMIT 200`,
  [true],
  [false],
)

/** The notices, open ones first, then newest first. */
export const notices = (reader: Reader, openOnly = false): Promise<NoticeSummary[]> => noticeRows(reader, openOnly)

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
      ends: { select: { reason: true, at: true }, orderBy: { id: 'asc' } },
    },
  })

const outreachRows = read(
  'recalls.outreach',
  row({
    patientId: int,
    outcome: oneOf('to-call', 'reached', 'not-reached', 'letter', 'signed-off'),
    note: text,
    at: instant,
  }),
  (noticeId: number) =>
    sql`SELECT "patientId", "outcome", "note", "at" FROM "RecallOutreach" WHERE "noticeId" = ${noticeId} ORDER BY "id"`,
  [1],
)

/** The latest outcome of each patient of a notice, by patient id. */
export async function outcomesOf(
  reader: Reader,
  noticeId: number,
): Promise<Record<number, { outcome: Outcome; note: string; at: Instant }>> {
  const rows = await outreachRows(reader, noticeId)
  return Object.fromEntries(rows.map(({ patientId, ...found }) => [patientId, found]))
}

/** The notices, closed ones too, that name one of these lots, or put it on hold when it came, a row for each lot. */
export const noticesOfLots = read(
  'recalls.notices-of-lots',
  row({ id: int, reference: text, title: text, lotId: int, closedAt: nullable(instant) }),
  (lotIds: readonly number[]) =>
    sql`SELECT n."id", n."reference", n."title", t."id" AS "lotId", n."closedAt" FROM "RecallNotice" n, "Lot" t
        WHERE t."id" IN ${among(lotIds)}
          AND (EXISTS (SELECT 1 FROM "RecallLot" l WHERE l."noticeId" = n."id" AND l."lotId" = t."id")
            OR EXISTS (SELECT 1 FROM "Hold" h WHERE h."source" = 'recall:' || n."id" AND h."lotId" = t."id"))
        ORDER BY n."id"`,
  [[1]],
)

/** The source that a notice's holds and watches carry. */
export const noticeSource = (noticeId: number): string => `recall:${noticeId}`

/** The notice of a hold or a watch; null where another thing placed it. */
export function idOfSource(source: string): number | null {
  const id = /^recall:(\d+)$/.exec(source)?.[1]
  return id === undefined ? null : Number(id)
}

const caseLots = read(
  'recalls.lots-of-case',
  row({ lotId: int }),
  (noticeId: number) =>
    sql`SELECT CAST("lotId" AS INTEGER) AS "lotId" FROM "RecallLot" WHERE "noticeId" = ${noticeId} AND "lotId" IS NOT NULL
        UNION SELECT CAST("lotId" AS INTEGER) FROM "Hold"
          WHERE "source" = ${noticeSource(noticeId)} AND "lotId" IS NOT NULL ORDER BY 1`,
  [1],
)

/** The lots of a notice: those that it names, and those that came later and were put on hold by it at the door. */
export const caseLotIds = async (reader: Reader, noticeId: number): Promise<number[]> =>
  (await caseLots(reader, noticeId)).map(({ lotId }) => lotId)

/** The lots that a notice holds now, and who put each on hold by it. */
export const heldByNotice = read(
  'recalls.held-by-notice',
  row({ lotId: int, actor: text }),
  (noticeId: number) =>
    sql`SELECT DISTINCT t."id" AS "lotId", h."actor"
        FROM "Hold" h JOIN "Lot" t ON t."id" = h."lotId" LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
        WHERE h."source" = ${noticeSource(noticeId)} AND r."holdId" IS NULL ORDER BY 1`,
  [1],
)

/** The releases of a notice's holds, the last one of a lot last. */
export const releasedByNotice = read(
  'recalls.released-by-notice',
  row({ lotId: int, actor: text }),
  (noticeId: number) =>
    sql`SELECT t."id" AS "lotId", r."actor" FROM "Hold" h JOIN "Lot" t ON t."id" = h."lotId"
        JOIN "HoldRelease" r ON r."holdId" = h."id" WHERE h."source" = ${noticeSource(noticeId)} ORDER BY r."releasedAt", h."id"`,
  [1],
)

/** The sites that a trace searches: all of them (R45). */
export const sitesSearched = read(
  'recalls.sites-searched',
  row({ name: text }),
  () => sql`SELECT "name" FROM "Site" ORDER BY "name"`,
  [],
)
