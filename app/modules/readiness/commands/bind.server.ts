import type { Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { endReservation, reserve } from '~/modules/stock/commands/reserve.server'
import type { Weighed } from '~/modules/stock/rules/judge/weigh'
import type { UnitFacts } from '~/modules/stock/types'
import { bindingsOf, bindingsOfUnit, factsOfBooking, keptFacts } from '../queries/facts.server'
import { reachable } from '../queries/prepared.server'
import { decideAmong } from '../rules/bind'
import { claimsInTheWay, type Taken } from '../rules/claims'
import { nameOf } from '../rules/meets'
import { type BindLine, planWithinReach } from '../rules/within-reach'
import type { Binding, BindingHow, Booking, Portion, ReadinessRefusal, UnitFinding } from '../types'

async function store(
  tx: Tx,
  stamp: Stamp,
  procedureId: number,
  line: BindLine,
  how: BindingHow,
): Promise<Result<{ bindingId: number }, ReadinessRefusal>> {
  const { unitId, placeId, quantity, requirement } = line
  let reservationId: number | null = null
  if (line.reserve) {
    const kept = await reserve(tx, { unitId, placeId, quantity, procedureId, requirement, at: stamp.at })
    if (!kept.ok) return kept
    reservationId = kept.value.reservationId
  }
  const made = await tx.readinessBinding.create({
    data: {
      procedureId,
      requirement,
      unitId,
      placeId,
      quantity,
      reservationId,
      how,
      boundAt: stamp.at,
      actor: stamp.actor,
    },
    select: { id: true },
  })
  return ok({ bindingId: made.id })
}

/** Ends bindings and their reservations inside a transaction: `used` when they touched or entered the patient. */
export async function endBindings(
  tx: Tx,
  stamp: Stamp,
  bindings: readonly Binding[],
  ended: 'used' | 'freed',
  endedAt = stamp.at,
): Promise<void> {
  for (const binding of bindings) {
    await tx.readinessBinding.update({ where: { id: binding.id }, data: { endedAt, ended }, select: { id: true } })
    if (binding.reservationId !== null)
      await endReservation(tx, { reservationId: binding.reservationId, at: endedAt, ended })
  }
}

/**
 * Ends, inside a transaction, what bookings keep of a unit of which something was taken that has happened already: the act
 * stands whoever it was kept for (R41). Returns what ended, so that the bookings can be told.
 */
export async function endClaims(
  tx: Tx,
  stamp: Stamp,
  unitId: number,
  taken: Taken,
): Promise<(Binding & { readonly lotNumber: string })[]> {
  const ended = claimsInTheWay(await bindingsOfUnit(tx, unitId), taken)
  await endBindings(tx, stamp, ended, 'freed')
  return ended
}

type BoundAnswer = {
  readonly bindingId: number
  readonly requirement: string
  readonly label: string
  readonly unitId: number
  readonly lotNumber: string
  /** What is to be said of what is kept: what is still to do, what comes near. */
  readonly findings: readonly Weighed<UnitFinding>[]
  /** The rest of what the scan could mean, where something stands against that. */
  readonly portions: readonly Portion[]
}

/**
 * Binds one of the scanned units to a booking inside a transaction, and reserves it (R30). Where the scan could mean
 * several units of a lot the first one that may be bound is taken (`decideAmong`). Refuses with the reasons of all when none
 * may.
 */
export async function bindUnit(
  tx: Tx,
  stamp: Stamp,
  booking: Booking,
  units: readonly UnitFacts[],
  how: BindingHow = 'scan',
): Promise<Result<BoundAnswer, ReadinessRefusal>> {
  const facts = await keptFacts(tx, booking)
  const candidates = await reachable(tx, booking, units)
  const decided = decideAmong(candidates, facts, stamp.at)
  if (!decided.ok) return decided
  const { unit, plan, portions } = decided.value
  await endBindings(tx, stamp, plan.ends, 'freed')
  const stored = await store(tx, stamp, booking.procedureId, plan.line, how)
  if (!stored.ok) return stored
  const { requirement } = plan.line
  const { unitId, lotNumber } = nameOf(unit.facts)
  const { label, findings } = plan
  return ok({ ...stored.value, requirement, label, unitId, lotNumber, findings, portions })
}

/** Binds, in one go, all supplies and equipment that are missing and within reach, inside a transaction (R30, R32). */
export async function bindWithinReach(
  tx: Tx,
  stamp: Stamp,
  booking: Booking,
): Promise<Result<{ bound: number }, ReadinessRefusal>> {
  if (booking.over) return refuse({ code: 'BOOKING_OVER' })
  const plan = planWithinReach(await factsOfBooking(tx, booking, stamp.at), stamp.at)
  await endBindings(tx, stamp, plan.ends, 'freed')
  for (const line of plan.lines) {
    const stored = await store(tx, stamp, booking.procedureId, line, 'reach')
    if (!stored.ok) return stored
  }
  return ok({ bound: plan.lines.length })
}

/** Takes a binding back inside a transaction: its reservation is free again. Refuses one that is not this booking's or is over. */
export async function unbind(
  tx: Tx,
  stamp: Stamp,
  booking: Booking,
  bindingId: number,
): Promise<Result<{ unitId: number }, ReadinessRefusal>> {
  if (booking.over) return refuse({ code: 'BOOKING_OVER' })
  const binding = (await bindingsOf(tx, [booking.procedureId])).find((each) => each.id === bindingId)
  if (!binding) return refuse({ code: 'BINDING_UNKNOWN' })
  await endBindings(tx, stamp, [binding], 'freed')
  return ok({ unitId: binding.unitId })
}

/** Says that a binding's unit stands at another place now, with a new reservation there: after it was taken out of storage. */
export async function rebind(
  tx: Tx,
  stamp: Stamp,
  binding: Binding,
  placeId: number,
): Promise<Result<{ bindingId: number }, ReadinessRefusal>> {
  await tx.readinessBinding.update({
    where: { id: binding.id },
    data: { endedAt: stamp.at, ended: 'freed' },
    select: { id: true },
  })
  const { procedureId, requirement, unitId, quantity, how } = binding
  return store(tx, stamp, procedureId, { requirement, unitId, placeId, quantity, reserve: true }, how)
}
