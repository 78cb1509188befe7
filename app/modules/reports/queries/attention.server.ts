import { addDays, type Day, dayOf, type Instant, startOfDay } from '~/lib/day'
import { type Reader, sql } from '~/lib/db.server'
import { day, instant, int, nullable, read, row, text } from '~/lib/rows.server'
import { byUrgency } from '../rules'
import type { Attention } from '../types'

const noTime = '2026-01-01T00:00:00.000Z' as Instant

type Scope = { readonly siteId: number; readonly timeZone: string; readonly at: Instant }

const excursions = read(
  'reports.open-excursions',
  row({ placeId: int, place: text, startedAt: instant, worstCentiCelsius: int }),
  (siteId: number) =>
    sql`SELECT p."id" AS "placeId", p."name" AS "place", e."startedAt",
          e."temperatureCentiCelsiusWorst" AS "worstCentiCelsius"
        FROM "Excursion" e JOIN "Place" p ON p."id" = e."placeId"
        WHERE e."closedAt" IS NULL AND p."siteId" = ${siteId} ORDER BY e."startedAt"`,
  [1],
)

const unproven = read(
  'reports.unproven-storage',
  row({ placeId: int, place: text, provenUntil: nullable(instant) }),
  (siteId: number, at: Instant) =>
    sql`SELECT p."id" AS "placeId", p."name" AS "place", p."provenUntil" FROM "StorageLocation" s
        JOIN "Place" p ON p."id" = s."placeId" WHERE p."siteId" = ${siteId} AND p."endedAt" IS NULL
        AND (p."provenUntil" IS NULL OR p."provenUntil" < ${at}) ORDER BY p."name"`,
  [1, noTime],
)

const recalls = read(
  'reports.open-recalls',
  row({ noticeId: int, reference: text, title: text, dueAt: instant }),
  () =>
    sql`SELECT "id" AS "noticeId", "reference", "title", "dueAt" FROM "RecallNotice"
        WHERE "closedAt" IS NULL ORDER BY "dueAt"`,
  [],
)

const kits = read(
  'reports.kits-to-check',
  row({ kitId: int, kit: text, checkedAt: nullable(instant) }),
  (siteId: number, since: Instant) =>
    sql`SELECT k."id" AS "kitId", p."name" AS "kit", MAX(c."checkedAt") AS "checkedAt" FROM "Kit" k
        JOIN "Place" p ON p."id" = k."placeId" LEFT JOIN "KitCheck" c ON c."kitId" = k."id"
        WHERE p."siteId" = ${siteId} AND p."endedAt" IS NULL GROUP BY k."id", p."name"
        HAVING MAX(c."checkedAt") IS NULL OR MAX(c."checkedAt") < ${since}`,
  [1, noTime],
)

const expiringRows = read(
  'reports.expiring',
  row({ expired: nullable(int), soon: nullable(int), first: nullable(day) }),
  (siteId: number, today: Day) =>
    sql`SELECT SUM(CASE WHEN l."expiry" < ${today} THEN 1 ELSE 0 END) AS "expired",
          SUM(CASE WHEN l."expiry" >= ${today} THEN 1 ELSE 0 END) AS "soon",
          MIN(CASE WHEN l."expiry" >= ${today} THEN l."expiry" END) AS "first"
        FROM "Balance" b JOIN "Place" p ON p."id" = b."placeId" JOIN "Unit" u ON u."id" = b."unitId"
          JOIN "Lot" l ON l."id" = u."lotId"
        WHERE p."siteId" = ${siteId} AND b."quantity" > 0 AND l."expiry" IS NOT NULL
          AND l."expiry" <= ${addDays(today, 7)}`,
  [1, '2026-01-01' as Day],
)

async function expiring(reader: Reader, { siteId, timeZone, at }: Scope): Promise<Attention[]> {
  const found = await expiringRows.one(reader, siteId, dayOf(at, timeZone))
  return [
    ...(found?.expired ? [{ code: 'EXPIRED_HERE', units: found.expired } as const] : []),
    ...(found?.soon && found.first
      ? [{ code: 'EXPIRES_THIS_WEEK', units: found.soon, first: found.first } as const]
      : []),
  ]
}

const holdCounts = read(
  'reports.holds-by-reason',
  row({ reason: text, count: int }),
  () =>
    sql`SELECT h."reason", COUNT(*) AS "count" FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
        WHERE r."holdId" IS NULL AND h."reason" IN ('quarantine', 'records', 'review') GROUP BY h."reason"`,
  [],
)

async function holds(reader: Reader): Promise<Attention[]> {
  const rows = await holdCounts(reader)
  const sum = (reasons: readonly string[]) =>
    rows.filter(({ reason }) => reasons.includes(reason)).reduce((total, { count }) => total + count, 0)
  const quarantined = sum(['quarantine', 'records'])
  const review = sum(['review'])
  return [
    ...(quarantined > 0 ? [{ code: 'QUARANTINED', holds: quarantined } as const] : []),
    ...(review > 0 ? [{ code: 'REVIEW', holds: review } as const] : []),
  ]
}

const deliveries = read(
  'reports.open-deliveries',
  row({ deliveryId: int, supplier: text, arrivedAt: instant }),
  (siteId: number) =>
    sql`SELECT d."id" AS "deliveryId", s."name" AS "supplier", d."arrivedAt" FROM "Delivery" d
        JOIN "Supplier" s ON s."id" = d."supplierId"
        WHERE d."siteId" = ${siteId} AND d."closedAt" IS NULL ORDER BY d."arrivedAt"`,
  [1],
)

const coded = <Code extends Attention['code'], Found>(code: Code, rows: readonly Found[]) =>
  rows.map((found) => ({ code, ...found }))

/** What needs a person at this site now, most urgent first. */
export async function attention(reader: Reader, scope: Scope): Promise<Attention[]> {
  const { siteId, timeZone, at } = scope
  const dayBegan = startOfDay(dayOf(at, timeZone), timeZone)
  const parts: Attention[][] = await Promise.all([
    excursions(reader, siteId).then((rows) => coded('EXCURSION_OPEN', rows)),
    unproven(reader, siteId, at).then((rows) => coded('STORAGE_NOT_PROVEN', rows)),
    recalls(reader).then((rows) => coded('RECALL_OPEN', rows)),
    kits(reader, siteId, dayBegan).then((rows) => coded('KIT_CHECK_DUE', rows)),
    expiring(reader, scope),
    holds(reader),
    deliveries(reader, siteId).then((rows) => coded('DELIVERY_OPEN', rows)),
  ])
  return byUrgency(parts.flat())
}
