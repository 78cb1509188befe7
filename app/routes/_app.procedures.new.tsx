import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { actBook } from '~/modules/procedures/commands/give-acts.server'
import { bookPage } from '~/modules/procedures/queries/day.server'
import { BookPage } from '~/modules/procedures/ui/book-page'

export const meta: MetaFunction = () => [{ title: 'Book a procedure · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'procedure.change')
  return { view: await bookPage(visitor, new URL(request.url).searchParams) }
}

export async function action({ request }: ActionFunctionArgs) {
  const visitor = await enter(request, 'procedure.change')
  const act = await actBook(visitor, await request.formData())
  if ('done' in act) return redirect(`/procedures/${act.done.procedureId}`)
  return data({ refusal: act.refusal ?? null, errors: act.errors ?? {} }, { status: 422 })
}

export default function NewProcedure() {
  const answer = useActionData<typeof action>()
  const { view } = useLoaderData<typeof loader>()
  return <BookPage view={view} errors={answer?.errors ?? {}} refusal={answer?.refusal ?? null} />
}
