import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { cancelPage } from '~/modules/procedures/queries/give-page.server'
import { CancelPage } from '~/modules/procedures/ui/cancel-page'
import { actionOf } from '~/server/action'
import { cancelDoor } from '~/server/forms/procedures'

export const meta: MetaFunction = () => [{ title: 'Cancel · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  return { view: await cancelPage(await enter(request, 'procedure.change'), params.procedureId) }
}

export const action = actionOf('procedure.change', cancelDoor)

export default function Cancel() {
  const answer = useActionData<typeof action>()
  const { view } = useLoaderData<typeof loader>()
  return <CancelPage view={view} errors={answer?.errors ?? {}} refusal={answer?.sentence ?? null} />
}
