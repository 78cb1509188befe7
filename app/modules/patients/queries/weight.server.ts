import { type Instant, toInstant } from '~/lib/day'
import { sql } from '~/lib/db.server'
import { instant, int, read, row } from '~/lib/rows.server'

/** The weight of a patient that was measured last before `at`, of those known at `knownAt`. */
export const weightThen = read(
  'patients.weight-then',
  row({ grams: int, measuredAt: instant, recordedAt: instant }),
  (patientId: number, at: Instant, knownAt: Instant) =>
    sql`SELECT "grams", "measuredAt", "recordedAt" FROM "PatientWeight"
        WHERE "patientId" = ${patientId} AND "measuredAt" <= ${at} AND "recordedAt" <= ${knownAt} ORDER BY "measuredAt" DESC, "id" DESC LIMIT 1`,
  [1, toInstant(new Date(0)), toInstant(new Date(0))],
)
