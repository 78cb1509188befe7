import { z } from 'zod'
import { id, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { standingHolds } from '~/modules/stock/commands/holds.server'
import { learnLotDonor } from '~/modules/stock/commands/ledger.server'
import { answerAboutLot } from '~/modules/stock/commands/lot-questions.server'
import { answerLookAlike } from '~/modules/stock/commands/watches.server'
import { saysWhy } from '~/modules/stock/rules/release'
import { noticeSource } from '../queries/notices.server'
import { questionsOf } from '../queries/questions.server'
import { keepAsking } from './keep-asking.server'
import { anyState } from './open-state.server'

/**
 * Answers a question of a notice, a closed one too (it asks about what comes later), with "not meant": a look-alike (which may be used again once nothing about it is open), another lot of the product, a lot of an unknown donor,
 * a text that was not read. A donor that the supplier names is kept as the lot's own; where the notice means that donor, the
 * lot is on hold when this returns. Whatever is meant is added instead (`addLot`, `widenNotice`). Refuses what is not asked,
 * and an answer that doesn't say who knows it.
 */
export const answerQuestion = command({
  kind: 'recalls.answer',
  what: 'Answers a question of a notice: a look-alike, an unknown donor, a text that was not read.',
  right: 'recall.manage',
  by: 'person',
  whenLate: 'drop',
  input: z.object({
    noticeId: id,
    question: z.enum(['alike', 'product', 'donor', 'unread'], { error: 'Choose the question.' }),
    lotId: id.nullable(),
    text: z.string().max(20_000),
    donor: z.string().trim().max(60).nullable().default(null),
    note: wordsIn(500),
  }),
  refusals: { NOTICE_UNKNOWN: 404, NOT_ASKED: 409, REASON_SAYS_NOTHING: 422 },
  audit: z.object({ question: z.string(), lot: z.number().nullable(), donor: z.boolean() }),
  locks: () => [{ kind: 'notices' }],
  run: async (work, { noticeId, question, lotId, text, donor, note }) => {
    const { tx, at, actor, site, roles } = work
    const notice = await anyState(tx, noticeId)
    if (!notice.ok) return notice
    const { questions } = await questionsOf(tx, { at, site, roles }, notice.value)
    const isAsked = questions.some(
      (each) => each.question === question && (each.lot?.lotId ?? null) === lotId && each.text === text,
    )
    if (!isAsked) return refuse({ code: 'NOT_ASKED' as const })
    if (!saysWhy(note)) return refuse({ code: 'REASON_SAYS_NOTHING' as const })
    const told = question === 'donor' && lotId !== null && donor ? donor : null
    if (told !== null && lotId !== null) await learnLotDonor(tx, work, lotId, told)
    const held = lotId === null ? 0 : (await standingHolds(tx, noticeSource(noticeId), lotId)).length
    await tx.recallAnswer.create({
      data: { noticeId, question, lotId, text, note: told ? `Donor ${told}. ${note}` : note, at, actor },
      select: { id: true },
    })
    const source = noticeSource(noticeId)
    if (question !== 'unread' && lotId !== null) await answerAboutLot(tx, work, source, { question, text, lotId })
    const left = (await keepAsking(work, notice.value)).questions
    if (question === 'alike' && lotId !== null) {
      const isOpen = left.some((each) => each.question === 'alike' && each.lot.lotId === lotId)
      if (!isOpen) await answerLookAlike(tx, work, source, lotId)
    }
    work.note(lotId === null ? `recall:${noticeId}` : `lot:${lotId}`, { question, lot: lotId, donor: told !== null })
    return ok({ held: held > 0 ? 1 : 0 })
  },
})
