import { addDays, type Day, dayOf, type Instant, startOfDay } from '~/lib/day'
import { query, type Reader, sql } from '~/lib/db.server'
import { byUrgency } from '../rules'
import type { Attention } from '../types'

type Scope = { readonly siteId: number; readonly timeZone: string; readonly at: Instant }

const excursions = (reader: Reader, { siteId }: Scope) =>
  query<Extract<Attention, { code: 'EXCURSION_OPEN' }>>(
    reader,
    sql`SELECT 'EXCURSION_OPEN' AS "code", p."id" AS "placeId", p."name" AS "place", e."startedAt", e."temperatureCentiCelsiusWorst" AS "worstCentiCelsius"
        FROM "Excursion" e JOIN "Place" p ON p."id" = e."placeId" WHERE e."closedAt" IS NULL AND p."siteId" = ${siteId} ORDER BY e."startedAt"`,
  )

const unproven = (reader: Reader, { siteId, at }: Scope) =>
  query<Extract<Attention, { code: 'STORAGE_NOT_PROVEN' }>>(
    reader,
    sql`SELECT 'STORAGE_NOT_PROVEN' AS "code", p."id" AS "placeId", p."name" AS "place", p."provenUntil" FROM "StorageLocation" s
        JOIN "Place" p ON p."id" = s."placeId" WHERE p."siteId" = ${siteId} AND p."endedAt" IS NULL
        AND (p."provenUntil" IS NULL OR p."provenUntil" < ${at}) ORDER BY p."name"`,
  )

const recalls = (reader: Reader) =>
  query<Extract<Attention, { code: 'RECALL_OPEN' }>>(
    reader,
    sql`SELECT 'RECALL_OPEN' AS "code", "id" AS "noticeId", "reference", "title", "dueAt" FROM "RecallNotice" WHERE "closedAt" IS NULL ORDER BY "dueAt"`,
  )

const kits = (reader: Reader, { siteId, timeZone, at }: Scope) =>
  query<Extract<Attention, { code: 'KIT_CHECK_DUE' }>>(
    reader,
    sql`SELECT 'KIT_CHECK_DUE' AS "code", k."id" AS "kitId", p."name" AS "kit", MAX(c."checkedAt") AS "checkedAt" FROM "Kit" k
        JOIN "Place" p ON p."id" = k."placeId" LEFT JOIN "KitCheck" c ON c."kitId" = k."id" WHERE p."siteId" = ${siteId} AND p."endedAt" IS NULL
        GROUP BY k."id", p."name" HAVING MAX(c."checkedAt") IS NULL OR MAX(c."checkedAt") < ${startOfDay(dayOf(at, timeZone), timeZone)}`,
  )

async function expiring(reader: Reader, { siteId, timeZone, at }: Scope): Promise<Attention[]> {
  const today = dayOf(at, timeZone)
  const [row] = await query<{ expired: number | null; soon: number | null; first: Day | null }>(
    reader,
    sql`SELECT SUM(CASE WHEN l."expiry" < ${today} THEN 1 ELSE 0 END) AS "expired", SUM(CASE WHEN l."expiry" >= ${today} THEN 1 ELSE 0 END) AS "soon",
          MIN(CASE WHEN l."expiry" >= ${today} THEN l."expiry" END) AS "first"
        FROM "Balance" b JOIN "Place" p ON p."id" = b."placeId" JOIN "Unit" u ON u."id" = b."unitId" JOIN "Lot" l ON l."id" = u."lotId"
        WHERE p."siteId" = ${siteId} AND b."quantity" > 0 AND l."expiry" IS NOT NULL AND l."expiry" <= ${addDays(today, 7)}`,
  )
  return [
    ...(row?.expired ? [{ code: 'EXPIRED_HERE', units: row.expired } as const] : []),
    ...(row?.soon && row.first ? [{ code: 'EXPIRES_THIS_WEEK', units: row.soon, first: row.first } as const] : []),
  ]
}

async function holds(reader: Reader): Promise<Attention[]> {
  const rows = await query<{ reason: string; count: number }>(
    reader,
    sql`SELECT h."reason", COUNT(*) AS "count" FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
        WHERE r."holdId" IS NULL AND h."reason" IN ('quarantine', 'records', 'review') GROUP BY h."reason"`,
  )
  const sum = (reasons: readonly string[]) =>
    rows.filter((row) => reasons.includes(row.reason)).reduce((total, row) => total + row.count, 0)
  const quarantined = sum(['quarantine', 'records'])
  const review = sum(['review'])
  return [
    ...(quarantined > 0 ? [{ code: 'QUARANTINED', holds: quarantined } as const] : []),
    ...(review > 0 ? [{ code: 'REVIEW', holds: review } as const] : []),
  ]
}

const deliveries = (reader: Reader, { siteId }: Scope) =>
  query<Extract<Attention, { code: 'DELIVERY_OPEN' }>>(
    reader,
    sql`SELECT 'DELIVERY_OPEN' AS "code", d."id" AS "deliveryId", s."name" AS "supplier", d."arrivedAt" FROM "Delivery" d
        JOIN "Supplier" s ON s."id" = d."supplierId" WHERE d."siteId" = ${siteId} AND d."closedAt" IS NULL ORDER BY d."arrivedAt"`,
  )

/** What needs a person at this site now, most urgent first. */
export async function attention(reader: Reader, scope: Scope): Promise<Attention[]> {
  const parts = await Promise.all([
    excursions(reader, scope),
    unproven(reader, scope),
    recalls(reader),
    kits(reader, scope),
    expiring(reader, scope),
    holds(reader),
    deliveries(reader, scope),
  ])
  return byUrgency(parts.flat())
}
