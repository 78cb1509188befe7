import { among, type Reader, sql } from '~/lib/db.server'
import { day, instant, int, oneOf, read, row, text } from '~/lib/rows.server'
import type { FindingOverride } from '../types'

const overridesOfProcedures = read(
  'readiness.overrides',
  row({
    id: int,
    procedureId: int,
    patientId: int,
    day,
    code: text,
    subject: text,
    fingerprint: text,
    ruleVersion: int,
    severity: oneOf('stop', 'ask', 'open'),
    at: instant,
    name: text,
    role: oneOf('clinician', 'director'),
    reason: text,
  }),
  (procedureIds: readonly number[]) => sql`
    SELECT "id", "procedureId", "patientId", "day", "code", "subject", "fingerprint", "ruleVersion", "severity", "at", "name",
      "role", "reason"
    FROM "FindingOverride" WHERE "procedureId" IN ${among(procedureIds)} ORDER BY "id"`,
  [[1, 2]],
)

/** Every override of findings that was made for these procedures, whether it still counts or not, in the order of making. */
export async function overridesOf(
  reader: Reader,
  procedureIds: readonly number[],
): Promise<Map<number, FindingOverride[]>> {
  const of = new Map<number, FindingOverride[]>()
  if (procedureIds.length === 0) return of
  for (const each of await overridesOfProcedures(reader, procedureIds))
    of.set(each.procedureId, [...(of.get(each.procedureId) ?? []), each])
  return of
}
