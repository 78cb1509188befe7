import { among, query, type Reader, sql } from '~/lib/db.server'

/**
 * These lots, and every lot that is known to come from the same donor or donation: by a group name of the lot, or by the
 * donation number of one of its units. Where no donor is known, only the lots themselves.
 */
export async function lotsOfSameDonor(reader: Reader, lotIds: readonly number[]): Promise<number[]> {
  if (lotIds.length === 0) return []
  const lots = among(lotIds)
  const rows = await query<{ lotId: number }>(
    reader,
    sql`WITH "donors" AS (
          SELECT "key" FROM "LotName" WHERE "relation" = 'group' AND "lotId" IN ${lots}
          UNION SELECT "donation" FROM "Unit" WHERE "donation" IS NOT NULL AND "lotId" IN ${lots})
        SELECT "lotId" FROM "LotName" WHERE "relation" = 'group' AND "key" IN (SELECT "key" FROM "donors")
        UNION SELECT "lotId" FROM "Unit" WHERE "donation" IN (SELECT "key" FROM "donors")`,
  )
  return [...new Set([...lotIds, ...rows.map((row) => Number(row.lotId))])]
}
