import { z } from 'zod'
import type { Tx } from '~/lib/db.server'
import { id, instantIn, quantityOrNone, wordsIn } from '~/lib/inputs'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { command, type Work } from '~/modules/auth/commands/command.server'
import { endClaims } from '~/modules/readiness/commands/bind.server'
import { placeHolds } from '~/modules/stock/commands/holds.server'
import { post } from '~/modules/stock/commands/ledger.server'
import { openUnit } from '~/modules/stock/commands/reserve.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { isSingleDose } from '~/modules/stock/rules/unit-facts'
import { wasWrong } from '../rules/check-use'
import { discardTime } from '../rules/plan-give'
import { wasSevere } from '../rules/reactions'
import { procedureRefusals } from '../rules/refusals'
import { rights } from '../rules/rights'
import type { LateFinding, ProcedureRefusal, StepFacts } from '../types'
import { planOf, settleBindings, suppliesOf } from './give.server'
import { alsoGiven, closeOffAlso, unsaidFindings } from './late-also.server'
import { type Container, containerOf, lateFindings, latePlan, missingFrom, volumeAsks } from './late-plan.server'
import { knownUnit, lateWhat } from './late-what.server'
import { tellLost } from './lost.server'
import { openFile, stepFacts, storeEvent, target } from './open-file.server'
import { holdAfterReaction } from './reaction.server'
import { tellShared } from './shared.server'
import { placesOfGiving, storeUses } from './use-facts.server'

const alreadyGiven = target.extend({
  what: lateWhat,
  given: quantityOrNone,
  /** The volume typed again, where it was asked because it can hardly be. */
  givenAgain: quantityOrNone.nullish(),
  /** Which lot it is, where a typed one looks like others and was asked about. */
  lotMeant: wordsIn(60).nullish(),
  givenAt: instantIn,
  givenBy: wordsIn(120),
  /** The supplies that were set apart were used too; otherwise they are free again. */
  supplies: z.boolean().optional(),
  /** How much was given of what else was set apart to be drawn from. What nobody speaks of may have been given. */
  also: z
    .array(z.object({ unitId: id, given: quantityOrNone }))
    .max(100)
    .optional(),
  /** Why no clearance came first, where none did and it is of this day. */
  whyUncleared: wordsIn(500).nullish(),
})

type LateInput = z.output<typeof alreadyGiven>

const trail = z.union([
  z.object({ patient: z.number(), unit: z.number(), late: z.literal(true), findings: z.array(z.string()) }),
  z.object({ lost: z.number() }),
])

/**
 * Frees what was taken, whoever it was kept for: a single-dose container is nobody else's from now on. Each booking that loses
 * it is told in its history, and is NOT READY at the next look. Returns how much of the unit can leave its place.
 */
async function freeTaken(
  work: Work<z.output<typeof trail>>,
  { standing, facts }: Container,
  given: number,
): Promise<number> {
  if (facts === null) return 0
  const { tx } = work
  const { unitId, placeId } = standing?.facts ?? facts
  const { movement } = work
  const balance = async () => {
    const [row] = await unitFacts(tx, { unitIds: [unitId], placeIds: [placeId] })
    return { quantity: row?.quantity ?? 0, free: row ? row.quantity - row.reserved : 0 }
  }
  const { quantity, free } = await balance()
  const taken = { placeId, container: isSingleDose(facts), missing: Math.min(given, quantity) - free }
  const ended = await endClaims(tx, work, unitId, taken)
  for (const { procedureId, lotNumber } of new Map(ended.map((each) => [each.procedureId, each])).values()) {
    await tellLost(tx, work, procedureId, { lotNumber, unitId, movement })
    work.note(`procedure:${procedureId}`, { lost: unitId })
  }
  return ended.length > 0 ? (await balance()).free : free
}

/** The container was opened for this patient, and what is left of it waits for review. */
async function closeOff(
  tx: Tx,
  stamp: Stamp,
  input: LateInput,
  unitId: number,
  { standing, facts }: Container,
  findings: readonly LateFinding[],
): Promise<void> {
  if (!facts?.bulk && !facts?.openedAt) {
    const discardAt = facts ? discardTime(facts, input.givenAt) : input.givenAt
    await openUnit(tx, stamp, { unitId, openedAt: input.givenAt, discardAt })
  }
  // Which lot it was is looked at also where nothing of the container is left, or ever came.
  const isDoubtful = findings.some(({ code }) => code === 'LABEL_DIFFERS')
  if (standing === null ? !isDoubtful : standing.facts.bulk && !wasWrong(findings)) return
  await placeHolds(tx, stamp, [
    {
      reason: 'review',
      note: isDoubtful
        ? 'Given before it was recorded, and its label differs from the record: a person compares.'
        : 'Given before it was recorded: what is left waits for review.',
      source: `procedure:${input.procedureId}`,
      unitId,
    },
  ])
}

type Recorded = { readonly movement: string; readonly findings: readonly LateFinding[] }

