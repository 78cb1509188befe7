import type { LoaderFunctionArgs } from '@remix-run/node'
import { enter } from '~/modules/auth/queries.server'
import { liveNow, rightOfSubject } from '~/modules/reports/queries/live.server'
import { liveStream } from '~/server/live-stream'

/** What an open page asks again: `/live?subjects=lot:12`. As a stream of events it tells whenever that changes. */
export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'clinic.enter')
  const subjects = new URL(request.url).searchParams.get('subjects')?.slice(0, 1_000) ?? ''
  await enter(request, rightOfSubject(subjects))
  if (/text\/event-stream/.test(request.headers.get('Accept') ?? '')) return liveStream(request, visitor, subjects)
  return Response.json(await liveNow(visitor, subjects), { headers: { 'Cache-Control': 'no-store' } })
}
