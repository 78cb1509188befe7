import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { procedurePage } from '~/modules/procedures/queries/page.server'
import { ProcedurePage } from '~/modules/procedures/ui/procedure-page'
import { actionOf } from '~/server/action'
import { procedureDoors } from '~/server/forms/procedures'

export const meta: MetaFunction = () => [{ title: 'Procedure · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  return { page: await procedurePage(await enter(request, 'procedure.read'), params.procedureId) }
}

export const action = actionOf('procedure.read', procedureDoors)

export default function Procedure() {
  const answer = useActionData<typeof action>()
  const { page } = useLoaderData<typeof loader>()
  return (
    <ProcedurePage
      page={page}
      errors={answer?.errors ?? {}}
      refusal={answer?.sentence ?? null}
      done={answer?.ok ?? false}
    />
  )
}
