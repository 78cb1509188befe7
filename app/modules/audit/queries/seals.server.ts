import { type Reader, rowsOf, sql } from '~/lib/db.server'
import { instant, int, nullable, read, row, text } from '~/lib/rows.server'
import type { IdRange } from '../rules'

const entry = row({
  id: int,
  at: text,
  actor: text,
  action: text,
  subject: text,
  detail: text,
  commandKey: nullable(text),
})

/** An audit entry with everything that its seal covers. */
export type SealedEntry = ReturnType<(typeof entry)['decode']>

const ranges = (given: readonly IdRange[]) => rowsOf({ first: 'INTEGER', last: 'INTEGER' }, given)

/** The entries whose ids lie in ranges, by id. The ranges come first, so that each is one look into the index of ids. */
export const entriesIn = read(
  'audit.entries-in',
  entry,
  (given: readonly IdRange[], limit: number) =>
    sql`SELECT e."id", e."at", e."actor", e."action", e."subject", e."detail", e."commandKey"
        FROM (${ranges(given)}) g CROSS JOIN "AuditEntry" e WHERE e."id" BETWEEN g."first" AND g."last" ORDER BY e."id" LIMIT ${limit}`,
  [[{ first: 1, last: 2 }], 10],
)

/** The entries after an id, by id. */
export const entriesAfter = read(
  'audit.entries-after',
  entry,
  (after: number, limit: number) =>
    sql`SELECT "id", "at", "actor", "action", "subject", "detail", "commandKey" FROM "AuditEntry"
        WHERE "id" > ${after} ORDER BY "id" LIMIT ${limit}`,
  [0, 10],
)

/** The newest seal: the chain goes on from its hash. */
export const newestSeal = read(
  'audit.newest-seal',
  row({ id: int, hash: text }),
  () => sql`SELECT "id", "hash" FROM "AuditSeal" ORDER BY "id" DESC LIMIT 1`,
  [],
)

/** The seals that have members at or after an id. */
export const sealsFrom = read(
  'audit.seals-from',
  row({ id: int, members: text, hash: text, sealedAt: instant, toId: int }),
  (id: number) =>
    sql`SELECT "id", "members", "hash", "sealedAt", "toId" FROM "AuditSeal" WHERE "toId" >= ${id} ORDER BY "id"`,
  [1],
)

const highest = read(
  'audit.highest-sealed',
  row({ toId: int, sealedAt: instant }),
  () => sql`SELECT "toId", "sealedAt" FROM "AuditSeal" ORDER BY "toId" DESC LIMIT 1`,
  [],
)

/** How far the trail is sealed: the highest sealed id and when; null where nothing is. */
export const lastSeal = (reader: Reader) => highest.one(reader)
