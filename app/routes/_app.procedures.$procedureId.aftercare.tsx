import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { aftercarePage } from '~/modules/procedures/queries/papers.server'
import { AftercarePage } from '~/modules/procedures/ui/papers'

export const meta: MetaFunction = () => [{ title: 'Aftercare · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  return { view: await aftercarePage(await enter(request, 'procedure.read'), params.procedureId) }
}

export default function Aftercare() {
  return <AftercarePage view={useLoaderData<typeof loader>().view} />
}
