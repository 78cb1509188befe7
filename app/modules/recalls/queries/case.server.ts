import { actorNames } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import type { Visitor } from '~/modules/auth/types'
import { holdTerm } from '~/modules/stock/queries/hold-term.server'
import { lotsById } from '~/modules/stock/queries/look-up.server'
import { watchedBy } from '~/modules/stock/queries/watched.server'
import { lotKey } from '~/modules/stock/rules/lot-key'
import { isDone } from '../rules'
import { answersStanding } from '../rules/questions'
import { lotsText, scopeText } from '../rules/status'
import type { Trace } from '../types'
import { discloseTrace, traced } from './look-up.server'
import {
  caseLotIds,
  heldByNotice,
  noticeById,
  noticeSource,
  outcomesOf,
  releasedByNotice,
  sitesSearched,
} from './notices.server'
import { questionsOf } from './questions.server'

/** How many patients got something of the case's lots, and how many of them have no outcome yet. */
function countToReach(trace: Trace, outcomes: Awaited<ReturnType<typeof outcomesOf>>) {
  const people = [...new Set(trace.patients.filter((row) => !row.reversed).map((row) => row.patientId))]
  return { people: people.length, open: people.filter((id) => !isDone(outcomes[id]?.outcome ?? 'to-call')).length }
}

/** The lots of a notice and what became of them, in one snapshot. Patients are not hidden yet. */
const caseFacts = (visitor: Visitor, notice: NonNullable<Awaited<ReturnType<typeof noticeById>>>) =>
  visitor.context.db.snapshot(async (reader) => {
    const lots = await lotsById(reader, await caseLotIds(reader, notice.id))
    const found = await traced(reader, notice.reference, lots)
    const outcomes = await outcomesOf(reader, notice.id)
    const { names, unread, unknown, questions, products, answers } = await questionsOf(reader, visitor, notice)
    const sites = (await sitesSearched(reader)).map(({ name }) => name)
    return {
      found,
      outcomes,
      lots,
      held: await heldByNotice(reader, notice.id),
      released: await releasedByNotice(reader, notice.id),
      unknown,
      keys: await watchedBy(reader, noticeSource(notice.id)),
      questions,
      answers,
      answeredLots: await lotsById(reader, [...new Set(answers.flatMap(({ lotId }) => lotId ?? []))]),
      scope: { lots: lots.length, names, sites, unread, products },
      toReach: countToReach(found.trace, outcomes),
    }
  })

/**
 * Everything that a notice's page shows: the notice, the trace of its lots (patients audited or hidden), what it asks, which
 * lots are on hold by it and who released the others, what was searched, and the outreach. Who may not see patients gets how
 * many are to be reached, and neither a note nor an outcome nor whose they are (R25).
 */
export async function noticeCase(visitor: Visitor, noticeId: number) {
  const { db, actor } = visitor.context
  const notice = await noticeById(db.read, noticeId)
  if (!notice) return null
  const { lots: _named, ends, ...head } = notice
  const { found, outcomes, held, lots, released, scope, keys, answers, answeredLots, ...facts } = await caseFacts(
    visitor,
    notice,
  )
  const written = new Map(scope.names.map((name) => [lotKey(name), name]))
  const watched = [...new Set(keys.map((key) => written.get(key) ?? key))]
  const people = await actorNames(
    db,
    [...released, ...answers].map((each) => each.actor),
  )
  const onHold = new Set(held.map((hold) => Number(hold.lotId)))
  const states = lots.map(({ lotId, lotNumber }) => {
    const by = released.findLast((each) => each.lotId === lotId)?.actor
    return { lotNumber, held: onHold.has(lotId), releasedBy: by === undefined ? null : (people.get(by) ?? by) }
  })
  const notMeant = answersStanding(answers, facts.questions, lots).flatMap(
    ({ lotId, question, text, note, at, actor: by }) => {
      const lot = answeredLots.find((each) => each.lotId === lotId)
      return lot ? [{ lot, question, text, note, at, by: people.get(by) ?? by }] : []
    },
  )
  return {
    ...facts,
    notMeant,
    notice: { ...head, watched, watchEnd: ends.at(-1) ?? null },
    found: { ...found, trace: await discloseTrace(visitor, found.trace) },
    held: held.map((hold) => ({ lotId: Number(hold.lotId), byVisitor: hold.actor === actor })),
    asked: facts.questions.flatMap(({ question, lot }) => (question === 'alike' ? [lot] : [])),
    status: lotsText(states),
    searched: scopeText(scope),
    kept: (await holdTerm(db.read, noticeSource(noticeId)))?.until === 'replaced',
    outcomes: may(visitor.roles, 'recall.patients') ? outcomes : {},
  }
}
