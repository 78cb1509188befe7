import { z } from 'zod'
import { id, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { setHoldTerm } from '~/modules/stock/commands/hold-term.server'
import { saysWhy } from '~/modules/stock/rules/release'
import { noticeSource } from '../queries/notices.server'
import { openState } from './open-state.server'

/**
 * Says of an open notice whether emergency kits keep what it recalls until a good replacement is there (R24), as the letter
 * has it, or takes that back. It is no override: the lots stay on hold for everything else. Refuses a closed notice and a
 * reason that says nothing.
 */
export const keepUntilReplaced = command({
  kind: 'recalls.keep-until-replaced',
  what: 'Says whether emergency kits keep what a notice recalls until a good replacement is there.',
  right: 'recall.manage',
  by: 'person',
  whenLate: 'drop',
  input: z.object({ noticeId: id, keep: z.boolean(), reason: wordsIn(500) }),
  refusals: { NOTICE_UNKNOWN: 404, NOTICE_CLOSED: 409, REASON_SAYS_NOTHING: 422 },
  audit: z.object({ keep: z.boolean() }),
  run: async (work, { noticeId, keep, reason }) => {
    const notice = await openState(work.tx, noticeId)
    if (!notice.ok) return notice
    if (!saysWhy(reason)) return refuse({ code: 'REASON_SAYS_NOTHING' as const })
    await setHoldTerm(work.tx, work, { source: noticeSource(noticeId), until: keep ? 'replaced' : 'decided', reason })
    work.note(`recall:${noticeId}`, { keep })
    return ok(null)
  },
})
