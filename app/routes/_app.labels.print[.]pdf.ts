import type { LoaderFunctionArgs } from '@remix-run/node'
import { enter } from '~/modules/auth/queries.server'
import { rollPdf, sheetPdf } from '~/modules/labels/queries/label-pdf.server'
import { fileHeaders, printJob, printQueryOf } from '~/modules/reports/queries/print-job.server'

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'stock.read')
  const query = printQueryOf(request)
  const { labels, sheet } = await printJob(visitor, query)
  const at = new Date(visitor.context.at)
  const pdf = sheet ? await sheetPdf(labels, sheet, query.start, at) : await rollPdf(labels, at)
  return new Response(Buffer.from(pdf), { headers: fileHeaders('application/pdf', 'labels.pdf') })
}
