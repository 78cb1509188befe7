import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { createPatient } from '~/modules/patients/commands.server'
import { explainPatient } from '~/modules/patients/messages'
import { patientForm } from '~/modules/patients/schema'
import { NewPatientPage } from '~/modules/patients/ui/new-patient-page'
import { actionOf, formOf } from '~/server/action'

export const meta: MetaFunction = () => [{ title: 'Add a patient · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  await enter(request, 'patient.change')
  return null
}

export const action = actionOf(
  formOf(createPatient, {
    form: patientForm,
    input: (given) => given,
    say: () => null,
    explain: explainPatient,
    goTo: ({ patientId }) => `/patients/${patientId}`,
  }),
)

export default function NewPatient() {
  return <NewPatientPage answer={useActionData<typeof action>()} />
}
