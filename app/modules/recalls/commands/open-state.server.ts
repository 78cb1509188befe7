import type { Tx } from '~/lib/db.server'
import { ok, refuse } from '~/lib/result'

/** An open notice. Refuses one that is not there, and a closed one. */
export async function openState(tx: Tx, noticeId: number) {
  const notice = await tx.recallNotice.findUnique({
    where: { id: noticeId },
    select: { id: true, kind: true, firm: true, closedAt: true, reference: true, title: true },
  })
  if (!notice) return refuse({ code: 'NOTICE_UNKNOWN' as const })
  return notice.closedAt === null ? ok(notice) : refuse({ code: 'NOTICE_CLOSED' as const })
}
