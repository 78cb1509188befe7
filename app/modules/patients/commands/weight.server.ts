import type { Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { checkWeight } from '../rules'
import type { WeightRefusal } from '../types'

/**
 * Stores a patient's weight in grams, as it was measured, inside a transaction. Earlier weights stay. Refuses an unknown
 * patient, a figure that can't be a weight, and a time ahead.
 */
export async function recordWeight(
  tx: Tx,
  stamp: Stamp,
  input: { readonly patientId: number; readonly grams: number; readonly measuredAt: Instant },
): Promise<Result<{ weightId: number }, WeightRefusal>> {
  const { patientId, grams, measuredAt } = input
  const refusal = checkWeight(input, stamp.at)
  if (refusal) return refuse(refusal)
  const patient = await tx.patient.findUnique({ where: { id: patientId }, select: { id: true } })
  if (!patient) return refuse({ code: 'PATIENT_UNKNOWN' })
  const made = await tx.patientWeight.create({
    data: { patientId, grams, measuredAt, recordedAt: stamp.at, actor: stamp.actor },
    select: { id: true },
  })
  return ok({ weightId: made.id })
}
