import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idIn } from '~/lib/http.server'
import { enter } from '~/modules/auth/queries.server'
import { actCancel } from '~/modules/procedures/commands/give-acts.server'
import { cancelPage } from '~/modules/procedures/queries/give-page.server'
import { CancelPage } from '~/modules/procedures/ui/cancel-page'

const nowhere = 'There is no such procedure at this site. Go back to the list of procedures.'

export const meta: MetaFunction = () => [{ title: 'Cancel · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  return { view: await cancelPage(await enter(request, 'procedure.change'), params.procedureId) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const visitor = await enter(request, 'procedure.change')
  const act = await actCancel(visitor, idIn(params.procedureId, nowhere), await request.formData())
  if ('done' in act) return redirect(`/procedures/${params.procedureId}`)
  return data({ refusal: act.refusal ?? null, errors: act.errors ?? {} }, { status: 422 })
}

export default function Cancel() {
  const answer = useActionData<typeof action>()
  const { view } = useLoaderData<typeof loader>()
  return <CancelPage view={view} errors={answer?.errors ?? {}} refusal={answer?.refusal ?? null} />
}
