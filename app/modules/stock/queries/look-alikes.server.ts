import { among, sql } from '~/lib/db.server'
import { instant, int, oneOf, read, row, text } from '~/lib/rows.server'

const shape = row({ lotId: int, source: text, name: text, asks: oneOf('alike', 'inside'), note: text, since: instant })

/**
 * Lots with a name, or a container with one, that an open notice watches for in nearly these letters: O/0, I/1, S/5 … fold to
 * the same skeleton, or that stands in the text that the lot is recorded under. None that bears the very name (its watch holds it), that the notice holds or has released, or that
 * somebody has answered in the case to be another one. Watches are few: they lead.
 */
const alike = (which: ReturnType<typeof sql>) => sql`
  SELECT DISTINCT l."id" AS "lotId", w."source", w."lotKey" AS "name",
    CASE WHEN n."key" = w."lotKey" THEN 'inside' ELSE 'alike' END AS "asks", w."note", w."armedAt" AS "since"
  FROM "Watch" w JOIN "Name" n ON n."skeleton" = w."skeleton" AND n."endedAt" IS NULL AND (n."key" <> w."lotKey" OR n."kind" = 'inside')
      AND n."targetKind" IN ('lot', 'unit')
    LEFT JOIN "Unit" u ON n."targetKind" = 'unit' AND u."id" = n."targetId"
    JOIN "Lot" l ON l."id" = CASE WHEN n."targetKind" = 'lot' THEN n."targetId" ELSE u."lotId" END
  WHERE w."endedAt" IS NULL AND ${which} AND (w."productId" IS NULL OR w."productId" = l."productId")
    AND NOT EXISTS (SELECT 1 FROM "Hold" h WHERE h."source" = w."source" AND h."lotId" = l."id")
    AND NOT EXISTS (SELECT 1 FROM "WatchAnswer" a WHERE a."source" = w."source" AND a."lotId" = l."id" AND a."lotKey" = w."lotKey")
  ORDER BY 1, 2, 3`

/** What these lots only look like. */
export const looksLike = read(
  'stock.looks-like',
  shape,
  (lotIds: readonly number[]) => alike(sql`l."id" IN ${among(lotIds)}`),
  [[1]],
)

/** Everything that looks like a name of one source. */
export const lookAlikesOf = read(
  'stock.look-alikes-of',
  shape,
  (source: string) => alike(sql`w."source" = ${source}`),
  ['recall:1'],
)
