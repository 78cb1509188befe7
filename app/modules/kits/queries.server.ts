import type { Instant } from '~/lib/day'
import { among, type Reader, sql } from '~/lib/db.server'
import { bool, instant, int, nullable, oneOf, read, row, text } from '~/lib/rows.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import type { KitCheck, KitFacts, KitItem } from './types'

/** When something was first put into the kit `k` or taken out of it since it was sealed: whoever did that has opened it. */
const changedInside = sql`(SELECT MIN(m."recordedAt") FROM "Balance" b JOIN "Unit" u ON u."id" = b."unitId"
  JOIN "Posting" m ON m."lotId" = u."lotId" AND m."unitId" = u."id"
  WHERE b."placeId" = k."placeId" AND m."recordedAt" > k."sealedAt" AND (m."fromPlaceId" = k."placeId" OR m."toPlaceId" = k."placeId"))`

const kitRows = read(
  'kits.kits',
  row({
    kitId: int,
    placeId: int,
    name: text,
    siteId: int,
    timeZone: text,
    parentPlaceId: nullable(int),
    sealNumber: nullable(text),
    sealedAt: nullable(instant),
    sealBrokenAt: nullable(instant),
    countDueDays: int,
  }),
  ({ kitIds, siteIds = [] }: KitsWhere) =>
    sql`SELECT k."id" AS "kitId", k."placeId", p."name", p."siteId", s."timeZone", p."parentId" AS "parentPlaceId",
          k."sealNumber", k."sealedAt", COALESCE(k."sealBrokenAt", ${changedInside}) AS "sealBrokenAt", k."countDueDays"
        FROM "Kit" k JOIN "Place" p ON p."id" = k."placeId" JOIN "Site" s ON s."id" = p."siteId"
        WHERE ${kitIds ? sql`k."id" IN ${among(kitIds)}` : sql`p."siteId" IN ${among(siteIds)} AND p."kind" = 'kit'`} AND p."endedAt" IS NULL
        ORDER BY p."name"`,
  [{ kitIds: [1] }],
  [{ siteIds: [1] }],
)

const itemRows = read(
  'kits.items',
  row({
    kitId: int,
    code: text,
    label: text,
    categoryId: int,
    strength: nullable(text),
    minQuantity: int,
    needsWith: nullable(text),
    countsFor: nullable(text),
  }),
  (kitIds: readonly number[]) =>
    sql`SELECT "kitId", "code", "label", "categoryId", "strength", "minQuantity", "needsWith", "countsFor" FROM "KitItem"
        WHERE "kitId" IN ${among(kitIds)} ORDER BY "id"`,
  [[1]],
)

/** The last check of each kind of each kit, and the last time since its last count when a seal was seen that was not in order. */
const lastChecks = read(
  'kits.last-checks',
  row({
    kitId: int,
    kind: oneOf('seal', 'count', 'wrong'),
    sealSeen: nullable(text),
    inOrder: bool,
    checkedAt: instant,
    actor: text,
  }),
  (kitIds: readonly number[]) =>
    sql`SELECT c."kitId", c."kind", c."sealSeen", c."inOrder", c."checkedAt", c."actor" FROM "KitCheck" c
        WHERE c."id" IN (SELECT MAX("id") FROM "KitCheck" WHERE "kitId" IN ${among(kitIds)} GROUP BY "kitId", "kind")
        UNION ALL
        SELECT c."kitId", 'wrong', c."sealSeen", c."inOrder", c."checkedAt", c."actor" FROM "KitCheck" c
        WHERE c."id" IN (SELECT MAX(w."id") FROM "KitCheck" w WHERE w."kitId" IN ${among(kitIds)} AND w."kind" = 'seal' AND NOT w."inOrder"
          AND NOT EXISTS (SELECT 1 FROM "KitCheck" n WHERE n."kitId" = w."kitId" AND n."kind" = 'count' AND n."id" > w."id")
          GROUP BY w."kitId")`,
  [[1]],
)

type ItemRow = Awaited<ReturnType<typeof itemRows>>[number]
type CheckRow = Awaited<ReturnType<typeof lastChecks>>[number]

function asCheck(rows: readonly CheckRow[], kitId: number, kind: CheckRow['kind']): KitCheck | null {
  const found = rows.find((each) => each.kitId === kitId && each.kind === kind)
  if (!found) return null
  const { kitId: _kit, kind: of, ...check } = found
  return { ...check, kind: of === 'count' ? 'count' : 'seal' }
}

const asItem = ({ kitId: _kit, needsWith, ...item }: ItemRow): KitItem => ({
  ...item,
  needsWith: (needsWith ?? '').split(' ').filter(Boolean),
})

type KitsWhere = { readonly siteIds?: readonly number[]; readonly kitIds?: readonly number[] }

/**
 * All that `kitVerdict` needs, for the kits of these sites or for single ones: in six reads whatever their number. Kits
 * whose place was closed are left out.
 */
export async function kitFacts(reader: Reader, where: KitsWhere): Promise<KitFacts[]> {
  const kits = await kitRows(reader, where)
  if (kits.length === 0) return []
  const kitIds = kits.map((kit) => kit.kitId)
  const items = await itemRows(reader, kitIds)
  const checks = await lastChecks(reader, kitIds)
  const units = await unitFacts(reader, { placeIds: kits.map((kit) => kit.placeId) })
  return kits.map((kit) => ({
    ...kit,
    items: items.filter((item) => item.kitId === kit.kitId).map(asItem),
    units: units.filter((unit) => unit.placeId === kit.placeId),
    // A seal that was not in order decides until the kit is counted and sealed anew, whatever is seen after it.
    lastSealCheck: asCheck(checks, kit.kitId, 'wrong') ?? asCheck(checks, kit.kitId, 'seal'),
    lastCount: asCheck(checks, kit.kitId, 'count'),
  }))
}

const newestIn = read(
  'kits.newest-postings',
  row({ unitId: int, postingId: int }),
  (placeId: number) =>
    sql`SELECT b."unitId", COALESCE((SELECT MAX(p."id") FROM "Posting" p WHERE p."lotId" = u."lotId" AND p."unitId" = u."id"
            AND (p."fromPlaceId" = b."placeId" OR p."toPlaceId" = b."placeId")), 0) AS "postingId"
        FROM "Balance" b JOIN "Unit" u ON u."id" = b."unitId" WHERE b."placeId" = ${placeId}`,
  [1],
)

/** The newest posting of each unit that lies in a kit, or did: what a count of it is compared with. */
export const newestInKit = async (reader: Reader, placeId: number): Promise<Map<number, number>> =>
  new Map((await newestIn(reader, placeId)).map(({ unitId, postingId }) => [unitId, postingId]))

/** The checks of a kit, newest first, for its history. */
export async function kitChecks(
  reader: Reader,
  kitId: number,
  limit = 30,
): Promise<(KitCheck & { readonly id: number; readonly note: string | null })[]> {
  const rows = await reader.kitCheck.findMany({
    where: { kitId },
    orderBy: { id: 'desc' },
    take: limit,
    select: { id: true, kind: true, sealSeen: true, inOrder: true, note: true, checkedAt: true, actor: true },
  })
  return rows.map((row) => ({ ...row, kind: row.kind as KitCheck['kind'], checkedAt: row.checkedAt as Instant }))
}
