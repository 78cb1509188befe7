import { addDays, type Day, dayOf, type Instant } from '~/lib/day'
import { amongTexts, type Reader, sql } from '~/lib/db.server'
import { bool, day, instant, int, nullable, oneOf, read, row, text } from '~/lib/rows.server'
import { kitFacts } from '~/modules/kits/queries.server'
import { kitVerdict } from '~/modules/kits/rules/verdict'
import { followUpKinds } from '~/modules/procedures/types'
import { standsMuch } from '~/modules/stock/queries/first-expiring.server'
import { expiryFindings } from '~/modules/stock/rules/judge/judge'
import { blocks } from '~/modules/stock/rules/judge/weigh'
import type { StockFinding } from '~/modules/stock/types'
import { judgePlace } from '~/modules/storage/rules/standing'
import { byUrgency, notSetUp } from '../rules'
import type { Attention, Looked, ProcedureNeed } from '../types'

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

const locations = read(
  'reports.storage-locations',
  row({ placeId: int, place: text, provenUntil: nullable(instant) }),
  (siteId: number) =>
    sql`SELECT p."id" AS "placeId", p."name" AS "place", p."provenUntil" FROM "StorageLocation" s
        JOIN "Place" p ON p."id" = s."placeId" WHERE p."siteId" = ${siteId} AND p."endedAt" IS NULL ORDER BY p."name"`,
  [1],
)

/** Storage of which the storage room says that no reading proves it now. */
const unproven = async (reader: Reader, siteId: number, at: Instant) =>
  (await locations(reader, siteId)).filter((location) =>
    judgePlace({ ...location, excursionId: null }, at).some(({ code }) => code === 'PLACE_NOT_PROVEN'),
  )

const recalls = read(
  'reports.open-recalls',
  row({ noticeId: int, reference: text, title: text, dueAt: instant }),
  () =>
    sql`SELECT "id" AS "noticeId", "reference", "title", "dueAt" FROM "RecallNotice"
        WHERE "closedAt" IS NULL ORDER BY "dueAt"`,
  [],
)

/** The kits that hold something recalled, to be replaced, and those that don't count: not checked today, or out of order by what stands against them (R24). */
async function kits(reader: Reader, siteId: number, at: Instant): Promise<Attention[]> {
  const facts = await kitFacts(reader, { siteIds: [siteId] })
  return facts.flatMap((kit): Attention[] => {
    const { inOrder, findings } = kitVerdict(kit, at)
    const about = { kitId: kit.kitId, kit: kit.name }
    const kept = findings.find(({ code }) => code === 'ITEM_KEPT_RECALLED' || code === 'ITEM_REPLACED')
    const replace = kept ? ([{ code: 'KIT_REPLACE', ...about, first: kept }] as const) : []
    if (inOrder) return [...replace]
    const stops = findings.filter(blocks)
    const [first = null] = stops
    return stops.length === 1 && first?.code === 'SEAL_NOT_CHECKED'
      ? [{ code: 'KIT_CHECK_DUE', ...about, checkedAt: first.last }, ...replace]
      : [{ code: 'KIT_NOT_IN_ORDER', ...about, first }, ...replace]
  })
}

const fromStock = sql`"Balance" b JOIN "Place" p ON p."id" = b."placeId" JOIN "Unit" u ON u."id" = b."unitId"
  JOIN "Lot" l ON l."id" = u."lotId" JOIN "Product" d ON d."id" = u."productId"`
// Where much stands, the few lots that expire are fewer: a cross join keeps this order.
const fromLots = sql`"Product" d CROSS JOIN "Lot" l JOIN "Unit" u ON l."productId" = d."id" AND u."lotId" = l."id"
  CROSS JOIN "Balance" b JOIN "Place" p ON b."unitId" = u."id" AND p."id" = b."placeId"`

/** Expiries up to a week ahead with how many of each stand here: the judgment says what each means now. */
const expiryRows = read(
  'reports.expiring',
  row({ expiry: nullable(day), expiryTime: nullable(text), expires: bool, units: int }),
  (siteId: number, today: Day, much: boolean) =>
    sql`SELECT l."expiry", l."expiryTime", c."expires", COUNT(*) AS "units"
        FROM ${much ? fromLots : fromStock} JOIN "Category" c ON c."id" = d."categoryId"
        WHERE p."siteId" = ${siteId} AND b."quantity" > 0 AND l."expiry" <= ${addDays(today, 7)}
        GROUP BY l."expiry", l."expiryTime", c."expires" ORDER BY l."expiry"`,
  [1, '2026-01-01' as Day, false],
  [1, '2026-01-01' as Day, true],
)

