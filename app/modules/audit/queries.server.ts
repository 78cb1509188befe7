import type { Instant } from '~/lib/day'
import { empty, query, type Reader, sql } from '~/lib/db.server'

export type TrailRow = {
  readonly id: number
  readonly at: Instant
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly detail: string
}

/**
 * The audit trail, newest first, a page of at most `limit` rows before an id; `subject` (`lot:12`, `patient:7`) narrows it
 * through its index. Who the actors are, `auth.actorNames` tells.
 */
export const trail = (
  reader: Reader,
  where: { before?: number; subject?: string; limit: number },
): Promise<TrailRow[]> =>
  query<TrailRow>(
    reader,
    sql`SELECT e."id", e."at", e."actor", e."action", e."subject", e."detail" FROM "AuditEntry" e
        WHERE 1 = 1 ${where.before === undefined ? empty : sql`AND e."id" < ${where.before}`} ${where.subject ? sql`AND e."subject" = ${where.subject}` : empty}
        ORDER BY e."id" DESC LIMIT ${where.limit}`,
  )
