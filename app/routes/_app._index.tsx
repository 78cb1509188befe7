import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { today } from '~/modules/reports/queries/today.server'
import { TodayPage } from '~/modules/reports/ui/today-page'

export const meta: MetaFunction = () => [{ title: 'Today · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'today.read', { needs: 'hold.decide', to: '/reviews' })
  return { ...(await today(visitor)), mayOpen: may(visitor.roles, 'procedure.read') }
}

export default function Today() {
  return <TodayPage {...useLoaderData<typeof loader>()} />
}
