import type { Instant } from '~/lib/day'
import { empty, rowsOf, sql, type Tx } from '~/lib/db.server'
import { nameKey, nameSkeleton } from './rules/keys'
import type { NewName } from './types'

const columns = {
  position: 'INTEGER',
  kind: 'TEXT',
  scheme: 'TEXT',
  text: 'TEXT',
  key: 'TEXT',
  skeleton: 'TEXT',
  targetKind: 'TEXT',
  targetId: 'INTEGER',
  relation: 'TEXT',
  siteId: 'INTEGER',
  recordedAt: 'TEXT',
  actor: 'TEXT',
} as const

/**
 * Registers names in the transaction of the room whose things they name. A name that this thing has already, and that is
 * not ended, is not stored twice. A text without a letter or digit is nobody's name and is left out.
 */
export async function registerNames(
  tx: Tx,
  by: { readonly at: Instant; readonly actor: string | null },
  names: readonly NewName[],
): Promise<void> {
  const rows = names
    .map(({ kind, text, target, relation = 'same', scheme = null, siteId = null }, position) => ({
      position,
      kind,
      scheme,
      text: text.trim(),
      key: nameKey(text),
      skeleton: nameSkeleton(text),
      targetKind: target.kind,
      targetId: target.id,
      relation,
      siteId,
      recordedAt: by.at,
      actor: by.actor,
    }))
    .filter(({ key }) => key !== '')
  if (rows.length === 0) return
  // With an offset PostgreSQL looks up each name; without, it reads the whole table, and another's new name is a conflict.
  await tx.$executeRaw(
    sql`INSERT INTO "Name" ("kind", "scheme", "text", "key", "skeleton", "targetKind", "targetId", "relation", "siteId", "recordedAt", "actor")
        SELECT w."kind", w."scheme", w."text", w."key", w."skeleton", w."targetKind", w."targetId", w."relation", w."siteId", w."recordedAt", w."actor"
        FROM (${rowsOf(columns, rows)}) w WHERE NOT EXISTS (SELECT 1 FROM "Name" n WHERE n."key" = w."key" AND n."kind" = w."kind"
          AND n."targetKind" = w."targetKind" AND n."targetId" = w."targetId" AND n."endedAt" IS NULL AND COALESCE(n."scheme", '') = COALESCE(w."scheme", '')
          LIMIT 1 OFFSET 0)
        ORDER BY w."position"`,
  )
}

/** Ends names of a thing: what it is called no longer. They stay, so that an old label or seal is still known. */
export async function endNames(
  tx: Tx,
  at: Instant,
  which: Pick<NewName, 'target' | 'kind' | 'scheme'> & { readonly text?: string },
): Promise<void> {
  const { target, kind, scheme, text } = which
  const only = text === undefined ? empty : sql`AND "key" = ${nameKey(text)}`
  const of = scheme ? sql`AND "scheme" = ${scheme}` : empty
  await tx.$executeRaw(
    sql`UPDATE "Name" SET "endedAt" = ${at} WHERE "targetKind" = ${target.kind} AND "targetId" = ${target.id} AND "kind" = ${kind}
        AND "endedAt" IS NULL ${only} ${of}`,
  )
}
