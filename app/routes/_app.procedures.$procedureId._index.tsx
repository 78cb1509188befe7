import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idIn } from '~/lib/http.server'
import { enter } from '~/modules/auth/queries.server'
import { actOnProcedure } from '~/modules/procedures/commands/acts.server'
import { procedurePage } from '~/modules/procedures/queries/page.server'
import { ProcedurePage } from '~/modules/procedures/ui/procedure-page'

const nowhere = 'There is no such procedure at this site. Go back to the list of procedures.'

export const meta: MetaFunction = () => [{ title: 'Procedure · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  return { page: await procedurePage(await enter(request, 'procedure.read'), params.procedureId) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const visitor = await enter(request, 'procedure.change')
  const form = await request.formData()
  if (form.get('intent') === 'override') await enter(request, 'readiness.sign')
  const act = await actOnProcedure(visitor, idIn(params.procedureId, nowhere), form)
  if ('done' in act) return redirect(`/procedures/${params.procedureId}`)
  return data({ refusal: act.refusal ?? null, errors: act.errors ?? {} }, { status: 422 })
}

export default function Procedure() {
  const answer = useActionData<typeof action>()
  const { page } = useLoaderData<typeof loader>()
  return <ProcedurePage page={page} errors={answer?.errors ?? {}} refusal={answer?.refusal ?? null} />
}
