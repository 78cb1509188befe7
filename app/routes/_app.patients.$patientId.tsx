import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { recordRead } from '~/modules/audit/commands.server'
import { explainCommandRefusal } from '~/modules/audit/messages'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { endAllergy, recordAllergies } from '~/modules/patients/commands.server'
import { explainPatient } from '~/modules/patients/messages'
import { patientById } from '~/modules/patients/queries.server'
import { allergiesForm } from '~/modules/patients/schema'
import { PatientPage } from '~/modules/patients/ui/patient-page'
import { lotsOfPatient } from '~/modules/recalls/queries/trace.server'
import { ReceivedLots } from '~/modules/recalls/ui/received-lots'

// The title names nobody: it stands in the browser's history and in the window's list.
export const meta: MetaFunction = () => [{ title: 'Patient · Vialkeep' }]

/** A look at a patient is audited: it is loaded again only after something was changed here. */
export const shouldRevalidate = ({ formMethod }: { formMethod?: string }) => formMethod === 'POST'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, roles, site } = await enter(request, 'patient.read')
  const patient = await patientById(context.db.read, Number(params.patientId) || 0)
  if (!patient) throw new Response('There is no such patient. Search for the MRN again.', { status: 404 })
  const received = await lotsOfPatient(context.db.read, patient.id)
  await recordRead(context, 'patient.read', [{ subject: `patient:${patient.id}`, detail: { lots: received.length } }])
  return { patient, received, zone: site.timeZone, mayChange: may(roles, 'patient.change') }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { context } = await enter(request, 'patient.change')
  const form = await request.formData()
  const key = String(form.get('commandKey'))
  const patientId = Number(params.patientId) || 0
  const submission = parseWithZod(form, { schema: allergiesForm })
  const ending = form.get('intent') === 'end-allergy'
  if (!ending && submission.status !== 'success')
    return data({ errors: submission.error ?? {}, refusal: null }, { status: 422 })
  const done =
    ending || submission.status !== 'success'
      ? await endAllergy(context, key, { patientId, allergyId: Number(form.get('allergyId')) || 0 })
      : await recordAllergies(context, key, { patientId, ...submission.value })
  if (done.ok) throw redirect(`/patients/${patientId}`)
  const { refusal } = done
  const command = refusal.code === 'COMMAND_KEY_REUSED' || refusal.code === 'COMMAND_KEY_INVALID'
  return data(
    { errors: {}, refusal: command ? explainCommandRefusal(refusal) : explainPatient(refusal) },
    { status: 422 },
  )
}

export default function Patient() {
  const { received, zone, ...page } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <PatientPage {...page} errors={answer?.errors ?? {}} refusal={answer?.refusal ?? null}>
      <ReceivedLots rows={received} zone={zone} />
    </PatientPage>
  )
}
