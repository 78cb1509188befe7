import { z } from 'zod'
import { dayOf } from '~/lib/day'
import { rowsOf, sql, type Tx } from '~/lib/db.server'
import { ok } from '~/lib/result'
import { command } from '~/modules/auth/commands/command.server'
import { registerNames } from '~/modules/names/commands.server'
import { storeAllergies } from '../commands.server'
import { patientByMrn, shortestMrnSaid, similarPatients } from '../queries/find.server'
import { decidePatient, patientStatuses } from '../rules'
import { mrnKeyOf, nameKeyOf, piecesOf } from '../rules/find-keys'
import { shortestMrnAtFirst } from '../rules/mrn'
import { newPatient } from '../schema'

async function storePieces(tx: Tx, patientId: number, searchKey: string): Promise<void> {
  const rows = piecesOf(searchKey).map((piece) => ({ piece, patientId }))
  await tx.$executeRaw(
    sql`INSERT INTO "PatientPiece" ("piece", "patientId") ${rowsOf({ piece: 'TEXT', patientId: 'INTEGER' }, rows)}`,
  )
}

/**
 * Adds a patient with the allergies that were asked (R25). Refuses a record number that is none of this clinic's, one that a
 * patient has already, a birth date after today in the site's time zone, and "none known" beside an allergy. Where patients are
 * here who may be the same person it refuses with their ids, until `anotherThan` names each of them: a person looked, and it
 * is another one. The answer holds ids alone.
 */
export const createPatient = command({
  kind: 'patient.create',
  what: 'Adds a patient with the allergies that were asked; asks first where similar patients are here.',
  right: 'patient.change',
  by: 'anyone',
  whenLate: 'send',
  input: newPatient,
  refusals: patientStatuses,
  audit: z.object({
    allergies: z.array(z.string()),
    /** The similar patients who were shown, and a person said that it is none of them. */
    anotherThan: z.array(z.int()).optional(),
  }),
  run: async (work, input) => {
    const { tx, at, site, note } = work
    const similar = await similarPatients(tx, input)
    const decision = decidePatient(input, {
      today: dayOf(at, site.timeZone),
      samePatientId: (await patientByMrn(tx, input.mrn))?.id ?? null,
      shortestMrn: (await shortestMrnSaid(tx)) ?? shortestMrnAtFirst,
      similar,
    })
    if (!decision.ok) return decision
    const { mrn, name, birthDate } = input
    const { searchKey, allergies } = decision.value
    const made = await tx.patient.create({
      data: { mrn, name, birthDate, searchKey, mrnKey: mrnKeyOf(mrn), nameKey: nameKeyOf(name), createdAt: at },
      select: { id: true },
    })
    await storePieces(tx, made.id, searchKey)
    await registerNames(tx, work, [{ kind: 'mrn', text: mrn, target: { kind: 'patient', id: made.id } }])
    await storeAllergies(tx, work, made.id, allergies, input.otherAllergy)
    const another = similar.map(({ patientId }) => patientId)
    note(`patient:${made.id}`, { allergies: [...allergies], ...(another.length > 0 && { anotherThan: another }) })
    return ok({ patientId: made.id })
  },
})
