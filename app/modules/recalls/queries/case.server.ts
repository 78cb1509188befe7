import type { Reader } from '~/lib/db.server'
import { may } from '~/modules/auth/rules'
import type { Visitor } from '~/modules/auth/types'
import { lotsById } from '~/modules/stock/queries/look-up.server'
import { meantLots } from '~/modules/stock/queries/meant-lots.server'
import type { LotMatch } from '~/modules/stock/rules/match'
import { isDone } from '../rules'
import type { Trace } from '../types'
import { type Asking, asAsked, discloseTrace, traced } from './look-up.server'
import { caseLotIds, heldByNotice, noticeById, outcomesOf } from './notices.server'

/** What is called like a text of the notice, or looks like it, and is no lot of the case: each once, the strongest first. */
async function asked(
  reader: Reader,
  as: Asking,
  texts: readonly string[],
  inCase: ReadonlySet<number>,
): Promise<LotMatch[]> {
  const found = new Map<number, LotMatch>()
  for (const text of new Set(texts))
    for (const match of (await meantLots(reader, asAsked(as, text))).matches)
      if (!inCase.has(match.lotId) && !found.has(match.lotId)) found.set(match.lotId, match)
  return [...found.values()]
}

/** How many patients got something of the case's lots, and how many of them have no outcome yet. */
function countToReach(trace: Trace, outcomes: Awaited<ReturnType<typeof outcomesOf>>) {
  const people = [...new Set(trace.patients.filter((row) => !row.reversed).map((row) => row.patientId))]
  return { people: people.length, open: people.filter((id) => !isDone(outcomes[id]?.outcome ?? 'to-call')).length }
}

/** The lots of a notice and what became of them, in one snapshot. Patients are not hidden yet. */
const caseFacts = (as: Asking, noticeId: number, reference: string, texts: readonly string[]) =>
  as.context.db.snapshot(async (reader) => {
    const lots = await lotsById(reader, await caseLotIds(reader, noticeId))
    const found = await traced(reader, reference, lots)
    const outcomes = await outcomesOf(reader, noticeId)
    return {
      found,
      outcomes,
      held: await heldByNotice(reader, noticeId),
      asked: await asked(reader, as, texts, new Set(lots.map((lot) => lot.lotId))),
      toReach: countToReach(found.trace, outcomes),
    }
  })

/**
 * Everything that a notice's page shows: the notice, the trace of its lots (patients audited or hidden), what only looks
 * alike, which lots are on hold by it, and the outreach. Who may not see patients gets how many are to be reached, and
 * neither a note nor an outcome nor whose they are (R25).
 */
export async function noticeCase(visitor: Visitor, noticeId: number) {
  const { db, actor } = visitor.context
  const notice = await noticeById(db.read, noticeId)
  if (!notice) return null
  const { lots: named, ...head } = notice
  const watched = named.filter((lot) => lot.lotId === null).map((lot) => lot.lotText)
  const texts = named.map((lot) => lot.lotText)
  const { found, outcomes, held, ...facts } = await caseFacts(visitor, noticeId, notice.reference, texts)
  return {
    ...facts,
    notice: { ...head, watched },
    found: { ...found, trace: await discloseTrace(visitor, found.trace) },
    held: held.map((hold) => ({ lotId: Number(hold.lotId), byVisitor: hold.actor === actor })),
    outcomes: may(visitor.roles, 'recall.patients') ? outcomes : {},
  }
}
