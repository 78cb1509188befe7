import { z } from 'zod'
import type { Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { id, quantityOrNone } from '~/lib/inputs'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { command } from '~/modules/auth/commands/command.server'
import { endBindings } from '~/modules/readiness/commands/bind.server'
import { isForOnePatient } from '~/modules/readiness/rules/meets'
import type { Bound, ReachableUnit, ReadinessFacts } from '~/modules/readiness/types'
import { placeHolds } from '~/modules/stock/commands/holds.server'
import { post } from '~/modules/stock/commands/ledger.server'
import { openUnit } from '~/modules/stock/commands/reserve.server'
import type { ProcedureFile } from '../queries/booking.server'
import { checkUse, stoppedBy, wasWrong } from '../rules/check-use'
import { identityFinding } from '../rules/identity'
import { openQuestion } from '../rules/patient-questions'
import { type Drawn, discardTime, drawnPlan, type GivePlaces, supplyPlan, togetherPlan } from '../rules/plan-give'
import { wasSevere } from '../rules/reactions'
import { procedureRefusals } from '../rules/refusals'
import { rights } from '../rules/rights'
import { decideStep, isRecordable, missingSteps } from '../rules/steps'
import type { GivePlan, LateFinding, ProcedureRefusal, StepFacts } from '../types'
import { openFile, stepFacts, storeEvent, target } from './open-file.server'
import { holdAfterReaction } from './reaction.server'
import { factsOfUse, placesOfGiving, storeUses } from './use-facts.server'

const giving = target.extend({
  /** The containers that were drawn from, and how much of each was given. */
  drawn: z.array(z.object({ unitId: id, given: quantityOrNone })).max(100),
  /** Post the supplies that were set apart as used, too. */
  supplies: z.boolean(),
  /** Said by a person: it is in the patient already. Recorded then, with what speaks against the patient (R41). */
  alreadyIn: z.boolean().optional(),
})

type GiveInput = z.output<typeof giving>

export type Giving = { readonly movement: string; readonly givenAt: string; readonly said: readonly string[] }

type Vial = { readonly unit: ReachableUnit; readonly bound: readonly Bound[]; readonly given: number }

/** The kept containers that were drawn from, with what was given of each. Refuses one that is not kept for this procedure. */
function vialsOf(input: GiveInput, readiness: ReadinessFacts): Result<Vial[], ProcedureRefusal> {
  const vials: Vial[] = []
  for (const { unitId, given } of input.drawn) {
    if (given <= 0) continue
    const bound = readiness.bound.filter(({ binding, unit }) => binding.unitId === unitId && unit !== null)
    const unit = bound[0]?.unit
    if (!unit) return refuse({ code: 'BINDING_UNKNOWN' })
    if (unit.facts.baseUnit !== 'uL') return refuse({ code: 'NOT_A_VIAL' })
    vials.push({ unit, bound, given })
  }
  return vials.some(({ unit }) => unit.facts.isBiologic) ? ok(vials) : refuse({ code: 'NOTHING_GIVEN' })
}

/**
 * What has happened already is recorded with all that stands against it, and opens a review: what is left of each container
 * is held (R41).
 */
async function storeAgainst(
  tx: Tx,
  stamp: Stamp,
  procedureId: number,
  findings: readonly LateFinding[],
  vials: readonly Vial[],
): Promise<void> {
  await storeEvent(tx, stamp, procedureId, { kind: 'finding', detail: { findings } })
  await placeHolds(
    tx,
    stamp,
    vials.map(({ unit }) => ({
      reason: 'review',
      note: 'Given although something stood against it: what is left waits for review.',
      source: `procedure:${procedureId}`,
      unitId: unit.facts.unitId,
    })),
  )
}

type Checked = { readonly said: Map<number, readonly LateFinding[]>; readonly against: readonly LateFinding[] }

/**
 * Judges each container before anything is stored. What stops is refused, unless a person said that it is in the patient
 * already: then everything is recorded, and `against` is what a review looks at.
 */
function checkedVials(
  file: ProcedureFile,
  readiness: ReadinessFacts,
  vials: readonly Vial[],
  at: Instant,
  alreadyIn: boolean,
): Result<Checked, ProcedureRefusal> {
  const dose = vials.filter(({ unit }) => unit.facts.isBiologic).reduce((sum, { given }) => sum + given, 0)
  const said = new Map<number, readonly LateFinding[]>()
  const against: LateFinding[] = []
  for (const vial of vials) {
    const others = vials.filter((other) => other !== vial).map((other) => other.unit)
    const facts = factsOfUse(file, readiness, vial.unit, { given: vial.given, givenInAll: dose, others })
    const findings: LateFinding[] = checkUse(facts, alreadyIn ? 'record' : 'enter', at)
    const stopped = stoppedBy(
      vial.unit,
      findings.filter((finding) => 'severity' in finding),
    )
    if (stopped) return refuse(stopped)
    const scanned = file.state.scannedVials.some((each) => each.unitId === vial.unit.facts.unitId)
    if (vial.unit.facts.isBiologic && !scanned) {
      if (!alreadyIn) return refuse({ code: 'VIAL_NOT_SCANNED', lotNumber: vial.unit.facts.lotNumber })
      findings.push({ code: 'VIAL_NOT_SCANNED' })
    }
    against.push(...findings.filter((finding) => finding.code === 'VIAL_NOT_SCANNED' || wasWrong([finding])))
    said.set(vial.unit.facts.unitId, findings)
  }
  return ok({ said, against })
}

/** What of the procedure stands against a giving that has happened: the patient, what was not answered, and the steps that never came. */
function procedureAgainst(facts: StepFacts & { readonly readiness: ReadinessFacts }, at: Instant): LateFinding[] {
  const question = openQuestion(facts.readiness)
  const identity = identityFinding(facts.state, facts.timeZone, at)
  const steps = missingSteps(facts, at)
  const asked: LateFinding[] = question ? [{ code: 'QUESTION_OPEN', finding: question }] : []
  return [
    ...(identity ? [identity] : []),
    ...asked,
    ...(steps.length > 0 ? [{ code: 'STEPS_MISSING' as const, steps }] : []),
  ]
}

const drawnOf = (file: ProcedureFile, { unit, bound, given }: Vial): Drawn => {
  const scan = file.state.scannedVials.filter((each) => each.unitId === unit.facts.unitId).at(-1)
  return {
    unit: unit.facts,
    given,
    available: bound.reduce((sum, { binding }) => sum + binding.quantity, 0),
    basis: scan || bound.some(({ binding }) => binding.how === 'scan') ? 'scan' : 'typed',
    raw: scan?.raw ?? null,
    discardRest: isForOnePatient(unit),
  }
}

/** The supplies that were set apart in pieces: neither drawn from nor equipment. */
export const suppliesOf = (readiness: ReadinessFacts): Bound[] =>
  readiness.bound.filter(
    ({ unit, binding }) => unit !== null && unit.facts.baseUnit !== 'uL' && binding.reservationId !== null,
  )

/** The whole movement of a giving, out of what was drawn and what was set apart. */
export function planOf(drawn: readonly Drawn[], supplies: readonly Bound[], places: GivePlaces): GivePlan {
  return togetherPlan([
    ...drawn.map((each) => drawnPlan(each, places)),
    ...supplies.flatMap(({ unit, binding }) => (unit === null ? [] : [supplyPlan(unit.facts, binding, places)])),
  ])
}

/** Ends what was kept: what touched or entered the patient as used, the rest is free again. Equipment was used. */
export async function settleBindings(
  tx: Tx,
  stamp: Stamp,
  readiness: ReadinessFacts,
  usedBindings: ReadonlySet<number>,
  givenAt: Instant,
): Promise<void> {
  const isUsed = ({ binding }: Bound) => binding.reservationId === null || usedBindings.has(binding.id)
  const all = readiness.bound
  await endBindings(
    tx,
    stamp,
    all.filter(isUsed).map((each) => each.binding),
    'used',
    givenAt,
  )
  await endBindings(
    tx,
    stamp,
    all.filter((each) => !isUsed(each)).map((each) => each.binding),
    'freed',
  )
}

/** A container that stays in use was opened by drawing from it: its beyond-use time starts (R15). */
async function openDrawn(tx: Tx, stamp: Stamp, vials: readonly Vial[]): Promise<void> {
  for (const { unit } of vials) {
    if (isForOnePatient(unit) || unit.facts.openedAt !== null) continue
    const discardAt = discardTime(unit.facts, stamp.at)
    await openUnit(tx, stamp, { unitId: unit.facts.unitId, openedAt: stamp.at, discardAt })
  }
}

/**
 * GIVEN (R27): checked before it is stored, at this very moment. Posts each volume to the patient's procedure and what is
 * left of a single-dose container to discard, links each unit to the patient, and posts the supplies that were set apart.
 * Volumes in microliters. Refuses when a step is missing, READY no longer holds, the patient was not identified by the
 * wristband, a vial was not scanned, or anything stops its use; unless a person says that it is in the patient already
 * (`alreadyIn`): then it is recorded with all of that, what is left is held, and it is reviewed (R41).
 */
export const give = command({
  kind: 'procedure.give',
  what: 'GIVEN: posts what was given to the patient, with the supplies that were used.',
  right: rights.give,
  by: 'anyone',
  whenLate: 'record',
  input: giving,
  refusals: procedureRefusals,
  audit: z.object({ patient: z.number(), units: z.array(z.number()) }),
  run: async (work, input): Promise<Result<Giving, ProcedureRefusal>> => {
    const { tx, at, movement } = work
    const file = await openFile(work, input)
    if (!file.ok) return file
    const { id: procedureId, patientId, timeZone } = file.value.row
    const facts = await stepFacts(tx, file.value, at)
    const alreadyIn = input.alreadyIn ?? false
    const step = decideStep('given', facts, at)
    if (!step.ok && !(alreadyIn && isRecordable(step.refusal))) return step
    const vials = vialsOf(input, facts.readiness)
    if (!vials.ok) return vials
    const identity = identityFinding(file.value.state, timeZone, at)
    if (identity && !alreadyIn) return refuse({ code: 'NOT_THE_PATIENT', finding: identity })
    const question = openQuestion(facts.readiness)
    if (question && !alreadyIn) return refuse({ code: 'QUESTION_OPEN', finding: question })
    const checked = checkedVials(file.value, facts.readiness, vials.value, at, alreadyIn)
    if (!checked.ok) return checked
    const ofProcedure = procedureAgainst(facts, at)
    const against = [...ofProcedure, ...checked.value.against]
    const said = new Map([...checked.value.said].map(([unitId, findings]) => [unitId, [...ofProcedure, ...findings]]))
    const supplies = input.supplies ? suppliesOf(facts.readiness) : []
    const places = await placesOfGiving(tx, file.value)
    const plan = planOf(
      vials.value.map((vial) => drawnOf(file.value, vial)),
      supplies,
      places,
    )
    const used = [...vials.value.flatMap((vial) => vial.bound), ...supplies].map(({ binding }) => binding.id)
    await settleBindings(tx, work, facts.readiness, new Set(used), at)
    const posted = await post(tx, work, { movement, kind: 'give', lines: plan.lines, occurredAt: at })
    if (!posted.ok) return posted
    await openDrawn(tx, work, vials.value)
    if (against.length > 0) await storeAgainst(tx, work, procedureId, against, vials.value)
    const how = { givenAt: at, recordedLate: false, findings: said }
    await storeUses(tx, work, procedureId, movement, plan.uses, how)
    await storeEvent(tx, work, procedureId, { kind: 'given', detail: { movement }, status: 'given' })
    if (wasSevere(file.value.events)) await holdAfterReaction(tx, work, file.value)
    work.note(`procedure:${procedureId}`, { patient: patientId, units: plan.uses.map((use) => use.unitId) })
    return ok({ movement, givenAt: at, said: [...said.values()].flat().map((finding) => finding.code) })
  },
})
