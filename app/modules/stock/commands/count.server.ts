import { query, sql, type Tx } from '~/lib/db.server'
import { ok, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext } from '~/modules/audit/types'
import { unitFacts } from '../queries/facts.server'
import type { MovedSince, PlaceRef } from '../types'
import { outsidePlace, post } from './ledger.server'

export type CountInput = {
  readonly unitId: number
  readonly placeId: number
  readonly counted: number
  readonly reason: string
  /** What stood there, and the newest posting there, when the person saw the form: 0 when there was none. */
  readonly seenQuantity: number
  readonly seenPostingId: number
}

/** The postings of a unit at a place that are newer than one that was seen, oldest first. */
const movedSince = (tx: Tx, input: CountInput): Promise<MovedSince[]> =>
  query<MovedSince>(
    tx,
    sql`SELECT p."id", p."kind", p."quantity", p."occurredAt", p."actor", f."name" AS "fromName", t."name" AS "toName"
        FROM "Posting" p JOIN "Place" f ON f."id" = p."fromPlaceId" JOIN "Place" t ON t."id" = p."toPlaceId"
        WHERE p."lotId" = (SELECT "lotId" FROM "Unit" WHERE "id" = ${input.unitId}) AND p."unitId" = ${input.unitId}
          AND (p."fromPlaceId" = ${input.placeId} OR p."toPlaceId" = ${input.placeId}) AND p."id" > ${input.seenPostingId} ORDER BY p."id"`,
  )

/**
 * Posts the difference that a count found, with a reason (R14). Asks, and posts nothing, where stock has moved since the
 * form was seen: the figure may have been counted before or after. Sent again with the newer state, it counts. A count below
 * what is reserved frees nothing: it is refused.
 */
export const countUnit = (context: CommandContext, key: string, input: CountInput) =>
  runCommand(context, { key, kind: 'stock.count', input }, async (tx, note) => {
    const [facts] = await unitFacts(tx, { unitIds: [input.unitId], placeIds: [input.placeId], includeEmpty: true })
    if (!facts) return refuse({ code: 'UNIT_UNKNOWN' as const })
    const since = await movedSince(tx, input)
    if (since.length > 0 || facts.quantity !== input.seenQuantity) {
      const { baseUnit, containerQuantity, placeName: place, quantity } = facts
      return refuse({ code: 'COUNT_ON_OLDER_FACTS' as const, place, quantity, since, baseUnit, containerQuantity })
    }
    const difference = input.counted - facts.quantity
    note({
      subject: `unit:${input.unitId}`,
      detail: { place: input.placeId, counted: input.counted, expected: facts.quantity },
    })
    if (difference === 0) return ok({ movement: key })
    const here: PlaceRef = { id: input.placeId, inside: true }
    const away = await outsidePlace(tx, facts.siteId, 'difference')
    const [from, to] = difference > 0 ? [away, here] : [here, away]
    return post(tx, context, {
      movement: key,
      kind: 'count',
      lines: [{ unitId: facts.unitId, lotId: facts.lotId, from, to, quantity: Math.abs(difference) }],
      occurredAt: context.at,
      reason: input.reason,
    })
  })
