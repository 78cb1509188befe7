import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { explainCommandRefusal } from '~/modules/audit/messages'
import { enter } from '~/modules/auth/queries.server'
import { createPatient } from '~/modules/patients/commands.server'
import { explainPatient } from '~/modules/patients/messages'
import { patientForm } from '~/modules/patients/schema'
import { NewPatientPage } from '~/modules/patients/ui/new-patient-page'

export const meta: MetaFunction = () => [{ title: 'Add a patient · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  await enter(request, 'patient.change')
  return null
}

export async function action({ request }: ActionFunctionArgs) {
  const { context, site } = await enter(request, 'patient.change')
  const form = await request.formData()
  const submission = parseWithZod(form, { schema: patientForm })
  if (submission.status !== 'success') return data({ errors: submission.error ?? {}, refusal: null }, { status: 422 })
  const made = await createPatient(context, String(form.get('commandKey')), {
    ...submission.value,
    timeZone: site.timeZone,
  })
  if (made.ok) throw redirect(`/patients/${made.value.patientId}`)
  const { refusal } = made
  const command = refusal.code === 'COMMAND_KEY_REUSED' || refusal.code === 'COMMAND_KEY_INVALID'
  return data(
    { errors: {}, refusal: command ? explainCommandRefusal(refusal) : explainPatient(refusal) },
    { status: 422 },
  )
}

export default function NewPatient() {
  const answer = useActionData<typeof action>()
  return <NewPatientPage errors={answer?.errors ?? {}} refusal={answer?.refusal ?? null} />
}
