import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { menuOf } from '~/modules/auth/rules'
import { Frame } from '~/ui/frame'
import type { loader as rootLoader } from '../root'

/** The frame of every page behind the door: who is here, at which site, and what their roles open. */
export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'today.read')
  return { person: visitor.name, site: visitor.site.name, ...menuOf(visitor.roles) }
}

/** The frame's data changes only with the person or the site, which a new document brings. */
export function shouldRevalidate() {
  return false
}

export default function AppFrame() {
  const frame = useLoaderData<typeof loader>()
  const root = useRouteLoaderData<typeof rootLoader>('root')
  return (
    <Frame {...frame} theme={root?.theme ?? 'system'}>
      <Outlet />
    </Frame>
  )
}
