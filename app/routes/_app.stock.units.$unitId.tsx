import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dayOf } from '~/lib/day'
import { idIn, notHere, optionalIdIn } from '~/lib/http.server'
import { liveOf } from '~/lib/live.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import type { Role } from '~/modules/auth/types'
import { lookAt } from '~/modules/readiness/queries/look.server'
import { storyWords } from '~/modules/reports/queries/story-words.server'
import { placesOf } from '~/modules/stock/queries/places.server'
import { unitView, withEndings } from '~/modules/stock/queries/views.server'
import { unitSeen } from '~/modules/stock/rules/seen'
import { rightToUndo } from '~/modules/stock/rules/undo'
import type { MovementKind } from '~/modules/stock/types'
import { UnitPage } from '~/modules/stock/ui/unit-page'
import { actionOf } from '~/server/action'
import { noPlace, noUnit, unitDoors } from '~/server/forms/stock'
import { movableTo, scanAtUnit } from '~/server/forms/stock-scans'

export const meta: MetaFunction = () => [{ title: 'Unit · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, site, roles, personId } = await enter(request, 'stock.read')
  const unitId = idIn(params.unitId, noUnit)
  const view = await context.db.snapshot((reader) => unitView(reader, unitId, context.at, lookAt))
  if (!view) throw notHere(noUnit)
  const { siteIds, ...page } = view
  const places = await placesOf(context.db.read, site.id, [...movableTo])
  const words = await storyWords(context.db, page.unit.lot.id, page.told)
  const here = siteIds.every((id) => id === site.id)
  return {
    ...page,
    live: liveOf({ at: context.at, zone: site.timeZone }, `unit:${unitId}`, unitSeen(view)),
    last: mayUndo(page.last?.kind, roles) ? page.last : null,
    holds: await withEndings(context.db.read, page.holds, { human: personId, roles }),
    words: { ...words, zone: site.timeZone, today: dayOf(context.at, site.timeZone), counted: page.unit.product },
    places: places.map(({ id, name }) => ({ id, name })),
    to: optionalIdIn(new URL(request.url).searchParams, 'to', noPlace),
    mayMove: may(roles, 'stock.move') && here,
    mayHold: may(roles, 'stock.hold'),
  }
}

const mayUndo = (kind: MovementKind | undefined, roles: readonly Role[]): boolean => {
  const right = kind === undefined ? null : rightToUndo(kind)
  return right !== null && may(roles, right)
}

export const action = actionOf('stock.read', { ...unitDoors, scan: scanAtUnit(noUnit) })

export default function Unit() {
  const page = useLoaderData<typeof loader>()
  // Another container's page begins anew: nothing that was scanned for this one stays.
  return <UnitPage key={page.unit.id} {...page} answer={useActionData<typeof action>()} />
}
