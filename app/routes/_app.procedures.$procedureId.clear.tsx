import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { clearPage } from '~/modules/procedures/queries/clear-page.server'
import { ClearPage } from '~/modules/procedures/ui/clear-page'
import { actionOf } from '~/server/action'
import { clearDoors } from '~/server/forms/procedures-give'

export const meta: MetaFunction = () => [{ title: 'Clear to inject · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'procedure.change')
  return { view: await clearPage(visitor, params.procedureId, new URL(request.url).searchParams) }
}

export const action = actionOf('procedure.change', clearDoors)

export default function Clear() {
  const answer = useActionData<typeof action>()
  const { view } = useLoaderData<typeof loader>()
  return <ClearPage view={view} errors={answer?.errors ?? {}} />
}
