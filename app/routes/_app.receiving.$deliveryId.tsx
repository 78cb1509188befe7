import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { dayOf } from '~/lib/day'
import { idIn, notHere, optionalIdIn } from '~/lib/http.server'
import { enter } from '~/modules/auth/queries.server'
import { replyOf } from '~/modules/labels/ui/scan-queue'
import { receivingChoices } from '~/modules/receiving/queries/choices.server'
import { delivery, deliveryLines, lineCounts } from '~/modules/receiving/queries/deliveries.server'
import { DeliveryPage } from '~/modules/receiving/ui/delivery-page'
import { answerIn } from '~/modules/receiving/ui/use-questions'
import { actionOf } from '~/server/action'
import { deliveryDoors, noDelivery } from '~/server/forms/receiving'

export const meta: MetaFunction = () => [{ title: 'Delivery · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, site } = await enter(request, 'receiving.receive')
  const reader = context.db.read
  const found = await delivery(reader, site.id, idIn(params.deliveryId, noDelivery))
  if (!found) throw notHere(noDelivery)
  const search = new URL(request.url).searchParams
  const before = optionalIdIn(search, 'before', 'There are no lines before that. Go back to the delivery.') ?? undefined
  return {
    delivery: found,
    ...(await deliveryLines(reader, found.id, before)),
    counts: await lineCounts(reader, found.id),
    before,
    choices: await receivingChoices(reader, site.id),
    zone: site.timeZone,
    today: dayOf(context.at, site.timeZone),
  }
}

export const action = actionOf('receiving.receive', deliveryDoors)

export default function Delivery() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const reply = useMemo(() => replyOf(answer), [answer])
  return <DeliveryPage key={page.delivery.id} {...page} answer={reply ? answerIn(reply) : undefined} />
}
