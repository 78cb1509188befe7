import { answerQuestion } from '~/modules/recalls/commands/answer.server'
import { answerMany, askAgain } from '~/modules/recalls/commands/answers.server'
import { closeNotice, endNoticeWatch } from '~/modules/recalls/commands/close.server'
import { keepUntilReplaced } from '~/modules/recalls/commands/keep.server'
import type { Named } from '~/modules/recalls/commands/name-texts.server'
import { addLot, openNotice, recordOutreach, releaseLot, widenNotice } from '~/modules/recalls/commands.server'
import { explainRecall } from '~/modules/recalls/messages'
import { noticeCase } from '~/modules/recalls/queries/case.server'
import { lookUp } from '~/modules/recalls/queries/look-up.server'
import { textForCase } from '~/modules/recalls/rules/case-text'
import { the } from '../forms'
import { counted, lotOf, patientOf } from '../things'
import { verb } from '../verb'
import { act, idOf, made, say, visitorOf } from '../world'

const done = { explain: explainRecall, say: () => say('done') }

/** What naming texts in a notice did: `2 lots held, 1 watched, 1 look-alike asked`. */
const named = ({ held, watched, lookAlikes, unread }: Named) => [
  `${counted(held, 'lot')} held`,
  ...(watched > 0 ? [`${watched} watched`] : []),
  ...(lookAlikes.length > 0 ? [`${counted(lookAlikes.length, 'look-alike')} asked`] : []),
  ...(unread.length > 0 ? [`${unread.length} not read`] : []),
]

