import { amongTexts, sql } from '~/lib/db.server'
import { instant, int, nullable, oneOf, read, row } from '~/lib/rows.server'
import { roles } from '~/modules/auth/rules'
import { followUpKinds } from '../types'

/** What the record of a procedure still leaves to be done, oldest first, and whose it is. */
export const followUpsOf = read(
  'procedures.follow-ups',
  row({ taskId: int, kind: oneOf(...followUpKinds), role: nullable(oneOf(...roles)), dueAt: nullable(instant) }),
  (procedureId: number) => sql`
    SELECT "id" AS "taskId", "kind", "role", "dueAt" FROM "Task"
    WHERE "about" = ${`procedure:${procedureId}`} AND "doneAt" IS NULL AND "kind" IN ${amongTexts(followUpKinds)} ORDER BY "id"`,
  [1],
)
