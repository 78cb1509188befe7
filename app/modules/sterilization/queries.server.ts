import type { Instant } from '~/lib/day'
import { among, query, type Reader, sql } from '~/lib/db.server'
import type { Disinfection, DisinfectionLevel } from './types'

type Row = { unitId: number; level: string; doneAt: string }

/** The last disinfection of each level of these units, by unit. */
export async function disinfectionsOf(
  reader: Reader,
  unitIds: readonly number[],
): Promise<Map<number, Disinfection[]>> {
  const byUnit = new Map<number, Disinfection[]>()
  if (unitIds.length === 0) return byUnit
  const rows = await query<Row>(
    reader,
    sql`SELECT "unitId", "level", MAX("doneAt") AS "doneAt" FROM "Disinfection"
        WHERE "unitId" IN ${among(unitIds)} GROUP BY "unitId", "level"`,
  )
  for (const row of rows)
    byUnit.set(row.unitId, [
      ...(byUnit.get(row.unitId) ?? []),
      { level: row.level as DisinfectionLevel, doneAt: row.doneAt as Instant },
    ])
  return byUnit
}
