import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { dayOf } from '~/lib/day'
import { recordRead } from '~/modules/audit/commands/reads.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { foundMost, searchPatients } from '~/modules/patients/queries/find.server'
import { PatientsPage } from '~/modules/patients/ui/patients-page'
import { whatIsThis } from '~/modules/reports/queries/what-is-this.server'

export const meta: MetaFunction = () => [{ title: 'Patients · Vialkeep' }]

/** A search shows patients and is audited: it runs when it is asked, not again after a scan. */
export const shouldRevalidate = () => false

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'patient.read')
  return { mayAdd: may(visitor.roles, 'patient.change') }
}

/** The search is for a name, a birth date or an MRN, so it is posted and never appears in an address or a log (R38). */
export async function action({ request }: ActionFunctionArgs) {
  const visitor = await enter(request, 'patient.read')
  const form = await request.formData()
  const text = String(form.get('raw') ?? '')
  const { context, site } = visitor
  const found = await searchPatients(context.db.read, text, dayOf(context.at, site.timeZone))
  if (found.length === 0)
    return { reply: await whatIsThis(visitor, text, String(form.get('symbologyId') ?? '')), found }
  await recordRead(
    context,
    'patient.search',
    found.map((patient) => ({ subject: `patient:${patient.id}` })),
  )
  const [only] = found
  if (only && found.length === 1) throw redirect(`/patients/${only.id}`)
  return {
    reply: {
      tone: 'good' as const,
      title: `${found.length === foundMost ? 'At least ' : ''}${found.length} patients match.`,
    },
    found,
  }
}

export default function Patients() {
  return <PatientsPage {...useLoaderData<typeof loader>()} />
}
