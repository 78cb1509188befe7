import { toInstant } from '~/lib/day'
import { among, join, type Sql, sql } from '~/lib/db.server'
import { day, instant, int, nullable, oneOf, read, row, text } from '~/lib/rows.server'
import type { Then } from '../rules/then'

const never: Then = { at: toInstant(new Date(0)), knownAt: toInstant(new Date(0)) }

/** The units asked about, in the ledger or not. */
export const unitsAsked = read(
  'stock.then-units',
  row({ unitId: int, lotId: int, productId: int }),
  (unitIds: readonly number[]) =>
    sql`SELECT u."id" AS "unitId", u."lotId", u."productId" FROM "Unit" u WHERE u."id" IN ${among(unitIds)} ORDER BY u."id"`,
  [[1]],
)

/** Each expiry that lots were known to have. */
export const expiriesKnown = read(
  'stock.then-expiries',
  row({
    id: int,
    lotId: int,
    expiry: nullable(day),
    expiryTime: nullable(text),
    expiryPrecision: oneOf('day', 'month'),
    reason: text,
    recordedAt: instant,
  }),
  (lotIds: readonly number[], { knownAt }: Then) =>
    sql`SELECT "id", "lotId", "expiry", "expiryTime", "expiryPrecision", "reason", "recordedAt" FROM "LotExpiry"
        WHERE "lotId" IN ${among(lotIds)} AND "recordedAt" <= ${knownAt}`,
  [[1], never],
)

/** What stood where: the sum of the postings that had happened and were known, at places that have balances. */
export const balancesThen = read(
  'stock.then-balances',
  row({ unitId: int, placeId: int, parentId: nullable(int), storageId: nullable(int), quantity: int }),
  (units: { readonly unitIds: readonly number[]; readonly lotIds: readonly number[] }, { at, knownAt }: Then) => {
    const side = (place: Sql, quantity: Sql): Sql =>
      sql`SELECT "unitId", ${place} AS "placeId", ${quantity} AS "quantity" FROM "Posting" WHERE "lotId" IN ${among(units.lotIds)}
          AND "unitId" IN ${among(units.unitIds)} AND "occurredAt" <= ${at} AND "recordedAt" <= ${knownAt}`
    return sql`SELECT x."unitId", x."placeId", p."parentId",
        CASE WHEN p."storageBand" IS NOT NULL THEN p."id" WHEN q."storageBand" IS NOT NULL THEN q."id" END AS "storageId", SUM(x."quantity") AS "quantity"
      FROM (${side(sql`"toPlaceId"`, sql`"quantity"`)} UNION ALL ${side(sql`"fromPlaceId"`, sql`-"quantity"`)}) x
        JOIN "Place" p ON p."id" = x."placeId" LEFT JOIN "Place" q ON q."id" = p."parentId"
      WHERE p."inside" GROUP BY x."unitId", x."placeId", p."parentId", p."storageBand", p."id", q."storageBand", q."id"
      HAVING SUM(x."quantity") <> 0 ORDER BY x."unitId", x."placeId"`
  },
  [{ unitIds: [1], lotIds: [1] }, never],
)

/** What was known of places' temperature at the moment. What a reading said that was known to be mistyped, counts no longer. */
export const stretchesThen = read(
  'stock.then-stretches',
  row({
    id: int,
    placeId: int,
    kind: oneOf('measured', 'due', 'gap', 'ended'),
    from: instant,
    until: nullable(instant),
    min: nullable(int),
    max: nullable(int),
    recordedAt: instant,
  }),
  (placeIds: readonly number[], { at, knownAt }: Then) =>
    sql`SELECT "id", "placeId", "kind", "fromAt" AS "from", "untilAt" AS "until", "temperatureCentiCelsiusMin" AS "min",
          "temperatureCentiCelsiusMax" AS "max", "recordedAt" FROM "ProvenStretch" s
        WHERE "placeId" IN ${among(placeIds)} AND "fromAt" <= ${at} AND ("untilAt" IS NULL OR "untilAt" >= ${at}) AND "recordedAt" <= ${knownAt}
          AND NOT EXISTS (SELECT 1 FROM "TemperatureReading" x WHERE x."correctsId" = s."readingId" AND x."recordedAt" <= ${knownAt})`,
  [[1], never],
)

const reasons = oneOf('quarantine', 'recall', 'temperature', 'records', 'damaged', 'sterility', 'suspect', 'review')

/** What a hold can cover. */
export type Scopes = Readonly<Record<'unitIds' | 'lotIds' | 'productIds' | 'placeIds', readonly number[]>>

