import type { Instant } from '~/lib/day'
import { join, query, type Reader, sql } from '~/lib/db.server'
import type { Sign } from '../types'

type Row = { procedureId: number; signedAt: Instant; validUntil: Instant; signedName: string; evidence: string }

function fingerprintOf(evidence: string): string {
  const parsed: unknown = JSON.parse(evidence)
  return typeof parsed === 'object' && parsed !== null && 'fingerprint' in parsed ? String(parsed.fingerprint) : ''
}

/** The last signature of each of these procedures. */
export async function signsOf(reader: Reader, procedureIds: readonly number[]): Promise<Map<number, Sign>> {
  if (procedureIds.length === 0) return new Map()
  const ids = join([...procedureIds])
  const rows = await query<Row>(
    reader,
    sql`SELECT "procedureId", "signedAt", "validUntil", "signedName", "evidence" FROM "ReadinessSign"
        WHERE "id" IN (SELECT MAX("id") FROM "ReadinessSign" WHERE "procedureId" IN (${ids}) GROUP BY "procedureId")`,
  )
  return new Map(
    rows.map(({ evidence, ...row }) => [row.procedureId, { ...row, fingerprint: fingerprintOf(evidence) }]),
  )
}
