import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idIn } from '~/lib/http.server'
import { enter } from '~/modules/auth/queries.server'
import { actGive } from '~/modules/procedures/commands/give-acts.server'
import { answerGiveScan } from '~/modules/procedures/commands/ready-acts.server'
import { givePage } from '~/modules/procedures/queries/give-page.server'
import { GivePage } from '~/modules/procedures/ui/give-page'

const nowhere = 'There is no such procedure at this site. Go back to the list of procedures.'

export const meta: MetaFunction = () => [{ title: 'Give · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  return { view: await givePage(await enter(request, 'procedure.change'), params.procedureId) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const visitor = await enter(request, 'procedure.change')
  const form = await request.formData()
  const procedureId = idIn(params.procedureId, nowhere)
  if (form.get('intent') === 'scan') {
    const reply = await answerGiveScan(visitor, procedureId, form)
    return data({ reply, refusal: null, errors: {} }, { status: reply.tone === 'refused' ? 422 : 200 })
  }
  const act = await actGive(visitor, procedureId, form)
  if ('done' in act) return redirect(`/procedures/${params.procedureId}`)
  return data({ reply: null, refusal: act.refusal ?? null, errors: act.errors ?? {} }, { status: 422 })
}

export default function Give() {
  const answer = useActionData<typeof action>()
  const { view } = useLoaderData<typeof loader>()
  return <GivePage view={view} errors={answer?.errors ?? {}} refusal={answer?.refusal ?? null} />
}