/** The holds that were placed on any of these by then, released or not. */
export const holdsKnown = read(
  'stock.then-holds',
  row({
    id: int,
    reason: reasons,
    note: text,
    source: nullable(text),
    productId: nullable(int),
    lotId: nullable(int),
    unitId: nullable(int),
    placeId: nullable(int),
    placedAt: instant,
    releasedAt: nullable(instant),
  }),
  ({ unitIds, lotIds, productIds, placeIds }: Scopes, { knownAt }: Then) => {
    const scopes: Sql[] = [
      sql`h."unitId" IN ${among(unitIds)}`,
      sql`h."lotId" IN ${among(lotIds)}`,
      sql`h."productId" IN ${among(productIds)}`,
      sql`h."placeId" IN ${among(placeIds)}`,
    ]
    const one = (
      scope: Sql,
    ): Sql => sql`SELECT h."id", h."reason", h."note", h."source", h."productId", h."lotId", h."unitId", h."placeId", h."placedAt", r."releasedAt"
      FROM "Hold" h LEFT JOIN "HoldRelease" r ON r."holdId" = h."id" WHERE ${scope} AND h."placedAt" <= ${knownAt}`
    return sql`${join(scopes.map(one), ' UNION ')} ORDER BY 1`
  },
  [{ unitIds: [1], lotIds: [1], productIds: [1], placeIds: [1] }, never],
)

/** Each answer that was given to what products contain. */
export const answersKnown = read(
  'stock.then-answers',
  row({ id: int, productId: int, allergen: text, answer: oneOf('yes', 'no', 'unknown'), recordedAt: instant }),
  (productIds: readonly number[], { knownAt }: Then) =>
    sql`SELECT "id", "productId", "allergen", "answer", "recordedAt" FROM "ProductContainsAnswer"
        WHERE "productId" IN ${among(productIds)} AND "recordedAt" <= ${knownAt}`,
  [[1], never],
)

/** Each range that products' labels were known to say. */
export const rangesKnown = read(
  'stock.then-ranges',
  row({
    id: int,
    productId: int,
    min: nullable(int),
    max: nullable(int),
    excursionMinutes: nullable(int),
    excursionMin: nullable(int),
    excursionMax: nullable(int),
    excursionText: nullable(text),
    instructionRevision: nullable(text),
    recordedAt: instant,
  }),
  (productIds: readonly number[], { knownAt }: Then) =>
    sql`SELECT "id", "productId", "temperatureCentiCelsiusMin" AS "min", "temperatureCentiCelsiusMax" AS "max", "excursionMinutes",
          "excursionTemperatureCentiCelsiusMin" AS "excursionMin", "excursionTemperatureCentiCelsiusMax" AS "excursionMax", "excursionText",
          "instructionRevision", "recordedAt" FROM "ProductRange" WHERE "productId" IN ${among(productIds)} AND "recordedAt" <= ${knownAt}`,
  [[1], never],
)

/** What units were known to have become. */
export const marksKnown = read(
  'stock.then-marks',
  row({
    id: int,
    unitId: int,
    kind: oneOf('owner', 'opened-for', 'used-on', 'drawn', 'disinfected'),
    refKind: oneOf('patient', 'procedure', 'disinfection', 'nobody'),
    refId: int,
    quantity: nullable(int),
    at: instant,
    recordedAt: instant,
  }),
  (unitIds: readonly number[], { knownAt }: Then) =>
    sql`SELECT "id", "unitId", "kind", "refKind", "refId", "quantity", "at", "recordedAt" FROM "UnitMark"
        WHERE "unitId" IN ${among(unitIds)} AND "recordedAt" <= ${knownAt} ORDER BY "id"`,
  [[1], never],
)

/** When units had been opened or taken out of storage, and how long each of it let them be used. */
export const clocksThen = read(
  'stock.then-clocks',
  row({ unitId: int, kind: oneOf('opening', 'thaw', 'out-of-storage'), from: instant, until: instant }),
  (unitIds: readonly number[], { at, knownAt }: Then) =>
    sql`SELECT "unitId", 'opening' AS "kind", "openedAt" AS "from", "discardAt" AS "until" FROM "Opening"
        WHERE "unitId" IN ${among(unitIds)} AND "openedAt" <= ${at} AND "recordedAt" <= ${knownAt}
          AND NOT EXISTS (SELECT 1 FROM "OpeningUndo" x WHERE x."openingId" = "Opening"."id")
        UNION ALL SELECT "unitId", "kind", "startedAt", "limitAt" FROM "UnitClock"
        WHERE "unitId" IN ${among(unitIds)} AND "startedAt" <= ${at} AND "recordedAt" <= ${knownAt}`,
  [[1], never],
)
