import { sql } from '~/lib/db.server'
import { int, json, read, row } from '~/lib/rows.server'

const movementIn = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'movement' in value ? String(value.movement) : ''

const tasks = row({ procedureId: int, movement: json(movementIn) })

/** The procedures that still lack what another one's act took from them, with the movement of that act. */
export const lostBy = read(
  'procedures.lost-kept',
  tasks,
  () => sql`SELECT p."id" AS "procedureId", t."detail" AS "movement" FROM "Task" t JOIN "Procedure" p ON p."id" = t."aboutId"
    WHERE t."kind" = 'procedure.lost-kept' AND t."aboutKind" = 'procedure' AND t."doneAt" IS NULL ORDER BY t."id"`,
  [],
)