/** Notices, their lots and their patients. */
export const recallVerbs = [
  verb(
    openNotice.kind,
    'opens recall {reference} naming {lots} [class {class}] [from {firm}] [as {kind}] [keeping it in kits until {replaced}]',
    'manager opens recall "Letter 18" naming "AF-2201, AF-22O2" -> notice N, 1 lot held, 1 watched, 1 look-alike asked',
    (world, who, said) => {
      const input = openNotice.input.parse({
        kind: said.kind ?? 'recall',
        class: said.class ?? 'unclassified',
        reference: the(said, 'reference'),
        firm: said.firm ?? 'Brightwell Tissue',
        title: 'A letter of the story',
        lotIds: [],
        otherLots: the(said, 'lots'),
        keepUntilReplaced: said.replaced !== undefined,
      })
      return act(world, who, openNotice, input, {
        explain: explainRecall,
        say: (value) => made('notice', value.noticeId, ...named(value)),
      })
    },
  ),
  verb(
    openNotice.kind,
    'holds what a look-up of {lots} follows as {reference}',
    'manager holds what a look-up of "AF-2201, QQ-1" follows as "Letter 19" -> notice N, 1 lot held, 1 watched',
    async (world, who, said) => {
      const found = await lookUp(await visitorOf(world, who), the(said, 'lots'))
      const input = openNotice.input.parse({
        kind: 'recall',
        class: 'I',
        reference: the(said, 'reference'),
        firm: 'Brightwell Tissue',
        title: 'A look-up of the story',
        lotIds: found.followed.map(({ lotId }) => lotId),
        otherLots: textForCase(found),
      })
      return act(world, who, openNotice, input, {
        explain: explainRecall,
        say: (value) => made('notice', value.noticeId, ...named(value)),
      })
    },
  ),
  verb(
    widenNotice.kind,
    'widens notice {notice} with {lots}',
    'manager widens notice N with AF-2202 -> 1 lot held',
    (world, who, said) => {
      const input = { noticeId: idOf(world, 'notice', the(said, 'notice')), otherLots: the(said, 'lots') }
      return act(world, who, widenNotice, input, { explain: explainRecall, say: (value) => say(...named(value)) })
    },
  ),
  verb(
    addLot.kind,
    'adds lot {lot} to notice {notice}',
    'manager adds lot AF-2202 to notice N -> 1 lot held',
    async (world, who, said) => {
      const input = {
        noticeId: idOf(world, 'notice', the(said, 'notice')),
        lotId: (await lotOf(world, the(said, 'lot'))).id,
      }
      return act(world, who, addLot, input, {
        explain: explainRecall,
        say: ({ held }) => say(`${counted(held, 'lot')} held`),
      })
    },
  ),
  verb(
    answerQuestion.kind,
    'answers the {question} question of notice {notice} [about lot {lot}] [about {text}] [with donor {donor}] because {reason}',
    'manager answers the alike question of notice N about lot AF-2202 because "the letter says 2201, I read it with the maker"',
    async (world, who, said) => {
      const noticeId = idOf(world, 'notice', the(said, 'notice'))
      const lotId = said.lot === undefined ? null : (await lotOf(world, said.lot)).id
      const questions = (await noticeCase(await visitorOf(world, who), noticeId))?.questions ?? []
      const asked = questions.find((each) => each.question === said.question && (each.lot?.lotId ?? null) === lotId)
      const input = answerQuestion.input.parse({
        noticeId,
        question: the(said, 'question'),
        lotId,
        text: said.text ?? asked?.text ?? '',
        donor: said.donor ?? null,
        note: the(said, 'reason'),
      })
      return act(world, who, answerQuestion, input, {
        explain: explainRecall,
        say: ({ held }) => say(held > 0 ? '1 lot held' : 'not meant'),
      })
    },
  ),
  verb(
    answerMany.kind,
    'answers that {covered} of the lots that notice {notice} asks about [by the {question} question] is covered because {reason}',
    'manager answers that none of the lots that notice N asks about is covered because "the letter of March 2 lists AF-2201 alone"',
    async (world, who, said) => {
      const noticeId = idOf(world, 'notice', the(said, 'notice'))
      const questions = (await noticeCase(await visitorOf(world, who), noticeId))?.questions ?? []
      const asked = questions.flatMap(({ question, lot, text }) =>
        lot === null || (said.question ?? question) !== question ? [] : [{ question, lotId: lot.lotId, text }],
      )
      const covered = the(said, 'covered') === 'each'
      const input = answerMany.input.parse({ noticeId, asked, covered, note: the(said, 'reason') })
      return act(world, who, answerMany, input, {
        explain: explainRecall,
        say: ({ held, free }) => say(held > 0 ? `${counted(held, 'lot')} held` : `${counted(free, 'lot')} not meant`),
      })
    },
  ),
  verb(
    askAgain.kind,
    'asks the {question} question of notice {notice} about lot {lot} again',
    'manager asks the product question of notice N about lot AF-2202 again',
    async (world, who, said) => {
      const noticeId = idOf(world, 'notice', the(said, 'notice'))
      const { id: lotId } = await lotOf(world, the(said, 'lot'))
      const { notMeant = [] } = (await noticeCase(await visitorOf(world, who), noticeId)) ?? {}
      const found = notMeant.find(({ question, lot }) => question === said.question && lot.lotId === lotId)
      const input = askAgain.input.parse({ noticeId, question: the(said, 'question'), lotId, text: found?.text ?? '' })
      return act(world, who, askAgain, input, done)
    },
  ),
  verb(
    keepUntilReplaced.kind,
    'says that kits keep what notice {notice} recalls: {keep} because {reason}',
    'manager says that kits keep what notice N recalls: yes because "the letter says so on page 2"',
    (world, who, said) => {
      const noticeId = idOf(world, 'notice', the(said, 'notice'))
      const input = { noticeId, keep: the(said, 'keep') === 'yes', reason: the(said, 'reason') }
      return act(world, who, keepUntilReplaced, input, done)
    },
  ),
  verb(
    releaseLot.kind,
    'takes lot {lot} out of notice {notice} because {reason}',
    'manager2 takes lot AF-2202 out of notice N because "the maker confirms that only AF-2201 is meant" -> 1 hold ended',
    async (world, who, said) => {
      const input = {
        noticeId: idOf(world, 'notice', the(said, 'notice')),
        lotId: (await lotOf(world, the(said, 'lot'))).id,
        reason: the(said, 'reason'),
      }
      return act(world, who, releaseLot, input, {
        explain: explainRecall,
        say: ({ released }) => say(`${counted(released, 'hold')} ended`),
      })
    },
  ),
  verb(
    recordOutreach.kind,
    'writes that {mrn} was {outcome} for notice {notice}',
    'nurse writes that P-1001 was reached for notice N',
    async (world, who, said) => {
      const input = recordOutreach.input.parse({
        noticeId: idOf(world, 'notice', the(said, 'notice')),
        patientId: (await patientOf(world, the(said, 'mrn'))).id,
        outcome: the(said, 'outcome'),
      })
      return act(world, who, recordOutreach, input, done)
    },
  ),
  verb(
    endNoticeWatch.kind,
    'ends the watch of notice {notice} because {reason}',
    'manager2 ends the watch of notice N because "the maker destroyed all that it made"',
    (world, who, said) => {
      const input = { noticeId: idOf(world, 'notice', the(said, 'notice')), reason: the(said, 'reason') }
      return act(world, who, endNoticeWatch, input, done)
    },
  ),
  verb(
    closeNotice.kind,
    'closes notice {notice} noting {note}',
    'manager closes notice N noting "returned to the maker"',
    (world, who, said) => {
      const input = { noticeId: idOf(world, 'notice', the(said, 'notice')), note: the(said, 'note') }
      return act(world, who, closeNotice, input, done)
    },
  ),
]
