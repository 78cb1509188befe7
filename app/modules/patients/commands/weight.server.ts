import { z } from 'zod'
import type { Instant } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { id } from '~/lib/inputs'
import { ok, type Result, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { command } from '~/modules/auth/commands/command.server'
import { weightThen } from '../queries/weight.server'
import { checkWeight, gramsOf, weightDiffers } from '../rules'
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

/**
 * A person weighs a patient and says the figure in the unit of the scale: a weight in pounds taken for kilograms doubles a dose (R58).
 * Asks again where it differs from the last one by more than a tenth.
 */
export const weighPatient = command({
  kind: 'patient.record-weight',
  what: 'Records a patient’s weight, in the unit that it was read in.',
  right: 'patient.change',
  by: 'anyone',
  whenLate: 'record',
  input: z.object({
    patientId: id,
    /** The figure as the scale shows it, in tenths. */
    tenths: z.int().min(1).max(100_000),
    unit: z.enum(['kg', 'lb']),
    /** Said by a person: it is so, although it differs from the last one. */
    isSo: z.boolean().optional(),
  }),
  refusals: { PATIENT_UNKNOWN: 404, WEIGHT_IMPOSSIBLE: 422, WEIGHED_LATER_THAN_NOW: 422, WEIGHT_DIFFERS: 409 },
  audit: z.object({ grams: z.int() }),
  run: async (work, { patientId, tenths, unit, isSo }) => {
    const { tx, happenedAt: at } = work
    const grams = gramsOf(tenths, unit)
    const last = await weightThen.one(tx, patientId, at, at)
    if (last && !isSo && weightDiffers(last.grams, grams))
      return refuse({ code: 'WEIGHT_DIFFERS' as const, last: last.grams, seen: grams })
    const stored = await recordWeight(tx, work, { patientId, grams, measuredAt: at })
    if (!stored.ok) return stored
    work.note(`patient:${patientId}`, { grams })
    return ok({ grams })
  },
})
