import { type Reader, sql } from '~/lib/db.server'
import { read, row, text } from '~/lib/rows.server'
import { wantedOfPrinted } from '~/modules/names/rules/wanted'
import { lotKey, lotSkeleton } from '../rules/lot-key'

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
