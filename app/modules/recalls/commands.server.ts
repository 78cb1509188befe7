import { type Lock, query, sql, type Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import type { Role } from '~/modules/auth/types'
import { armWatch, endWatches, placeHolds, releaseHolds } from '~/modules/stock/commands/holds.server'
import { lotsById } from '~/modules/stock/queries/look-up.server'
import { meantLots } from '~/modules/stock/queries/meant-lots.server'
import { lotKey } from '~/modules/stock/rules/lot-key'
import { saysWhy } from '~/modules/stock/rules/release'
import { caseLotIds, noticeSource } from './queries/notices.server'
import { traceLots } from './queries/trace.server'
import { dueAt, isDone, readLotList } from './rules'
import type { NoticeInput } from './schema'
import type { Outcome, RecallRefusal } from './types'

/** While a notice is opened or widened no lot is opened or named, so that none slips by between the two. */
const locks: readonly Lock[] = [{ kind: 'notices' }]

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

/** A watch for a text that the notice names: a lot that comes with it later goes on hold at the door. */
const watchText = (tx: Tx, context: CommandContext, noticeId: number, text: string, why: string) =>
  armWatch(tx, context, { productId: null, lotKey: lotKey(text), source: noticeSource(noticeId), note: why })

type Named = { readonly held: number; readonly watched: number; readonly lookAlikes: readonly number[] }

/**
 * Looks each text of a notice up among all names of our lots. What bears the name (as its number, another name, a unit's, or
 * its donor's or donation's) is named by the notice and held; what only looks alike is answered, to be asked about; the
 * text is watched for in any case, since more of it may come.
 */
async function nameTexts(
  tx: Tx,
  context: CommandContext,
  noticeId: number,
  texts: readonly string[],
  why: string,
): Promise<Result<Named, RecallRefusal>> {
  const known = new Set(await caseLotIds(tx, noticeId))
  const named: number[] = []
  const alike = new Set<number>()
  let watched = 0
  for (const text of texts) {
    const { matches } = await meantLots(tx, { raw: text, symbologyId: '', at: context.at, timeZone: 'UTC' })
    const meant = matches.filter((match) => match.how !== 'near')
    for (const match of matches) if (match.how === 'near') alike.add(match.lotId)
    named.push(...meant.map((match) => match.lotId))
    await watchText(tx, context, noticeId, text, why)
    if (meant.length > 0) continue
    watched += 1
    await tx.recallLot.create({ data: { noticeId, lotText: text, lotKey: lotKey(text) }, select: { id: true } })
  }
  const fresh = [...new Set(named)].filter((lotId) => !known.has(lotId))
  const held = await nameKnownLots(tx, context, noticeId, fresh, why)
  if (!held.ok) return held
  const lookAlikes = [...alike].filter((lotId) => !known.has(lotId) && !named.includes(lotId))
  return ok({ held: held.value, watched, lookAlikes })
}

/**
 * Opens a notice: the chosen lots, and those of our lots that bear a typed name, are on hold when this returns, in the same
 * transaction; the typed names are watched for, so that a delivery of one goes on hold at once. Answers the lots that only
 * look alike, which nobody holds until a person says that they are meant. Refuses a notice that names no lot.
 */
export const openNotice = (
  context: CommandContext,
  key: string,
  input: NoticeInput,
): Promise<Result<Named & { noticeId: number }, RecallRefusal | CommandRefusal>> =>
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
    const texts = await nameTexts(tx, context, notice.id, others, why)
    if (!texts.ok) return texts
    note({ subject: `recall:${notice.id}`, detail: { lots: lotIds, texts: others, ...texts.value } })
    return ok({ ...texts.value, noticeId: notice.id, held: held.value + texts.value.held })
  })

/** Names further lots in an open notice as texts, as `openNotice` does. Refuses an empty list and a closed notice. */
export const widenNotice = (
  context: CommandContext,
  key: string,
  input: { noticeId: number; otherLots: string },
): Promise<Result<Named, RecallRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'recalls.widen', input, locks }, async (tx, note) => {
    const notice = await openState(tx, input.noticeId)
    if (!notice.ok) return notice
    const rows = await tx.recallLot.findMany({ where: { noticeId: input.noticeId }, select: { lotKey: true } })
    const known = new Set(rows.map((row) => row.lotKey))
    const texts = readLotList(input.otherLots).filter((text) => !known.has(lotKey(text)))
    if (texts.length === 0) return refuse({ code: 'NO_LOT_NAMED' as const })
    const why = `${notice.value.reference}: ${notice.value.title}`
    const named = await nameTexts(tx, context, input.noticeId, texts, why)
    if (named.ok) note({ subject: `recall:${input.noticeId}`, detail: { texts, ...named.value } })
    return named
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
    if ((await caseLotIds(tx, input.noticeId)).includes(input.lotId)) {
      const lot = await tx.lot.findUnique({ where: { id: input.lotId }, select: { lotNumber: true } })
      return refuse({ code: 'LOT_NAMED_ALREADY' as const, lotText: lot?.lotNumber ?? '' })
    }
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
  const trace = await traceLots(tx, await caseLotIds(tx, noticeId))
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

/**
 * Takes a lot out of a notice that does not mean it after all: its hold is released with the reason, the row stays. The
 * decision of a manager or the medical director, and never of the person who put the lot on hold by this notice. Refuses a
 * reason that says nothing, and a lot that the notice does not hold.
 */
export const releaseLot = (
  context: CommandContext,
  key: string,
  input: { noticeId: number; lotId: number; reason: string },
  roles: readonly Role[],
): Promise<Result<{ released: number }, RecallRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'recalls.release-lot', input }, async (tx, note) => {
    const holds = await tx.hold.findMany({
      where: { source: noticeSource(input.noticeId), lotId: input.lotId, release: { is: null } },
      select: { id: true, actor: true },
    })
    if (holds.length === 0) return refuse({ code: 'LOT_NOT_HELD' as const })
    if (!roles.includes('manager') && !roles.includes('director')) return refuse({ code: 'RELEASE_NOT_YOURS' as const })
    if (holds.some((hold) => hold.actor === context.actor)) return refuse({ code: 'RELEASE_BY_ANOTHER' as const })
    if (!saysWhy(input.reason)) return refuse({ code: 'REASON_SAYS_NOTHING' as const })
    const released = await releaseHolds(
      tx,
      context,
      holds.map((hold) => hold.id),
      input.reason,
    )
    note({ subject: `lot:${input.lotId}`, detail: { recall: input.noticeId, released } })
    return ok({ released })
  })
