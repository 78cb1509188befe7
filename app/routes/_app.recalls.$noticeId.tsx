import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idIn, notHere } from '~/lib/http.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import type { Visitor } from '~/modules/auth/types'
import { addLot, closeNotice, recordOutreach, releaseLot, widenNotice } from '~/modules/recalls/commands.server'
import { explainRecall } from '~/modules/recalls/messages'
import { noticeCase } from '~/modules/recalls/queries/case.server'
import { addLotForm, closeForm, outreachForm, releaseLotForm, widenForm } from '~/modules/recalls/schema'
import type { NoticeClass, NoticeKind } from '~/modules/recalls/types'
import { NoticePage } from '~/modules/recalls/ui/notice-page'

const nowhere = 'There is no such notice. Go back to the list of recalls.'

export const meta: MetaFunction = () => [{ title: 'Recall · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'recall.read')
  const found = await noticeCase(visitor, idIn(params.noticeId, nowhere))
  if (!found) throw notHere(nowhere)
  return {
    ...found,
    notice: { ...found.notice, kind: found.notice.kind as NoticeKind, class: found.notice.class as NoticeClass },
    zone: visitor.site.timeZone,
    seesPatients: may(visitor.roles, 'recall.patients'),
    mayManage: may(visitor.roles, 'recall.manage'),
    mayRelease: visitor.roles.includes('manager') || visitor.roles.includes('director'),
  }
}

const sorry = (refusal: string) => data({ refusal }, { status: 422 })

/** The forms about the notice's lots: one that is meant too, further ones by text, one that is not meant. */
async function aboutLots({ context, roles }: Visitor, key: string, noticeId: number, form: FormData) {
  const back = (done: Awaited<ReturnType<typeof addLot | typeof widenNotice | typeof releaseLot>>) =>
    done.ok ? redirect(`/recalls/${noticeId}`) : sorry(explainRecall(done.refusal))
  switch (form.get('intent')) {
    case 'add-lot': {
      const lot = parseWithZod(form, { schema: addLotForm })
      if (lot.status !== 'success') break
      return back(await addLot(context, key, { noticeId, ...lot.value }))
    }
    case 'widen': {
      const lots = parseWithZod(form, { schema: widenForm })
      if (lots.status !== 'success') return sorry('Enter the lot numbers that the notice names.')
      return back(await widenNotice(context, key, { noticeId, ...lots.value }))
    }
    case 'release-lot': {
      const lot = parseWithZod(form, { schema: releaseLotForm })
      if (lot.status !== 'success') return sorry('Choose the lot, and say why this notice does not mean it.')
      return back(await releaseLot(context, key, { noticeId, ...lot.value }, roles))
    }
  }
  return sorry('This page does not know what to do. Reload it and try again.')
}

export async function action({ request, params }: ActionFunctionArgs) {
  const form = await request.formData()
  const key = String(form.get('commandKey'))
  const noticeId = idIn(params.noticeId, nowhere)
  if (form.get('intent') === 'outreach') {
    const { context } = await enter(request, 'recall.patients')
    const submission = parseWithZod(form, { schema: outreachForm })
    if (submission.status !== 'success') return sorry('Choose a patient and what was done.')
    const recorded = await recordOutreach(context, key, { noticeId, ...submission.value })
    return recorded.ok ? redirect(`/recalls/${noticeId}`) : sorry(explainRecall(recorded.refusal))
  }
  const visitor = await enter(request, 'recall.manage')
  if (form.get('intent') !== 'close') return aboutLots(visitor, key, noticeId, form)
  const { context } = visitor
  const submission = parseWithZod(form, { schema: closeForm })
  if (submission.status !== 'success') return sorry('Say what was done with the stock.')
  const closed = await closeNotice(context, key, { noticeId, note: submission.value.note })
  return closed.ok ? redirect(`/recalls/${noticeId}`) : sorry(explainRecall(closed.refusal))
}

export default function Recall() {
  const page = useLoaderData<typeof loader>()
  return <NoticePage {...page} refusal={useActionData<typeof action>()?.refusal ?? null} />
}
