import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { clockTime, dayOf } from '~/lib/day'
import { enter } from '~/modules/auth/queries.server'
import { suppliers } from '~/modules/catalog/queries.server'
import { NewDeliveryPage } from '~/modules/receiving/ui/new-delivery-page'
import { unitInUse } from '~/modules/storage/queries/readings.server'
import { actionOf } from '~/server/action'
import { newDeliveryDoor } from '~/server/forms/receiving'

export const meta: MetaFunction = () => [{ title: 'Open a delivery · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, site } = await enter(request, 'receiving.receive')
  const now = `${dayOf(context.at, site.timeZone)}T${clockTime(context.at, site.timeZone)}`
  return { suppliers: await suppliers(context.db.read), unit: await unitInUse(context.db.read, site.id), now }
}

export const action = actionOf('receiving.receive', newDeliveryDoor)

export default function NewDelivery() {
  return <NewDeliveryPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
