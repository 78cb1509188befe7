import { type Lock, query, sql, type Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { armWatch, endWatches, placeHolds, releaseHolds, standingHolds } from '~/modules/stock/commands/holds.server'
import { lotsById } from '~/modules/stock/queries/look-up.server'
import { lotKey } from '~/modules/stock/rules/lot-key'
import { traceLots } from './queries/trace.server'
import { dueAt, isDone, readLotList } from './rules'
import type { NoticeInput } from './schema'
import type { Outcome, RecallRefusal } from './types'

/** While a notice is opened or widened no lot is opened or named, so that none slips by between the two. */
const locks: readonly Lock[] = [{ kind: 'notices' }]

/** The source that a notice's holds and watches carry. */
export const noticeSource = (noticeId: number): string => `recall:${noticeId}`

async function nameKnownLots(
  tx: Tx,
  context: CommandContext,
  noticeId: number,
  lotIds: readonly number[],
  why: string,
) {
  const lots = await lotsById(tx, lotIds)
  if (lots.length !== new Set(lotIds).size) return refuse({ code: 'LOT_UNKNOWN' as const })
  await tx.recallLot.createMany({
    data: lots.map((lot) => ({
      noticeId,
      productId: lot.productId,
      lotId: lot.lotId,
      lotText: lot.lotNumber,
      lotKey: lotKey(lot.lotNumber),
    })),
  })
  await placeHolds(
    tx,
    context,
    lots.map((lot) => ({ reason: 'recall', note: why, source: noticeSource(noticeId), lotId: lot.lotId })),
  )
  return ok(lots.length)
}

async function watchOtherLots(
  tx: Tx,
  context: CommandContext,
  noticeId: number,
  texts: readonly string[],
  why: string,
) {
  for (const text of texts) {
    await tx.recallLot.create({ data: { noticeId, lotText: text, lotKey: lotKey(text) }, select: { id: true } })
    await armWatch(tx, context, { productId: null, lotKey: lotKey(text), source: noticeSource(noticeId), note: why })
  }
}

/**
 * Opens a notice: the chosen lots are on hold when this returns, in the same transaction, and the other lot numbers are
 * watched for, so that a delivery of one goes on hold at once. Refuses a notice that names no lot.
 */
export const openNotice = (
  context: CommandContext,
  key: string,
  input: NoticeInput,
): Promise<Result<{ noticeId: number; held: number; watched: number }, RecallRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'recalls.open', input, locks }, async (tx, note) => {
    const others = readLotList(input.otherLots)
    if (input.lotIds.length === 0 && others.length === 0) return refuse({ code: 'NO_LOT_NAMED' as const })
    const { lotIds, otherLots: _others, ...head } = input
    const notice = await tx.recallNotice.create({
      data: { ...head, receivedAt: context.at, dueAt: dueAt(input.class, context.at), actor: context.actor },
      select: { id: true },
    })
    const why = `${input.reference}: ${input.title}`
    const held = await nameKnownLots(tx, context, notice.id, [...new Set(lotIds)], why)
    if (!held.ok) return held
    await watchOtherLots(tx, context, notice.id, others, why)
    note({ subject: `recall:${notice.id}`, detail: { lots: lotIds, watched: others.length } })
    return ok({ noticeId: notice.id, held: held.value, watched: others.length })
  })

async function openState(tx: Tx, noticeId: number) {
  const notice = await tx.recallNotice.findUnique({
    where: { id: noticeId },
    select: { id: true, closedAt: true, reference: true, title: true },
  })
  if (!notice) return refuse({ code: 'NOTICE_UNKNOWN' as const })
  return notice.closedAt === null ? ok(notice) : refuse({ code: 'NOTICE_CLOSED' as const })
}

