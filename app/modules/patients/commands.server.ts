import { z } from 'zod'
import type { Tx } from '~/lib/db.server'
import { id } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { command } from '~/modules/auth/commands/command.server'
import { markUnits } from '~/modules/stock/commands/marks.server'
import { namesakesOf } from './queries/find.server'
import { allergiesOf, ownersOf } from './queries.server'
import { decideAllergies, decideOwnUnit, patientStatuses } from './rules'
import { moreAllergies } from './schema'
import type { AllergyCode } from './types'

/** Stores allergies that were decided, inside a transaction; the words belong to `other`. */
export async function storeAllergies(
  tx: Tx,
  { at, actor }: Stamp,
  patientId: number,
  codes: readonly AllergyCode[],
  otherAllergy: string | null,
): Promise<void> {
  for (const code of codes)
    await tx.patientAllergy.create({
      data: { patientId, allergen: code, note: code === 'other' ? otherAllergy : null, recordedAt: at, actor },
      select: { id: true },
    })
}

/**
 * Records allergies of a patient; those that stand already stay as they are. An allergy ends "none known", and "none
 * known" is refused while an allergy stands.
 */
export const recordAllergies = command({
  kind: 'patient.record-allergies',
  what: 'Records allergies of a patient.',
  right: 'patient.change',
  by: 'anyone',
  whenLate: 'send',
  input: moreAllergies,
  refusals: patientStatuses,
  audit: z.object({ added: z.array(z.string()) }),
  run: async (work, input) => {
    const { tx, at, note } = work
    const patient = await tx.patient.findUnique({ where: { id: input.patientId }, select: { id: true } })
    if (!patient) return refuse({ code: 'PATIENT_UNKNOWN' as const })
    const decision = decideAllergies(input.allergies, input.otherAllergy)
    if (!decision.ok) return decision
    const standing = (await allergiesOf(tx, [patient.id])).get(patient.id) ?? []
    const real = standing.filter((allergy) => allergy.code !== 'none')
    if (decision.value.includes('none') && real.length > 0) return refuse({ code: 'ALLERGIES_CONTRADICT' as const })
    const added = decision.value.filter((code) => code === 'other' || standing.every((each) => each.code !== code))
    if (added.some((code) => code !== 'none'))
      await tx.patientAllergy.updateMany({
        where: { patientId: patient.id, allergen: 'none', endedAt: null },
        data: { endedAt: at },
      })
    await storeAllergies(tx, work, patient.id, added, input.otherAllergy)
    note(`patient:${patient.id}`, { added })
    return ok({ added })
  },
})

/** Ends an allergy that was recorded wrongly or is outgrown; it stays in the history. */
export const endAllergy = command({
  kind: 'patient.end-allergy',
  what: 'Ends an allergy that was recorded wrongly or is outgrown.',
  right: 'patient.change',
  by: 'person',
  whenLate: 'drop',
  input: z.object({ patientId: id, allergyId: id }),
  refusals: { ALLERGY_UNKNOWN: patientStatuses.ALLERGY_UNKNOWN },
  audit: z.object({ ended: z.int() }),
  run: async ({ tx, at, note }, { patientId, allergyId }) => {
    const ended = await tx.patientAllergy.updateMany({
      where: { id: allergyId, patientId, endedAt: null },
      data: { endedAt: at },
    })
    if (ended.count === 0) return refuse({ code: 'ALLERGY_UNKNOWN' as const })
    note(`patient:${patientId}`, { ended: allergyId })
    return ok(null)
  },
})

/**
 * Records that an autologous unit is this patient's own (R27): a person compared the name on the vial with the patient.
 * Refuses a unit of a product that is not autologous, one that is another patient's by itself or by its lot, and, until a
 * person says of each that it is not theirs (`notOf`), any unit where namesakes are here.
 */
export const recordOwnUnit = command({
  kind: 'patient.record-own-unit',
  what: 'Records that an autologous unit is this patient’s own.',
  right: 'patient.change',
  by: 'person',
  whenLate: 'ask',
  input: z.object({ patientId: id, unitId: id, notOf: z.array(id).max(200).optional() }),
  refusals: patientStatuses,
  audit: z.object({ ownUnit: z.int(), notOf: z.array(z.int()).optional() }),
  run: async (work, { patientId, unitId, notOf = [] }) => {
    const { tx, at, actor, note } = work
    const patient = await tx.patient.findUnique({ where: { id: patientId }, select: { id: true } })
    if (!patient) return refuse({ code: 'PATIENT_UNKNOWN' as const })
    const unit = await tx.unit.findUnique({
      where: { id: unitId },
      select: { lot: { select: { lotNumber: true } }, product: { select: { regulatoryStanding: true } } },
    })
    const known = unit && { lotNumber: unit.lot.lotNumber, regulatoryStanding: unit.product.regulatoryStanding }
    const ownerId = (await ownersOf(tx, [unitId])).get(unitId) ?? null
    const namesakes = (await namesakesOf(tx, patientId)).map((each) => each.id)
    const decision = decideOwnUnit(known, { ownerId, patientId, namesakes, notOf })
    if (!decision.ok) return decision
    if (decision.value.isNew) {
      await tx.autologousUnit.create({ data: { unitId, patientId, recordedAt: at, actor }, select: { id: true } })
      await markUnits(tx, work, [{ unitId, kind: 'owner', ref: { kind: 'patient', id: patientId }, at }])
    }
    note(`patient:${patientId}`, { ownUnit: unitId, ...(namesakes.length > 0 && { notOf: namesakes }) })
    return ok(null)
  },
})

/** Takes back that a unit is this patient's own: recorded wrongly. It is nobody's then, and nobody gets it. */
export const endOwnUnit = command({
  kind: 'patient.end-own-unit',
  what: 'Takes back that a unit is this patient’s own.',
  right: 'patient.change',
  by: 'anyone',
  whenLate: 'send',
  input: z.object({ patientId: id, ownUnitId: id }),
  refusals: { OWN_UNIT_UNKNOWN: patientStatuses.OWN_UNIT_UNKNOWN },
  audit: z.object({ endedOwnUnit: z.int() }),
  run: async (work, { patientId, ownUnitId }) => {
    const { tx, at, note } = work
    const standing = { id: ownUnitId, patientId, endedAt: null }
    const own = await tx.autologousUnit.findFirst({ where: standing, select: { unitId: true } })
    if (!own) return refuse({ code: 'OWN_UNIT_UNKNOWN' as const })
    await tx.autologousUnit.updateMany({ where: standing, data: { endedAt: at } })
    await markUnits(tx, work, [{ unitId: own.unitId, kind: 'owner', ref: { kind: 'nobody', id: 0 }, at }])
    note(`patient:${patientId}`, { endedOwnUnit: ownUnitId })
    return ok(null)
  },
})
