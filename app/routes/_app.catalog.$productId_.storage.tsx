import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dayOf } from '~/lib/day'
import { idIn, notHere } from '~/lib/http.server'
import { actorNames, enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { enterLabel } from '~/modules/storage/commands/label.server'
import { explainStorage, labelSaid } from '~/modules/storage/messages'
import { productLabel } from '~/modules/storage/queries/labels.server'
import { unitInUse } from '~/modules/storage/queries/readings.server'
import { labelForm } from '~/modules/storage/schema'
import { LabelPage } from '~/modules/storage/ui/label-page'
import { actionOf, formOf } from '~/server/action'

const nowhere = 'There is no such product. Go back to the catalog.'

export const meta: MetaFunction = () => [{ title: 'Storage on the label · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, site, roles } = await enter(request, 'stock.read')
  const found = await productLabel.one(context.db.read, idIn(params.productId, nowhere))
  if (!found) throw notHere(nowhere)
  const { actor, ...label } = found
  const names = await actorNames(context.db, actor === null ? [] : [actor])
  return {
    label,
    by: actor === null ? null : (names.get(actor) ?? null),
    unit: await unitInUse(context.db.read, site.id),
    zone: site.timeZone,
    today: dayOf(context.at, site.timeZone),
    mayChange: may(roles, 'catalog.change'),
  }
}

export const action = actionOf(
  'stock.read',
  formOf(enterLabel, {
    form: labelForm,
    input: (given, { params }) => ({ ...given, productId: idIn(params.productId, nowhere) }),
    say: labelSaid,
    explain: explainStorage,
  }),
)

export default function Label() {
  return <LabelPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
