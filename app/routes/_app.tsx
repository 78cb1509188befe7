import type { LoaderFunctionArgs } from '@remix-run/node'
import { isRouteErrorResponse, Outlet, useLoaderData, useRouteError, useRouteLoaderData } from '@remix-run/react'
import type { ComponentProps } from 'react'
import { pressedByOf } from '~/lib/waiting'
import { enter, waitingKey } from '~/modules/auth/queries.server'
import { menuOf } from '~/modules/auth/rules'
import { Doorway } from '~/ui/doorway'
import { ErrorScreen } from '~/ui/error-screen'
import { Frame } from '~/ui/frame'
import { SignInOver } from '~/ui/sign-in-over'
import { WaitingForms } from '~/ui/waiting'
import type { loader as rootLoader } from '../root'

/** The frame of every page behind the door: who is here, at which site, and what their roles open. */
export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'clinic.enter')
  return {
    person: visitor.name,
    site: visitor.site.name,
    owner: {
      owner: pressedByOf(visitor.personId, visitor.site.id),
      person: visitor.name,
      key: await waitingKey(visitor),
    },
    ...menuOf(visitor.roles),
  }
}

function Over(props: ComponentProps<typeof WaitingForms>) {
  return (
    <>
      <WaitingForms {...props} />
      <SignInOver owner={props.owner.owner} person={props.owner.person} />
    </>
  )
}

/** The frame's data changes only with the person or the site, which a new document brings. */
export function shouldRevalidate() {
  return false
}

export default function AppFrame() {
  const { owner, ...frame } = useLoaderData<typeof loader>()
  const root = useRouteLoaderData<typeof rootLoader>('root')
  return (
    <Frame {...frame} theme={root?.theme ?? 'system'} waiting={<Over owner={owner} lost={false} />}>
      <Outlet />
    </Frame>
  )
}

/**
 * What goes wrong in a page stays in the page: the way to every other one, the scan among them, stays where it was. Without
 * the frame's data (the frame itself failed) it is shown as before the door.
 */
export function ErrorBoundary() {
  const error = useRouteError()
  const frame = useRouteLoaderData<typeof loader>('routes/_app')
  const root = useRouteLoaderData<typeof rootLoader>('root')
  if (!frame)
    return (
      <Doorway>
        <ErrorScreen />
      </Doorway>
    )
  // No answer, or one of a server in trouble: what was sent may not have been stored.
  const lost = !isRouteErrorResponse(error) || error.status >= 500
  const { owner, ...rest } = frame
  return (
    <Frame {...rest} theme={root?.theme ?? 'system'} waiting={<Over owner={owner} lost={lost} />}>
      <ErrorScreen />
    </Frame>
  )
}
