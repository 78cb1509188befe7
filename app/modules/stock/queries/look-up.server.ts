import { among, amongTexts, type Reader, sql } from '~/lib/db.server'
import { day, int, nullable, read, row, text } from '~/lib/rows.server'
import { lotKey } from '../rules/lot-key'
import type { LotMatch } from '../rules/match'

const lotShape = {
  lotId: int,
  lotNumber: text,
  expiry: nullable(day),
  productId: int,
  productName: text,
  manufacturer: text,
}

const lotColumns = sql`l."id" AS "lotId", l."lotNumber", l."expiry", d."id" AS "productId", d."name" AS "productName", d."manufacturer"`

const lotsWithIds = read(
  'stock.lots-by-id',
  row(lotShape),
  (lotIds: readonly number[]) =>
    sql`SELECT ${lotColumns} FROM "Lot" l JOIN "Product" d ON d."id" = l."productId" WHERE l."id" IN ${among(lotIds)}`,
  [[1]],
)

const lotsOfOneProduct = read(
  'stock.lots-of-product',
  row(lotShape),
  (productId: number) =>
    sql`SELECT ${lotColumns} FROM "Lot" l JOIN "Product" d ON d."id" = l."productId"
        WHERE d."id" = ${productId} ORDER BY l."expiry" DESC`,
  [1],
)

type FoundLot = Awaited<ReturnType<typeof lotsWithIds>>[number]

const itself = (lot: FoundLot): LotMatch => ({ ...lot, how: 'exact', matched: lot.lotNumber })

/** Lots by their ids, as matches found by the lot itself. */
export const lotsById = async (reader: Reader, lotIds: readonly number[]): Promise<LotMatch[]> =>
  lotIds.length === 0 ? [] : (await lotsWithIds(reader, lotIds)).map(itself)

/** All lots of a product, newest expiry first, for notices that name "all lots". */
export const lotsOfProduct = async (reader: Reader, productId: number): Promise<LotMatch[]> =>
  (await lotsOfOneProduct(reader, productId)).map(itself)

const lotsWithKeys = read(
  'stock.lots-with-keys',
  row({ lotId: int }),
  (keys: readonly string[]) =>
    sql`SELECT n."targetId" AS "lotId" FROM "Name" n
        WHERE n."key" IN ${amongTexts(keys)} AND n."targetKind" = 'lot' AND n."endedAt" IS NULL
        UNION SELECT u."lotId" FROM "Name" n JOIN "Unit" u ON u."id" = n."targetId"
        WHERE n."key" IN ${amongTexts(keys)} AND n."targetKind" = 'unit' AND n."endedAt" IS NULL`,
  [['MX2231', 'MX2232']],
)

/** The lots, by their ids, of which one of these is a number or another name, or a container's number. */
export const lotsNamed = async (reader: Reader, numbers: readonly string[]): Promise<number[]> =>
  numbers.length === 0 ? [] : (await lotsWithKeys(reader, numbers.map(lotKey))).map(({ lotId }) => lotId)

const unitWithNumber = read(
  'stock.unit-with-number',
  row({ unitId: int, lotId: int, productId: int, number: text }),
  (productId: number, key: string) =>
    sql`SELECT "id" AS "unitId", "lotId", "productId", COALESCE("number", "numberKey") AS "number" FROM "Unit"
        WHERE "productId" = ${productId} AND "numberKey" = ${key}`,
  [1, 'SN1'],
)

/** The unit of a product with this printed number (serial, or donation with division); null when there is none. */
export const findUnit = (reader: Reader, productId: number, number: string) =>
  unitWithNumber.one(reader, productId, lotKey(number))

const lotWithNumber = read(
  'stock.lot-with-number',
  row({ lotId: int, productId: int, lotNumber: text, expiry: nullable(day) }),
  (productId: number, key: string) =>
    sql`SELECT "id" AS "lotId", "productId", "lotNumber", "expiry" FROM "Lot"
        WHERE "productId" = ${productId} AND "lotKey" = ${key}`,
  [1, 'MX2231'],
)

/** The lot of a product with this number (folded); null when there is none. */
export const findLot = (reader: Reader, productId: number, lotNumber: string) =>
  lotWithNumber.one(reader, productId, lotKey(lotNumber))
