import type { LoaderFunctionArgs } from '@remix-run/node'
import { pressedByOf } from '~/lib/waiting'
import { enter } from '~/modules/auth/queries.server'

/** Who is signed in, for an open page over which somebody has just signed in. */
export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'clinic.enter')
  return Response.json({ owner: pressedByOf(visitor.personId, visitor.site.id) })
}
