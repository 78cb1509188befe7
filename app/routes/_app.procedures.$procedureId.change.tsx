import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { changePage } from '~/modules/procedures/queries/change-page.server'
import { ChangePage } from '~/modules/procedures/ui/change-page'
import { actionOf } from '~/server/action'
import { changeDoor } from '~/server/forms/procedures'

export const meta: MetaFunction = () => [{ title: 'Change a booking · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  return { view: await changePage(await enter(request, 'procedure.change'), params.procedureId) }
}

export const action = actionOf('procedure.change', changeDoor)

export default function ChangeBooking() {
  const answer = useActionData<typeof action>()
  const { view } = useLoaderData<typeof loader>()
  return (
    <ChangePage
      view={view}
      errors={answer?.errors ?? {}}
      refusal={answer?.sentence ?? null}
      asks={answer?.asks ?? []}
    />
  )
}
