import type { Reader } from '~/lib/db.server'
import { sql } from '~/lib/db.server'
import { int, nullable, read, row, text } from '~/lib/rows.server'
import type { Visitor } from '~/modules/auth/types'
import { standingHoldColumns } from './columns.server'
import { withEndings } from './views.server'

/** How many holds the page looks at together; it says when there are more. */
const shownMax = 200

const standing = read(
  'stock.holds-to-decide',
  row({
    ...standingHoldColumns,
    lotId: nullable(int),
    unitId: nullable(int),
    ofLotId: nullable(int),
    placeId: nullable(int),
    lotNumber: nullable(text),
    unitNumber: nullable(text),
    productName: nullable(text),
    placeName: nullable(text),
  }),
  (siteId: number, limit: number) =>
    sql`SELECT h."id", h."reason", h."note", h."source", h."actor", h."placedAt", h."lotId", h."unitId", h."placeId", COALESCE(l."id", ul."id") AS "ofLotId",
          COALESCE(l."lotNumber", ul."lotNumber") AS "lotNumber", u."number" AS "unitNumber", d."name" AS "productName",
          p."name" AS "placeName"
        FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id" LEFT JOIN "Lot" l ON l."id" = h."lotId"
          LEFT JOIN "Unit" u ON u."id" = h."unitId" LEFT JOIN "Lot" ul ON ul."id" = u."lotId"
          LEFT JOIN "Product" d ON d."id" = COALESCE(l."productId", ul."productId")
          LEFT JOIN "Place" p ON p."id" = h."placeId"
        WHERE r."holdId" IS NULL AND h."productId" IS NULL AND (p."siteId" = ${siteId}
          OR EXISTS (SELECT 1 FROM "Unit" x JOIN "Balance" b ON b."unitId" = x."id" AND b."quantity" > 0
            JOIN "Place" q ON q."id" = b."placeId" AND q."siteId" = ${siteId} AND q."inside"
            WHERE x."id" = h."unitId" OR x."lotId" = h."lotId"))
        ORDER BY h."id" LIMIT ${limit}`,
  [1, 10],
)

/**
 * The standing holds on what is at this site, each with how it ends for whoever looks: to decide first, then those that end
 * elsewhere or by somebody else (docs/safety.md §6). Nothing of a patient is in them. `more`: there are others.
 */
export async function holdsToDecide(reader: Reader, { site, personId, roles }: Visitor) {
  const rows = await standing(reader, site.id, shownMax + 1)
  const holds = await withEndings(reader, rows.slice(0, shownMax), { human: personId, roles })
  return { holds, more: rows.length > shownMax }
}
