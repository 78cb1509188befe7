import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dayOf } from '~/lib/day'
import { idIn, notHere } from '~/lib/http.server'
import { actorNames, enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { givenOfExcursion } from '~/modules/reports/queries/given-before.server'
import { closeExcursion } from '~/modules/storage/commands/excursion.server'
import { explainStorage } from '~/modules/storage/messages'
import { correctionsSince, excursion, excursionHolds } from '~/modules/storage/queries/excursions.server'
import { closeForm, decisionsOf } from '~/modules/storage/schema'
import { ExcursionPage } from '~/modules/storage/ui/excursion-page'
import { actionOf, formOf } from '~/server/action'

const nowhere = 'There is no such excursion at this site. Go back to Storage.'

export const meta: MetaFunction = () => [{ title: 'Excursion · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'stock.read')
  const { context, site, roles } = visitor
  const found = await excursion(context.db.read, site.id, idIn(params.excursionId, nowhere))
  if (!found) throw notHere(nowhere)
  const names = await actorNames(context.db, found.closedBy === null ? [] : [found.closedBy])
  return {
    excursion: found,
    holds: await excursionHolds(context.db.read, found.id),
    corrections:
      found.closedAt === null ? await correctionsSince(context.db.read, found.place.id, found.startedAt) : [],
    given: await givenOfExcursion(visitor, found.place.id, found.startedAt),
    closedBy: found.closedBy === null ? null : (names.get(found.closedBy) ?? null),
    zone: site.timeZone,
    today: dayOf(context.at, site.timeZone),
    mayClose: may(roles, 'stock.hold'),
  }
}

export const action = actionOf(
  'stock.read',
  formOf(closeExcursion, {
    form: closeForm,
    input: (given, { form, params }) => ({
      ...given,
      excursionId: idIn(params.excursionId, nowhere),
      decisions: decisionsOf(form),
    }),
    say: ({ released }) => `Decided. ${released} ${released === 1 ? 'unit was' : 'units were'} released.`,
    explain: explainStorage,
  }),
)

export default function Excursion() {
  return <ExcursionPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
