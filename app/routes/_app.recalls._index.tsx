import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idsIn, optionalIdIn } from '~/lib/http.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { openNotice } from '~/modules/recalls/commands.server'
import { explainRecall } from '~/modules/recalls/messages'
import { lookUp } from '~/modules/recalls/queries/look-up.server'
import { notices, noticesOfLots } from '~/modules/recalls/queries/notices.server'
import { scannedLookUp } from '~/modules/recalls/queries/scanned.server'
import { noticeForm } from '~/modules/recalls/schema'
import { LookUpPage } from '~/modules/recalls/ui/look-up-page'
import { NoticeList } from '~/modules/recalls/ui/notice-list'

export const meta: MetaFunction = () => [{ title: 'Recalls · Vialkeep' }]

/** A look-up shows patients and writes an audit row for each: it runs when the person asks, not when a scan is answered. */
export const shouldRevalidate = ({ currentUrl, nextUrl }: { currentUrl: URL; nextUrl: URL }) =>
  currentUrl.href !== nextUrl.href

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'recall.read')
  const search = new URL(request.url).searchParams
  const lot = search.get('lot')?.slice(0, 200) ?? ''
  const follow = idsIn(search, 'follow', 'There is no such lot to follow. Look the lot up again.')
  const product = optionalIdIn(search, 'product', 'There is no such product. Look the lot up again.') ?? undefined
  const found = lot === '' ? null : await lookUp(visitor, lot, follow, product)
  const lotIds = found?.followed.map((match) => match.lotId) ?? []
  return {
    found,
    cases: await noticesOfLots(visitor.context.db.read, lotIds),
    notices: lot === '' ? await notices(visitor.context.db.read) : [],
    zone: visitor.site.timeZone,
    now: visitor.context.at,
    seesPatients: may(visitor.roles, 'recall.patients'),
    mayHold: may(visitor.roles, 'recall.manage'),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const visitor = await enter(request, 'recall.read')
  const form = await request.formData()
  if (form.get('intent') === 'scan') {
    const scanned = await scannedLookUp(visitor, String(form.get('raw') ?? ''), String(form.get('symbologyId') ?? ''))
    if (scanned.ok) throw redirect(`/recalls?${new URLSearchParams(scanned.value)}`)
    return { reply: { tone: 'refused' as const, title: scanned.refusal.sentence }, refusal: null, errors: {} }
  }
  await enter(request, 'recall.manage')
  const submission = parseWithZod(form, { schema: noticeForm })
  if (submission.status !== 'success')
    return data({ refusal: null, errors: submission.error ?? {}, reply: null }, { status: 422 })
  const opened = await openNotice(visitor.context, String(form.get('commandKey')), submission.value)
  if (opened.ok) throw redirect(`/recalls/${opened.value.noticeId}`)
  return data({ refusal: explainRecall(opened.refusal), errors: {}, reply: null }, { status: 422 })
}

export default function Recalls() {
  const { notices: rows, now, ...page } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <LookUpPage {...page} refusal={answer?.refusal ?? null} errors={answer?.errors ?? {}}>
      <NoticeList notices={rows} zone={page.zone} now={now} />
    </LookUpPage>
  )
}
