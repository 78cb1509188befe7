import { sql } from '~/lib/db.server'
import { read } from '~/lib/rows.server'
import { nameColumns, named } from '~/modules/names/queries/resolve.server'

/** So many names that contain a text are listed. */
export const mostContaining = 20

const standing = sql`"Place" p JOIN "Balance" b ON b."placeId" = p."id" AND b."quantity" > 0`

/**
 * The names of what is here that contain a text: lots and containers that stand somewhere, products, places, kits, deliveries.
 * What is gone is found by its whole name: of a million names nearly all are of what is gone, and no index helps to look inside
 * them. Patients are found by their whole number, or by name on their own page; codes by the whole code.
 */
export const namesContaining = read(
  'stock.names-containing',
  named,
  (key: string) => {
    const part = key.replace(/[\\%_]/g, '\\$&')
    const contains = sql`n."key" LIKE ${`%${part}%`} ESCAPE '\\' AND n."endedAt" IS NULL AND n."kind" NOT IN ('product-code', 'inside')`
    return sql`SELECT ${nameColumns} FROM (
        SELECT ${nameColumns} FROM "Name" n WHERE n."targetKind" IN ('product', 'place', 'kit', 'delivery') AND ${contains}
        UNION SELECT ${nameColumns} FROM ${standing} JOIN "Name" n ON n."targetKind" = 'unit' AND n."targetId" = b."unitId"
          WHERE p."inside" AND ${contains}
        UNION SELECT ${nameColumns} FROM (SELECT DISTINCT u."lotId" FROM ${standing} JOIN "Unit" u ON u."id" = b."unitId" WHERE p."inside") h
          JOIN "Name" n ON n."targetKind" = 'lot' AND n."targetId" = h."lotId" WHERE ${contains}) n
      ORDER BY CASE WHEN n."key" LIKE ${`${part}%`} ESCAPE '\\' THEN 0 ELSE 1 END, LENGTH(n."key"), n."key", n."kind", n."targetId"
      LIMIT ${mostContaining}`
  },
  ['FLOW'],
)
