import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { emergencyPage } from '~/modules/procedures/queries/emergency-page.server'
import { EmergencyPage } from '~/modules/procedures/ui/emergency-page'
import { actionOf } from '~/server/action'
import { emergencyDoors } from '~/server/forms/procedures'

export const meta: MetaFunction = () => [{ title: 'Emergency record · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  return { view: await emergencyPage(await enter(request, 'procedure.change'), params.procedureId) }
}

export const action = actionOf('procedure.change', emergencyDoors)

export default function Emergency() {
  const answer = useActionData<typeof action>()
  const { view } = useLoaderData<typeof loader>()
  return <EmergencyPage view={view} errors={answer?.errors ?? {}} refusal={answer?.sentence ?? null} />
}
