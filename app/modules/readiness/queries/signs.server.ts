import { among, type Reader, sql } from '~/lib/db.server'
import { instant, int, json, read, row, text } from '~/lib/rows.server'
import { kitSigned } from '../rules/verdict'
import type { Sign } from '../types'
import { stopsSince } from './stops-since.server'

// A signature whose evidence can't be read fits nothing, so it counts as one of something else.
const fingerprintOf = (evidence: unknown): string =>
  typeof evidence === 'object' && evidence !== null && 'fingerprint' in evidence ? String(evidence.fingerprint) : ''

const lastSigns = read(
  'readiness.last-signs',
  row({ procedureId: int, signedAt: instant, validUntil: instant, signedName: text, fingerprint: json(fingerprintOf) }),
  (procedureIds: readonly number[]) => sql`
    SELECT "procedureId", "signedAt", "validUntil", "signedName", "evidence" AS "fingerprint" FROM "ReadinessSign"
    WHERE "id" IN (
      SELECT MAX("id") FROM "ReadinessSign" WHERE "procedureId" IN ${among(procedureIds)} GROUP BY "procedureId"
    )`,
  [[1, 2]],
)

/** The last signature of each of these procedures, and what stopped something that it counts on since, if only for a while. */
export async function signsOf(reader: Reader, procedureIds: readonly number[]): Promise<Map<number, Sign>> {
  if (procedureIds.length === 0) return new Map()
  const signs = await lastSigns(reader, procedureIds)
  const stops = await stopsSince(
    reader,
    signs.map((sign) => ({ ...sign, kitId: kitSigned(sign.fingerprint) })),
  )
  return new Map(signs.map((sign) => [sign.procedureId, { ...sign, stopped: stops.get(sign.procedureId) ?? null }]))
}
