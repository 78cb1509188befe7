import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idIn } from '~/lib/http.server'
import { enter } from '~/modules/auth/queries.server'
import { actOnReadiness, answerReadyScan } from '~/modules/procedures/commands/ready-acts.server'
import { readinessPage } from '~/modules/procedures/queries/readiness-page.server'
import { ReadinessPage } from '~/modules/procedures/ui/readiness-page'

const nowhere = 'There is no such procedure at this site. Go back to the list of procedures.'

export const meta: MetaFunction = () => [{ title: 'Readiness · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  return { view: await readinessPage(await enter(request, 'procedure.read'), params.procedureId) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const visitor = await enter(request, 'procedure.change')
  const form = await request.formData()
  const intent = form.get('intent')
  if (intent === 'sign') await enter(request, 'readiness.sign')
  const procedureId = idIn(params.procedureId, nowhere)
  if (intent === 'scan') {
    const reply = await answerReadyScan(visitor, procedureId, form)
    return data({ reply, refusal: null, errors: {} }, { status: reply.tone === 'refused' ? 422 : 200 })
  }
  const act = await actOnReadiness(visitor, procedureId, form)
  if ('done' in act) return redirect(`/procedures/${params.procedureId}/readiness`)
  return data({ reply: null, refusal: act.refusal ?? null, errors: act.errors ?? {} }, { status: 422 })
}

export default function Readiness() {
  const answer = useActionData<typeof action>()
  const { view } = useLoaderData<typeof loader>()
  return <ReadinessPage view={view} errors={answer?.errors ?? {}} refusal={answer?.refusal ?? null} />
}
