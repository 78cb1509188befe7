import type { Day, Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { reachable } from '~/modules/readiness/queries/facts.server'
import type { ReachableUnit, ReadinessFacts } from '~/modules/readiness/types'
import { placeHolds } from '~/modules/stock/commands/holds.server'
import { newUnit, openLot, post } from '~/modules/stock/commands/ledger.server'
import { openUnit } from '~/modules/stock/commands/reserve.server'
import { unitFacts } from '~/modules/stock/queries/facts.server'
import { findUnit } from '~/modules/stock/queries/look-up.server'
import type { PostingLine, UnitFacts } from '~/modules/stock/types'
import type { ProcedureFile } from '../queries/booking.server'
import { checkUse, stopOf } from '../rules/check-use'
import { identityFinding } from '../rules/identity'
import { discardTime, drawnPlan } from '../rules/plan-give'
import { wasSevere } from '../rules/reactions'
import { missingSteps } from '../rules/steps'
import type { LateFinding, PlannedUse, ProcedureRefusal, StepFacts } from '../types'
import { planOf, settleBindings, suppliesOf } from './give.server'
import { openFile, stepFacts, storeEvent, type Target } from './open-file.server'
import { holdAfterReaction } from './reaction.server'
import { factsOfUse, keptOf, placesOfGiving, storeUses } from './use-facts.server'

/** Something that is already in the patient: a unit that we know, or what its label says. Volumes in microliters. */
export type LateInput = Target & {
  readonly what:
    | { readonly kind: 'unit'; readonly unitId: number; readonly raw: string | null }
    | {
        readonly kind: 'label'
        readonly productId: number
        readonly lotNumber: string
        readonly expiry: Day | null
        readonly unitNumber: string | null
        readonly raw: string | null
      }
  readonly given: number
  readonly givenAt: Instant
  readonly givenBy: string
  /** The supplies that were set apart were used too; otherwise they are free again. */
  readonly supplies?: boolean
}

type Known = { readonly unitId: number; readonly lotId: number; readonly findings: LateFinding[] }

/** The unit that a label names, made where we never had it: what happened is recorded, known or not (R41). */
async function unitOfLabel(
  tx: Tx,
  context: CommandContext,
  what: Extract<LateInput['what'], { kind: 'label' }>,
): Promise<Result<Known, ProcedureRefusal>> {
  const { productId, lotNumber, expiry, unitNumber } = what
  const known = unitNumber === null ? null : await findUnit(tx, productId, unitNumber)
  if (known) return ok({ unitId: known.unitId, lotId: known.lotId, findings: [] })
  const findings: LateFinding[] = [{ code: 'NEVER_RECEIVED' }]
  let lot = await openLot(tx, context, { productId, lotNumber, expiry })
  if (!lot.ok && lot.refusal.code === 'LOT_EXPIRY_DIFFERS') {
    findings.push({ code: 'EXPIRY_DIFFERS', seen: expiry ?? '' })
    lot = await openLot(tx, context, { productId, lotNumber, expiry: null })
  }
  if (!lot.ok) return lot
  const made = await newUnit(tx, context, { lotId: lot.value.lotId, productId, number: unitNumber })
  if (!made.ok) return made
  return ok({ unitId: made.value.unitId, lotId: lot.value.lotId, findings })
}

async function knownUnit(
  tx: Tx,
  context: CommandContext,
  what: LateInput['what'],
): Promise<Result<Known, ProcedureRefusal>> {
  if (what.kind === 'label') {
    const product = await tx.product.findUnique({ where: { id: what.productId }, select: { id: true } })
    return product ? unitOfLabel(tx, context, what) : refuse({ code: 'BOOKING_PRODUCT_UNKNOWN' })
  }
  const unit = await tx.unit.findUnique({ where: { id: what.unitId }, select: { id: true, lotId: true } })
  return unit ? ok({ unitId: unit.id, lotId: unit.lotId, findings: [] }) : refuse({ code: 'UNIT_UNKNOWN' })
}

/** Where the unit stands at this site: where it is kept for this procedure before anywhere else; null when nowhere. */
async function standingUnit(
  tx: Tx,
  file: ProcedureFile,
  readiness: ReadinessFacts,
  unitId: number,
): Promise<ReachableUnit | null> {
  const units = await reachable(tx, file.booking, await unitFacts(tx, { unitIds: [unitId], siteId: file.row.siteId }))
  return units.find((unit) => keptOf(readiness, unit).length > 0) ?? units[0] ?? null
}

type LatePlan = {
  readonly opened: UnitFacts | null
  readonly lines: readonly PostingLine[]
  readonly use: PlannedUse
  readonly findings: readonly LateFinding[]
  readonly hold: boolean
}

async function planLate(
  tx: Tx,
  file: ProcedureFile,
  facts: StepFacts & { readonly readiness: ReadinessFacts },
  known: Known,
  input: LateInput,
): Promise<LatePlan> {
  const places = await placesOfGiving(tx, file)
  const { given, what } = input
  const basis = what.raw === null ? 'typed' : 'scan'
  const steps = missingSteps(facts, input.givenAt)
  const findings: LateFinding[] = [...known.findings]
  if (steps.length > 0 && facts.state.givenAt === null) findings.push({ code: 'STEPS_MISSING', steps })
  const identity = facts.state.givenAt === null ? identityFinding(facts.state, facts.timeZone, input.givenAt) : null
  if (identity) findings.push(identity)
  if (facts.state.status === 'cancelled' || facts.state.status === 'stopped' || facts.state.status === 'closed')
    findings.push({ code: 'BOOKING_WAS', status: facts.state.status })
  const unit = await standingUnit(tx, file, facts.readiness, known.unitId)
  if (unit === null) {
    if (!known.findings.some((finding) => finding.code === 'NEVER_RECEIVED'))
      findings.push({ code: 'NOT_IN_LEDGER', missing: given })
    const { unitId, lotId } = known
    const line = { unitId, lotId, from: places.difference, to: places.procedure, quantity: given }
    const use = { unitId, lotId, quantity: given, wasted: 0, basis, raw: what.raw } as const
    return { opened: null, lines: [line], use, findings, hold: false }
  }
  findings.push(
    ...checkUse(factsOfUse(file, facts.readiness, unit, { given, givenInAll: given, others: [] }), input.givenAt),
  )
  const kept = keptOf(facts.readiness, unit).reduce((sum, { binding }) => sum + binding.quantity, 0)
  const available = Math.max(0, unit.facts.quantity - unit.facts.reserved + kept)
  const { overfillMicroliters } = unit.facts
  if (given > available + overfillMicroliters) findings.push({ code: 'NOT_IN_LEDGER', missing: given - available })
  const drawn = { unit: unit.facts, given, available, basis, raw: what.raw, discardRest: false } as const
  const plan = drawnPlan(drawn, places)
  const [use] = plan.uses
  if (!use) throw new Error('A plan of one container has one use')
  const stops = stopOf(findings.filter((finding) => 'severity' in finding)) !== null
  const opened = unit.facts.bulk || unit.facts.openedAt !== null ? null : unit.facts
  return { opened, lines: plan.lines, use, findings, hold: !unit.facts.bulk || stops }
}

/**
 * "Already given" (R41): always accepted, with person and time. What stands against it is kept as findings with the use;
 * what the ledger does not know of comes from the place of differences; what is left of the container is held for review.
 * Refuses only a time that lies ahead, a volume of nothing, and what can't be named: no such product or unit.
 */
export const recordGiven = (
  context: CommandContext,
  key: string,
  input: LateInput,
): Promise<Result<{ movement: string; findings: readonly LateFinding[] }, ProcedureRefusal | CommandRefusal>> =>
  runCommand(
    context,
    { key, kind: 'procedure.record-given', input },
    async (tx, note): Promise<Result<{ movement: string; findings: readonly LateFinding[] }, ProcedureRefusal>> => {
      if (input.givenAt > context.at) return refuse({ code: 'GIVEN_IN_FUTURE' })
      if (input.given <= 0) return refuse({ code: 'NOTHING_GIVEN' })
      const file = await openFile(tx, input)
      if (!file.ok) return file
      const known = await knownUnit(tx, context, input.what)
      if (!known.ok) return known
      const facts = await stepFacts(tx, file.value, context.at)
      const plan = await planLate(tx, file.value, facts, known.value, input)
      const { unitId } = known.value
      const supplies = input.supplies ? suppliesOf(facts.readiness) : []
      const apart = planOf([], supplies, await placesOfGiving(tx, file.value))
      const used = facts.readiness.bound.filter((each) => each.binding.unitId === unitId || supplies.includes(each))
      const usedIds = new Set(used.map(({ binding }) => binding.id))
      await settleBindings(tx, context, facts.readiness, usedIds, input.givenAt)
      const { lines, use, findings } = plan
      const posted = await post(tx, context, {
        movement: key,
        kind: 'give',
        lines: [...lines, ...apart.lines],
        occurredAt: input.givenAt,
        reason: `Recorded late; given by ${input.givenBy}`,
      })
      if (!posted.ok) return posted
      const how = { givenAt: input.givenAt, recordedLate: true, findings: new Map([[unitId, findings]]) }
      await storeUses(tx, context, input.procedureId, key, [use, ...apart.uses], how)
      await storeLateEvents(tx, context, input, facts, findings)
      if (wasSevere(file.value.events)) await holdAfterReaction(tx, context, file.value)
      if (plan.opened) {
        const discardAt = discardTime(plan.opened, input.givenAt)
        await openUnit(tx, context, { unitId, openedAt: input.givenAt, discardAt })
      }
      if (plan.hold)
        await placeHolds(tx, context, [
          {
            reason: 'review',
            note: 'Given before it was recorded: what is left waits for review.',
            source: `procedure:${input.procedureId}`,
            unitId,
          },
        ])
      note({
        subject: `procedure:${input.procedureId}`,
        detail: {
          patient: file.value.row.patientId,
          unit: unitId,
          late: true,
          findings: findings.map((each) => each.code),
        },
      })
      return ok({ movement: key, findings })
    },
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
