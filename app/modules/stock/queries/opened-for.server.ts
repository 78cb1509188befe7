import { among, type Reader, sql } from '~/lib/db.server'
import { int, read, row } from '~/lib/rows.server'

const openedFor = read(
  'stock.opened-for',
  row({ unitId: int, procedureId: int }),
  (unitIds: readonly number[]) => sql`
    SELECT "unitId", "refId" AS "procedureId" FROM "UnitMark"
    WHERE "unitId" IN ${among(unitIds)} AND "kind" IN ('opened-for', 'used-on') AND "refKind" = 'procedure' ORDER BY "id"`,
  [[1, 2]],
)

/** The procedures that these containers were opened for or used in, those whose use was undone among them: a needle went in. */
export async function openedForOf(reader: Reader, unitIds: readonly number[]): Promise<Map<number, number[]>> {
  const of = new Map<number, number[]>()
  if (unitIds.length === 0) return of
  for (const { unitId, procedureId } of await openedFor(reader, unitIds))
    of.set(unitId, [...(of.get(unitId) ?? []), procedureId])
  return of
}
