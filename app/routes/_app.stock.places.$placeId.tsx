import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dayOf } from '~/lib/day'
import { idIn, notHere } from '~/lib/http.server'
import { liveOf } from '~/lib/live.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { lookAt } from '~/modules/readiness/queries/look.server'
import { placeView, withEndings } from '~/modules/stock/queries/views.server'
import { onHandSeen } from '~/modules/stock/rules/seen'
import { PlacePage } from '~/modules/stock/ui/place-page'
import { actionOf } from '~/server/action'
import { noPlace, placeDoors } from '~/server/forms/stock'
import { scanAtPlace } from '~/server/forms/stock-scans'
import { placeForms } from '~/server/forms/storage'

export const meta: MetaFunction = () => [{ title: 'Place · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, site, roles, personId } = await enter(request, 'stock.read')
  const placeId = idIn(params.placeId, noPlace)
  const view = await context.db.snapshot((reader) => placeView(reader, site.id, placeId, context.at, lookAt))
  if (!view) throw notHere(noPlace)
  return {
    ...view,
    live: liveOf({ at: context.at, zone: site.timeZone }, `place:${placeId}`, onHandSeen(view.products, view.holds)),
    holds: await withEndings(context.db.read, view.holds, { human: personId, roles }),
    at: context.at,
    zone: site.timeZone,
    today: dayOf(context.at, site.timeZone),
    mayHold: may(roles, 'stock.hold'),
    mayChange: view.place.kind !== 'kit' && may(roles, 'storage.record'),
  }
}

export const action = actionOf('stock.read', { ...placeDoors, ...placeForms, scan: scanAtPlace(noPlace) })

export default function Place() {
  return <PlacePage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
