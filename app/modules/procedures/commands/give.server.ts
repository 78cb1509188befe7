import { z } from 'zod'
import { addMinutes, type Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { id, quantityOrNone, wordsIn } from '~/lib/inputs'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { command } from '~/modules/auth/commands/command.server'
import { endBindings } from '~/modules/readiness/commands/bind.server'
import { isForOnePatient } from '~/modules/readiness/rules/meets'
import type { Bound, ReadinessFacts } from '~/modules/readiness/types'
import { placeHolds } from '~/modules/stock/commands/holds.server'
import { post } from '~/modules/stock/commands/ledger.server'
import { openUnit } from '~/modules/stock/commands/reserve.server'
import type { ProcedureFile } from '../queries/booking.server'
import { againstGiving, leavesOpenWhy, notRecordable, type Vial } from '../rules/against-giving'
import { type Drawn, discardTime, drawnPlan, type GivePlaces, supplyPlan, togetherPlan } from '../rules/plan-give'
import { wasSevere } from '../rules/reactions'
import { procedureRefusals } from '../rules/refusals'
import { rights } from '../rules/rights'
import { isTaken } from '../rules/steps'
import { keptToDraw } from '../rules/use-facts'
import type { GivePlan, LateFinding, ProcedureRefusal } from '../types'
import { atProcedure, openFile, stepFacts, storeEvent, target } from './open-file.server'
import { holdAfterReaction } from './reaction.server'
import { tellShared } from './shared.server'
import { placesOfGiving, storeUses } from './use-facts.server'

const giving = target.extend({
  /** The containers that were drawn from, and how much of each was given. */
  drawn: z.array(z.object({ unitId: id, given: quantityOrNone })).max(100),
  /** Post the supplies that were set apart as used, too. */
  supplies: z.boolean(),
  /** Said by a person: it is in the patient already. Recorded then, with what speaks against the patient (R41). */
  alreadyIn: z.boolean().optional(),
  /** Why no clearance came first, where none did. */
  whyUncleared: wordsIn(500).nullish(),
  /** They were asked why, and say nothing: it is recorded without. */
  whyAsked: z.boolean().optional(),
})

type GiveInput = z.output<typeof giving>

export type Giving = { readonly movement: string; readonly givenAt: string; readonly said: readonly string[] }

/**
 * The kept containers that were drawn from, with what was given of each. Refuses one that is not kept for this procedure, and an
 * anesthetic that is kept and of which nobody said how much.
 */
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
  if (!vials.some(({ unit }) => unit.facts.isBiologic)) return refuse({ code: 'NOTHING_GIVEN' })
  const said = new Set(input.drawn.map(({ unitId }) => unitId))
  const unsaid = keptToDraw(readiness).filter((unit) => !unit.facts.isBiologic && !said.has(unit.facts.unitId))
  return unsaid.length > 0
    ? refuse({ code: 'VOLUME_MISSING', lotNumbers: unsaid.map((unit) => unit.facts.lotNumber) })
    : ok(vials)
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

const drawnOf = (file: ProcedureFile, { unit, bound, given }: Vial): Drawn => {
  const scan = file.state.scannedVials.filter((each) => each.unitId === unit.facts.unitId).at(-1)
  return {
    unit: unit.facts,
    given,
    available: bound.reduce((sum, { binding }) => sum + binding.quantity, 0),
    basis: (scan && !scan.typed) || bound.some(({ binding }) => binding.how === 'scan') ? 'scan' : 'typed',
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
 * GIVEN (R41): a record of what has happened, never refused for a finding. With a clearance that counts, and nothing against it now,
 * it is stored at once; otherwise it asks whether it is in the patient already (`ALREADY_IN`, with all that stands against it), and
 * on yes (`alreadyIn`) stores it with those findings, holds what is left, and opens a review. Posts each volume to the patient's
 * procedure and what is left of a single-dose container to discard. Volumes in microliters; a kept container whose volume nobody
 * said is asked for, nothing drawn from it being 0. Why no clearance came first is asked once (`whyAsked`), and recorded without.
 */
export const give = command({
  kind: 'procedure.give',
  what: 'GIVEN: posts what was given to the patient, with the supplies that were used.',
  right: rights.give,
  by: 'anyone',
  whenLate: 'record',
  input: giving,
  locks: ({ drawn, ...input }) => [
    ...drawn.map(({ unitId }) => ({ kind: 'unit', key: unitId }) as const),
    ...atProcedure(input),
  ],
  refusals: procedureRefusals,
  audit: z.object({ patient: z.number(), units: z.array(z.number()) }),
  run: async (work, input): Promise<Result<Giving, ProcedureRefusal>> => {
    const { tx, at, movement, happenedAt: givenAt } = work
    const file = await openFile(work, input)
    if (!file.ok) return file
    const { id: procedureId, patientId } = file.value.row
    const facts = await stepFacts(tx, file.value, at)
    const over = notRecordable(facts, at)
    if (over) return refuse(over)
    const vials = vialsOf(input, facts.readiness)
    if (!vials.ok) return vials
    const { said, against } = againstGiving(file.value, facts, vials.value, input.whyUncleared ?? null, at)
    if (against.length > 0 && !input.alreadyIn) return refuse({ code: 'ALREADY_IN', findings: against })
    if (leavesOpenWhy(against) && !input.whyAsked) return refuse({ code: 'WHY_UNCLEARED' })
    const supplies = input.supplies ? suppliesOf(facts.readiness) : []
    const places = await placesOfGiving(tx, file.value)
    const plan = planOf(
      vials.value.map((vial) => drawnOf(file.value, vial)),
      supplies,
      places,
    )
    const used = [...vials.value.flatMap((vial) => vial.bound), ...supplies].map(({ binding }) => binding.id)
    await settleBindings(tx, work, facts.readiness, new Set(used), at)
    const posted = await post(tx, work, { movement, kind: 'give', lines: plan.lines, occurredAt: givenAt })
    if (!posted.ok) return posted
    await openDrawn(tx, work, vials.value)
    const shared = await tellShared(tx, work, file.value.row, { unitIds: plan.uses.map((use) => use.unitId), at })
    if (shared.length > 0) await storeEvent(tx, work, procedureId, { kind: 'finding', detail: { findings: shared } })
    if (against.length > 0) await storeAgainst(tx, work, procedureId, against, vials.value)
    const how = { givenAt, recordedLate: givenAt < addMinutes(at, -2), findings: said }
    await storeUses(tx, work, procedureId, movement, plan.uses, how)
    const cleared = isTaken('cleared', facts, at)
    const detail = { movement, cleared, why: input.whyUncleared ?? null }
    const given = { kind: 'given', detail, occurredAt: givenAt, status: 'given' } as const
    await storeEvent(tx, work, procedureId, given)
    if (wasSevere(file.value.events)) await holdAfterReaction(tx, work, file.value)
    work.note(`procedure:${procedureId}`, { patient: patientId, units: plan.uses.map((use) => use.unitId) })
    return ok({ movement, givenAt, said: [...said.values()].flat().map((finding) => finding.code) })
  },
})
