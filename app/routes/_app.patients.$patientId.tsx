import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idIn, notHere } from '~/lib/http.server'
import { recordRead } from '~/modules/audit/commands.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { endAllergy, endOwnUnit, recordAllergies } from '~/modules/patients/commands.server'
import { explainPatient } from '~/modules/patients/messages'
import { ownUnitsOf, patientById } from '~/modules/patients/queries.server'
import { allergiesForm } from '~/modules/patients/schema'
import { PatientPage } from '~/modules/patients/ui/patient-page'
import { lotsOfPatient } from '~/modules/recalls/queries/trace.server'
import { ReceivedLots } from '~/modules/recalls/ui/received-lots'

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
  const received = await context.db.snapshot((reader) => lotsOfPatient(reader, patient.id))
  await recordRead(context, 'patient.read', [{ subject: `patient:${patient.id}`, detail: { lots: received.length } }])
  return { patient, ownUnits, received, zone: site.timeZone, mayChange: may(roles, 'patient.change') }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { context } = await enter(request, 'patient.change')
  const form = await request.formData()
  const key = String(form.get('commandKey'))
  const patientId = idIn(params.patientId, nowhere)
  const act = () => {
    switch (form.get('intent')) {
      case 'end-allergy':
        return endAllergy(context, key, { patientId, allergyId: idIn(form.get('allergyId'), goneAllergy) })
      case 'end-own-unit':
        return endOwnUnit(context, key, { patientId, ownUnitId: idIn(form.get('ownUnitId'), goneUnit) })
      default: {
        const submission = parseWithZod(form, { schema: allergiesForm })
        return submission.status === 'success'
          ? recordAllergies(context, key, { patientId, ...submission.value })
          : { errors: submission.error ?? {} }
      }
    }
  }
  const done = await act()
  if ('errors' in done) return data({ errors: done.errors, refusal: null }, { status: 422 })
  if (done.ok) throw redirect(`/patients/${patientId}`)
  return data({ errors: {}, refusal: explainPatient(done.refusal) }, { status: 422 })
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
