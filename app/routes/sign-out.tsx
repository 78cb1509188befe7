import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { signOut } from '~/modules/auth/commands/sessions.server'
import { sessionCookieText, sessionSecret, visitorOf } from '~/modules/auth/queries.server'
import { backTo } from '~/modules/auth/rules'

export const loader = () => redirect('/')

export async function action({ request }: ActionFunctionArgs) {
  const visitor = await visitorOf(request)
  const secret = sessionSecret(request)
  if (visitor && secret) await signOut(visitor, secret)
  // Whoever switches accounts comes back to the page that asked for it.
  const back = new URL(request.url).searchParams.get('back')
  throw redirect(back ? `/sign-in?${new URLSearchParams({ back: backTo(back) })}` : '/sign-in', {
    headers: { 'Set-Cookie': sessionCookieText(request, null) },
  })
}
