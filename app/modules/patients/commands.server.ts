import { dayOf } from '~/lib/day'
import type { Tx } from '~/lib/db.server'
import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import type { CommandContext, CommandRefusal } from '~/modules/audit/types'
import { registerNames } from '~/modules/names/commands.server'
import { markUnits } from '~/modules/stock/commands/marks.server'
import { allergiesOf, ownersOf, patientByMrn } from './queries.server'
import { decideAllergies, decideOwnUnit, decidePatient } from './rules'
import type { AllergyCode, NewPatient, PatientRefusal } from './types'

async function storeAllergies(
  tx: Tx,
  context: CommandContext,
  patientId: number,
  codes: readonly AllergyCode[],
  otherAllergy: string | null,
): Promise<void> {
  for (const code of codes)
    await tx.patientAllergy.create({
      data: {
        patientId,
        allergen: code,
        note: code === 'other' ? otherAllergy : null,
        recordedAt: context.at,
        actor: context.actor,
      },
      select: { id: true },
    })
}

/**
 * Adds a patient with the allergies that were asked (R25). Refuses an MRN that a patient has already, a birth date after
 * today in the site's time zone, and "none known" beside an allergy. The answer holds the id alone.
 */
export const createPatient = (
  context: CommandContext,
  key: string,
  input: NewPatient & { readonly timeZone: string },
): Promise<Result<{ patientId: number }, PatientRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'patient.create', input }, async (tx, note) => {
    const same = await patientByMrn(tx, input.mrn)
    const today = dayOf(context.at, input.timeZone)
    const decision = decidePatient(input, { today, samePatientId: same?.id ?? null })
    if (!decision.ok) return decision
    const { mrn, name, birthDate } = input
    const made = await tx.patient.create({
      data: { mrn, name, birthDate, searchKey: decision.value.searchKey, createdAt: context.at },
      select: { id: true },
    })
    await registerNames(tx, context, [{ kind: 'mrn', text: mrn, target: { kind: 'patient', id: made.id } }])
    await storeAllergies(tx, context, made.id, decision.value.allergies, input.otherAllergy)
    note({ subject: `patient:${made.id}`, detail: { allergies: decision.value.allergies } })
    return ok({ patientId: made.id })
  })

/**
 * Records allergies of a patient; those that stand already stay as they are. An allergy ends "none known", and "none
 * known" is refused while an allergy stands.
 */
export const recordAllergies = (
  context: CommandContext,
  key: string,
  input: {
    readonly patientId: number
    readonly allergies: readonly AllergyCode[]
    readonly otherAllergy: string | null
  },
): Promise<Result<{ added: readonly AllergyCode[] }, PatientRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'patient.record-allergies', input }, async (tx, note) => {
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
        data: { endedAt: context.at },
      })
    await storeAllergies(tx, context, patient.id, added, input.otherAllergy)
    note({ subject: `patient:${patient.id}`, detail: { added } })
    return ok({ added })
  })

/** Ends an allergy that was recorded wrongly or is outgrown; it stays in the history. */
export const endAllergy = (
  context: CommandContext,
  key: string,
  input: { readonly patientId: number; readonly allergyId: number },
): Promise<Result<null, PatientRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'patient.end-allergy', input }, async (tx, note) => {
    const ended = await tx.patientAllergy.updateMany({
      where: { id: input.allergyId, patientId: input.patientId, endedAt: null },
      data: { endedAt: context.at },
    })
    if (ended.count === 0) return refuse({ code: 'ALLERGY_UNKNOWN' as const })
    note({ subject: `patient:${input.patientId}`, detail: { ended: input.allergyId } })
    return ok(null)
  })

/**
 * Records that an autologous unit is this patient's own (R27): a person compared the name on the vial with the patient.
 * Refuses a unit of a product that is not autologous, and one that is recorded as another patient's.
 */
export const recordOwnUnit = (
  context: CommandContext,
  key: string,
  input: { readonly patientId: number; readonly unitId: number },
): Promise<Result<null, PatientRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'patient.record-own-unit', input }, async (tx, note) => {
    const { patientId, unitId } = input
    const patient = await tx.patient.findUnique({ where: { id: patientId }, select: { id: true } })
    if (!patient) return refuse({ code: 'PATIENT_UNKNOWN' as const })
    const unit = await tx.unit.findUnique({
      where: { id: unitId },
      select: { lot: { select: { lotNumber: true } }, product: { select: { regulatoryStanding: true } } },
    })
    const known = unit && { lotNumber: unit.lot.lotNumber, regulatoryStanding: unit.product.regulatoryStanding }
    const ownerId = (await ownersOf(tx, [unitId])).get(unitId) ?? null
    const decision = decideOwnUnit(known, { ownerId, patientId })
    if (!decision.ok) return decision
    if (decision.value.isNew) {
      await tx.autologousUnit.create({
        data: { unitId, patientId, recordedAt: context.at, actor: context.actor },
        select: { id: true },
      })
      await markUnits(tx, context, [{ unitId, kind: 'owner', ref: { kind: 'patient', id: patientId }, at: context.at }])
    }
    note({ subject: `patient:${patientId}`, detail: { ownUnit: unitId } })
    return ok(null)
  })

/** Takes back that a unit is this patient's own: recorded wrongly. It is nobody's then, and nobody gets it. */
export const endOwnUnit = (
  context: CommandContext,
  key: string,
  input: { readonly patientId: number; readonly ownUnitId: number },
): Promise<Result<null, PatientRefusal | CommandRefusal>> =>
  runCommand(context, { key, kind: 'patient.end-own-unit', input }, async (tx, note) => {
    const standing = { id: input.ownUnitId, patientId: input.patientId, endedAt: null }
    const own = await tx.autologousUnit.findFirst({ where: standing, select: { unitId: true } })
    if (!own) return refuse({ code: 'OWN_UNIT_UNKNOWN' as const })
    await tx.autologousUnit.updateMany({ where: standing, data: { endedAt: context.at } })
    const { unitId } = own
    await markUnits(tx, context, [{ unitId, kind: 'owner', ref: { kind: 'nobody', id: 0 }, at: context.at }])
    note({ subject: `patient:${input.patientId}`, detail: { endedOwnUnit: input.ownUnitId } })
    return ok(null)
  })
