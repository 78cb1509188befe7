import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { NewPatientPage } from '~/modules/patients/ui/new-patient-page'
import { actionOf } from '~/server/action'
import { addPatient } from '~/server/forms/patients'

export const meta: MetaFunction = () => [{ title: 'Add a patient · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  await enter(request, 'patient.change')
  return null
}

export const action = actionOf('patient.change', addPatient)

export default function NewPatient() {
  return <NewPatientPage answer={useActionData<typeof action>()} />
}
