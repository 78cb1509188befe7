import type { Instant } from '~/lib/day'
import { ok, type Result, refuse } from '~/lib/result'
import type { Requirement } from '~/modules/protocols/types'
import { stopsOf, type Weighed } from '~/modules/stock/rules/judge/weigh'
import type { Binding, Portion, ReachableUnit, ReadinessFacts, ReadinessRefusal, UnitFinding } from '../types'
import { judge, rankOf } from './judge/judge'
import { judgeSeen } from './judge/look'
import { freeOf, isKindOf, nameOf, piecesIn, quantityFor, wantedOf } from './meets'
import { needOf } from './nearest'
import { amountOf, askedFor, boundTo, donorOf, partedBound } from './requirement-line'
import type { BindLine } from './within-reach'

const missingOf = (requirement: Requirement, facts: ReadinessFacts, at: Instant): number =>
  wantedOf(requirement, facts.booking) - amountOf(partedBound(requirement, facts, at).good, requirement)

/**
 * The requirement that a unit could meet: the first of its kind that still lacks something, otherwise the first of its
 * kind.
 */
function requirementFor(unit: ReachableUnit, facts: ReadinessFacts, at: Instant): Requirement | null {
  const kinds = askedFor(facts).filter((requirement) => isKindOf(unit.facts, requirement))
  return kinds.find((requirement) => missingOf(requirement, facts, at) > 0) ?? kinds[0] ?? null
}

/**
 * The bindings that a scanned unit replaces: those that no longer count, and for pieces the one scanned before. `findings` is
 * what is to be said of what is kept all the same: a transducer to be disinfected, a date that is near.
 */
export type BindPlan = {
  readonly line: BindLine
  readonly ends: readonly Binding[]
  readonly label: string
  readonly findings: readonly Weighed<UnitFinding>[]
}

type Refused = Result<never, ReadinessRefusal>

const stoppedBy = (unit: ReachableUnit, [finding, ...also]: readonly Weighed<UnitFinding>[]): Refused | null =>
  finding ? refuse({ code: 'UNIT_STOPPED', unit: nameOf(unit.facts), finding, also }) : null

/** What stands against the thing itself, whatever it is scanned for: said before anything that the booking lacks. */
export const stopsOfThing = (unit: ReachableUnit, at: Instant): Weighed<UnitFinding>[] => stopsOf(judgeSeen(unit, at))

/** A transducer that is still to be disinfected is kept all the same, and its line asks for it. */
const notDirty = (findings: readonly Weighed<UnitFinding>[]) =>
  findings.filter(({ code }) => code !== 'NOT_DISINFECTED')

/** What is said of the thing beside a refusal that is not about it. What procedures keep of it, this one knows better. */
const saidBeside = (unit: ReachableUnit, at: Instant): Weighed<UnitFinding>[] =>
  judgeSeen(unit, at).filter(({ code }) => code !== 'KEPT' && code !== 'PARTLY_KEPT')

/** Why nothing is kept of it here, whatever it is: the booking is over, nothing asks for it, it is kept already. */
function notHere(
  unit: ReachableUnit,
  requirement: Requirement | null,
  facts: ReadinessFacts,
  at: Instant,
): Refused | null {
  const name = nameOf(unit.facts)
  const also = saidBeside(unit, at)
  if (facts.booking.over) return refuse({ code: 'BOOKING_OVER', also })
  if (requirement === null) return refuse({ code: 'NOTHING_ASKS_FOR_IT', unit: name, also })
  const kept = facts.bound.some((each) => each.unit !== null && each.binding.unitId === unit.facts.unitId)
  return kept && !unit.facts.bulk ? refuse({ code: 'BOUND_ALREADY', unit: name, also }) : null
}

/**
 * Decides what a scanned unit is bound to (R30): the requirement of its kind, reserved with all that is left of a
 * single-dose container. Refuses what no requirement asks for, what is kept already, whatever `judge` stops, and what is no
 * longer needed. What stands against the thing is said whether anything asks for it or not.
 */
