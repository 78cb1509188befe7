import { amongTexts, type Reader, type Sql, sql } from '~/lib/db.server'
import { read, row, text } from '~/lib/rows.server'
import { wantedOfPrinted } from '~/modules/names/rules/wanted'
import { lotKey, lotSkeleton } from '../rules/lot-key'

/**
 * Whether the watch `w` is armed and means the lot `l` by one of these keys, or by a name of its product. Not one whose
 * hold stands. One whose hold a decision has ended means it again only by a name that neither the lot nor a container of
 * it had then.
 */
export const meansLot = (keys: readonly string[]): Sql =>
  sql`w."endedAt" IS NULL AND (w."productId" IS NULL OR w."productId" = l."productId")
      AND (w."lotKey" IN ${amongTexts(keys)} OR w."lotKey" IN (SELECT p."key" FROM "Name" p
        WHERE p."targetKind" = 'product' AND p."targetId" = l."productId" AND p."endedAt" IS NULL))
      AND NOT EXISTS (SELECT 1 FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id"
        WHERE h."source" = w."source" AND h."lotId" = l."id"
          AND (r."holdId" IS NULL OR EXISTS (SELECT 1 FROM "Name" n WHERE n."key" = w."lotKey"
            AND (n."targetKind" = 'product' AND n."targetId" = l."productId" OR n."targetKind" = 'lot' AND n."targetId" = l."id"
              OR n."targetKind" = 'unit' AND n."targetId" IN (SELECT u."id" FROM "Unit" u WHERE u."lotId" = l."id")))))`

const watchedKeys = read(
  'stock.watched-keys',
  row({ lotKey: text }),
  (productId: number) =>
    sql`SELECT DISTINCT "lotKey" FROM "Watch" WHERE "endedAt" IS NULL AND ("productId" IS NULL OR "productId" = ${productId})`,
  [1],
)

/**
 * The lots that open notices watch for and that this lot looks like, or begins with: letters and digits that look alike are
 * folded. The very lot is not among them, since its watch holds it when it is opened.
 */
export async function watchedLike(reader: Reader, productId: number, lotNumber: string): Promise<string[]> {
  const beginnings = new Set(wantedOfPrinted(lotNumber, 'exact').map(({ key }) => key))
  const watched = await watchedKeys(reader, productId)
  return watched
    .map((each) => each.lotKey)
    .filter((key) => key !== lotKey(lotNumber))
    .filter((key) => beginnings.has(key) || lotSkeleton(key) === lotSkeleton(lotNumber))
}
