import { among, type Reader, sql } from '~/lib/db.server'
import { instant, int, oneOf, read, row } from '~/lib/rows.server'
import type { Disinfection } from './types'

const lastOfEachLevel = read(
  'sterilization.last-disinfections',
  row({ unitId: int, level: oneOf('low', 'intermediate', 'high'), doneAt: instant }),
  (unitIds: readonly number[]) =>
    sql`SELECT "unitId", "level", MAX("doneAt") AS "doneAt" FROM "Disinfection"
        WHERE "unitId" IN ${among(unitIds)} GROUP BY "unitId", "level"`,
  [[1]],
)

/** The last disinfection of each level of these units, by unit. */
export async function disinfectionsOf(
  reader: Reader,
  unitIds: readonly number[],
): Promise<Map<number, Disinfection[]>> {
  const byUnit = new Map<number, Disinfection[]>()
  if (unitIds.length === 0) return byUnit
  for (const { unitId, level, doneAt } of await lastOfEachLevel(reader, unitIds))
    byUnit.set(unitId, [...(byUnit.get(unitId) ?? []), { level, doneAt }])
  return byUnit
}
