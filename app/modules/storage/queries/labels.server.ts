import { sql } from '~/lib/db.server'
import { instant, int, nullable, read, row, text } from '~/lib/rows.server'
import { bandColumn } from '~/modules/stock/queries/columns.server'

/** What is known of a product's storage: the newest label, who entered it, and the band that counts without one. */
export const productLabel = read(
  'storage.product-label',
  row({
    productId: int,
    name: text,
    band: nullable(bandColumn),
    min: nullable(int),
    max: nullable(int),
    excursionMinutes: nullable(int),
    excursionMin: nullable(int),
    excursionMax: nullable(int),
    revision: nullable(text),
    recordedAt: nullable(instant),
    actor: nullable(text),
  }),
  (productId: number) => sql`
    SELECT d."id" AS "productId", d."name", COALESCE(d."storageBand", c."storageBand") AS "band",
      r."temperatureCentiCelsiusMin" AS "min", r."temperatureCentiCelsiusMax" AS "max", r."excursionMinutes",
      r."excursionTemperatureCentiCelsiusMin" AS "excursionMin", r."excursionTemperatureCentiCelsiusMax" AS "excursionMax",
      r."instructionRevision" AS "revision", r."recordedAt", r."actor"
    FROM "Product" d JOIN "Category" c ON c."id" = d."categoryId"
      LEFT JOIN "ProductRange" r ON r."id" = (SELECT MAX(o."id") FROM "ProductRange" o WHERE o."productId" = d."id")
    WHERE d."id" = ${productId}`,
  [1],
)

/** The storage locations in which units of a product that still exist ever stood. */
export const locationsOfProduct = read(
  'storage.locations-of-product',
  row({ placeId: int, siteId: int }),
  (productId: number) => sql`
    SELECT DISTINCT s."placeId", w."siteId" FROM "Unit" u JOIN "Posting" g ON g."lotId" = u."lotId" AND g."unitId" = u."id"
      JOIN "Place" p ON p."id" = g."toPlaceId" JOIN "StorageLocation" s ON s."placeId" = p."id" OR s."placeId" = p."parentId"
      JOIN "Place" w ON w."id" = s."placeId"
    WHERE u."productId" = ${productId} AND EXISTS (SELECT 1 FROM "Balance" b WHERE b."unitId" = u."id" AND b."quantity" > 0)
    ORDER BY s."placeId"`,
  [1],
)
