import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idIn, notHere } from '~/lib/http.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { closeNotice, endNoticeWatch } from '~/modules/recalls/commands/close.server'
import { keepUntilReplaced } from '~/modules/recalls/commands/keep.server'
import { addLot, recordOutreach, releaseLot, widenNotice } from '~/modules/recalls/commands.server'
import { explainRecall } from '~/modules/recalls/messages'
import { noticeCase } from '~/modules/recalls/queries/case.server'
import { noticeLive } from '~/modules/recalls/queries/live.server'
import {
  addLotForm,
  closeForm,
  endWatchForm,
  keepForm,
  outreachForm,
  releaseLotForm,
  widenForm,
} from '~/modules/recalls/schema'
import type { NoticeClass, NoticeKind } from '~/modules/recalls/types'
import { NoticePage } from '~/modules/recalls/ui/notice-page'
import { actionOf, formOf, type Sent } from '~/server/action'
import { noticeOf, nowhere, questionForms } from '~/server/forms/recalls'

export const meta: MetaFunction = () => [{ title: 'Recall · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'recall.read')
  const noticeId = idIn(params.noticeId, nowhere)
  // Judged before the case is read: what changes in between shows as changed.
  const live = await noticeLive(visitor, noticeId)
  const found = await noticeCase(visitor, noticeId)
  if (!found) throw notHere(nowhere)
  return {
    ...found,
    live,
    notice: { ...found.notice, kind: found.notice.kind as NoticeKind, class: found.notice.class as NoticeClass },
    zone: visitor.site.timeZone,
    seesPatients: may(visitor.roles, 'recall.patients'),
    mayManage: may(visitor.roles, 'recall.manage'),
    mayRelease: visitor.roles.includes('manager') || visitor.roles.includes('director'),
  }
}

const back = (_done: unknown, sent: Sent): string => `/recalls/${noticeOf(sent)}`
const say = () => null

export const action = actionOf('recall.read', {
  outreach: formOf(recordOutreach, {
    form: outreachForm,
    input: (given, sent) => ({ noticeId: noticeOf(sent), ...given }),
    say,
    explain: explainRecall,
    goTo: back,
  }),
  close: formOf(closeNotice, {
    form: closeForm,
    input: (given, sent) => ({ noticeId: noticeOf(sent), ...given }),
    say,
    explain: explainRecall,
    goTo: back,
  }),
  'add-lot': formOf(addLot, {
    form: addLotForm,
    input: (given, sent) => ({ noticeId: noticeOf(sent), ...given }),
    say,
    explain: explainRecall,
    goTo: back,
  }),
  ...questionForms,
  keep: formOf(keepUntilReplaced, {
    form: keepForm,
    input: ({ keep, reason }, sent) => ({ noticeId: noticeOf(sent), keep: keep === 'yes', reason }),
    say,
    explain: explainRecall,
    goTo: back,
  }),
  widen: formOf(widenNotice, {
    form: widenForm,
    input: (given, sent) => ({ noticeId: noticeOf(sent), ...given }),
    say,
    explain: explainRecall,
    goTo: back,
  }),
  'end-watch': formOf(endNoticeWatch, {
    form: endWatchForm,
    input: (given, sent) => ({ noticeId: noticeOf(sent), ...given }),
    say,
    explain: explainRecall,
    goTo: back,
  }),
  'release-lot': formOf(releaseLot, {
    form: releaseLotForm,
    input: (given, sent) => ({ noticeId: noticeOf(sent), ...given }),
    say,
    explain: explainRecall,
    goTo: back,
  }),
})

export default function Recall() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  // The forms of this page have few fields: the first thing that is wrong with one is said above them all.
  const wrong = answer ? (answer.sentence ?? Object.values(answer.errors).flat()[0]) : null
  return <NoticePage {...page} refusal={wrong ?? null} />
}
