import { addHours, type Instant } from '~/lib/day'
import { join, query, sql, type Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal, Stamp } from '~/modules/audit/types'
import { may } from '~/modules/auth/rules'
import type { Role } from '~/modules/auth/types'
import { unitFacts } from '../queries/facts.server'
import { type PlaceFacts, placeFacts } from '../queries/places.server'
import { decideMove } from '../rules/move'
import { movedOutside } from '../rules/release'
import { rightToUndo } from '../rules/undo'
import type { MovementKind, PlaceRef, StockRefusal, UnitFacts } from '../types'
import { placeHolds } from './holds.server'
import { outsidePlace, post } from './ledger.server'
import { startClock } from './reserve.server'

export type MoveInput = {
  readonly unitId: number
  readonly fromPlaceId: number
  readonly toPlaceId: number
  readonly quantity: number
  readonly reason?: string
  /** It was moved already (R41): never refused for its storage, but recorded and held. */
  readonly alreadyDone?: boolean
}

async function factsAt(tx: Tx, unitId: number, placeId: number): Promise<UnitFacts | null> {
  const [facts] = await unitFacts(tx, { unitIds: [unitId], placeIds: [placeId], includeEmpty: true })
  return facts ?? null
}

async function carryOut(tx: Tx, stamp: Stamp, movement: string, input: MoveInput, facts: UnitFacts, to: PlaceFacts) {
  const decision = decideMove(facts, to, { quantity: input.quantity, alreadyDone: input.alreadyDone ?? false })
  if (!decision.ok) return decision
  const moved = await post(tx, stamp, {
    movement,
    kind: 'move',
    lines: [
      {
        unitId: facts.unitId,
        lotId: facts.lotId,
        from: { id: input.fromPlaceId, inside: true },
        to,
        quantity: input.quantity,
      },
    ],
    occurredAt: stamp.at,
    reason: input.reason ?? null,
  })
  if (!moved.ok) return moved
  const { clockHours, hold } = decision.value
  if (clockHours !== null)
    await startClock(tx, stamp, {
      unitId: facts.unitId,
      kind: facts.needsThaw ? 'thaw' : 'out-of-storage',
      startedAt: stamp.at,
      limitAt: addHours(stamp.at, clockHours),
    })
  if (hold)
    await placeHolds(tx, stamp, [{ reason: 'temperature', note: hold, source: movedOutside, unitId: facts.unitId }])
  return ok({ movement, held: hold !== null })
}

/**
 * Moves a unit (or part of a bulk) from one inside place to another. Refuses a place without the product's band (R19),
 * unless it was done already: then it is recorded and held (R41). Taking a cold product to a place without a band starts
 * its out-of-storage or thaw clock (R16).
 */
export const moveUnit = (
  context: CommandContext,
  key: string,
  input: MoveInput,
): Promise<Result<{ movement: string; held: boolean }, StockRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'stock.move', input }, async (tx, note) => {
    const facts = await factsAt(tx, input.unitId, input.fromPlaceId)
    if (!facts) return refuse({ code: 'UNIT_UNKNOWN' as const })
    const to = await placeFacts(tx, input.toPlaceId)
    if (!to || to.siteId !== facts.siteId) return refuse({ code: 'PLACE_UNKNOWN' as const })
    note({
      subject: `unit:${input.unitId}`,
      detail: { from: input.fromPlaceId, to: input.toPlaceId, quantity: input.quantity },
    })
    return carryOut(tx, context, key, input, facts, to)
  })

export type LeaveInput = {
  readonly unitId: number
  readonly fromPlaceId: number
  readonly quantity: number
  readonly reason: string
}

/** Posts a quantity of a unit out of an inside place: to discard, back to the supplier, or away by a count (R14). */
const leave = (
  context: CommandContext,
  key: string,
  kind: Extract<MovementKind, 'discard' | 'return'>,
  input: LeaveInput,
) =>
  runCommand(context, { key, kind: `stock.${kind}`, input }, async (tx, note) => {
    const facts = await factsAt(tx, input.unitId, input.fromPlaceId)
    if (!facts) return refuse({ code: 'UNIT_UNKNOWN' as const })
    const to = await outsidePlace(tx, facts.siteId, kind)
    note({
      subject: `unit:${input.unitId}`,
      detail: { from: input.fromPlaceId, quantity: input.quantity, reason: input.reason },
    })
    return post(tx, context, {
      movement: key,
      kind,
      lines: [
        {
          unitId: facts.unitId,
          lotId: facts.lotId,
          from: { id: input.fromPlaceId, inside: true },
          to,
          quantity: input.quantity,
        },
      ],
      occurredAt: context.at,
      reason: input.reason,
    })
  })

/** Discards a quantity of a unit, with a reason. Refuses more than is free there. */
export const discardUnit = (context: CommandContext, key: string, input: LeaveInput) =>
  leave(context, key, 'discard', input)

/** Returns a quantity of a unit to its supplier, with a reason. Refuses more than is free there. */
export const returnUnit = (context: CommandContext, key: string, input: LeaveInput) =>
  leave(context, key, 'return', input)

type PostedRow = {
  id: number
  unitId: number
  lotId: number
  fromPlaceId: number
  fromInside: boolean | number
  toPlaceId: number
  toInside: boolean | number
  quantity: number
  reversed: number | null
}

