import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { menuOf } from '~/modules/auth/rules'
import { Doorway } from '~/ui/doorway'
import { ErrorScreen } from '~/ui/error-screen'
import { Frame } from '~/ui/frame'
import type { loader as rootLoader } from '../root'

/** The frame of every page behind the door: who is here, at which site, and what their roles open. */
export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'clinic.enter')
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

/**
 * What goes wrong in a page stays in the page: the way to every other one, the scan among them, stays where it was. Without
 * the frame's data (the frame itself failed) it is shown as before the door.
 */
export function ErrorBoundary() {
  const frame = useRouteLoaderData<typeof loader>('routes/_app')
  const root = useRouteLoaderData<typeof rootLoader>('root')
  if (!frame)
    return (
      <Doorway>
        <ErrorScreen />
      </Doorway>
    )
  return (
    <Frame {...frame} theme={root?.theme ?? 'system'}>
      <ErrorScreen />
    </Frame>
  )
}
