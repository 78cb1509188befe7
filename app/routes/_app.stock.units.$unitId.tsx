import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dayOf } from '~/lib/day'
import { idIn, notHere } from '~/lib/http.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import type { Role } from '~/modules/auth/types'
import { storyWords } from '~/modules/reports/queries/story-words.server'
import { answerStockForm, holdIntents } from '~/modules/stock/commands/forms.server'
import { unitHead } from '~/modules/stock/queries/lot-story.server'
import { placesOf } from '~/modules/stock/queries/places.server'
import { unitView, withEndings } from '~/modules/stock/queries/views.server'
import { rightToUndo } from '~/modules/stock/rules/undo'
import type { MovementKind } from '~/modules/stock/types'
import { UnitPage } from '~/modules/stock/ui/unit-page'

const nowhere = 'There is no such unit. Look its lot up in Stock.'

export const meta: MetaFunction = () => [{ title: 'Unit · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, site, roles } = await enter(request, 'stock.read')
  const unitId = idIn(params.unitId, nowhere)
  const view = await context.db.snapshot((reader) => unitView(reader, unitId, context.at))
  if (!view) throw notHere(nowhere)
  const { siteIds, ...page } = view
  const places = await placesOf(context.db.read, site.id, ['storage', 'shelf', 'preparation', 'room', 'kit'])
  const words = await storyWords(context.db, page.unit.lot.id, page.told)
  const here = siteIds.every((id) => id === site.id)
  return {
    ...page,
    last: mayUndo(page.last?.kind, roles) ? page.last : null,
    holds: withEndings(page.holds, { actor: context.actor, roles }),
    words: { ...words, zone: site.timeZone, today: dayOf(context.at, site.timeZone), counted: page.unit.product },
    places: places.map(({ id, name }) => ({ id, name })),
    mayMove: may(roles, 'stock.move') && here,
    mayHold: may(roles, 'stock.hold'),
  }
}

const mayUndo = (kind: MovementKind | undefined, roles: readonly Role[]): boolean => {
  const right = kind === undefined ? null : rightToUndo(kind)
  return right !== null && may(roles, right)
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { context, site, roles } = await enter(request, 'stock.read')
  const form = await request.formData()
  await enter(request, holdIntents.has(String(form.get('intent'))) ? 'stock.hold' : 'stock.move')
  const unit = await unitHead(context.db.read, idIn(params.unitId, nowhere))
  if (!unit) throw notHere(nowhere)
  const { baseUnit, containerQuantity } = unit.product
  const answer = await answerStockForm(
    context,
    { siteId: site.id, timeZone: site.timeZone, roles, unit: { id: unit.id, baseUnit, containerQuantity } },
    form,
  )
  return data({ answer }, { status: answer.done ? 200 : 422 })
}

export default function Unit() {
  return <UnitPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()?.answer} />
}
