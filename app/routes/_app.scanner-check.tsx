import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { perform } from '~/modules/auth/commands/perform.server'
import { saveStation } from '~/modules/auth/commands/stations.server'
import { explainPerform } from '~/modules/auth/messages'
import { enter, stationCookieText, stationOf } from '~/modules/auth/queries.server'
import { checkSymbolSvg } from '~/modules/labels/rules/print/symbol'
import { checkScanner } from '~/modules/labels/rules/scanner-check'
import { scansField, stationForm } from '~/modules/labels/schema'
import type { ScanReply } from '~/modules/labels/ui/scan-field'
import { ScannerCheckPage } from '~/modules/labels/ui/scanner-check-page'

export const meta: MetaFunction = () => [{ title: 'Scanner check · Vialkeep' }]

const picture = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg)}`

export async function loader({ request }: LoaderFunctionArgs) {
  await enter(request, 'stock.read')
  const station = await stationOf(request)
  return {
    pictures: {
      layout: picture(checkSymbolSvg('layout')),
      gs1: picture(checkSymbolSvg('gs1')),
      hibc: picture(checkSymbolSvg('hibc')),
    },
    station: station && { name: station.name, checkedAt: station.checkedAt },
    saved: new URL(request.url).searchParams.has('kept'),
  }
}

/** The answer to one scan. The findings are on the page. */
function replyTo(scans: readonly string[]): ScanReply {
  const check = checkScanner(scans)
  if (check.strange) {
    return {
      tone: 'refused',
      title: 'This is none of the three symbols.',
      detail: 'Scan one of those on the screen; if it was, the keys arrive changed.',
    }
  }
  const left = 3 - check.arrived.length
  if (left > 0) return { tone: 'good', title: `${left} more to scan.` }
  return check.profile
    ? { tone: 'good', title: 'All three are read. See what arrives, and keep it.' }
    : { tone: 'question', title: 'All three are read, but not as printed.', detail: 'See below what to change.' }
}

const notTheCamera: ScanReply = {
  tone: 'question',
  title: 'This checks the scanner, not the camera.',
  detail: 'The camera needs no check.',
}

export async function action({ request }: ActionFunctionArgs) {
  const visitor = await enter(request, 'stock.read')
  const form = await request.formData()
  if (form.get('intent') === 'scan' && form.get('symbologyId')) {
    return { reply: notTheCamera, scans: [], errors: undefined }
  }
  if (form.get('intent') === 'scan') {
    const before = scansField.safeParse(form.get('scans') ?? '[]')
    const scans = [...(before.success ? before.data : []), String(form.get('raw') ?? '')]
    return { reply: replyTo(scans), scans, errors: undefined }
  }
  const submission = parseWithZod(form, { schema: stationForm })
  if (submission.status !== 'success') {
    return data(
      { reply: null, scans: [], errors: Object.values(submission.error ?? {}).flatMap((each) => each ?? []) },
      { status: 422 },
    )
  }
  const { name, scans } = submission.value
  const { profile } = checkScanner(scans)
  if (!profile) return data({ reply: null, scans, errors: ['Scan all three symbols first.'] }, { status: 422 })
  const commandKey = String(form.get('commandKey'))
  // A new station takes the command's key for its own: sent twice, it is still one station.
  const stationKey = (await stationOf(request))?.key ?? commandKey
  const input = { stationKey, name, scannerProfile: JSON.stringify(profile) }
  const saved = await perform(visitor, saveStation, input, commandKey)
  if (!saved.ok) return data({ reply: null, scans, errors: [explainPerform(saved.refusal)] }, { status: 422 })
  throw redirect('/scanner-check?kept', {
    headers: { 'Set-Cookie': stationCookieText(request, saved.value.stationKey) },
  })
}

export default function ScannerCheck() {
  const loaded = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <ScannerCheckPage
      {...loaded}
      scansBefore={answer?.scans ?? []}
      errors={answer?.errors}
      key={String(loaded.saved)}
    />
  )
}
