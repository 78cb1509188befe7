import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { dayOf } from '~/lib/day'
import { enter } from '~/modules/auth/queries.server'
import { deliveries } from '~/modules/receiving/queries/deliveries.server'
import { DeliveryListPage } from '~/modules/receiving/ui/delivery-list-page'

export const meta: MetaFunction = () => [{ title: 'Receiving · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, site } = await enter(request, 'receiving.receive')
  return {
    deliveries: await deliveries(context.db.read, site.id),
    zone: site.timeZone,
    today: dayOf(context.at, site.timeZone),
  }
}

export default function Receiving() {
  return <DeliveryListPage {...useLoaderData<typeof loader>()} />
}