/**
 * Posts a movement's lines the other way inside a transaction, each naming the one it reverses. Refuses a movement that
 * was undone already, and NOT_ENOUGH where what was moved has gone on since. Returns the units for the caller to look at.
 */
export async function reverseMovement(
  tx: Tx,
  stamp: Stamp,
  input: { movement: string; as: string; reason: string },
): Promise<Result<{ movement: string; unitIds: number[] }, StockRefusal>> {
  const posted = await query<PostedRow>(
    tx,
    sql`SELECT p."id", p."unitId", p."lotId", p."fromPlaceId", f."inside" AS "fromInside", p."toPlaceId", t."inside" AS "toInside", p."quantity", r."id" AS "reversed"
        FROM "Posting" p JOIN "Place" f ON f."id" = p."fromPlaceId" JOIN "Place" t ON t."id" = p."toPlaceId"
        LEFT JOIN "Posting" r ON r."reversesId" = p."id" WHERE p."movement" = ${input.movement} ORDER BY p."id" DESC`,
  )
  if (posted.length === 0) return refuse({ code: 'MOVEMENT_UNKNOWN' })
  if (posted.some((row) => row.reversed !== null)) return refuse({ code: 'ALREADY_UNDONE' })
  const undone = await post(tx, stamp, {
    movement: input.as,
    kind: 'undo',
    lines: posted.map((row) => ({
      unitId: row.unitId,
      lotId: row.lotId,
      from: { id: row.toPlaceId, inside: Boolean(row.toInside) },
      to: { id: row.fromPlaceId, inside: Boolean(row.fromInside) },
      quantity: row.quantity,
      reversesId: row.id,
    })),
    occurredAt: stamp.at,
    reason: input.reason,
  })
  return undone.ok ? ok({ movement: input.as, unitIds: posted.map((row) => row.unitId) }) : undone
}

type UndoneRow = { kind: MovementKind; unitId: number; fromSite: number; toSite: number }

export type UndoInput = {
  readonly movement: string
  /** The unit from whose page it is undone: the movement must be this unit's alone. */
  readonly unitId: number
  readonly siteId: number
  readonly reason: string
}

/**
 * Undoes a movement of one unit at the person's site (R14). Asks for the right of the act that it undoes. Refuses a
 * movement of another unit or site as if there were none, one that moved several units together, and one to a patient,
 * which is undone in its procedure.
 */
export const undoMovement = (context: CommandContext, key: string, input: UndoInput, roles: readonly Role[]) =>
  runCommand(context, { key, kind: 'stock.undo', input }, async (tx, note) => {
    const { movement, unitId, siteId, reason } = input
    const rows = await query<UndoneRow>(
      tx,
      sql`SELECT p."kind", p."unitId", f."siteId" AS "fromSite", t."siteId" AS "toSite" FROM "Posting" p
          JOIN "Place" f ON f."id" = p."fromPlaceId" JOIN "Place" t ON t."id" = p."toPlaceId" WHERE p."movement" = ${movement}`,
    )
    const [first] = rows
    const mine = rows.some((row) => row.unitId === unitId)
    if (!first || !mine || rows.some((row) => row.fromSite !== siteId || row.toSite !== siteId))
      return refuse({ code: 'MOVEMENT_UNKNOWN' as const })
    const blocked = (why: string) => refuse({ code: 'UNDO_BLOCKED' as const, reason: why })
    if (first.kind === 'give') return blocked('it was given to a patient; correct it in the procedure.')
    const right = rightToUndo(first.kind)
    if (right === null) return blocked('it is an undoing itself; do the movement again.')
    if (rows.some((row) => row.unitId !== unitId))
      return blocked('it moved other units too; undo it where it was entered.')
    if (!may(roles, right)) return refuse({ code: 'UNDO_NOT_YOURS' as const, kind: first.kind })
    const undone = await reverseMovement(tx, context, { movement, as: key, reason })
    if (undone.ok) note({ subject: `movement:${movement}`, detail: { units: undone.value.unitIds } })
    return undone
  })

/** The lines that make single units out of a bulk, or move several units together: one movement, all or nothing. */
export async function moveTogether(
  tx: Tx,
  stamp: Stamp,
  input: {
    movement: string
    kind: MovementKind
    unitIds: readonly number[]
    to: PlaceRef
    occurredAt: Instant
    reason: string
  },
): Promise<Result<{ movement: string }, StockRefusal>> {
  if (input.unitIds.length === 0) return ok({ movement: input.movement })
  const rows = await query<{ unitId: number; lotId: number; placeId: number; free: number }>(
    tx,
    sql`SELECT b."unitId", u."lotId", b."placeId", b."quantity" - b."reserved" AS "free" FROM "Balance" b JOIN "Unit" u ON u."id" = b."unitId"
        WHERE b."unitId" IN (${join([...input.unitIds])}) AND b."quantity" > b."reserved"`,
  )
  return post(tx, stamp, {
    movement: input.movement,
    kind: input.kind,
    lines: rows.map((row) => ({
      unitId: row.unitId,
      lotId: row.lotId,
      from: { id: row.placeId, inside: true },
      to: input.to,
      quantity: row.free,
    })),
    occurredAt: input.occurredAt,
    reason: input.reason,
  })
}
