import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { dayOf } from '~/lib/day'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { placeList, storageLocations } from '~/modules/storage/queries/locations.server'
import { StorageListPage } from '~/modules/storage/ui/storage-list-page'

export const meta: MetaFunction = () => [{ title: 'Storage · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, site, roles } = await enter(request, 'stock.read')
  return {
    locations: await storageLocations(context.db.read, site.id),
    places: await placeList(context.db.read, site.id),
    at: context.at,
    zone: site.timeZone,
    today: dayOf(context.at, site.timeZone),
    mayRecord: may(roles, 'storage.record'),
  }
}

export default function Storage() {
  return <StorageListPage {...useLoaderData<typeof loader>()} />
}
