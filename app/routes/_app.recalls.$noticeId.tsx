import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { closeNotice, recordOutreach } from '~/modules/recalls/commands.server'
import { explainRecall } from '~/modules/recalls/messages'
import { noticeCase } from '~/modules/recalls/queries/case.server'
import { closeForm, outreachForm } from '~/modules/recalls/schema'
import type { NoticeClass, NoticeKind } from '~/modules/recalls/types'
import { NoticePage } from '~/modules/recalls/ui/notice-page'

export const meta: MetaFunction = () => [{ title: 'Recall · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'recall.read')
  const found = await noticeCase(visitor, Number(params.noticeId) || 0)
  if (!found) throw new Response('There is no such notice. Go back to the list of recalls.', { status: 404 })
  return {
    ...found,
    notice: { ...found.notice, kind: found.notice.kind as NoticeKind, class: found.notice.class as NoticeClass },
    zone: visitor.site.timeZone,
    seesPatients: may(visitor.roles, 'recall.patients'),
    mayManage: may(visitor.roles, 'recall.manage'),
  }
}

const sorry = (refusal: string) => data({ refusal }, { status: 422 })

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await request.formData()
  const key = String(form.get('commandKey'))
  const noticeId = Number(params.noticeId) || 0
  if (form.get('intent') === 'outreach') {
    const { context } = await enter(request, 'recall.patients')
    const submission = parseWithZod(form, { schema: outreachForm })
    if (submission.status !== 'success') return sorry('Choose a patient and what was done.')
    const recorded = await recordOutreach(context, key, { noticeId, ...submission.value })
    return recorded.ok ? redirect(`/recalls/${noticeId}`) : sorry(explainRecall(recorded.refusal))
  }
  const { context } = await enter(request, 'recall.manage')
  const submission = parseWithZod(form, { schema: closeForm })
  if (submission.status !== 'success') return sorry('Say what was done with the stock.')
  const closed = await closeNotice(context, key, { noticeId, note: submission.value.note })
  return closed.ok ? redirect(`/recalls/${noticeId}`) : sorry(explainRecall(closed.refusal))
}

export default function Recall() {
  const page = useLoaderData<typeof loader>()
  return <NoticePage {...page} refusal={useActionData<typeof action>()?.refusal ?? null} />
}
