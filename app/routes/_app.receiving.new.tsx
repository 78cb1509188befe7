import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { clockTime, dayOf } from '~/lib/day'
import { enter } from '~/modules/auth/queries.server'
import { suppliers } from '~/modules/catalog/queries.server'
import { openDelivery } from '~/modules/receiving/commands/delivery.server'
import { explainReceiving } from '~/modules/receiving/messages'
import { deliveryForm } from '~/modules/receiving/schema'
import { NewDeliveryPage } from '~/modules/receiving/ui/new-delivery-page'

export const meta: MetaFunction = () => [{ title: 'Open a delivery · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, site } = await enter(request, 'receiving.receive')
  const now = `${dayOf(context.at, site.timeZone)}T${clockTime(context.at, site.timeZone)}`
  return { suppliers: await suppliers(context.db.read), now }
}

export async function action({ request }: ActionFunctionArgs) {
  const { context, site } = await enter(request, 'receiving.receive')
  const submission = parseWithZod(await request.formData(), { schema: deliveryForm(site.timeZone) })
  if (submission.status !== 'success') return data({ refusal: null, errors: submission.error ?? {} }, { status: 422 })
  const { commandKey, ...input } = submission.value
  const opened = await openDelivery(context, commandKey, { ...input, siteId: site.id })
  if (opened.ok) throw redirect(`/receiving/${opened.value.deliveryId}`)
  return data({ refusal: explainReceiving(opened.refusal), errors: {} }, { status: 422 })
}

export default function NewDelivery() {
  const answer = useActionData<typeof action>()
  return (
    <NewDeliveryPage
      {...useLoaderData<typeof loader>()}
      errors={answer?.errors ?? {}}
      refusal={answer?.refusal ?? null}
    />
  )
}
