import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { givePage } from '~/modules/procedures/queries/give-page.server'
import { GivePage } from '~/modules/procedures/ui/give-page'
import { actionOf } from '~/server/action'
import { giveDoors } from '~/server/forms/procedures-give'

export const meta: MetaFunction = () => [{ title: 'Give · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  return { view: await givePage(await enter(request, 'procedure.change'), params.procedureId) }
}

export const action = actionOf('procedure.change', giveDoors)

export default function Give() {
  const answer = useActionData<typeof action>()
  const { view } = useLoaderData<typeof loader>()
  return (
    <GivePage
      view={view}
      errors={answer?.errors ?? {}}
      refusal={answer?.sentence ?? null}
      whyAsked={answer?.asks !== undefined}
    />
  )
}