async function expiring(reader: Reader, { siteId, timeZone, at }: Scope): Promise<Attention[]> {
  const rows = await expiryRows(reader, siteId, dayOf(at, timeZone), await standsMuch(reader, siteId))
  const found = rows.flatMap((each) =>
    expiryFindings({ ...each, timeZone }, at).map(({ code }) => ({ code, units: each.units, expiry: each.expiry })),
  )
  const sum = (code: StockFinding['code']) =>
    found.filter((each) => each.code === code).reduce((total, { units }) => total + units, 0)
  const [expired, soon] = [sum('EXPIRED'), sum('EXPIRES_SOON')]
  const first = found.find(({ code }) => code === 'EXPIRES_SOON')?.expiry
  return [
    ...(expired > 0 ? [{ code: 'EXPIRED_HERE', units: expired } as const] : []),
    ...(first ? [{ code: 'EXPIRES_THIS_WEEK', units: soon, first } as const] : []),
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

const gapHolds = read(
  'reports.holds-for-gaps',
  row({ count: int }),
  () =>
    sql`SELECT COUNT(*) AS "count" FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
        WHERE r."holdId" IS NULL AND h."reason" = 'temperature' AND h."source" LIKE 'reading:%'`,
  [],
)

/** What no reading proves stays on hold until somebody decides: no open excursion tells of it. */
const gaps = async (reader: Reader): Promise<Attention[]> => {
  const count = (await gapHolds.one(reader))?.count ?? 0
  return count > 0 ? [{ code: 'GAP_HELD', holds: count }] : []
}

const givenExposed = read(
  'reports.given-exposed',
  row({ excursionId: int, place: text }),
  (siteId: number) =>
    sql`SELECT e."id" AS "excursionId", p."name" AS "place" FROM "Task" t JOIN "Excursion" e ON e."id" = t."aboutId"
        JOIN "Place" p ON p."id" = e."placeId"
        WHERE t."kind" = 'excursion.given' AND t."aboutKind" = 'excursion' AND t."doneAt" IS NULL AND t."siteId" = ${siteId}
        ORDER BY t."id"`,
  [1],
)

const needOf = {
  'vial.shared': 'GIVEN_TO_TWO',
  'procedure.lost-kept': 'KEPT_LOST',
  'procedure.changed-kept': 'CHANGED_LOST',
  'reaction.review': 'REACTION_TO_REVIEW',
  'reaction.tell-supplier': 'SUPPLIER_TO_TELL',
  'emergency.sort-out': 'EMERGENCY_TO_SORT',
  'late.sort-out': 'LATE_TO_SORT',
} as const satisfies Record<string, ProcedureNeed>

const taskKinds = ['vial.shared', 'procedure.lost-kept', 'procedure.changed-kept', ...followUpKinds] as const

const procedureTasks = read(
  'reports.procedure-tasks',
  row({ kind: oneOf(...taskKinds), procedureId: int, scheduledAt: instant }),
  (siteId: number) =>
    sql`SELECT t."kind", c."id" AS "procedureId", c."scheduledAt" FROM "Task" t JOIN "Procedure" c ON c."id" = t."aboutId"
        WHERE t."aboutKind" = 'procedure' AND t."doneAt" IS NULL AND t."siteId" = ${siteId}
          AND t."kind" IN ${amongTexts(taskKinds)}
          AND (t."kind" NOT IN ('procedure.lost-kept', 'procedure.changed-kept') OR c."status" IN ('booked', 'screened', 'consented'))
        ORDER BY t."id"`,
  [1],
)

/** What the records of procedures wait for; what one lost, only while it is still to come. */
const ofProcedures = async (reader: Reader, siteId: number): Promise<Attention[]> =>
  (await procedureTasks(reader, siteId)).map(({ kind, ...about }) => ({ code: needOf[kind], ...about }))

const deliveries = read(
  'reports.open-deliveries',
  row({ deliveryId: int, supplier: text, arrivedAt: instant }),
  (siteId: number) =>
    sql`SELECT d."id" AS "deliveryId", s."name" AS "supplier", d."arrivedAt" FROM "Delivery" d
        JOIN "Supplier" s ON s."id" = d."supplierId"
        WHERE d."siteId" = ${siteId} AND d."closedAt" IS NULL ORDER BY d."arrivedAt"`,
  [1],
)

const counts = read(
  'reports.looked-at',
  row({ storages: int, kits: int, rooms: int, products: int, notices: int }),
  (siteId: number) =>
    sql`SELECT (SELECT COUNT(*) FROM "StorageLocation" s JOIN "Place" p ON p."id" = s."placeId"
            WHERE p."siteId" = ${siteId} AND p."endedAt" IS NULL) AS "storages",
          (SELECT COUNT(*) FROM "Kit" k JOIN "Place" p ON p."id" = k."placeId"
            WHERE p."siteId" = ${siteId} AND p."kind" = 'kit' AND p."endedAt" IS NULL) AS "kits",
          (SELECT COUNT(*) FROM "Place" p WHERE p."siteId" = ${siteId} AND p."kind" = 'room' AND p."endedAt" IS NULL) AS "rooms",
          (SELECT COUNT(*) FROM "Product" d WHERE d."archivedAt" IS NULL) AS "products",
          (SELECT COUNT(*) FROM "RecallNotice" n) AS "notices"`,
  [1],
)

/** What there is to look at, by which the first page's sentences are measured (docs/safety.md §10). */
export async function looked(reader: Reader, siteId: number): Promise<Looked> {
  const found = await counts.one(reader, siteId)
  if (!found) throw new Error('A count gave no row.')
  return found
}

const coded = <Code extends Attention['code'], Found>(code: Code, rows: readonly Found[]) =>
  rows.map((found) => ({ code, ...found }))

/** What needs a person at this site now, most urgent first; what is not set up yet comes last. */
export async function attention(reader: Reader, scope: Scope, there: Looked): Promise<Attention[]> {
  const { siteId, at } = scope
  const parts: Attention[][] = await Promise.all([
    excursions(reader, siteId).then((rows) => coded('EXCURSION_OPEN', rows)),
    unproven(reader, siteId, at).then((rows) => coded('STORAGE_NOT_PROVEN', rows)),
    recalls(reader).then((rows) => coded('RECALL_OPEN', rows)),
    kits(reader, siteId, at),
    expiring(reader, scope),
    holds(reader),
    gaps(reader),
    givenExposed(reader, siteId).then((rows) => coded('GIVEN_EXPOSED', rows)),
    ofProcedures(reader, siteId),
    deliveries(reader, siteId).then((rows) => coded('DELIVERY_OPEN', rows)),
  ])
  const missing = notSetUp(there).map((what) => ({ code: 'NOT_SET_UP', what }) as const)
  return byUrgency([...parts.flat(), ...missing])
}
