import { recordRead } from '~/modules/audit/commands/reads.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { isPerformRefusal } from '~/modules/auth/messages'
import type { Visitor } from '~/modules/auth/types'
import { createPatient } from '~/modules/patients/commands/create.server'
import { explainPatient, likenessName } from '~/modules/patients/messages'
import { patientsByIds } from '~/modules/patients/queries/find.server'
import { patientForm } from '~/modules/patients/schema'
import type { Likeness, SimilarShown } from '~/modules/patients/types'
import { type Door, keyOf, readForm, sorry, wrapperSays } from '../action'

/** Patients who may be the one on the form, as the page shows them. Each is written down as read first (R38). */
async function shown(
  { context }: Visitor,
  similar: readonly { readonly patientId: number; readonly why: Likeness | null }[],
): Promise<SimilarShown[]> {
  const why = new Map(similar.map((each) => [each.patientId, each.why]))
  const found = await patientsByIds(context.db.read, [...why.keys()])
  await recordRead(
    context,
    'patient.similar',
    found.map(({ id }) => ({ subject: `patient:${id}` })),
  )
  return found.map((patient) => {
    const likeness = why.get(patient.id)
    return { ...patient, why: likeness ? likenessName(likeness) : 'this record number' }
  })
}

/** Adds a patient. Where similar ones are here already they are shown, and the person says whether it is one of them. */
export const addPatient: Door<SimilarShown[]> = async (sent) => {
  const read = readForm(sent.form, patientForm)
  if ('errors' in read) return read
  if (!read.ok) return sorry(null)
  const answer = await perform(sent.visitor, createPatient, read.value, keyOf(sent.form))
  if (answer.ok) return { goTo: `/patients/${answer.value.patientId}` }
  const { refusal } = answer
  if (isPerformRefusal(refusal)) return wrapperSays(refusal)
  const said = sorry(explainPatient(refusal))
  if (refusal.code === 'PATIENT_SIMILAR') return { ...said, value: await shown(sent.visitor, refusal.similar) }
  if (refusal.code !== 'MRN_TAKEN') return said
  return { ...said, value: await shown(sent.visitor, [{ patientId: refusal.patientId, why: null }]) }
}
