import { addMinutes } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { factsOfBooking } from '../queries/facts.server'
import { fingerprint, verdict } from '../rules/verdict'
import type { Booking, ReadinessRefusal } from '../types'

/**
 * Stores a person's READY with its evidence inside a transaction (R31). The verdict is asked again here, on the rows of
 * this transaction: nothing that changed since the page was drawn can be signed. Holds for the protocol's time. Refuses
 * while anything blocks, and a signature without a name.
 */
export async function signReady(
  tx: Tx,
  stamp: Stamp,
  booking: Booking,
  signedName: string,
): Promise<Result<{ signId: number; validUntil: string }, ReadinessRefusal>> {
  if (signedName.trim() === '') return refuse({ code: 'NAME_MISSING' })
  if (booking.over) return refuse({ code: 'BOOKING_OVER' })
  const facts = await factsOfBooking(tx, booking, stamp.at)
  const now = verdict(facts, stamp.at)
  if (!now.ready) return refuse({ code: 'NOT_READY', open: now.open })
  const evidence = {
    fingerprint: fingerprint(facts, stamp.at, now),
    standing: [booking.regulatoryStanding, booking.regulatoryBasis],
    lines: now.lines.map((line) => ({
      code: line.code,
      bound: line.bound.map((row) => ({ unit: row.unitId, lot: row.lotNumber, quantity: row.quantity })),
      said: line.findings.map((finding) => finding.code),
    })),
  }
  const validUntil = addMinutes(stamp.at, booking.readyForMinutes)
  const made = await tx.readinessSign.create({
    data: {
      procedureId: booking.procedureId,
      signedAt: stamp.at,
      validUntil,
      actor: stamp.actor,
      signedName: signedName.trim(),
      evidence: JSON.stringify(evidence),
    },
    select: { id: true },
  })
  return ok({ signId: made.id, validUntil })
}
