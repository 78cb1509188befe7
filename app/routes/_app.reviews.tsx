import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { sharedReviews } from '~/modules/procedures/queries/shared.server'
import { SharedReviews } from '~/modules/procedures/ui/shared-reviews'
import { holdsToDecide } from '~/modules/stock/queries/reviews.server'
import { ReviewsPage } from '~/modules/stock/ui/reviews-page'
import { actionOf } from '~/server/action'
import { reviewDoors } from '~/server/forms/stock'

export const meta: MetaFunction = () => [{ title: 'Holds to decide · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'hold.decide')
  const { context, site, roles } = visitor
  const { shared, ...view } = await context.db.snapshot(async (reader) => ({
    ...(await holdsToDecide(reader, visitor)),
    shared: await sharedReviews(reader, site.id),
  }))
  return {
    view: { ...view, zone: site.timeZone, site: site.name, mayOpen: may(roles, 'stock.read') },
    shared: {
      reviews: shared,
      zone: site.timeZone,
      mayOpen: may(roles, 'procedure.read'),
      mayEnd: may(roles, 'review.decide'),
    },
  }
}

export const action = actionOf('hold.decide', reviewDoors)

export default function Reviews() {
  const { view, shared } = useLoaderData<typeof loader>()
  return (
    <ReviewsPage {...view} answer={useActionData<typeof action>()}>
      <SharedReviews {...shared} />
    </ReviewsPage>
  )
}
