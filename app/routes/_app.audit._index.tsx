import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { optionalIdIn } from '~/lib/http.server'
import { lastSeal } from '~/modules/audit/queries/seals.server'
import { trail } from '~/modules/audit/queries.server'
import { TrailPage } from '~/modules/audit/ui/trail-page'
import { actorNames, enter } from '~/modules/auth/queries.server'

export const meta: MetaFunction = () => [{ title: 'Audit trail · Vialkeep' }]

const pageSize = 50

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, site } = await enter(request, 'audit.read')
  const search = new URL(request.url).searchParams
  const subject = search.get('subject')?.trim().slice(0, 100) ?? ''
  const before =
    optionalIdIn(search, 'before', 'There are no entries before that. Go back to the audit trail.') ?? undefined
  const rows = await trail(context.db.read, { subject, before, limit: pageSize })
  const names = await actorNames(
    context.db,
    rows.map((row) => row.actor),
  )
  const last = rows.length === pageSize ? rows.at(-1) : undefined
  const more = last
    ? `/audit?${new URLSearchParams({ ...(subject ? { subject } : {}), before: String(last.id) })}`
    : null
  return {
    rows: rows.map((row) => ({ ...row, name: names.get(row.actor) ?? null })),
    subject,
    more,
    sealed: await lastSeal(context.db.read),
    zone: site.timeZone,
  }
}

export default function Audit() {
  return <TrailPage {...useLoaderData<typeof loader>()} />
}
