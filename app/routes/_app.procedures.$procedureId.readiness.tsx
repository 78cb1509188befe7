import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { readinessPage } from '~/modules/procedures/queries/readiness-page.server'
import { ReadinessPage } from '~/modules/procedures/ui/readiness-page'
import { actionOf } from '~/server/action'
import { readinessDoors } from '~/server/forms/procedures-ready'

export const meta: MetaFunction = () => [{ title: 'Readiness · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  return { view: await readinessPage(await enter(request, 'procedure.read'), params.procedureId) }
}

export const action = actionOf('procedure.read', readinessDoors)

export default function Readiness() {
  const answer = useActionData<typeof action>()
  const { view } = useLoaderData<typeof loader>()
  return <ReadinessPage view={view} errors={answer?.errors ?? {}} refusal={answer?.sentence ?? null} />
}
