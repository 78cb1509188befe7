import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idIn, notHere } from '~/lib/http.server'
import { recordRead } from '~/modules/audit/commands/reads.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { endAllergy, endOwnUnit, recordAllergies } from '~/modules/patients/commands.server'
import { explainPatient } from '~/modules/patients/messages'
import { ownUnitsOf, patientById } from '~/modules/patients/queries.server'
import { allergiesForm, plainForm } from '~/modules/patients/schema'
import { PatientPage } from '~/modules/patients/ui/patient-page'
import { lotsOfPatient } from '~/modules/recalls/queries/of-patient.server'
import { ReceivedLots } from '~/modules/recalls/ui/received-lots'
import { actionOf, formOf, type Sent } from '~/server/action'

const goneAllergy = 'There is no such allergy here. Go back to the patient.'
const goneUnit = 'There is no such vial here. Go back to the patient.'
const nowhere = 'There is no such patient. Search for the MRN again.'

// The title names nobody, because it ends up in the browser's history and window list.
export const meta: MetaFunction = () => [{ title: 'Patient · Vialkeep' }]

/** Loading a patient is audited, so the page loads again only after something was changed here. */
export const shouldRevalidate = ({ formMethod }: { formMethod?: string }) => formMethod === 'POST'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, roles, site } = await enter(request, 'patient.read')
  const patient = await patientById(context.db.read, idIn(params.patientId, nowhere))
  if (!patient) throw notHere(nowhere)
  const ownUnits = await ownUnitsOf(context.db.read, patient.id)
  const received = await context.db.shortSnapshot((reader) => lotsOfPatient(reader, patient.id))
  await recordRead(context, 'patient.read', [{ subject: `patient:${patient.id}`, detail: { lots: received.length } }])
  return { patient, ownUnits, received, zone: site.timeZone, mayChange: may(roles, 'patient.change') }
}

const idOf = ({ params }: Sent): number => idIn(params.patientId, nowhere)
const backHere = (_value: unknown, { params }: Sent): string => `/patients/${params.patientId}`

export const action = actionOf('patient.read', {
  allergies: formOf(recordAllergies, {
    form: allergiesForm,
    input: (given, sent) => ({ patientId: idOf(sent), ...given }),
    say: () => null,
    explain: explainPatient,
    goTo: backHere,
  }),
  'end-allergy': formOf(endAllergy, {
    form: plainForm,
    input: (_given, sent) => ({ patientId: idOf(sent), allergyId: idIn(sent.form.get('allergyId'), goneAllergy) }),
    say: () => null,
    explain: explainPatient,
    goTo: backHere,
  }),
  'end-own-unit': formOf(endOwnUnit, {
    form: plainForm,
    input: (_given, sent) => ({ patientId: idOf(sent), ownUnitId: idIn(sent.form.get('ownUnitId'), goneUnit) }),
    say: () => null,
    explain: explainPatient,
    goTo: backHere,
  }),
})

export default function Patient() {
  const { received, zone, ...page } = useLoaderData<typeof loader>()
  return (
    <PatientPage {...page} answer={useActionData<typeof action>()}>
      <ReceivedLots rows={received} zone={zone} />
    </PatientPage>
  )
}
