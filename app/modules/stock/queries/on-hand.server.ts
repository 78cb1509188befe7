import { addDays, type Day, type Instant } from '~/lib/day'
import { among, amongTexts, empty, join, type Reader, type Sql, sql } from '~/lib/db.server'
import { int, nullable, read, row, text } from '~/lib/rows.server'
import { goodsOf } from '~/modules/labels/rules/goods'
import { readAll } from '~/modules/labels/rules/readings'
import { splitList } from '~/modules/labels/rules/typed-list'
import { wordsLikeLots } from '~/modules/names/rules/inner-names'
import { expiryFindings } from '../rules/judge/judge'
import type { Looked } from '../rules/looked'
import { lotKey } from '../rules/lot-key'
import { type OnHandProduct, onHandByProduct } from '../rules/on-hand'
import { soonDays } from '../rules/unit-facts'
import type { UnitFacts } from '../types'
import { unitFacts } from './facts.server'
import { standsMuch } from './first-expiring.server'

/** What the list shows: everything, what expires within 30 days, what is expired, what is on hold. */
export type OnHandShow = 'all' | 'expiring' | 'expired' | 'held'

export type OnHandWhere = {
  readonly siteId: number
  readonly timeZone: string
  readonly today: Day
  readonly at: Instant
  readonly show: OnHandShow
  readonly text: string
  /** The lots and products that the text means, by ids. */
  readonly meant?: { readonly lotIds: readonly number[]; readonly productIds: readonly number[] }
  readonly offset: number
}

/**
 * Says what stands for and against things, with no procedure in mind. A higher room knows it (`lookAt` of readiness), so whoever
 * opens a page of stock brings it along: this room would not know that a transducer is dirty or a vial somebody's own.
 */
export type LookAt = (reader: Reader, units: readonly UnitFacts[], at: Instant) => Promise<Looked[]>

/** How many lots a page of the list holds. */
export const onHandPage = 100

const standing = (scope: Sql): Sql =>
  sql`EXISTS (SELECT 1 FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id" WHERE ${scope} AND r."holdId" IS NULL)`

/** A page's question, with the times of today at which what expires today has run out already. */
type Narrowed = OnHandWhere & { readonly ranOut: readonly string[] }

const timesOfDay = read(
  'stock.expiry-times-of-a-day',
  row({ time: nullable(text) }),
  (day: Day) =>
    sql`SELECT DISTINCT l."expiryTime" AS "time" FROM "Product" d CROSS JOIN "Lot" l
        WHERE l."productId" = d."id" AND l."expiry" = ${day} AND l."expiryTime" IS NOT NULL`,
  ['2026-01-01' as Day],
)

/** Only for lots that expire today does the hour matter: the judgment says which of their times are over. */
async function narrowed(reader: Reader, where: OnHandWhere): Promise<Narrowed> {
  const { show, today: expiry, timeZone, at } = where
  const times = show === 'expiring' || show === 'expired' ? await timesOfDay(reader, expiry) : []
  const isOver = (expiryTime: string) =>
    expiryFindings({ expiry, expiryTime, timeZone, expires: true }, at).some(({ code }) => code === 'EXPIRED')
  return { ...where, ranOut: times.flatMap(({ time }) => (time !== null && isOver(time) ? [time] : [])) }
}

function shown({ show, today, ranOut }: Narrowed): Sql {
  const over = sql`l."expiry" = ${today} AND l."expiryTime" IN ${amongTexts(ranOut)}`
  switch (show) {
    case 'all':
      return empty
    case 'expiring':
      return sql`AND l."expiry" >= ${today} AND l."expiry" <= ${addDays(today, soonDays)}
        ${ranOut.length > 0 ? sql`AND (l."expiryTime" IS NULL OR NOT (${over}))` : empty}`
    case 'expired':
      return sql`AND (l."expiry" < ${today} ${ranOut.length > 0 ? sql`OR (${over})` : empty})`
    case 'held':
      return sql`AND (${standing(sql`h."lotId" = l."id"`)} OR ${standing(sql`h."unitId" = u."id"`)}
        OR ${standing(sql`h."productId" = d."id"`)} OR ${standing(sql`h."placeId" = p."id"`)}
        OR ${standing(sql`h."placeId" = p."parentId"`)})`
  }
}

/** So many lots are looked for in one text. */
const mostLots = 20

/**
 * What of a text may be the beginning of a lot's number, read as at every other door: the whole, what stands behind "lot" or another
 * word, the lot of a label, the lots of a list.
 */
function lotKeysIn(text: string, today: Day): string[] {
  const { typed, label } = readAll(text, { now: today })
  const listed = splitList(text).items.map((item) => item.text)
  const printed = label.flatMap((reading) => goodsOf(reading).lot ?? [])
  const named = [text, ...(typed ? [typed.text] : []), ...printed, ...listed, ...wordsLikeLots(text)]
  const keys = named.map((each) => lotKey(each).replace(/[%_\\]/g, ''))
  return [...new Set(keys)].filter((key) => key !== '').slice(0, mostLots)
}

