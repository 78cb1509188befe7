import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { dayPage } from '~/modules/procedures/queries/day.server'
import { BoardPage } from '~/modules/procedures/ui/board-page'

export const meta: MetaFunction = () => [{ title: 'Procedures · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'procedure.read')
  return { view: await dayPage(visitor, new URL(request.url).searchParams) }
}

export default function Procedures() {
  return <BoardPage view={useLoaderData<typeof loader>().view} />
}
