import { among, type Reader, sql } from '~/lib/db.server'
import { int, read, row } from '~/lib/rows.server'

const ofSameDonor = read(
  'stock.lots-of-same-donor',
  row({ lotId: int }),
  (lotIds: readonly number[]) => {
    const lots = among(lotIds)
    return sql`WITH "donors" AS (
          SELECT "key" FROM "Name" WHERE "targetKind" = 'lot' AND "relation" = 'group' AND "targetId" IN ${lots}
          UNION SELECT "key" FROM "Name" WHERE "targetKind" = 'unit' AND "relation" = 'group'
            AND "targetId" IN (SELECT "id" FROM "Unit" WHERE "lotId" IN ${lots}))
        SELECT "targetId" AS "lotId" FROM "Name"
          WHERE "targetKind" = 'lot' AND "relation" = 'group' AND "key" IN (SELECT "key" FROM "donors")
        UNION SELECT u."lotId" FROM "Name" n JOIN "Unit" u ON u."id" = n."targetId"
          WHERE n."targetKind" = 'unit' AND n."relation" = 'group' AND n."key" IN (SELECT "key" FROM "donors")`
  },
  [[1]],
)

/**
 * These lots, and every lot that is known to come from the same donor or donation: by a group name of the lot, or by the
 * donation number of one of its units. Where no donor is known, only the lots themselves.
 */
export async function lotsOfSameDonor(reader: Reader, lotIds: readonly number[]): Promise<number[]> {
  if (lotIds.length === 0) return []
  const found = await ofSameDonor(reader, lotIds)
  return [...new Set([...lotIds, ...found.map(({ lotId }) => lotId)])]
}
