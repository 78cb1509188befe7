import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { unclearedPage } from '~/modules/procedures/queries/uncleared.server'
import { UnclearedPage } from '~/modules/procedures/ui/uncleared-page'

export const meta: MetaFunction = () => [{ title: 'Given without a clearance · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  return { view: await unclearedPage(await enter(request, 'review.decide')) }
}

export default function Uncleared() {
  return <UnclearedPage view={useLoaderData<typeof loader>().view} />
}
