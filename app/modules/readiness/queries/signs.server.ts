import { type Instant, later } from '~/lib/day'
import { among, join, type Reader, type Sql, sql } from '~/lib/db.server'
import { instant, int, json, read, row, text } from '~/lib/rows.server'
import type { Sign } from '../types'

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

// Each kind of hold by its own index; ended holds too.
const heldOnes: readonly Sql[] = [
  sql`h."unitId" = b."unitId"`,
  sql`h."lotId" = u."lotId"`,
  sql`h."productId" = u."productId"`,
  sql`h."placeId" = b."placeId"`,
  sql`h."placeId" = p."parentId"`,
]

const lastHolds = read(
  'readiness.last-holds',
  row({ procedureId: int, placedAt: instant }),
  (procedureIds: readonly number[]) => {
    const one = (covers: Sql) => sql`
      SELECT b."procedureId", MAX(h."placedAt") AS "placedAt" FROM "ReadinessBinding" b JOIN "Unit" u ON u."id" = b."unitId"
        JOIN "Place" p ON p."id" = b."placeId" JOIN "Hold" h ON ${covers}
      WHERE b."procedureId" IN ${among(procedureIds)} AND b."endedAt" IS NULL GROUP BY b."procedureId"`
    return join(heldOnes.map(one), ' UNION ALL ')
  },
  [[1, 2]],
)

/** When what is kept for each of these procedures was put on hold last, whether that hold still stands or not. */
async function heldAt(reader: Reader, procedureIds: readonly number[]): Promise<Map<number, Instant>> {
  const last = new Map<number, Instant>()
  if (procedureIds.length === 0) return last
  for (const { procedureId, placedAt } of await lastHolds(reader, procedureIds))
    last.set(procedureId, later(last.get(procedureId) ?? placedAt, placedAt))
  return last
}

/** The last signature of each of these procedures, and whether what is kept was on hold since, if only for a while. */
export async function signsOf(reader: Reader, procedureIds: readonly number[]): Promise<Map<number, Sign>> {
  if (procedureIds.length === 0) return new Map()
  const signs = await lastSigns(reader, procedureIds)
  const held = await heldAt(
    reader,
    signs.map(({ procedureId }) => procedureId),
  )
  const heldSince = ({ procedureId, signedAt }: { procedureId: number; signedAt: Instant }): Instant | null => {
    const at = held.get(procedureId)
    return at !== undefined && at > signedAt ? at : null
  }
  return new Map(signs.map((sign) => [sign.procedureId, { ...sign, heldSince: heldSince(sign) }]))
}
