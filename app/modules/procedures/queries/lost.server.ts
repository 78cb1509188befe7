import { sql } from '~/lib/db.server'
import { int, json, read, row } from '~/lib/rows.server'

const movementIn = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'movement' in value ? String(value.movement) : ''

const tasks = row({ procedureId: int, movement: json(movementIn) })

/** The procedures that still lack what another one's act took from them, with the movement of that act. */
export const lostBy = read(
  'procedures.lost-kept',
  tasks,
  () => sql`SELECT "aboutId" AS "procedureId", "detail" AS "movement" FROM "Task"
    WHERE "kind" = 'procedure.lost-kept' AND "aboutKind" = 'procedure' AND "doneAt" IS NULL ORDER BY "id"`,
  [],
)
