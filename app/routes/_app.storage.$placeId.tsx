import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { clockTime, dayOf } from '~/lib/day'
import { idIn, notHere } from '~/lib/http.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { locationPage, storageLocations } from '~/modules/storage/queries/locations.server'
import { readingsOf, unitInUse } from '~/modules/storage/queries/readings.server'
import { LocationPage } from '~/modules/storage/ui/location-page'
import { actionOf } from '~/server/action'
import { locationForms, noLocation as nowhere } from '~/server/forms/storage'

export const meta: MetaFunction = () => [{ title: 'Storage location · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, site, roles } = await enter(request, 'stock.read')
  const reader = context.db.read
  const all = await storageLocations(reader, site.id)
  const location = all.find(({ placeId }) => placeId === idIn(params.placeId, nowhere))
  if (!location) throw notHere(nowhere)
  const page = await locationPage(reader, location.placeId)
  const today = dayOf(context.at, site.timeZone)
  return {
    location,
    readings: await readingsOf(reader, location.placeId, 60),
    unit: await unitInUse(reader, site.id),
    excursions: page?.excursions ?? [],
    alarm: page?.storage ?? null,
    backup: all.find(({ placeId }) => placeId === page?.storage?.backupPlaceId)?.name ?? null,
    at: context.at,
    now: `${today}T${clockTime(context.at, site.timeZone)}`,
    zone: site.timeZone,
    today,
    mayRecord: may(roles, 'storage.record'),
  }
}

export const action = actionOf('stock.read', locationForms)

export default function Location() {
  return <LocationPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
