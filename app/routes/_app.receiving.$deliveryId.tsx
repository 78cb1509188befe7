import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dayOf } from '~/lib/day'
import { idIn, notHere, optionalIdIn } from '~/lib/http.server'
import type { Result } from '~/lib/result'
import { enter } from '~/modules/auth/queries.server'
import { scannerProfileOf } from '~/modules/labels/queries/scanner.server'
import { answerScan } from '~/modules/receiving/commands/answer.server'
import { closeDelivery, undoLine } from '~/modules/receiving/commands/delivery.server'
import { explainReceiving } from '~/modules/receiving/messages'
import { receivingChoices } from '~/modules/receiving/queries/choices.server'
import { delivery, deliveryLines, lineCounts } from '~/modules/receiving/queries/deliveries.server'
import { closeForm, undoForm } from '~/modules/receiving/schema'
import type { ScanAnswer } from '~/modules/receiving/types'
import { DeliveryPage } from '~/modules/receiving/ui/delivery-page'

const nowhere = 'There is no such delivery at this site. Go back to Receiving.'

export const meta: MetaFunction = () => [{ title: 'Delivery · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, site } = await enter(request, 'receiving.receive')
  const reader = context.db.read
  const found = await delivery(reader, site.id, idIn(params.deliveryId, nowhere))
  if (!found) throw notHere(nowhere)
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

const reply = (answer: ScanAnswer) => data({ reply: answer }, { status: answer.tone === 'refused' ? 422 : 200 })
const replied = (done: Result<unknown, Parameters<typeof explainReceiving>[0]>, title: string) =>
  reply(done.ok ? { tone: 'good', title } : { tone: 'refused', title: explainReceiving(done.refusal) })
const unreadable = () => reply({ tone: 'refused', title: 'The form is incomplete. Reload the page and try again.' })

export async function action({ request, params }: ActionFunctionArgs) {
  const { context, site } = await enter(request, 'receiving.receive')
  const form = await request.formData()
  const deliveryId = idIn(params.deliveryId, nowhere)
  switch (form.get('intent')) {
    case 'undo': {
      const undo = parseWithZod(form, { schema: undoForm })
      if (undo.status !== 'success') return unreadable()
      const { commandKey, lineId } = undo.value
      return replied(
        await undoLine(context, commandKey, { lineId, siteId: site.id }),
        'Taken back. The line stays in sight as taken back.',
      )
    }
    case 'close': {
      const close = parseWithZod(form, { schema: closeForm })
      if (close.status !== 'success') return unreadable()
      return replied(await closeDelivery(context, close.value.commandKey, { deliveryId, siteId: site.id }), 'Closed.')
    }
    default: {
      const scanner = await scannerProfileOf(request, String(form.get('symbologyId') ?? ''))
      return reply(await answerScan(context, { id: site.id, timeZone: site.timeZone, scanner }, deliveryId, form))
    }
  }
}

export default function Delivery() {
  const page = useLoaderData<typeof loader>()
  return <DeliveryPage key={page.delivery.id} {...page} answer={useActionData<typeof action>()?.reply} />
}