/** Adds one of our lots to an open notice (a near match that a person confirmed, a widened recall) and holds it. */
export const addLot = (
  context: CommandContext,
  key: string,
  input: { noticeId: number; lotId: number },
): Promise<Result<{ held: number }, RecallRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'recalls.add-lot', input, locks }, async (tx, note) => {
    const notice = await openState(tx, input.noticeId)
    if (!notice.ok) return notice
    const named = await tx.recallLot.findFirst({
      where: { noticeId: input.noticeId, lotId: input.lotId },
      select: { lotText: true },
    })
    if (named) return refuse({ code: 'LOT_NAMED_ALREADY' as const, lotText: named.lotText })
    const held = await nameKnownLots(
      tx,
      context,
      input.noticeId,
      [input.lotId],
      `${notice.value.reference}: ${notice.value.title}`,
    )
    if (!held.ok) return held
    note({ subject: `recall:${input.noticeId}`, detail: { lot: input.lotId } })
    return ok({ held: held.value })
  })

/** Writes down what was done about a patient of the notice. The latest row of a patient is the state. */
export const recordOutreach = (
  context: CommandContext,
  key: string,
  input: { noticeId: number; patientId: number; outcome: Outcome; note: string },
): Promise<Result<null, RecallRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'recalls.outreach', input }, async (tx, note) => {
    const notice = await openState(tx, input.noticeId)
    if (!notice.ok) return notice
    await tx.recallOutreach.create({ data: { ...input, at: context.at, actor: context.actor }, select: { id: true } })
    note({ subject: `patient:${input.patientId}`, detail: { recall: input.noticeId, outcome: input.outcome } })
    return ok(null)
  })

async function patientsOpen(tx: Tx, noticeId: number): Promise<number> {
  const lots = await tx.recallLot.findMany({ where: { noticeId, lotId: { not: null } }, select: { lotId: true } })
  const trace = await traceLots(
    tx,
    lots.flatMap((lot) => lot.lotId ?? []),
  )
  const latest = await query<{ patientId: number; outcome: Outcome }>(
    tx,
    sql`SELECT o."patientId", o."outcome" FROM "RecallOutreach" o WHERE o."noticeId" = ${noticeId} ORDER BY o."id"`,
  )
  const state = new Map(latest.map((row) => [row.patientId, row.outcome]))
  const affected = new Set(trace.patients.filter((row) => !row.reversed).map((row) => row.patientId))
  return [...affected].filter((id) => !isDone(state.get(id) ?? 'to-call')).length
}

/** Closes a notice. Refuses while a patient has no outcome. Its holds stand: they are released lot by lot, with a reason. */
export const closeNotice = (
  context: CommandContext,
  key: string,
  input: { noticeId: number; note: string },
): Promise<Result<null, RecallRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'recalls.close', input }, async (tx, note) => {
    const notice = await openState(tx, input.noticeId)
    if (!notice.ok) return notice
    const open = await patientsOpen(tx, input.noticeId)
    if (open > 0) return refuse({ code: 'PATIENTS_OPEN' as const, open })
    await tx.recallNotice.update({
      where: { id: input.noticeId },
      data: { closedAt: context.at, closedBy: context.actor, closeNote: input.note },
      select: { id: true },
    })
    await endWatches(tx, context, noticeSource(input.noticeId))
    note({ subject: `recall:${input.noticeId}` })
    return ok(null)
  })

/** Takes a lot out of a notice that does not mean it after all: its hold is released with the reason, the row stays. */
export const releaseLot = (
  context: CommandContext,
  key: string,
  input: { noticeId: number; lotId: number; reason: string },
): Promise<Result<{ released: number }, RecallRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'recalls.release-lot', input }, async (tx, note) => {
    const named = await tx.recallLot.findFirst({
      where: { noticeId: input.noticeId, lotId: input.lotId },
      select: { id: true },
    })
    if (!named) return refuse({ code: 'LOT_UNKNOWN' as const })
    const holds = await standingHolds(tx, noticeSource(input.noticeId), input.lotId)
    const released = await releaseHolds(tx, context, holds, input.reason)
    note({ subject: `lot:${input.lotId}`, detail: { recall: input.noticeId, released } })
    return ok({ released })
  })
