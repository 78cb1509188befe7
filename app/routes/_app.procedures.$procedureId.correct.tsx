import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { correctPage } from '~/modules/procedures/queries/correct-page.server'
import { CorrectPage } from '~/modules/procedures/ui/correct-page'
import { actionOf } from '~/server/action'
import { correctDoor } from '~/server/forms/procedures-correct'

export const meta: MetaFunction = () => [{ title: 'Correct the screening · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  return { view: await correctPage(await enter(request, 'procedure.change'), params.procedureId) }
}

export const action = actionOf('procedure.change', correctDoor)

export default function CorrectScreening() {
  const answer = useActionData<typeof action>()
  const { view } = useLoaderData<typeof loader>()
  return <CorrectPage view={view} errors={answer?.errors ?? {}} refusal={answer?.sentence ?? null} />
}
