import { type Reader, sql } from '~/lib/db.server'
import { int, nullable, read, row } from '~/lib/rows.server'
import { seededTimeOutMinutes } from '../rules/time-out'

const lastRule = read(
  'procedures.time-out-rule',
  row({ minutes: nullable(int) }),
  () => sql`SELECT (SELECT "minutes" FROM "TimeOutRule" ORDER BY "id" DESC LIMIT 1) AS "minutes"`,
  [],
)

/** How many minutes a time-out counts in this clinic (R67). */
export const timeOutMinutes = async (reader: Reader): Promise<number> =>
  (await lastRule.one(reader))?.minutes ?? seededTimeOutMinutes
