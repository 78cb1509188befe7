import { z } from 'zod'
import { id } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { answerAboutLot, askAgainAboutLot } from '~/modules/stock/commands/lot-questions.server'
import { answerLookAlike } from '~/modules/stock/commands/watches.server'
import { saysWhy } from '~/modules/stock/rules/release'
import { caseLotIds, noticeSource } from '../queries/notices.server'
import { questionsOf } from '../queries/questions.server'
import { keepAsking } from './keep-asking.server'
import { nameChosen, nameKnownLots } from './name-texts.server'
import { anyState } from './open-state.server'

/** A question about a lot, as the case names it. */
const ofLot = z.object({ question: z.enum(['alike', 'product', 'donor']), lotId: id, text: z.string().max(20_000) })
const isSame = (one: z.infer<typeof ofLot>, other: z.infer<typeof ofLot>) =>
  one.question === other.question && one.lotId === other.lotId && one.text === other.text

const whyOf = ({ reference, title }: { reference: string; title: string }) => `${reference}: ${title}`

/**
 * Answers several questions about lots at once, all or none: a letter that lists its lots answers forty of them. `covered`
 * puts their lots on hold; not covered frees them, with the reason that holds for all. Refuses what is not asked, and a reason
 * that doesn't say who knows that they are not covered.
 */
export const answerMany = command({
  kind: 'recalls.answer-many',
  what: 'Answers several questions of a notice at once: their lots are covered and held, or not covered and free.',
  right: 'recall.manage',
  by: 'person',
  whenLate: 'drop',
  input: z.object({
    noticeId: id,
    asked: z.array(ofLot).min(1, 'Choose what the answer is about.').max(500),
    covered: z.boolean(),
    note: z.string().trim().max(500),
  }),
  refusals: { NOTICE_UNKNOWN: 404, NOT_ASKED: 409, REASON_SAYS_NOTHING: 422, LOT_UNKNOWN: 404 },
  audit: z.object({ lots: z.array(z.number()), covered: z.boolean() }),
  locks: () => [{ kind: 'notices' }],
  run: async (work, { noticeId, asked, covered, note }) => {
    const { tx, at, actor } = work
    const notice = await anyState(tx, noticeId)
    if (!notice.ok) return notice
    const open = (await questionsOf(tx, work, notice.value)).questions.flatMap(({ question, lot, text }) =>
      lot === null ? [] : [{ question, lotId: lot.lotId, text }],
    )
    if (!asked.every((each) => open.some((one) => isSame(one, each)))) return refuse({ code: 'NOT_ASKED' as const })
    const lotIds = [...new Set(asked.map(({ lotId }) => lotId))]
    if (covered) {
      const held = await nameKnownLots(work, noticeId, lotIds, whyOf(notice.value))
      if (!held.ok) return held
      await nameChosen(work, noticeId, lotIds, whyOf(notice.value))
    } else {
      if (!saysWhy(note)) return refuse({ code: 'REASON_SAYS_NOTHING' as const })
      await tx.recallAnswer.createMany({ data: asked.map((each) => ({ ...each, noticeId, note, at, actor })) })
      for (const each of asked) await answerAboutLot(tx, work, noticeSource(noticeId), each)
    }
    const left = (await keepAsking(work, notice.value)).questions
    const isOpen = (lotId: number) => left.some(({ question, lot }) => question === 'alike' && lot?.lotId === lotId)
    const alike = new Set(asked.flatMap(({ question, lotId }) => (question === 'alike' ? [lotId] : [])))
    if (!covered)
      for (const lotId of alike) if (!isOpen(lotId)) await answerLookAlike(tx, work, noticeSource(noticeId), lotId)
    work.note(`recall:${noticeId}`, { lots: lotIds, covered })
    return ok({ held: covered ? lotIds.length : 0, free: covered ? 0 : lotIds.length })
  },
})

/**
 * Asks again what was answered with "not meant": from now on nothing of the lot is used until there is a new answer, and the
 * earlier one stays in the history. It takes no second person, since it only stops. Refuses what was never answered, what is
 * asked now, and a lot that the case holds or has released.
 */
export const askAgain = command({
  kind: 'recalls.ask-again',
  what: 'Asks a question of a notice again that was answered with "not meant": its lot is not used until the new answer.',
  right: 'recall.manage',
  by: 'person',
  whenLate: 'send',
  input: ofLot.extend({ noticeId: id }),
  refusals: { NOTICE_UNKNOWN: 404, NOT_ANSWERED: 409 },
  audit: z.object({ question: z.string(), recall: z.number() }),
  locks: () => [{ kind: 'notices' }],
  run: async (work, { noticeId, ...again }) => {
    const notice = await anyState(work.tx, noticeId)
    if (!notice.ok) return notice
    const { answers, questions } = await questionsOf(work.tx, work, notice.value)
    const wasAnswered = answers.some(
      ({ question, lotId, text }) => question === again.question && lotId === again.lotId && text === again.text,
    )
    const isOpen = questions.some(
      ({ question, lot, text }) => question === again.question && lot?.lotId === again.lotId && text === again.text,
    )
    const inCase = (await caseLotIds(work.tx, noticeId)).includes(again.lotId)
    if (!wasAnswered || isOpen || inCase) return refuse({ code: 'NOT_ANSWERED' as const })
    const source = { source: noticeSource(noticeId), note: whyOf(notice.value) }
    await askAgainAboutLot(work.tx, work, source, again)
    work.note(`lot:${again.lotId}`, { question: again.question, recall: noticeId })
    return ok(null)
  },
})