/** Words match the product; the text, or the lots that stand in it, the beginning of a lot's number; and whatever it means. */
function matching({ text, today, meant }: Pick<OnHandWhere, 'text' | 'today' | 'meant'>): Sql {
  const words = text.trim().toLowerCase()
  if (words === '') return empty
  const like = (value: string) => `%${value.replace(/[%_\\]/g, '')}%`
  const lots = lotKeysIn(text, today).map((key) => sql`l."lotKey" LIKE ${`${key}%`}`)
  const { lotIds = [], productIds = [] } = meant ?? {}
  const byId = [
    ...(lotIds.length > 0 ? [sql`l."id" IN ${among(lotIds)}`] : []),
    ...(productIds.length > 0 ? [sql`d."id" IN ${among(productIds)}`] : []),
  ]
  return sql`AND (${join([sql`d."searchKey" LIKE ${like(words)}`, ...lots, ...byId], ' OR ')})`
}

const someTime = { today: '2026-11-24' as Day, at: '2026-11-24T15:00:00.000Z' as Instant }
const example = { siteId: 1, timeZone: 'UTC', ...someTime, ranOut: ['08:00'], offset: 0 }

/** Where little stands, from what stands; the lots of all years would be many more. */
const fewOnHand = read(
  'stock.lots-on-hand',
  row({ id: int }),
  (where: Narrowed) =>
    sql`SELECT l."id" FROM "Balance" b JOIN "Place" p ON p."id" = b."placeId" JOIN "Unit" u ON u."id" = b."unitId"
          JOIN "Lot" l ON l."id" = u."lotId" JOIN "Product" d ON d."id" = l."productId"
        WHERE b."quantity" > 0 AND p."siteId" = ${where.siteId} ${shown(where)} ${matching(where)}
        GROUP BY l."id", d."searchKey", d."id", l."expiry" ORDER BY d."searchKey", d."id", l."expiry", l."id"
        LIMIT ${onHandPage + 1} OFFSET ${where.offset}`,
  [{ ...example, show: 'all', text: '' }],
  [{ ...example, show: 'expiring', text: 'amnio' }],
  [{ ...example, show: 'expired', text: '' }],
  [{ ...example, show: 'held', text: '' }],
  [{ ...example, show: 'held', text: 'NB2402003', meant: { lotIds: [1], productIds: [1] } }],
)

/** Where much stands, lot by lot in the order of two indexes (a cross join keeps it), until the page is full. */
const manyOnHand = read(
  'stock.lots-on-hand-in-order',
  row({ id: int }),
  (where: Narrowed) =>
    sql`SELECT l."id" FROM "Product" d CROSS JOIN "Lot" l
        WHERE l."productId" = d."id" ${shown(where)} ${matching(where)}
          AND EXISTS (SELECT 1 FROM "Unit" u CROSS JOIN "Balance" b CROSS JOIN "Place" p
            WHERE u."lotId" = l."id" AND b."unitId" = u."id" AND b."quantity" > 0 AND p."id" = b."placeId" AND p."siteId" = ${where.siteId})
        ORDER BY d."searchKey", d."id", l."expiry", l."id" LIMIT ${onHandPage + 1} OFFSET ${where.offset}`,
  [{ ...example, show: 'all', text: '' }],
  [{ ...example, show: 'expiring', text: 'amnio' }],
  [{ ...example, show: 'expired', text: '' }],
)

/** What is on hold is found from what stands: a hold covers a unit or a place as well as a lot. */
async function lotsOnHand(reader: Reader, where: OnHandWhere): Promise<{ id: number }[]> {
  const much = where.show !== 'held' && (await standsMuch(reader, where.siteId))
  const narrow = await narrowed(reader, where)
  return much ? manyOnHand(reader, narrow) : fewOnHand(reader, narrow)
}

/** The site's lots with stock, a page at a time, by product and expiry, with what stands against each at `at` (R13). */
export async function onHand(
  reader: Reader,
  where: OnHandWhere,
  lookAt: LookAt,
): Promise<{ products: OnHandProduct[]; more: boolean }> {
  const rows = await lotsOnHand(reader, where)
  const lotIds = rows.slice(0, onHandPage).map(({ id }) => id)
  if (lotIds.length === 0) return { products: [], more: false }
  const facts = await unitFacts(reader, { lotIds, siteId: where.siteId })
  return { products: onHandByProduct(await lookAt(reader, facts, where.at)), more: rows.length > onHandPage }
}

/** What is at a place and on its shelves, by product and lot. */
export async function onHandAt(
  reader: Reader,
  placeIds: readonly number[],
  at: Instant,
  lookAt: LookAt,
): Promise<OnHandProduct[]> {
  return onHandByProduct(await lookAt(reader, await unitFacts(reader, { placeIds }), at))
}
