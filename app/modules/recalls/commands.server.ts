import { z } from 'zod'
import type { Lock } from '~/lib/db.server'
import { id, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { humanOf } from '~/modules/auth/queries/rights.server'
import { setHoldTerm } from '~/modules/stock/commands/hold-term.server'
import { endHolds } from '~/modules/stock/commands/holds.server'
import { lotKey } from '~/modules/stock/rules/lot-key'
import { decides, saysWhy } from '~/modules/stock/rules/release'
import { keepAsking } from './commands/keep-asking.server'
import { nameChosen, nameKnownLots, namesIn, nameTexts, textsOf } from './commands/name-texts.server'
import { notALotIn } from './commands/not-a-lot.server'
import { anyState, openState } from './commands/open-state.server'
import { caseLotIds, noticeSource } from './queries/notices.server'
import { namedIn } from './queries/texts.server'
import { dueAt } from './rules'
import { noticeInput, outreachInput } from './schema'

/** While a notice is opened or widened no lot is opened or named, so that none slips by between the two. */
const locks = (): readonly Lock[] => [{ kind: 'notices' }]

const openRefusals = { NOTICE_UNKNOWN: 404, NOTICE_CLOSED: 409 } as const
/** What naming lots in a notice refuses. */
const lotRefusals = { LOT_UNKNOWN: 404 } as const
const textRefusals = { NO_LOT_NAMED: 422, NOT_A_LOT: 422 } as const

const named = {
  held: z.number(),
  watched: z.number(),
  lookAlikes: z.array(z.number()).readonly(),
  unread: z.array(z.string()).readonly(),
}

/**
 * Opens a notice: the chosen lots, and those of our lots that bear a typed name, are on hold when this returns, in the same
 * transaction; the typed names are watched for, so that a delivery of one goes on hold at once. Answers the lots that only
 * look alike, which nobody holds until a person says that they are meant. Refuses a notice that names no lot, and a text that is
 * something else (a patient's number, a kit's seal, a place, a label without a lot).
 */
export const openNotice = command({
  kind: 'recalls.open',
  what: 'Opens a notice and puts the lots that it names on hold.',
  right: 'recall.manage',
  by: 'person',
  whenLate: 'send',
  input: noticeInput,
  refusals: { ...textRefusals, ...lotRefusals },
  audit: z.object({ lots: z.array(z.number()), texts: z.array(z.string()), ...named }),
  locks,
  run: async (work, input) => {
    const { tx, at, actor, note } = work
    const others = await textsOf(work, input.otherLots)
    if (input.lotIds.length === 0 && namesIn(others).length === 0) return refuse({ code: 'NO_LOT_NAMED' as const })
    const wrong = await notALotIn(work, others)
    if (wrong) return refuse(wrong)
    const { lotIds, otherLots: _others, keepUntilReplaced, ...head } = input
    const notice = await tx.recallNotice.create({
      data: { ...head, receivedAt: at, dueAt: dueAt(input.class, at), actor },
      select: { id: true },
    })
    const why = `${input.reference}: ${input.title}`
    const held = await nameKnownLots(work, notice.id, [...new Set(lotIds)], why)
    if (!held.ok) return held
    await nameChosen(work, notice.id, lotIds, why)
    if (keepUntilReplaced)
      await setHoldTerm(tx, work, { source: noticeSource(notice.id), until: 'replaced', reason: why })
    const texts = await nameTexts(work, notice.id, others, why)
    if (!texts.ok) return texts
    await keepAsking(work, { ...head, id: notice.id })
    note(`recall:${notice.id}`, { lots: lotIds, texts: namesIn(others), ...texts.value })
    return ok({ ...texts.value, noticeId: notice.id, held: held.value + texts.value.held })
  },
})

/** Names further lots in an open notice as texts, as `openNotice` does. Refuses an empty list and a closed notice. */
export const widenNotice = command({
  kind: 'recalls.widen',
  what: 'Names further lots in an open notice and puts them on hold.',
  right: 'recall.manage',
  by: 'person',
  whenLate: 'send',
  input: z.object({ noticeId: id, otherLots: wordsIn(20_000) }),
  refusals: { LOT_NAMED_ALREADY: 409, ...textRefusals, ...openRefusals, ...lotRefusals },
  audit: z.object({ texts: z.array(z.string()), ...named }),
  locks,
  run: async (work, { noticeId, otherLots }) => {
    const { tx, note } = work
    const notice = await openState(tx, noticeId)
    if (!notice.ok) return notice
    const rows = await tx.recallName.findMany({ where: { noticeId }, select: { key: true } })
    const known = new Set(rows.map((row) => row.key))
    const isNew = (text: string) => !known.has(lotKey(text))
    const given = await textsOf(work, otherLots)
    const wrong = await notALotIn(work, given)
    if (wrong) return refuse(wrong)
    const { all, unread } = given
    const fresh = { all: all.filter((looked) => isNew(namedIn(looked))), unread: unread.filter(isNew) }
    const texts = namesIn(fresh)
    const asGiven = namesIn(given)
    if (texts.length === 0 && asGiven.length > 0)
      return refuse({ code: 'LOT_NAMED_ALREADY' as const, lotText: asGiven.join(', ') })
    if (texts.length === 0) return refuse({ code: 'NO_LOT_NAMED' as const })
    const found = await nameTexts(work, noticeId, fresh, `${notice.value.reference}: ${notice.value.title}`)
    if (!found.ok) return found
    await keepAsking(work, notice.value)
    note(`recall:${noticeId}`, { texts, ...found.value })
    return found
  },
})

/** Adds one of our lots to a notice, a closed one too (a near match that a person confirmed, a widened recall), and holds it. */
export const addLot = command({
  kind: 'recalls.add-lot',
  what: 'Adds one of our lots to a notice and puts it on hold.',
  right: 'recall.manage',
  by: 'person',
  whenLate: 'send',
  input: z.object({ noticeId: id, lotId: id }),
  refusals: { LOT_NAMED_ALREADY: 409, NOTICE_UNKNOWN: 404, ...lotRefusals },
  audit: z.object({ lot: z.number() }),
  locks,
  run: async (work, { noticeId, lotId }) => {
    const { tx, note } = work
    const notice = await anyState(tx, noticeId)
    if (!notice.ok) return notice
    if ((await caseLotIds(tx, noticeId)).includes(lotId)) {
      const lot = await tx.lot.findUnique({ where: { id: lotId }, select: { lotNumber: true } })
      return refuse({ code: 'LOT_NAMED_ALREADY' as const, lotText: lot?.lotNumber ?? '' })
    }
    const why = `${notice.value.reference}: ${notice.value.title}`
    const held = await nameKnownLots(work, noticeId, [lotId], why)
    if (!held.ok) return held
    await nameChosen(work, noticeId, [lotId], why)
    await keepAsking(work, notice.value)
    note(`recall:${noticeId}`, { lot: lotId })
    return ok({ held: held.value })
  },
})

/** Writes down what was done about a patient of the notice, also after it was closed. The latest row of a patient is the state. */
export const recordOutreach = command({
  kind: 'recalls.outreach',
  what: 'Records what was done about a patient of a notice.',
  right: 'recall.patients',
  by: 'person',
  whenLate: 'record',
  input: outreachInput.extend({ noticeId: id, patientId: id }),
  refusals: { NOTICE_UNKNOWN: 404 },
  audit: z.object({ recall: z.number(), outcome: z.string() }),
  run: async ({ tx, happenedAt, actor, note }, input) => {
    const notice = await anyState(tx, input.noticeId)
    if (!notice.ok) return notice
    await tx.recallOutreach.create({ data: { ...input, at: happenedAt, actor }, select: { id: true } })
    note(`patient:${input.patientId}`, { recall: input.noticeId, outcome: input.outcome })
    return ok(null)
  },
})

/**
 * Takes a lot out of a notice that does not mean it after all: its hold is released with the reason, the row stays. The
 * decision of a manager, the medical director or an outside reviewer, and never of the human who put the lot on hold by this notice (a token
 * counts as its maker). Refuses a reason that says nothing, and a lot that the notice does not hold.
 */
export const releaseLot = command({
  kind: 'recalls.release-lot',
  what: 'Takes a lot out of a notice that does not mean it, and releases its hold.',
  right: 'hold.decide',
  by: 'person',
  whenLate: 'drop',
  input: z.object({ noticeId: id, lotId: id, reason: wordsIn(500) }),
  refusals: { LOT_NOT_HELD: 409, RELEASE_NOT_YOURS: 422, RELEASE_BY_ANOTHER: 422, REASON_SAYS_NOTHING: 422 },
  audit: z.object({ recall: z.number(), released: z.number() }),
  run: async (work, { noticeId, lotId, reason }) => {
    const { tx, roles, personId, note } = work
    const holds = await tx.hold.findMany({
      where: { source: noticeSource(noticeId), lotId, release: { is: null } },
      select: { id: true, actor: true },
    })
    if (holds.length === 0) return refuse({ code: 'LOT_NOT_HELD' as const })
    if (!decides(roles)) return refuse({ code: 'RELEASE_NOT_YOURS' as const })
    for (const hold of holds)
      if ((await humanOf(tx, hold.actor)) === personId) return refuse({ code: 'RELEASE_BY_ANOTHER' as const })
    if (!saysWhy(reason)) return refuse({ code: 'REASON_SAYS_NOTHING' as const })
    const made = await tx.recallRelease.create({
      data: { noticeId, lotId, reason, at: work.at, actor: work.actor },
      select: { id: true },
    })
    const holdIds = holds.map((hold) => hold.id)
    const released = await endHolds(tx, work, holdIds, { by: 'recall', decisionId: made.id, reason })
    note(`lot:${lotId}`, { recall: noticeId, released })
    return ok({ released })
  },
})
