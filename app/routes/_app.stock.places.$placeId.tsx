import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dayOf } from '~/lib/day'
import { idIn, notHere } from '~/lib/http.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { answerStockForm } from '~/modules/stock/commands/forms.server'
import { placeView, withEndings } from '~/modules/stock/queries/views.server'
import { PlacePage } from '~/modules/stock/ui/place-page'

const nowhere = 'There is no such place at this site. See all places under Storage.'

export const meta: MetaFunction = () => [{ title: 'Place · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, site, roles } = await enter(request, 'stock.read')
  const placeId = idIn(params.placeId, nowhere)
  const view = await context.db.snapshot((reader) => placeView(reader, site.id, placeId, context.at))
  if (!view) throw notHere(nowhere)
  return {
    ...view,
    holds: withEndings(view.holds, { actor: context.actor, roles }),
    at: context.at,
    zone: site.timeZone,
    today: dayOf(context.at, site.timeZone),
    mayHold: may(roles, 'stock.hold'),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { context, site, roles } = await enter(request, 'stock.hold')
  const placeId = idIn(params.placeId, nowhere)
  const view = await placeView(context.db.read, site.id, placeId, context.at)
  if (!view) throw notHere(nowhere)
  const answer = await answerStockForm(
    context,
    { siteId: site.id, timeZone: site.timeZone, roles, placeId },
    await request.formData(),
  )
  return data({ answer }, { status: answer.done ? 200 : 422 })
}

export default function Place() {
  return <PlacePage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()?.answer} />
}
