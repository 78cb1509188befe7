import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { dayOf } from '~/lib/day'
import { idIn, notHere } from '~/lib/http.server'
import { liveOf } from '~/lib/live.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { lookAt } from '~/modules/readiness/queries/look.server'
import { lotRecords } from '~/modules/receiving/queries/deliveries.server'
import { LotRecords } from '~/modules/receiving/ui/lot-records'
import { storyWords } from '~/modules/reports/queries/story-words.server'
import { lotView, withEndings } from '~/modules/stock/queries/views.server'
import { lotSeen } from '~/modules/stock/rules/seen'
import { LotPage } from '~/modules/stock/ui/lot-page'
import { actionOf } from '~/server/action'
import { recordDoors } from '~/server/forms/lot-records'
import { lotDoors, noLot } from '~/server/forms/stock'

export const meta: MetaFunction = () => [{ title: 'Lot · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, site, roles, personId } = await enter(request, 'stock.read')
  const lotId = idIn(params.lotId, noLot)
  const view = await context.db.snapshot((reader) => lotView(reader, lotId, context.at, lookAt))
  if (!view) throw notHere(noLot)
  const words = await storyWords(context.db, view.lot.id, view.told)
  return {
    ...view,
    live: liveOf({ at: context.at, zone: site.timeZone }, `lot:${lotId}`, lotSeen(view)),
    holds: await withEndings(context.db.read, view.holds, { human: personId, roles }),
    words: { ...words, zone: site.timeZone, today: dayOf(context.at, site.timeZone), counted: view.lot.product },
    records: await lotRecords(context.db.read, view.lot.id),
    mayMove: may(roles, 'stock.move'),
    mayHold: may(roles, 'stock.hold'),
    mayTrace: may(roles, 'recall.read'),
    mayReceive: may(roles, 'receiving.receive'),
  }
}

export const action = actionOf('stock.read', { ...lotDoors, ...recordDoors })

export default function Lot() {
  const { records, mayReceive, ...page } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const value = answer?.value ?? null
  const ofRecords = value !== null && 'about' in value
  // One object for one answer: the form is cleared once, and not again when the page's data come, over what was typed since.
  const told = useMemo(
    () => (answer && ofRecords ? { done: answer.ok, title: answer.sentence ?? '' } : undefined),
    [answer, ofRecords],
  )
  return (
    <LotPage {...page} answer={answer && !ofRecords ? { ...answer, value: null } : undefined}>
      <LotRecords
        category={page.lot.product.category}
        records={records}
        zone={page.words.zone}
        mayAttach={mayReceive}
        waiting={page.holds.some((hold) => hold.reason === 'records' && hold.source?.startsWith('delivery:'))}
        answer={told}
      />
    </LotPage>
  )
}
