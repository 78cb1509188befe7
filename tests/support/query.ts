import type { Reader, Sql } from '~/lib/db.server'

/** Raw rows of a test's own statement, BigInts as numbers. The program has no such way: its reads are declared with `row`. */
export async function query<Row>(reader: Reader, text: Sql): Promise<Row[]> {
  const rows = await reader.$queryRaw<Record<string, unknown>[]>(text)
  for (const row of rows) for (const name in row) if (typeof row[name] === 'bigint') row[name] = Number(row[name])
  return rows as Row[]
}
