import type { Tx } from '~/lib/db.server'
import type { Stamp } from '~/modules/audit/types'
import { askAboutLots, type LotAsked } from '~/modules/stock/commands/lot-questions.server'
import { lookAlikesOf } from '~/modules/stock/queries/look-alikes.server'
import { lotKey } from '~/modules/stock/rules/lot-key'
import type { Asking } from '../queries/look-up.server'
import { noticeSource } from '../queries/notices.server'
import { questionsOf } from '../queries/questions.server'

type OpenNotice = {
  readonly id: number
  readonly kind: string
  readonly firm: string
  readonly reference: string
  readonly title: string
}

/**
 * Has stock ask what the case of an open notice asks (decision 0031): about the lots that are here, and about what comes later.
 * Nothing of these lots is used until the case has the answer. Called whenever a notice has changed what it names.
 */
export async function keepAsking(
  work: Stamp & Asking & { readonly tx: Tx },
  notice: OpenNotice,
): Promise<Awaited<ReturnType<typeof questionsOf>>> {
  const { tx } = work
  const source = noticeSource(notice.id)
  const found = await questionsOf(tx, work, notice)
  // A look-alike of a watched name is asked about by its watch.
  const watched = new Set((await lookAlikesOf(tx, source)).map(({ lotId, name }) => `${lotId} ${name}`))
  const now = found.questions.flatMap(({ question, lot, text }): LotAsked[] =>
    lot === null || (question === 'alike' && watched.has(`${lot.lotId} ${lotKey(text)}`))
      ? []
      : [{ question, text, lotId: lot.lotId }],
  )
  await askAboutLots(tx, work, { source, note: `${notice.reference}: ${notice.title}` }, [...now, ...found.later])
  return found
}