export function decideBind(
  unit: ReachableUnit,
  facts: ReadinessFacts,
  at: Instant,
): Result<BindPlan, ReadinessRefusal> {
  const requirement = requirementFor(unit, facts, at)
  const elsewhere = notHere(unit, requirement, facts, at)
  if (requirement === null || elsewhere)
    return stoppedBy(unit, notDirty(stopsOfThing(unit, at))) ?? elsewhere ?? refuse({ code: 'UNIT_UNKNOWN' })
  const { good, bad } = partedBound(requirement, facts, at)
  const missing = missingOf(requirement, facts, at)
  const met = missing <= 0
  // What is not needed any more isn't set beside what is kept; equipment takes its place.
  const others = met ? [] : good.map(donorOf)
  const judged = judge(unit, needOf(requirement, facts, 'bind', { others }), at)
  const stopped = stoppedBy(unit, stopsOf(judged))
  if (stopped) return stopped
  const ends = bad.map((each) => each.binding)
  const { unitId, placeId } = unit.facts
  const line = { requirement: requirement.code, unitId, placeId }
  if (met) {
    if (requirement.bind !== 'equipment')
      return refuse({ code: 'REQUIREMENT_MET', label: requirement.label, also: judged })
    const replaced = boundTo(facts, requirement).map((each) => each.binding)
    return ok({
      line: { ...line, quantity: 1, reserve: false },
      ends: replaced,
      label: requirement.label,
      findings: judged,
    })
  }
  if (requirement.bind === 'equipment')
    return ok({ line: { ...line, quantity: 1, reserve: false }, ends, label: requirement.label, findings: judged })
  const free = freeOf(unit)
  if (requirement.bind === 'unit')
    return ok({ line: { ...line, quantity: free, reserve: true }, ends, label: requirement.label, findings: judged })
  const pieces = Math.min(missing, piecesIn(unit.facts, free, requirement))
  const quantity = quantityFor(unit, pieces, requirement, free)
  return ok({ line: { ...line, quantity, reserve: true }, ends, label: requirement.label, findings: judged })
}

/** Another part of what was scanned, as it is said beside the one that was decided on. */
export function portionOf({ facts }: ReachableUnit, findings: readonly Weighed<UnitFinding>[]): Portion {
  const { placeName, unitNumber, quantity, baseUnit, containerQuantity } = facts
  return { placeName, unitNumber, quantity, baseUnit, containerQuantity, findings }
}

type Decided = { readonly unit: ReachableUnit; readonly plan: BindPlan; readonly portions: readonly Portion[] }

/**
 * Decides among all that the same scan could mean: a lot that stands at several places. What may be bound is taken, and what
 * stands against the rest is said with it; where nothing may be, what weighs most is said first, and all portions behind it.
 */
export function decideAmong(
  units: readonly ReachableUnit[],
  facts: ReadinessFacts,
  at: Instant,
): Result<Decided, ReadinessRefusal> {
  const decisions = units.map((unit) => ({ unit, decision: decideBind(unit, facts, at) }))
  const others = (than: ReachableUnit) => units.filter((unit) => unit !== than && unit.facts.quantity > 0)
  for (const { unit, decision } of decisions) {
    if (!decision.ok) continue
    const bad = others(unit).map((other) => portionOf(other, stopsOfThing(other, at)))
    return ok({ unit, plan: decision.value, portions: bad.filter(({ findings }) => findings.length > 0) })
  }
  const refused = decisions.flatMap(({ unit, decision }) => (decision.ok ? [] : [{ unit, refusal: decision.refusal }]))
  const [first] = refused.sort((a, b) => weightOf(a.refusal) - weightOf(b.refusal))
  if (!first) return refuse({ code: 'UNIT_UNKNOWN' })
  const { unit, refusal } = first
  if (refusal.code !== 'UNIT_STOPPED') return refuse(refusal)
  const portions = refused
    .filter((each) => each.unit !== unit && each.unit.facts.quantity > 0)
    .map((each) =>
      portionOf(
        each.unit,
        each.refusal.code === 'UNIT_STOPPED' ? [each.refusal.finding, ...(each.refusal.also ?? [])] : [],
      ),
    )
  return refuse({ ...refusal, portions })
}

/** What the thing itself is comes before where it stands and what the booking asks for. */
const weightOf = (refusal: ReadinessRefusal): number =>
  refusal.code === 'UNIT_STOPPED' ? rankOf(refusal.finding) : 100
