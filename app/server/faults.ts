import { data, type ServerBuild } from '@remix-run/node'
import { logFault } from '~/lib/log.server'

type Door = NonNullable<ServerBuild['routes'][string]>['module']['loader']
type DoorArguments = Parameters<NonNullable<Door>>[0]

/**
 * Wraps every loader and action, so that an error that nobody foresaw is logged with the request's id and reaches the
 * error screen as `ErrorResponse` with status 500 and data `{ faultId }`, on a page load and on navigation alike; Remix
 * itself would hide the id with the message. Thrown responses, redirects and `data()` pass through unchanged.
 */
export function guardRoutes(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route] as const
    const { loader, action } = route.module
    const module = {
      ...route.module,
      ...(loader && { loader: guard(id, loader) }),
      ...(action && { action: guardAction(id, action, loader !== undefined) }),
    }
    return [id, { ...route, module }] as const
  })
  return { ...build, routes: Object.fromEntries(routes) }
}

function guard(routeId: string, door: NonNullable<Door>): NonNullable<Door> {
  const guarded = async (given: DoorArguments) => {
    const { failed } = given.context
    if (failed?.routeId === routeId) throw failed.thrown
    try {
      return await door(given)
    } catch (thrown) {
      if (isAnswer(thrown) || given.request.signal.aborted || given.context.refusal) throw thrown
      logFault(thrown, given.context.requestId, routeId)
      throw Response.json({ faultId: given.context.requestId }, { status: 500 })
    }
  }
  return Object.assign(guarded, door)
}

function guardAction(routeId: string, door: NonNullable<Door>, hasLoader: boolean): NonNullable<Door> {
  const guarded = guard(routeId, door)
  return async (given: DoorArguments) => {
    const { refusal, isDocument } = given.context
    try {
      if (refusal) throw Response.json({ message: refusal.sentence }, { status: refusal.status })
      return await guarded(given)
    } catch (thrown) {
      // After an action that throws, Remix loads nothing of the frame around the error screen. So a document's action only
      // says its status, and its page's loader throws in its place: that error stays in the page.
      // A stranger has no frame, and would be led to the sign-in without a word.
      if (!isDocument || !hasLoader || refusal?.stranger || !(thrown instanceof Response) || thrown.status < 400)
        throw thrown
      given.context.failed = { routeId, thrown }
      return data(null, { status: thrown.status })
    }
  }
}

/** Remix takes thrown responses and `data(…)` as answers, not as errors. */
function isAnswer(thrown: unknown): boolean {
  if (thrown instanceof Response) return true
  return typeof thrown === 'object' && thrown !== null && 'type' in thrown && thrown.type === 'DataWithResponseInit'
}