/**
 * "Already given" (R41): always accepted, with person and time. `what` is what a scan names, a unit, or what its label says;
 * volumes in microliters. The volume leaves the unit itself, whoever it was kept for; only what the ledger does not know of
 * comes from the place of differences. What stands against it is kept as findings with the use; what is left of the
 * container is held for review. A volume that can hardly be is asked once, and so is a typed lot that looks like another one; where
 * more than one lot may be it, the record names them all. Refuses only a time that lies ahead, a volume of nothing, what is not
 * drawn from, and what can't be named: no such product or unit, or one of several containers.
 */
export const recordGiven = command({
  kind: 'procedure.record-given',
  what: 'Records what was already given, whatever stands against it.',
  right: rights.recordGiven,
  by: 'anyone',
  whenLate: 'record',
  input: alreadyGiven,
  refusals: procedureRefusals,
  audit: trail,
  // A lot that nobody knew may be opened here: no notice is opened meanwhile.
  locks: () => [{ kind: 'notices', shared: true }],
  run: async (work, input): Promise<Result<Recorded, ProcedureRefusal>> => {
    const { tx, at, movement } = work
    const { procedureId, given, givenAt, givenBy } = input
    if (givenAt > at) return refuse({ code: 'GIVEN_IN_FUTURE' })
    if (given === 0) return refuse({ code: 'NOTHING_GIVEN' })
    const file = await openFile(work, input)
    if (!file.ok) return file
    const known = await knownUnit(work, input.what, input.lotMeant ?? null)
    if (!known.ok) return known
    const { unitId, otherLots } = known.value
    const asked = await volumeAsks(tx, file.value, unitId, input)
    if (asked) return refuse(asked)
    const facts = await stepFacts(tx, file.value, at)
    const container = await containerOf(tx, file.value, facts.readiness, unitId)
    const against = await lateFindings(tx, file.value, facts, known.value, container, { ...input, now: at })
    const supplies = input.supplies ? suppliesOf(facts.readiness) : []
    const places = await placesOfGiving(tx, file.value)
    const about = { unitId, given, givenAt, supplies: supplies.length > 0 }
    const also = alsoGiven(file.value, facts.readiness, about, input.also ?? [])
    const apart = planOf(also.drawn, supplies, places)
    const drawn = new Set([unitId, ...also.drawn.map(({ unit }) => unit.unitId)])
    const used = facts.readiness.bound.filter((each) => drawn.has(each.binding.unitId) || supplies.includes(each))
    await settleBindings(tx, work, facts.readiness, new Set(used.map(({ binding }) => binding.id)), givenAt)
    const free = await freeTaken(work, container, given)
    const shared = await tellShared(tx, work, file.value.row, { unitIds: [unitId], at: givenAt })
    const missing = missingFrom(container, free, given, known.value)
    const findings = [...shared, ...against, ...missing, ...unsaidFindings(also)]
    const plan = latePlan(container, free, known.value, given, places)
    const lines = [...plan.lines, ...apart.lines]
    const reason = `Recorded late; given by ${givenBy}`
    const posted = await post(tx, work, { movement, kind: 'give', lines, occurredAt: givenAt, reason })
    if (!posted.ok) return posted
    // A trace of what nobody spoke of finds this patient as one who may have got it.
    const mayHave = [...new Set([...otherLots, ...also.unsaid.map((each) => each.facts.lotId)])]
    const how = {
      givenAt,
      recordedLate: true,
      findings: new Map([...also.findings, [unitId, findings]]),
      otherLots: mayHave.filter((lotId) => lotId !== known.value.lotId),
    }
    await storeUses(tx, work, procedureId, movement, [...plan.uses, ...apart.uses], how)
    const all = [...findings, ...[...also.findings.values()].flat()]
    await storeLateEvents(tx, work, input, facts, all)
    if (wasSevere(file.value.events)) await holdAfterReaction(tx, work, file.value)
    await closeOff(tx, work, input, unitId, container, findings)
    await closeOffAlso(tx, work, file.value, also, givenAt)
    const codes = all.map((each) => each.code)
    work.note(`procedure:${procedureId}`, {
      patient: file.value.row.patientId,
      unit: unitId,
      late: true,
      findings: codes,
    })
    return ok({ movement, findings: all })
  },
})

async function storeLateEvents(
  tx: Tx,
  stamp: Stamp,
  { procedureId, givenAt, givenBy, whyUncleared }: LateInput,
  facts: StepFacts,
  findings: readonly LateFinding[],
): Promise<void> {
  const cleared = facts.state.cleared !== null && facts.state.cleared.at <= givenAt
  await storeEvent(tx, stamp, procedureId, {
    kind: 'given',
    occurredAt: givenAt,
    detail: { movement: null, late: true, givenBy, cleared, why: whyUncleared ?? null },
    // Whatever the booking was, canceled too: this patient is observed, and the note closed, after it.
    status: 'given',
  })
  if (findings.length > 0) await storeEvent(tx, stamp, procedureId, { kind: 'finding', detail: { findings } })
}
