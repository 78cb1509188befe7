import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useSearchParams } from '@remix-run/react'
import { clock } from '~/lib/clock'
import { database } from '~/lib/db.server'
import { signIn } from '~/modules/auth/commands/sessions.server'
import { explainSignIn } from '~/modules/auth/messages'
import { isSetUp, sessionCookieText, visitorOf } from '~/modules/auth/queries.server'
import { backTo } from '~/modules/auth/rules'
import { signInForm } from '~/modules/auth/schema'
import { SignInPage } from '~/modules/auth/ui/sign-in-page'

export const meta: MetaFunction = () => [{ title: 'Sign in · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  if (!(await isSetUp(await database()))) throw redirect('/set-up')
  if (await visitorOf(request)) throw redirect(backTo(new URL(request.url).searchParams.get('back')))
  return null
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData()
  const submission = parseWithZod(form, { schema: signInForm })
  if (submission.status !== 'success') return data({ errors: submission.error ?? {}, refusal: null }, { status: 422 })
  const signed = await signIn(await database(), clock, submission.value)
  if (!signed.ok) return data({ errors: {}, refusal: explainSignIn(signed.refusal) }, { status: 422 })
  throw redirect(backTo(String(form.get('back') ?? '')), {
    headers: { 'Set-Cookie': sessionCookieText(request, signed.value.secret) },
  })
}

export default function SignIn() {
  const [search] = useSearchParams()
  const answer = useActionData<typeof action>()
  return <SignInPage back={search.get('back') ?? '/'} errors={answer?.errors ?? {}} refusal={answer?.refusal ?? null} />
}
