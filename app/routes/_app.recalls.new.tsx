import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { textIn } from '~/lib/http.server'
import { enter } from '~/modules/auth/queries.server'
import { openNotice } from '~/modules/recalls/commands.server'
import { explainRecall } from '~/modules/recalls/messages'
import { mostInAddress, tooLongToLookUp } from '~/modules/recalls/rules/address'
import { noticeForm } from '~/modules/recalls/schema'
import { NewNoticePage } from '~/modules/recalls/ui/new-notice-page'
import { actionOf, formOf } from '~/server/action'

export const meta: MetaFunction = () => [{ title: 'Open a notice · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  await enter(request, 'recall.manage')
  return { other: textIn(new URL(request.url).searchParams, 'other', mostInAddress, tooLongToLookUp) }
}

export const action = actionOf(
  'recall.manage',
  formOf(openNotice, {
    form: noticeForm,
    input: (given) => given,
    say: () => null,
    explain: explainRecall,
    goTo: ({ noticeId }) => `/recalls/${noticeId}`,
  }),
)

export default function NewNotice() {
  const { other } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return <NewNoticePage other={other} refusal={answer?.sentence ?? null} errors={answer?.errors ?? {}} />
}
