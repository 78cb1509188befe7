import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { signOut } from '~/modules/auth/commands.server'
import { sessionCookieText, sessionSecret, visitorOf } from '~/modules/auth/queries.server'

export const loader = () => redirect('/')

export async function action({ request }: ActionFunctionArgs) {
  const visitor = await visitorOf(request)
  const secret = sessionSecret(request)
  if (visitor && secret) await signOut(visitor.context, secret)
  throw redirect('/sign-in', { headers: { 'Set-Cookie': sessionCookieText(request, null) } })
}
