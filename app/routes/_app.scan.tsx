import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { whatIsThis } from '~/modules/reports/queries/what-is-this.server'
import { ScanPage } from '~/modules/reports/ui/scan-page'

export const meta: MetaFunction = () => [{ title: 'Scan · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  await enter(request, 'stock.read')
  return null
}

export async function action({ request }: ActionFunctionArgs) {
  const visitor = await enter(request, 'stock.read')
  const form = await request.formData()
  return { reply: await whatIsThis(visitor, String(form.get('raw') ?? ''), String(form.get('symbologyId') ?? '')) }
}

/** An answer changes nothing on the page, and a look-up is audited, so nothing is loaded again after a scan. */
export const shouldRevalidate = () => false

export default function Scan() {
  return <ScanPage first={useActionData<typeof action>()?.reply ?? null} />
}
