import { z } from 'zod'
import { dayOf } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { id, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { humanOf } from '~/modules/auth/queries/rights.server'
import { endLotQuestions } from '~/modules/stock/commands/lot-questions.server'
import { endWatches, noteCaseClosed } from '~/modules/stock/commands/watches.server'
import { watchedBy } from '~/modules/stock/queries/watched.server'
import { decides, saysWhy } from '~/modules/stock/rules/release'
import { caseLotIds, noticeSource, outcomesOf } from '../queries/notices.server'
import { isWatchEnded, questionsOf } from '../queries/questions.server'
import { traceLots } from '../queries/trace.server'
import { isDone } from '../rules'
import { anyState, openState } from './open-state.server'

async function patientsOpen(tx: Tx, noticeId: number): Promise<number> {
  const trace = await traceLots(tx, await caseLotIds(tx, noticeId))
  const outcomes = await outcomesOf(tx, noticeId)
  const affected = new Set(trace.patients.filter((row) => !row.reversed).map((row) => row.patientId))
  return [...affected].filter((patientId) => !isDone(outcomes[patientId]?.outcome ?? 'to-call')).length
}

/**
 * Closes a notice. Refuses while a patient has no outcome, or a question no answer. Its holds stand: they are released lot by
 * lot, with a reason. Its names are watched for as before, since what it names stays recalled (`endNoticeWatch` ends that).
 */
export const closeNotice = command({
  kind: 'recalls.close',
  what: 'Closes a notice whose patients have all been reached. Its names are still watched for.',
  right: 'recall.manage',
  by: 'person',
  whenLate: 'drop',
  input: z.object({ noticeId: id, note: wordsIn(4_000) }),
  refusals: { PATIENTS_OPEN: 409, QUESTIONS_OPEN: 409, NOTICE_UNKNOWN: 404, NOTICE_CLOSED: 409 },
  audit: z.object({}),
  run: async (work, { noticeId, note: closeNote }) => {
    const { tx, at, actor, note } = work
    const notice = await openState(tx, noticeId)
    if (!notice.ok) return notice
    const open = await patientsOpen(tx, noticeId)
    if (open > 0) return refuse({ code: 'PATIENTS_OPEN' as const, open })
    const { questions } = await questionsOf(tx, work, notice.value)
    if (questions.length > 0) return refuse({ code: 'QUESTIONS_OPEN' as const, open: questions.length })
    await tx.recallNotice.update({
      where: { id: noticeId },
      data: { closedAt: at, closedBy: actor, closeNote },
      select: { id: true },
    })
    await noteCaseClosed(tx, noticeSource(noticeId), dayOf(at, work.site.timeZone))
    note(`recall:${noticeId}`, {})
    return ok(null)
  },
})

/**
 * Ends the watch of a closed notice: what it names is no longer held when it comes, and it asks nothing more. The decision of a
 * manager, the medical director or an outside reviewer, and never of the human who entered the notice. Its holds stand. Refuses
 * an open notice, one that watches for nothing, and a reason that says nothing.
 */
export const endNoticeWatch = command({
  kind: 'recalls.end-watch',
  what: 'Ends the watch of a closed notice, with a reason: what it names is no longer held when it comes.',
  right: 'hold.decide',
  by: 'person',
  whenLate: 'drop',
  input: z.object({ noticeId: id, reason: wordsIn(500) }),
  refusals: {
    NOTICE_UNKNOWN: 404,
    NOTICE_OPEN: 409,
    NOT_WATCHED: 409,
    WATCH_ENDS_BY_ANOTHER: 422,
    REASON_SAYS_NOTHING: 422,
  },
  audit: z.object({ reason: z.string() }),
  locks: () => [{ kind: 'notices' }],
  run: async (work, { noticeId, reason }) => {
    const { tx, at, actor, roles, personId, note } = work
    const notice = await anyState(tx, noticeId)
    if (!notice.ok) return notice
    if (notice.value.closedAt === null) return refuse({ code: 'NOTICE_OPEN' as const })
    const source = noticeSource(noticeId)
    if ((await isWatchEnded(tx, noticeId)) && (await watchedBy(tx, source)).length === 0)
      return refuse({ code: 'NOT_WATCHED' as const })
    const entered = await humanOf(tx, notice.value.actor)
    if (!decides(roles) || entered === personId) return refuse({ code: 'WATCH_ENDS_BY_ANOTHER' as const })
    if (!saysWhy(reason)) return refuse({ code: 'REASON_SAYS_NOTHING' as const })
    await tx.recallWatchEnd.create({ data: { noticeId, reason, at, actor }, select: { id: true } })
    await endWatches(tx, work, source)
    await endLotQuestions(tx, work, source)
    note(`recall:${noticeId}`, { reason })
    return ok(null)
  },
})
