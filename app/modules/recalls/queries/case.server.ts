import type { Visitor } from '~/modules/auth/types'
import { lotsById } from '~/modules/stock/queries/look-up.server'
import { lookUpLots } from './look-up.server'
import { noticeById, outcomesOf } from './notices.server'

/** Everything that a notice's page shows: the notice, the trace of its lots (patients audited or hidden), the outreach. */
export async function noticeCase(visitor: Visitor, noticeId: number) {
  const reader = visitor.context.db.read
  const notice = await noticeById(reader, noticeId)
  if (!notice) return null
  const lots = await lotsById(
    reader,
    notice.lots.flatMap((lot) => lot.lotId ?? []),
  )
  const watched = notice.lots.filter((lot) => lot.lotId === null).map((lot) => lot.lotText)
  const { lots: _lots, ...head } = notice
  return {
    notice: { ...head, watched },
    found: await lookUpLots(visitor, notice.reference, lots),
    outcomes: await outcomesOf(reader, noticeId),
  }
}
