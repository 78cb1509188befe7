import { query, sql, type Tx } from '~/lib/db.server'
import { nameKey } from '../rules/keys'
import type { NameKind } from '../types'

/** Whether anything has or ever had this name: numbers that come once, a kit's seal, are never used again. */
export async function wasNamed(tx: Tx, kind: NameKind, text: string): Promise<boolean> {
  const rows = await query<{ id: number }>(
    tx,
    sql`SELECT "id" FROM "Name" WHERE "key" = ${nameKey(text)} AND "kind" = ${kind} LIMIT 1`,
  )
  return rows.length > 0
}
