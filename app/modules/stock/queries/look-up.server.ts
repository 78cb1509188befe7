import type { Day } from '~/lib/day'
import { join, query, type Reader, sql } from '~/lib/db.server'
import { lotKey } from '../rules/lot-key'
import type { LotMatch } from '../rules/match'

const lotColumns = sql`l."id" AS "lotId", l."lotNumber", l."expiry", d."id" AS "productId", d."name" AS "productName", d."manufacturer"`

/** Lots by their ids, as matches found by the lot itself. */
export async function lotsById(reader: Reader, lotIds: readonly number[]): Promise<LotMatch[]> {
  if (lotIds.length === 0) return []
  const rows = await query<Omit<LotMatch, 'how' | 'matched'>>(
    reader,
    sql`SELECT ${lotColumns} FROM "Lot" l JOIN "Product" d ON d."id" = l."productId" WHERE l."id" IN (${join([...lotIds])})`,
  )
  return rows.map((row) => ({ ...row, how: 'exact', matched: row.lotNumber }))
}

/** All lots of a product, newest expiry first, for notices that name "all lots". */
export async function lotsOfProduct(reader: Reader, productId: number): Promise<LotMatch[]> {
  const rows = await query<Omit<LotMatch, 'how' | 'matched'>>(
    reader,
    sql`SELECT ${lotColumns} FROM "Lot" l JOIN "Product" d ON d."id" = l."productId" WHERE d."id" = ${productId} ORDER BY l."expiry" DESC`,
  )
  return rows.map((row) => ({ ...row, how: 'exact', matched: row.lotNumber }))
}

export type UnitMatch = {
  readonly unitId: number
  readonly lotId: number
  readonly productId: number
  readonly number: string
}

/** The unit of a product with this printed number (serial, or donation with division); null when there is none. */
export async function findUnit(reader: Reader, productId: number, number: string): Promise<UnitMatch | null> {
  const [row] = await query<UnitMatch>(
    reader,
    sql`SELECT "id" AS "unitId", "lotId", "productId", "number" FROM "Unit" WHERE "productId" = ${productId} AND "numberKey" = ${lotKey(number)}`,
  )
  return row ?? null
}

export type LotRow = {
  readonly lotId: number
  readonly productId: number
  readonly lotNumber: string
  readonly expiry: Day | null
}

/** The lot of a product with this number (folded); null when there is none. */
export async function findLot(reader: Reader, productId: number, lotNumber: string): Promise<LotRow | null> {
  const [row] = await query<LotRow>(
    reader,
    sql`SELECT "id" AS "lotId", "productId", "lotNumber", "expiry" FROM "Lot" WHERE "productId" = ${productId} AND "lotKey" = ${lotKey(lotNumber)}`,
  )
  return row ?? null
}
