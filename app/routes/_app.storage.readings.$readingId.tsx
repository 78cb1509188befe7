import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dayOf } from '~/lib/day'
import { idIn, notHere } from '~/lib/http.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { readingView } from '~/modules/storage/queries/reading-view.server'
import { unitInUse } from '~/modules/storage/queries/readings.server'
import { ReadingPage } from '~/modules/storage/ui/reading-page'
import { actionOf } from '~/server/action'
import { noReading as nowhere, readingForms } from '~/server/forms/storage'

export const meta: MetaFunction = () => [{ title: 'Reading · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, site, roles } = await enter(request, 'stock.read')
  const found = await readingView(context.db, site.id, idIn(params.readingId, nowhere))
  if (!found) throw notHere(nowhere)
  return {
    ...found,
    unit: await unitInUse(context.db.read, site.id),
    zone: site.timeZone,
    today: dayOf(context.at, site.timeZone),
    mayCorrect: may(roles, 'storage.record'),
    mayConfirm: roles.includes('manager') || roles.includes('director'),
  }
}

export const action = actionOf('stock.read', readingForms)

export default function Reading() {
  return <ReadingPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
