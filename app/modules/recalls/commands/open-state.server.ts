import type { Tx } from '~/lib/db.server'
import { ok, refuse } from '~/lib/result'

/** A notice, open or closed: what it asks can be answered as long as it asks. Refuses one that is not there. */
export async function anyState(tx: Tx, noticeId: number) {
  const notice = await tx.recallNotice.findUnique({
    where: { id: noticeId },
    select: { id: true, kind: true, firm: true, closedAt: true, reference: true, title: true, actor: true },
  })
  return notice ? ok(notice) : refuse({ code: 'NOTICE_UNKNOWN' as const })
}

/** An open notice. Refuses one that is not there, and a closed one. */
export async function openState(tx: Tx, noticeId: number) {
  const notice = await anyState(tx, noticeId)
  if (!notice.ok) return notice
  return notice.value.closedAt === null ? notice : refuse({ code: 'NOTICE_CLOSED' as const })
}
