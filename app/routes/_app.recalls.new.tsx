import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { openNotice } from '~/modules/recalls/commands.server'
import { explainRecall } from '~/modules/recalls/messages'
import { noticeForm } from '~/modules/recalls/schema'
import { NewNoticePage } from '~/modules/recalls/ui/new-notice-page'

export const meta: MetaFunction = () => [{ title: 'Open a notice · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  await enter(request, 'recall.manage')
  return { other: new URL(request.url).searchParams.get('other')?.slice(0, 200) ?? '' }
}

export async function action({ request }: ActionFunctionArgs) {
  const visitor = await enter(request, 'recall.manage')
  const form = await request.formData()
  const submission = parseWithZod(form, { schema: noticeForm })
  if (submission.status !== 'success') return data({ refusal: null, errors: submission.error ?? {} }, { status: 422 })
  const opened = await openNotice(visitor.context, String(form.get('commandKey')), submission.value)
  if (opened.ok) throw redirect(`/recalls/${opened.value.noticeId}`)
  return data({ refusal: explainRecall(opened.refusal), errors: {} }, { status: 422 })
}

export default function NewNotice() {
  const { other } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return <NewNoticePage other={other} refusal={answer?.refusal ?? null} errors={answer?.errors ?? {}} />
}
