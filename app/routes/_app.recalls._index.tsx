import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idsIn, optionalIdIn, textIn } from '~/lib/http.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { openNotice } from '~/modules/recalls/commands.server'
import { explainRecall } from '~/modules/recalls/messages'
import { lookUpLive } from '~/modules/recalls/queries/live.server'
import { lookUp } from '~/modules/recalls/queries/look-up.server'
import { notices, noticesOfLots } from '~/modules/recalls/queries/notices.server'
import { scannedLookUp } from '~/modules/recalls/queries/scanned.server'
import { mostInAddress, tooLongToLookUp } from '~/modules/recalls/rules/address'
import { noticeForm } from '~/modules/recalls/schema'
import { LookUpPage } from '~/modules/recalls/ui/look-up-page'
import { NoticeList } from '~/modules/recalls/ui/notice-list'
import { actionOf, type Door, formOf, sorry } from '~/server/action'

export const meta: MetaFunction = () => [{ title: 'Recalls · Vialkeep' }]

/** A look-up shows patients and writes an audit row for each: it runs when the person asks, not when a scan is answered. */
export const shouldRevalidate = (to: { currentUrl: URL; nextUrl: URL; formMethod?: string }) =>
  to.currentUrl.href !== to.nextUrl.href || to.formMethod === undefined

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'recall.read')
  const search = new URL(request.url).searchParams
  const lot = textIn(search, 'lot', mostInAddress, tooLongToLookUp)
  const follow = idsIn(search, 'follow', 'There is no such lot to follow. Look the lot up again.')
  const product = optionalIdIn(search, 'product', 'There is no such product. Look the lot up again.') ?? undefined
  const found = lot === '' ? null : await lookUp(visitor, lot, follow, product)
  const lotIds = found?.followed.map((match) => match.lotId) ?? []
  return {
    found,
    live: lotIds.length > 0 ? await lookUpLive(visitor, lotIds) : null,
    cases: await noticesOfLots(visitor.context.db.read, lotIds),
    notices: lot === '' ? await notices(visitor.context.db.read) : [],
    zone: visitor.site.timeZone,
    now: visitor.context.at,
    seesPatients: may(visitor.roles, 'recall.patients'),
    mayHold: may(visitor.roles, 'recall.manage'),
  }
}

type Reply = { readonly reply: { readonly tone: 'refused'; readonly title: string } }

/** A scan leads to its look-up, or is answered with what is wrong with it. */
const scan: Door<Reply> = async ({ visitor, form }) => {
  const scanned = await scannedLookUp(visitor, String(form.get('raw') ?? ''), String(form.get('symbologyId') ?? ''))
  if (scanned.ok) return { goTo: `/recalls?${new URLSearchParams(scanned.value)}` }
  return { ...sorry(null), value: { reply: { tone: 'refused', title: scanned.refusal.sentence } } }
}

const open = formOf(openNotice, {
  form: noticeForm,
  input: (given) => given,
  say: () => null,
  explain: explainRecall,
  goTo: ({ noticeId }) => `/recalls/${noticeId}`,
})

export const action = actionOf('recall.read', { scan, open })

export default function Recalls() {
  const { notices: rows, now, ...page } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <LookUpPage {...page} refusal={answer?.sentence ?? null} errors={answer?.errors ?? {}}>
      <NoticeList notices={rows} zone={page.zone} now={now} />
    </LookUpPage>
  )
}
