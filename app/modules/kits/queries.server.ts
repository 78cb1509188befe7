import type { Instant } from '~/lib/day'
import { among, join, query, type Reader, type Sql, sql, toBoolean } from '~/lib/db.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { foldSeal } from './rules/verdict'
import type { KitCheck, KitFacts, KitItem } from './types'

type KitRow = Omit<KitFacts, 'items' | 'units' | 'lastSealCheck' | 'lastCount'>
type ItemRow = Omit<KitItem, 'needsWith'> & { kitId: number; needsWith: string | null }
type CheckRow = Omit<KitCheck, 'inOrder'> & { kitId: number; inOrder: unknown }

/** The last check of each kind of each kit. */
const lastChecks = (reader: Reader, kitIds: Sql): Promise<CheckRow[]> =>
  query<CheckRow>(
    reader,
    sql`SELECT c."kitId", c."kind", c."sealSeen", c."inOrder", c."checkedAt", c."actor" FROM "KitCheck" c
        WHERE c."id" IN (SELECT MAX("id") FROM "KitCheck" WHERE "kitId" IN (${kitIds}) GROUP BY "kitId", "kind")`,
  )

const asCheck = (rows: readonly CheckRow[], kitId: number, kind: KitCheck['kind']): KitCheck | null => {
  const row = rows.find((each) => each.kitId === kitId && each.kind === kind)
  if (!row) return null
  const { kitId: _kit, ...check } = row
  return { ...check, inOrder: toBoolean(row.inOrder) }
}

const asItem = ({ kitId: _kit, needsWith, ...item }: ItemRow): KitItem => ({
  ...item,
  needsWith: (needsWith ?? '').split(' ').filter(Boolean),
})

/**
 * All that `kitVerdict` needs, for the kits of these sites or for single ones: in six reads whatever their number. Kits
 * whose place was closed are left out.
 */
export async function kitFacts(
  reader: Reader,
  where: { readonly siteIds?: readonly number[]; readonly kitIds?: readonly number[] },
): Promise<KitFacts[]> {
  const ids = where.kitIds ?? where.siteIds ?? []
  if (ids.length === 0) return []
  const column = where.kitIds ? sql`k."id"` : sql`p."siteId"`
  const kits = await query<KitRow>(
    reader,
    sql`SELECT k."id" AS "kitId", k."placeId", p."name", p."siteId", s."timeZone", p."parentId" AS "parentPlaceId", k."sealNumber", k."sealedAt",
          k."sealBrokenAt", k."countDueDays"
        FROM "Kit" k JOIN "Place" p ON p."id" = k."placeId" JOIN "Site" s ON s."id" = p."siteId"
        WHERE ${column} IN ${among(ids)} AND p."endedAt" IS NULL ORDER BY p."name"`,
  )
  if (kits.length === 0) return []
  const kitIds = join(kits.map((kit) => kit.kitId))
  const items = await query<ItemRow>(
    reader,
    sql`SELECT "kitId", "code", "label", "categoryId", "strength", "minQuantity", "needsWith", "countsFor" FROM "KitItem"
        WHERE "kitId" IN (${kitIds}) ORDER BY "id"`,
  )
  const checks = await lastChecks(reader, kitIds)
  const units = await unitFacts(reader, { placeIds: kits.map((kit) => kit.placeId) })
  return kits.map((kit) => ({
    ...kit,
    items: items.filter((item) => item.kitId === kit.kitId).map(asItem),
    units: units.filter((unit) => unit.placeId === kit.placeId),
    lastSealCheck: asCheck(checks, kit.kitId, 'seal'),
    lastCount: asCheck(checks, kit.kitId, 'count'),
  }))
}

/** The kit of a site that has this seal on it now; null when none has. */
export async function kitBySeal(reader: Reader, siteId: number, seal: string): Promise<{ kitId: number } | null> {
  const rows = await query<{ kitId: number; sealNumber: string }>(
    reader,
    sql`SELECT k."id" AS "kitId", k."sealNumber" FROM "Kit" k JOIN "Place" p ON p."id" = k."placeId"
        WHERE p."siteId" = ${siteId} AND p."endedAt" IS NULL AND k."sealNumber" IS NOT NULL`,
  )
  const found = rows.find((row) => foldSeal(row.sealNumber) === foldSeal(seal))
  return found ? { kitId: found.kitId } : null
}

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
