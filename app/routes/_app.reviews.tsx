import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { holdsToDecide } from '~/modules/stock/queries/reviews.server'
import { ReviewsPage } from '~/modules/stock/ui/reviews-page'
import { actionOf } from '~/server/action'
import { reviewDoors } from '~/server/forms/stock'

export const meta: MetaFunction = () => [{ title: 'Holds to decide · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'hold.decide')
  const { context, site, roles } = visitor
  const view = await context.db.snapshot((reader) => holdsToDecide(reader, visitor))
  return { ...view, zone: site.timeZone, site: site.name, mayOpen: may(roles, 'stock.read') }
}

export const action = actionOf('hold.decide', reviewDoors)

export default function Reviews() {
  return <ReviewsPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
