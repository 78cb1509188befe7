import type { Instant } from '~/lib/day'
import { empty, sql } from '~/lib/db.server'
import { instant, int, read, row, text } from '~/lib/rows.server'

export type TrailRow = {
  readonly id: number
  readonly at: Instant
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly detail: string
}

type TrailWhere = { readonly before?: number; readonly subject?: string; readonly limit: number }

/**
 * The audit trail, newest first, a page of at most `limit` rows before an id; `subject` (`lot:12`, `patient:7`) narrows it
 * through its index. Who the actors are, `auth.actorNames` tells.
 */
export const trail = read(
  'audit.trail',
  row({ id: int, at: instant, actor: text, action: text, subject: text, detail: text }),
  ({ before, subject, limit }: TrailWhere) =>
    sql`SELECT e."id", e."at", e."actor", e."action", e."subject", e."detail" FROM "AuditEntry" e
        WHERE 1 = 1 ${before === undefined ? empty : sql`AND e."id" < ${before}`}
          ${subject ? sql`AND e."subject" = ${subject}` : empty}
        ORDER BY e."id" DESC LIMIT ${limit}`,
  [{ limit: 1 }],
  [{ before: 1, subject: 'lot:1', limit: 1 }],
)
