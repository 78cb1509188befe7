import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { dayOf } from '~/lib/day'
import { countIn } from '~/lib/http.server'
import { liveOf } from '~/lib/live.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { scannerOf } from '~/modules/labels/schema'
import { lookAt } from '~/modules/readiness/queries/look.server'
import { findOnHand } from '~/modules/stock/queries/find-on-hand.server'
import { foundSeen } from '~/modules/stock/rules/seen'
import { onHandSearch } from '~/modules/stock/schema'
import { StockPage } from '~/modules/stock/ui/stock-page'

export const meta: MetaFunction = () => [{ title: 'Stock · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, site, roles, scanner: profile } = await enter(request, 'stock.read')
  const search = new URL(request.url).searchParams
  const { show, find } = onHandSearch.parse(Object.fromEntries(search))
  const offset = countIn(search, 'offset', 1_000_000, 'There is no such part of the list. Go back to Stock.')
  const today = dayOf(context.at, site.timeZone)
  const scanner = scannerOf(profile)
  const where = { siteId: site.id, timeZone: site.timeZone, today, at: context.at, show, text: find, offset, scanner }
  const page = await context.db.snapshot((reader) => findOnHand(reader, where, lookAt))
  const asked = new URLSearchParams({ show, find, offset: String(offset) })
  return {
    ...page,
    live: liveOf({ at: context.at, zone: site.timeZone }, `stock:${asked}`, foundSeen(page.products, page.warnings)),
    show,
    text: find,
    offset,
    mayReceive: may(roles, 'receiving.receive'),
    mayRecall: may(roles, 'recall.read'),
  }
}

export default function Stock() {
  return <StockPage {...useLoaderData<typeof loader>()} />
}
