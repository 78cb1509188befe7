import type { Instant } from '~/lib/day'
import { among, join, type Reader, type Sql, sql } from '~/lib/db.server'
import { instant, int, oneOf, read, row } from '~/lib/rows.server'
import { type Stopped, stoppedBy } from '../types'

/** A signature, as far as stops after it are asked: when it was signed, and the kit that it counted on. */
export type Signed = { readonly procedureId: number; readonly signedAt: Instant; readonly kitId: number | null }

/** What a hold may cover of a unit `u` at a place `p`, each by its own index. Ended holds are asked too. */
const heldOnes: readonly Sql[] = [
  sql`h."unitId" = u."id"`,
  sql`h."lotId" = u."lotId"`,
  sql`h."productId" = u."productId"`,
  sql`h."placeId" = p."id"`,
  sql`h."placeId" = p."parentId"`,
]

const storageOf = sql`(CASE WHEN p."storageBand" IS NOT NULL THEN p."id" ELSE p."parentId" END)`

/** What may have stopped for a while what stands somewhere: what it joins to `u` and `p`, when that was, and why. */
type Event = { readonly why: Stopped; readonly at: Sql; readonly of: Sql; readonly and?: Sql }

/** Of everything that is kept, in a kit or for a booking. */
const eventsOfUnits: readonly Event[] = [
  ...heldOnes.map((covers): Event => ({ why: 'held', at: sql`h."placedAt"`, of: sql`JOIN "Hold" h ON ${covers}` })),
  { why: 'expiry', at: sql`e."recordedAt"`, of: sql`JOIN "LotExpiry" e ON e."lotId" = u."lotId"` },
  {
    why: 'look-alike',
    at: sql`w."armedAt"`,
    of: sql`JOIN "Name" n ON n."targetKind" = 'lot' AND n."targetId" = u."lotId"
      JOIN "Watch" w ON w."skeleton" = n."skeleton" AND (w."lotKey" <> n."key" OR n."kind" = 'inside')`,
  },
  {
    why: 'look-alike',
    at: sql`w."armedAt"`,
    of: sql`JOIN "Unit" o ON o."lotId" = u."lotId" JOIN "Name" n ON n."targetKind" = 'unit' AND n."targetId" = o."id"
      JOIN "Watch" w ON w."skeleton" = n."skeleton" AND w."lotKey" <> n."key"`,
  },
  {
    why: 'look-alike',
    at: sql`q."askedAt"`,
    of: sql`JOIN "LotQuestion" q ON q."lotId" = u."lotId"`,
  },
]

/** Of what is kept for a booking `b` besides. */
const eventsOfKept: readonly Event[] = [
  // A reading that ended the proof, or one that came after the proof had run out, whatever it says of the time before it.
  {
    why: 'storage',
    at: sql`s."recordedAt"`,
    of: sql`JOIN "ProvenStretch" s ON s."placeId" = ${storageOf}`,
    and: sql`(s."kind" IN ('ended', 'gap') OR NOT EXISTS (SELECT 1 FROM "ProvenStretch" t WHERE t."placeId" = s."placeId"
      AND t."kind" = 'due' AND t."recordedAt" < s."recordedAt" AND t."untilAt" >= s."recordedAt"))`,
  },
  // Within the limits of the place and out of the range on the product's label.
  {
    why: 'storage',
    at: sql`t."recordedAt"`,
    of: sql`JOIN "TemperatureReading" t ON t."placeId" = ${storageOf}
      JOIN "ProductRange" g ON g."id" = (SELECT MAX(o."id") FROM "ProductRange" o WHERE o."productId" = u."productId")`,
    and: sql`(t."temperatureCentiCelsiusCurrent" < g."temperatureCentiCelsiusMin"
      OR t."temperatureCentiCelsiusCurrent" > g."temperatureCentiCelsiusMax")`,
  },
  { why: 'product', at: sql`g."recordedAt"`, of: sql`JOIN "ProductRange" g ON g."productId" = u."productId"` },
  { why: 'product', at: sql`a."recordedAt"`, of: sql`JOIN "ProductContainsAnswer" a ON a."productId" = u."productId"` },
  { why: 'product', at: sql`a."recordedAt"`, of: sql`JOIN "ProductChange" a ON a."productId" = u."productId"` },
  // It left the place where it is kept, and is back. What is counted is taken from for others all day.
  {
    why: 'moved',
    at: sql`m."recordedAt"`,
    of: sql`JOIN "Posting" m ON m."unitId" = u."id" AND m."fromPlaceId" = b."placeId"`,
    and: sql`u."bulkOfLotId" IS NULL`,
  },
  // Equipment is used and not kept: it was on another patient.
  {
    why: 'used',
    at: sql`x."endedAt"`,
    of: sql`JOIN "ReadinessBinding" x ON x."unitId" = b."unitId" AND x."procedureId" <> b."procedureId" AND x."ended" = 'used'`,
    and: sql`b."reservationId" IS NULL`,
  },
]

