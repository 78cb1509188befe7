import { idIn } from '~/lib/http.server'
import { answerQuestion } from '~/modules/recalls/commands/answer.server'
import { answerMany, askAgain } from '~/modules/recalls/commands/answers.server'
import { explainRecall } from '~/modules/recalls/messages'
import { answerForm, answerManyForm, askAgainForm } from '~/modules/recalls/schema'
import { formOf, type Sent } from '~/server/action'

/** What is said of a notice that is not there. */
export const nowhere = 'There is no such notice. Go back to the list of recalls.'

/** The notice whose page sent a form. */
export const noticeOf = (sent: Sent): number => idIn(sent.params.noticeId, nowhere)

const rest = {
  say: () => null,
  explain: explainRecall,
  goTo: (_done: unknown, sent: Sent): string => `/recalls/${noticeOf(sent)}`,
}

/** What a case asks: one answer, one for several lots, and asking again. */
export const questionForms = {
  answer: formOf(answerQuestion, {
    form: answerForm,
    input: ({ lotId, donor, ...given }, sent) => ({
      noticeId: noticeOf(sent),
      ...given,
      lotId: lotId ?? null,
      donor: donor === '' ? null : donor,
    }),
    ...rest,
  }),
  'answer-many': formOf(answerMany, {
    form: answerManyForm,
    input: ({ covered, ...given }, sent) => ({ noticeId: noticeOf(sent), ...given, covered: covered === 'yes' }),
    ...rest,
  }),
  'ask-again': formOf(askAgain, {
    form: askAgainForm,
    input: ({ asked }, sent) => ({ noticeId: noticeOf(sent), ...asked }),
    ...rest,
  }),
}
