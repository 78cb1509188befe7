import { z } from 'zod'
import { sql, type Tx } from '~/lib/db.server'
import { id, quantityOrNone, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { instant, int, read, row, text } from '~/lib/rows.server'
import { command } from '~/modules/auth/commands/command.server'
import { movementKindColumn } from '../queries/columns.server'
import { stockRefusals } from '../rules/refusals'
import type { PlaceRef, UnitFacts } from '../types'
import { freeForWhatHappened } from './kept.server'
import { outsidePlace, post } from './ledger.server'
import { unitLocks } from './locks.server'
import { unitHere } from './move-unit.server'

/** The postings of a unit at a place that are newer than one that was seen, oldest first. */
const movedSince = read(
  'stock.moved-since',
  row({
    id: int,
    kind: movementKindColumn,
    quantity: int,
    occurredAt: instant,
    actor: text,
    fromName: text,
    toName: text,
  }),
  ({ unitId, placeId, seenPostingId }: { unitId: number; placeId: number; seenPostingId: number }) =>
    sql`SELECT p."id", p."kind", p."quantity", p."occurredAt", p."actor", f."name" AS "fromName", t."name" AS "toName"
        FROM "Posting" p JOIN "Place" f ON f."id" = p."fromPlaceId" JOIN "Place" t ON t."id" = p."toPlaceId"
        WHERE p."lotId" = (SELECT "lotId" FROM "Unit" WHERE "id" = ${unitId}) AND p."unitId" = ${unitId}
          AND (p."fromPlaceId" = ${placeId} OR p."toPlaceId" = ${placeId}) AND p."id" > ${seenPostingId} ORDER BY p."id"`,
  [{ unitId: 1, placeId: 1, seenPostingId: 0 }],
)

const elsewhere = read(
  'stock.unit-elsewhere',
  row({ quantity: int, placeName: text }),
  (unitId: number, placeId: number) =>
    sql`SELECT b."quantity", p."name" AS "placeName" FROM "Balance" b JOIN "Place" p ON p."id" = b."placeId"
        WHERE b."unitId" = ${unitId} AND b."placeId" <> ${placeId} AND b."quantity" > 0 ORDER BY p."name"`,
  [1, 1],
)

/** What speaks against a figure for a container with a number of its own; null for a bulk, and where nothing does. */
async function moreThanOne(tx: Tx, unit: UnitFacts, counted: number) {
  if (unit.bulk || counted <= unit.quantity) return null
  const others = await elsewhere(tx, unit.unitId, unit.placeId)
  const total = others.reduce((sum, { quantity }) => sum + quantity, counted)
  const most = unit.containerQuantity + (unit.baseUnit === 'uL' ? unit.overfillMicroliters : 0)
  if (total <= most) return null
  return { code: 'COUNT_MORE_THAN_ONE' as const, number: unit.unitNumber, elsewhere: others[0]?.placeName ?? null }
}

/**
 * Posts the difference that a count found, with a reason (R14). Asks, and posts nothing, where stock has moved since the
 * form was seen: the figure may have been counted before or after. Sent again with the newer state, it counts. A count below
 * what is reserved ends reservations (R41). Refuses more than one container of a unit with a number of its own.
 */
export const countUnit = command({
  kind: 'stock.count',
  what: 'Posts the difference that a count of a unit at a place found, with a reason.',
  right: 'stock.move',
  by: 'anyone',
  whenLate: 'ask',
  input: z.object({
    unitId: id,
    placeId: id,
    counted: quantityOrNone,
    reason: wordsIn(300),
    /** What stood there, and the newest posting there, when the person saw the form: 0 when there was none. */
    seenQuantity: quantityOrNone,
    seenPostingId: quantityOrNone,
  }),
  locks: unitLocks,
  refusals: stockRefusals,
  audit: z.object({ place: z.number(), counted: z.number(), expected: z.number() }),
  run: async (work, input) => {
    const { tx, movement } = work
    const found = await unitHere(tx, work.site, input)
    if (!found.ok) return found
    const { quantity, lotId, unitId, baseUnit, containerQuantity, placeName: place, siteId } = found.value
    const since = await movedSince(tx, input)
    if (since.length > 0 || quantity !== input.seenQuantity)
      return refuse({ code: 'COUNT_ON_OLDER_FACTS' as const, place, quantity, since, baseUnit, containerQuantity })
    const tooMany = await moreThanOne(work.tx, found.value, input.counted)
    if (tooMany) return refuse(tooMany)
    const difference = input.counted - quantity
    work.note(`unit:${unitId}`, { place: input.placeId, counted: input.counted, expected: quantity })
    if (difference === 0) return ok({ movement })
    const here: PlaceRef = { id: input.placeId, inside: true }
    const away = await outsidePlace(tx, siteId, 'difference')
    const [from, to] = difference > 0 ? [away, here] : [here, away]
    const lines = [{ unitId, lotId, from, to, quantity: Math.abs(difference) }]
    if (difference < 0) await freeForWhatHappened(tx, work, { unitId, placeId: input.placeId, quantity: -difference })
    return post(tx, work, { movement, kind: 'count', lines, occurredAt: work.at, reason: input.reason })
  },
})
