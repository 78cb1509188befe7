import { sql } from '~/lib/db.server'
import { read, row, text } from '~/lib/rows.server'
import type { TargetKind } from '../types'

/** What a thing goes by now, in the order in which it was learned. */
export const namesOf = read(
  'names.names-of',
  row({ kind: text, text }),
  (target: { readonly kind: TargetKind; readonly id: number }) =>
    sql`SELECT "kind", "text" FROM "Name" WHERE "targetKind" = ${target.kind} AND "targetId" = ${target.id} AND "kind" <> 'inside' AND "endedAt" IS NULL ORDER BY "id"`,
  [{ kind: 'lot', id: 1 }],
)
