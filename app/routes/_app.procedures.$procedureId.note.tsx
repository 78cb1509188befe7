import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { notePage } from '~/modules/procedures/queries/papers.server'
import { NotePage } from '~/modules/procedures/ui/papers'

export const meta: MetaFunction = () => [{ title: 'Procedure note · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  return { view: await notePage(await enter(request, 'procedure.read'), params.procedureId) }
}

export default function Note() {
  return <NotePage view={useLoaderData<typeof loader>().view} />
}
