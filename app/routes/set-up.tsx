import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { clock } from '~/lib/clock'
import { database } from '~/lib/db.server'
import { isSetUp, sessionCookieText } from '~/modules/auth/queries.server'
import { setupOf, setupPageForm } from '~/modules/auth/schema'
import { SetUpPage } from '~/modules/auth/ui/set-up-page'
import { fillDemoClinic } from '~/server/demo/fill'
import { setUp } from '~/server/set-up'

export const meta: MetaFunction = () => [{ title: 'Set up · Vialkeep' }]

export async function loader() {
  if (await isSetUp(await database())) throw redirect('/sign-in')
  return { zones: ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')] }
}

export async function action({ request }: ActionFunctionArgs) {
  const db = await database()
  const form = await request.formData()
  if (form.get('intent') === 'demo') {
    await fillDemoClinic({ at: new Date(clock()), say: () => undefined })
    throw redirect('/sign-in')
  }
  const submission = parseWithZod(form, { schema: setupPageForm })
  if (submission.status !== 'success') return data({ errors: submission.error ?? {}, refusal: null }, { status: 422 })
  const made = await setUp(db, clock, String(form.get('commandKey')), setupOf(submission.value))
  if (!made.ok) {
    const { refusal } = made
    return data({ errors: {}, refusal: refusal.sentence }, { status: 422 })
  }
  throw redirect('/', { headers: { 'Set-Cookie': sessionCookieText(request, made.value.secret) } })
}

export default function SetUp() {
  const { zones } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return <SetUpPage zones={zones} errors={answer?.errors ?? {}} refusal={answer?.refusal ?? null} />
}