type Stops = { readonly since: Instant }

const latest = (key: Sql, from: Sql, { why, at, of, and }: Event, { since }: Stops): Sql =>
  sql`SELECT ${key} AS "id", ${why} AS "why", MAX(${at}) AS "at" FROM ${from} ${of}
      WHERE ${at} > ${since} ${and === undefined ? sql`` : sql`AND ${and}`}`

const shape = row({ id: int, why: oneOf(...stoppedBy), at: instant })
const never = '2026-01-02T03:04:05.678Z' as Instant

const stopsOfKept = read(
  'readiness.stops-of-kept',
  shape,
  (procedureIds: readonly number[], stops: Stops) =>
    join(
      [...eventsOfUnits, ...eventsOfKept].map(
        (event) =>
          sql`${latest(
            sql`b."procedureId"`,
            sql`"ReadinessBinding" b JOIN "Unit" u ON u."id" = b."unitId" JOIN "Place" p ON p."id" = b."placeId"`,
            event,
            stops,
          )} AND b."procedureId" IN ${among(procedureIds)} AND b."endedAt" IS NULL GROUP BY b."procedureId"`,
      ),
      ' UNION ALL ',
    ),
  [[1, 2], { since: never }],
)

const stopsOfKits = read(
  'readiness.stops-of-kits',
  shape,
  (kitIds: readonly number[], stops: Stops) =>
    join(
      [
        ...eventsOfUnits.map(
          (event) =>
            sql`${latest(
              sql`k."id"`,
              sql`"Kit" k JOIN "Place" p ON p."id" = k."placeId" JOIN "Balance" c ON c."placeId" = p."id" AND c."quantity" > 0
              JOIN "Unit" u ON u."id" = c."unitId"`,
              event,
              stops,
            )} AND k."id" IN ${among(kitIds)} GROUP BY k."id"`,
        ),
        sql`SELECT k."id", 'kit', MAX(k."sealedAt") FROM "Kit" k
            WHERE k."id" IN ${among(kitIds)} AND k."sealedAt" > ${stops.since} GROUP BY k."id"`,
        sql`SELECT k."kitId", 'kit', MAX(k."checkedAt") FROM "KitCheck" k
            WHERE k."kitId" IN ${among(kitIds)} AND NOT k."inOrder" AND k."checkedAt" > ${stops.since} GROUP BY k."kitId"`,
      ],
      ' UNION ALL ',
    ),
  [[1, 2], { since: never }],
)

/**
 * What stopped, after it was signed, something that the signature counts on, whether that stop still stands or not (docs/safety.md
 * §3): a hold, a corrected expiry, a name that a notice watches for, storage that was not proven, an answer about the product, a
 * use on another patient, a vial that was elsewhere, a kit's seal. Whoever signs again has seen it.
 */
export async function stopsSince(reader: Reader, signs: readonly Signed[]): Promise<Map<number, Stopped>> {
  const [first] = signs.map(({ signedAt }) => signedAt).sort()
  if (first === undefined) return new Map()
  const ids = signs.map(({ procedureId }) => procedureId)
  const kitIds = signs.flatMap(({ kitId }) => (kitId === null ? [] : [kitId]))
  const ofKept = await stopsOfKept(reader, ids, { since: first })
  const ofKits = kitIds.length === 0 ? [] : await stopsOfKits(reader, [...new Set(kitIds)], { since: first })
  const stopped = new Map<number, Stopped>()
  for (const { procedureId, signedAt, kitId } of signs) {
    const own = [...ofKept.filter(({ id }) => id === procedureId), ...ofKits.filter(({ id }) => id === kitId)]
    const [found] = own.filter(({ at }) => at > signedAt).sort((a, b) => (a.at < b.at ? 1 : -1))
    if (found) stopped.set(procedureId, found.why)
  }
  return stopped
}
