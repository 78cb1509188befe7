import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { dayOf } from '~/lib/day'
import { idIn, notHere } from '~/lib/http.server'
import { actorNames, enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { closeExcursion } from '~/modules/storage/commands.server'
import { explainStorage } from '~/modules/storage/messages'
import { excursion, excursionHolds } from '~/modules/storage/queries.server'
import { closeForm, decisionsOf } from '~/modules/storage/schema'
import { ExcursionPage } from '~/modules/storage/ui/excursion-page'

const nowhere = 'There is no such excursion at this site. Go back to Storage.'

export const meta: MetaFunction = () => [{ title: 'Excursion · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, site, roles } = await enter(request, 'stock.read')
  const found = await excursion(context.db.read, site.id, idIn(params.excursionId, nowhere))
  if (!found) throw notHere(nowhere)
  const names = await actorNames(context.db, [found.closedBy ?? ''])
  return {
    excursion: found,
    holds: await excursionHolds(context.db.read, found.id),
    closedBy: names.get(found.closedBy ?? '') ?? null,
    zone: site.timeZone,
    today: dayOf(context.at, site.timeZone),
    mayClose: may(roles, 'stock.hold'),
  }
}

const reply = (done: boolean, title: string) => data({ answer: { done, title } }, { status: done ? 200 : 422 })

export async function action({ request, params }: ActionFunctionArgs) {
  const { context, site, roles } = await enter(request, 'stock.hold')
  const form = await request.formData()
  const submission = parseWithZod(form, { schema: closeForm })
  if (submission.status !== 'success') return reply(false, 'Enter the cause and the manufacturer’s advice.')
  const { commandKey, cause, advice } = submission.value
  const excursionId = idIn(params.excursionId, nowhere)
  const input = { siteId: site.id, excursionId, cause, advice, decisions: decisionsOf(form) }
  const closed = await closeExcursion(context, commandKey, input, roles)
  if (!closed.ok) return reply(false, explainStorage(closed.refusal))
  const { released } = closed.value
  return reply(true, `Decided. ${released} ${released === 1 ? 'unit was' : 'units were'} released.`)
}

export default function Excursion() {
  return <ExcursionPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()?.answer ?? null} />
}
