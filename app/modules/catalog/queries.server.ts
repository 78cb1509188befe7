import { type Reader, type Sql, sql } from '~/lib/db.server'
import { bool, instant, int, nullable, oneOf, type Row, read, row, text } from '~/lib/rows.server'
import { searchKey } from './rules/products'
import type { BandName, CategoryTraits, CodeScheme, ProductFacts } from './types'

/** The columns of `ProductFacts`, for higher rooms' joins over "Product" d and "Category" c. */
export const productColumns: Sql = sql`d."id" AS "productId", d."name", d."manufacturer", d."baseUnit",
  d."containerQuantity", d."strength", d."multiDose", d."needsThaw", d."archivedAt", c."code" AS "categoryCode",
  c."name" AS "categoryName", c."tracksLots", c."tracksUnits", c."expires", c."drawnFrom", c."needsRecords", c."needsDonor",
  COALESCE(d."storageBand", c."storageBand") AS "band"`

/** The columns of `productColumns` as a read declares them. */
export const productShape = {
  productId: int,
  name: text,
  manufacturer: text,
  baseUnit: oneOf('uL', 'each'),
  containerQuantity: int,
  strength: nullable(text),
  multiDose: bool,
  needsThaw: bool,
  archivedAt: nullable(instant),
  categoryCode: text,
  categoryName: text,
  tracksLots: bool,
  tracksUnits: bool,
  expires: bool,
  drawnFrom: bool,
  needsRecords: bool,
  needsDonor: bool,
  band: nullable(oneOf('vapor-ln2', 'ultra-low', 'freezer', 'fridge', 'room')),
}

/** Decodes the columns of `productColumns` in a row. */
export const productRow = row(productShape)

/** A row of `productColumns`. */
export type ProductRow = Row<typeof productShape>

/** A product out of a row of `productColumns`. */
export const toProduct = (row: ProductRow): ProductFacts => ({
  id: row.productId,
  name: row.name,
  manufacturer: row.manufacturer,
  baseUnit: row.baseUnit,
  containerQuantity: row.containerQuantity,
  strength: row.strength,
  multiDose: row.multiDose,
  needsThaw: row.needsThaw,
  archived: row.archivedAt !== null,
  categoryCode: row.categoryCode,
  categoryName: row.categoryName,
  tracksLots: row.tracksLots,
  tracksUnits: row.tracksUnits,
  expires: row.expires,
  drawnFrom: row.drawnFrom,
  needsRecords: row.needsRecords,
  needsDonor: row.needsDonor,
  band: row.band,
})

const productById = read(
  'catalog.product-by-id',
  productRow,
  (productId: number) => sql`SELECT ${productColumns} FROM "Product" d JOIN "Category" c ON c."id" = d."categoryId"
    WHERE d."id" = ${productId}`,
  [1],
)

/** One product with its category's traits; null when there is none. */
export async function productFacts(reader: Reader, productId: number): Promise<ProductFacts | null> {
  const found = await productById.one(reader, productId)
  return found ? toProduct(found) : null
}

/** The products that are not archived, by name; `words` narrow by name, manufacturer or strength. */
export const products = (reader: Reader, words = '', limit = 500) =>
  reader.product.findMany({
    where: {
      archivedAt: null,
      AND: searchKey(words)
        .split(' ')
        .filter(Boolean)
        .map((word) => ({ searchKey: { contains: word } })),
    },
    select: {
      id: true,
      name: true,
      manufacturer: true,
      strength: true,
      sizeMicroliters: true,
      regulatoryStanding: true,
      category: { select: { id: true, name: true, isBiologic: true } },
      _count: { select: { codes: true } },
    },
    orderBy: [{ searchKey: 'asc' }, { id: 'asc' }],
    take: limit,
  })

/** One product with all that its page shows; null when there is none. */
export const productPage = (reader: Reader, productId: number) =>
  reader.product.findUnique({
    where: { id: productId },
    select: {
      id: true,
      name: true,
      manufacturer: true,
      strength: true,
      sizeMicroliters: true,
      baseUnit: true,
      storageBand: true,
      multiDose: true,
      openForHours: true,
      needsThaw: true,
      thawedForHours: true,
      regulatoryStanding: true,
      regulatoryBasis: true,
      standingSetBy: true,
      standingSetAt: true,
      labeledSterile: true,
      waitMinutes: true,
      archivedAt: true,
      supplier: { select: { id: true, name: true } },
      category: {
        select: {
          id: true,
          code: true,
          name: true,
          storageBand: true,
          isBiologic: true,
          touchesPatient: true,
          entersPatient: true,
        },
      },
      changes: {
        where: { fact: 'strength' },
        select: { id: true, before: true, after: true, reason: true, recordedAt: true },
        orderBy: { id: 'desc' },
      },
      codes: {
        select: { id: true, scheme: true, code: true, packageQuantity: true, linkedAt: true },
        orderBy: { id: 'asc' },
      },
      contains: { select: { allergen: true, answer: true, answeredAt: true } },
    },
  })

/** The categories with their traits, by name. */
export async function categories(reader: Reader): Promise<(CategoryTraits & { id: number })[]> {
  const rows = await reader.category.findMany({ orderBy: { name: 'asc' } })
  return rows.map((category) => ({
    ...category,
    storageBand: category.storageBand as BandName | null,
    capturedBy: category.capturedBy === 'scan' ? 'scan' : 'room',
  }))
}

/** The suppliers, by name. */
export const suppliers = (reader: Reader) =>
  reader.supplier.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } })

/** Who has a code already: what `decideLink` asks. */
export async function claimsOf(reader: Reader, scheme: CodeScheme, code: string) {
  const rows = await reader.productCode.findMany({
    where: { scheme, code },
    select: { productId: true, packageQuantity: true, product: { select: { name: true } } },
  })
  return rows.map(({ productId, packageQuantity, product }) => ({
    productId,
    productName: product.name,
    packageQuantity,
  }))
}
