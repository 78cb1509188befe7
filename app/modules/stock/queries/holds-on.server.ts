import { among, join, type Reader, type Sql, sql } from '~/lib/db.server'
import { instant, int, nullable, read, row, text } from '~/lib/rows.server'
import type { HoldFact } from '../types'
import { holdReasonColumn } from './columns.server'

/** What stands somewhere, as a hold may cover it. */
type Standing = Readonly<Record<'unitId' | 'lotId' | 'productId' | 'placeId', number>> & {
  readonly parentId: number | null
}

type HoldScopes = Readonly<Record<'lotIds' | 'unitIds' | 'productIds' | 'placeIds', readonly number[]>>

/** The standing holds that could cover these. Holds are few beside postings: read through their own indexes, scope by scope. */
const holdRows = read(
  'stock.holds-on',
  row({
    id: int,
    reason: holdReasonColumn,
    note: text,
    source: nullable(text),
    placedAt: instant,
    productId: nullable(int),
    lotId: nullable(int),
    unitId: nullable(int),
    placeId: nullable(int),
    until: nullable(text),
  }),
  ({ lotIds, unitIds, productIds, placeIds }: HoldScopes) => {
    const scopes = [
      sql`h."lotId" IN ${among(lotIds)}`,
      sql`h."unitId" IN ${among(unitIds)}`,
      sql`h."productId" IN ${among(productIds)}`,
      sql`h."placeId" IN ${among(placeIds)}`,
    ]
    const one = (scope: Sql) => sql`
      SELECT h."id", h."reason", h."note", h."source", h."placedAt", h."productId", h."lotId", h."unitId", h."placeId",
        (SELECT t."until" FROM "HoldTerm" t WHERE t."source" = h."source" ORDER BY t."id" DESC LIMIT 1) AS "until"
      FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id" WHERE r."holdId" IS NULL AND ${scope}`
    return join(scopes.map(one), ' UNION ')
  },
  [{ lotIds: [1], unitIds: [1], productIds: [1], placeIds: [1] }],
)

type HoldRow = Awaited<ReturnType<typeof holdRows>>[number]

const scopesOf = (rows: readonly Standing[]): HoldScopes => ({
  lotIds: rows.map((each) => each.lotId),
  unitIds: rows.map((each) => each.unitId),
  productIds: rows.map((each) => each.productId),
  placeIds: rows.flatMap((each) => (each.parentId === null ? [each.placeId] : [each.placeId, each.parentId])),
})

const asFact = (hold: HoldRow): HoldFact => ({
  id: hold.id,
  reason: hold.reason,
  note: hold.note,
  source: hold.source,
  scope: scopeOf(hold),
  placedAt: hold.placedAt,
  untilReplaced: hold.until === 'replaced',
})

function scopeOf(hold: HoldRow): HoldFact['scope'] {
  if (hold.unitId !== null) return 'unit'
  if (hold.lotId !== null) return 'lot'
  return hold.productId !== null ? 'product' : 'place'
}

/** The holds that cover a row, found by what they are placed on: a recall may have thousands. */
function coveringBy(holds: readonly HoldRow[]): (row: Standing) => HoldFact[] {
  const on = new Map<string, HoldRow[]>()
  for (const hold of holds)
    for (const key of [`u${hold.unitId}`, `l${hold.lotId}`, `d${hold.productId}`, `p${hold.placeId}`])
      if (!key.endsWith('null')) on.set(key, [...(on.get(key) ?? []), hold])
  return ({ unitId, lotId, productId, placeId, parentId }) => {
    const keys = [
      `u${unitId}`,
      `l${lotId}`,
      `d${productId}`,
      `p${placeId}`,
      ...(parentId === null ? [] : [`p${parentId}`]),
    ]
    const found = keys.flatMap((key) => on.get(key) ?? [])
    // In the order in which the read gave them, which is theirs on both databases.
    return (found.length > 1 ? holds.filter((hold) => found.includes(hold)) : found).map(asFact)
  }
}

/** The standing holds that cover each of these rows, in one read. */
export const standingHoldsOn = async (
  reader: Reader,
  rows: readonly Standing[],
): Promise<(row: Standing) => HoldFact[]> => coveringBy(await holdRows(reader, scopesOf(rows)))
