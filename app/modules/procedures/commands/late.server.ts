import type { Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { AuditNote, CommandContext, CommandRefusal } from '~/modules/audit/types'
import { endClaims } from '~/modules/readiness/commands/bind.server'
import { placeHolds } from '~/modules/stock/commands/holds.server'
import { post } from '~/modules/stock/commands/ledger.server'
import { openUnit } from '~/modules/stock/commands/reserve.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { isSingleDose } from '~/modules/stock/rules/usability'
import { stopOf } from '../rules/check-use'
import { discardTime } from '../rules/plan-give'
import { wasSevere } from '../rules/reactions'
import type { LateFinding, ProcedureRefusal, StepFacts } from '../types'
import { planOf, settleBindings, suppliesOf } from './give.server'
import {
  type Container,
  containerOf,
  knownUnit,
  type LateInput,
  lateFindings,
  latePlan,
  missingFrom,
} from './late-plan.server'
import { openFile, stepFacts, storeEvent } from './open-file.server'
import { holdAfterReaction } from './reaction.server'
import { placesOfGiving, storeUses } from './use-facts.server'

/**
 * Frees what was taken, whoever it was kept for: a single-dose container is nobody else's from now on. Each booking that loses
 * it is told in its history, and is NOT READY at the next look. Returns how much of the unit can leave its place.
 */
async function freeTaken(
  tx: Tx,
  context: CommandContext,
  { standing, facts }: Container,
  given: number,
  note: (entry: AuditNote) => void,
): Promise<number> {
  if (facts === null) return 0
  const { unitId, placeId } = standing?.facts ?? facts
  const balance = async () => {
    const [row] = await unitFacts(tx, { unitIds: [unitId], placeIds: [placeId] })
    return { quantity: row?.quantity ?? 0, free: row ? row.quantity - row.reserved : 0 }
  }
  const { quantity, free } = await balance()
  const taken = { placeId, container: isSingleDose(facts), missing: Math.min(given, quantity) - free }
  const ended = await endClaims(tx, context, unitId, taken)
  for (const { procedureId, lotNumber } of new Map(ended.map((each) => [each.procedureId, each])).values()) {
    const findings: LateFinding[] = [{ code: 'KEPT_WAS_GIVEN', lotNumber }]
    await storeEvent(tx, context, procedureId, { kind: 'finding', detail: { findings } })
    note({ subject: `procedure:${procedureId}`, detail: { lost: unitId } })
  }
  return ended.length > 0 ? (await balance()).free : free
}

/** The container was opened for this patient, and what is left of it waits for review. */
async function closeOff(
  tx: Tx,
  context: CommandContext,
  input: LateInput,
  unitId: number,
  { standing, facts }: Container,
  findings: readonly LateFinding[],
): Promise<void> {
  if (!facts?.bulk && !facts?.openedAt) {
    const discardAt = facts ? discardTime(facts, input.givenAt) : input.givenAt
    await openUnit(tx, context, { unitId, openedAt: input.givenAt, discardAt })
  }
  const stops = stopOf(findings.filter((finding) => 'severity' in finding)) !== null
  if (standing === null || (standing.facts.bulk && !stops)) return
  await placeHolds(tx, context, [
    {
      reason: 'review',
      note: 'Given before it was recorded: what is left waits for review.',
      source: `procedure:${input.procedureId}`,
      unitId,
    },
  ])
}

type Recorded = { readonly movement: string; readonly findings: readonly LateFinding[] }

/** "Already given" inside its transaction; the refusals are those of `recordGiven`. */
async function record(
  tx: Tx,
  context: CommandContext,
  key: string,
  input: LateInput,
  note: (entry: AuditNote) => void,
): Promise<Result<Recorded, ProcedureRefusal>> {
  if (input.givenAt > context.at) return refuse({ code: 'GIVEN_IN_FUTURE' })
  if (input.given <= 0) return refuse({ code: 'NOTHING_GIVEN' })
  const file = await openFile(tx, input)
  if (!file.ok) return file
  const known = await knownUnit(tx, context, input.what)
  if (!known.ok) return known
  const { unitId } = known.value
  const facts = await stepFacts(tx, file.value, context.at)
  const container = await containerOf(tx, file.value, facts.readiness, unitId)
  const against = await lateFindings(tx, file.value, facts, known.value, container, input)
  const supplies = input.supplies ? suppliesOf(facts.readiness) : []
  const places = await placesOfGiving(tx, file.value)
  const apart = planOf([], supplies, places)
  const used = facts.readiness.bound.filter((each) => each.binding.unitId === unitId || supplies.includes(each))
  await settleBindings(tx, context, facts.readiness, new Set(used.map(({ binding }) => binding.id)), input.givenAt)
  const free = await freeTaken(tx, context, container, input.given, note)
  const findings = [...against, ...missingFrom(container, free, input.given, known.value)]
  const plan = latePlan(container, free, known.value, input, places)
  const posted = await post(tx, context, {
    movement: key,
    kind: 'give',
    lines: [...plan.lines, ...apart.lines],
    occurredAt: input.givenAt,
    reason: `Recorded late; given by ${input.givenBy}`,
  })
  if (!posted.ok) return posted
  const how = { givenAt: input.givenAt, recordedLate: true, findings: new Map([[unitId, findings]]) }
  await storeUses(tx, context, input.procedureId, key, [...plan.uses, ...apart.uses], how)
  await storeLateEvents(tx, context, input, facts, findings)
  if (wasSevere(file.value.events)) await holdAfterReaction(tx, context, file.value)
  await closeOff(tx, context, input, unitId, container, findings)
  const codes = findings.map((each) => each.code)
  note({
    subject: `procedure:${input.procedureId}`,
    detail: { patient: file.value.row.patientId, unit: unitId, late: true, findings: codes },
  })
  return ok({ movement: key, findings })
}

/**
 * "Already given" (R41): always accepted, with person and time. The volume leaves the unit itself, whoever it was kept for;
 * only what the ledger does not know of comes from the place of differences. What stands against it is kept as findings with
 * the use; what is left of the container is held for review. Refuses only a time that lies ahead, a volume of nothing, and
 * what can't be named: no such product or unit.
 */
export const recordGiven = (
  context: CommandContext,
  key: string,
  input: LateInput,
): Promise<Result<Recorded, ProcedureRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'procedure.record-given', input }, (tx, note) =>
    record(tx, context, key, input, note),
  )

async function storeLateEvents(
  tx: Tx,
  context: CommandContext,
  input: LateInput,
  facts: StepFacts,
  findings: readonly LateFinding[],
): Promise<void> {
  const { status } = facts.state
  const before = status === 'booked' || status === 'screened' || status === 'consented'
  await storeEvent(tx, context, input.procedureId, {
    kind: 'given',
    occurredAt: input.givenAt,
    detail: { movement: null, late: true, givenBy: input.givenBy },
    status: before ? 'given' : undefined,
  })
  if (findings.length > 0) await storeEvent(tx, context, input.procedureId, { kind: 'finding', detail: { findings } })
}
