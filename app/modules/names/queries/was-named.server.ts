import { type Reader, sql } from '~/lib/db.server'
import { int, read, row } from '~/lib/rows.server'
import { nameKey } from '../rules/keys'
import type { NameKind } from '../types'

const named = read(
  'names.was-named',
  row({ id: int }),
  (kind: NameKind, key: string) => sql`SELECT "id" FROM "Name" WHERE "key" = ${key} AND "kind" = ${kind} LIMIT 1`,
  ['seal', '00417'],
)

/** Whether anything has or ever had this name: numbers that come once, such as a kit's seal, are never used again. */
export const wasNamed = async (reader: Reader, kind: NameKind, text: string): Promise<boolean> =>
  (await named.one(reader, kind, nameKey(text))) !== null
