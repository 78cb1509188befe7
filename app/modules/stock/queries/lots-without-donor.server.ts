import { type Reader, type Sql, sql } from '~/lib/db.server'
import { int, nullable, read, row, text } from '~/lib/rows.server'
import { lotsToAsk } from '../rules/donor-asked'

/** That a lot `l` of a product `d` in a category `c` is cells or tissue of a donor whom nobody recorded. */
export const donorUnknown: Sql = sql`c."isBiologic" AND COALESCE(d."regulatoryStanding", '') <> 'autologous'
    AND NOT EXISTS (SELECT 1 FROM "Name" n WHERE n."targetKind" = 'lot' AND n."targetId" = l."id" AND n."kind" = 'donor' AND n."endedAt" IS NULL)
    AND NOT EXISTS (SELECT 1 FROM "Unit" u WHERE u."lotId" = l."id" AND u."donor" IS NOT NULL)`

const columns = { lotId: int, manufacturer: text, supplier: nullable(text) }
const select = sql`SELECT DISTINCT l."id" AS "lotId", d."manufacturer", s."name" AS "supplier"
  FROM "Lot" l JOIN "Product" d ON d."id" = l."productId" JOIN "Category" c ON c."id" = d."categoryId"
    LEFT JOIN "DeliveryLine" x ON x."lotId" = l."id" LEFT JOIN "Delivery" y ON y."id" = x."deliveryId"
    LEFT JOIN "Supplier" s ON s."id" = y."supplierId"`

const sourcesOfCase = read(
  'stock.sources-of-case',
  row(columns),
  (source: string) =>
    sql`${select} WHERE l."id" IN (SELECT h."lotId" FROM "Hold" h WHERE h."source" = ${source}) ORDER BY 1`,
  ['recall:1'],
)

/** Gone or not: what is in a patient is asked about too. */
const lotsWithoutDonor = read(
  'stock.lots-without-donor',
  row(columns),
  (source: string) => sql`${select} WHERE ${donorUnknown}
    AND NOT EXISTS (SELECT 1 FROM "Hold" h WHERE h."source" = ${source} AND h."lotId" = l."id") ORDER BY 1`,
  ['recall:1'],
)

const firms = read(
  'stock.firms',
  row({ name: text }),
  () => sql`SELECT "manufacturer" AS "name" FROM "Product" UNION SELECT "name" FROM "Supplier" ORDER BY 1`,
  [],
)

/** The lots of an unknown donor that a donor notice of this firm asks about (R34), outside of its case. */
export const lotsOfUnknownDonor = async (reader: Reader, source: string, firm: string): Promise<Set<number>> => {
  const without = await lotsWithoutDonor(reader, source)
  if (without.length === 0) return new Set()
  const known = (await firms(reader)).map(({ name }) => name)
  return lotsToAsk(firm, without, await sourcesOfCase(reader, source), known)
}
