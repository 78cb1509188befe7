import type { LoaderFunctionArgs } from '@remix-run/node'
import { enter } from '~/modules/auth/queries.server'
import { lightsNow } from '~/modules/procedures/queries/lights.server'

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'today.read')
  const lights = await lightsNow(visitor, new URL(request.url).searchParams)
  return Response.json(lights, { headers: { 'Cache-Control': 'no-store' } })
}
