import type { LoaderFunctionArgs } from '@remix-run/node'
import { enter } from '~/modules/auth/queries.server'
import { labelZpl } from '~/modules/labels/rules/print/zpl'
import { fileHeaders, printJob, printQueryOf } from '~/modules/reports/queries/print-job.server'

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'stock.read')
  const query = printQueryOf(request)
  const { labels } = await printJob(visitor, query)
  const dpi = query.dpi === '300' ? 300 : 203
  const zpl = labels.map((label) => labelZpl(label, dpi)).join('')
  return new Response(zpl, { headers: fileHeaders('text/plain; charset=utf-8', 'labels.zpl') })
}
