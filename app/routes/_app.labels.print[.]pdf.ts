import type { LoaderFunctionArgs } from '@remix-run/node'
import { enter } from '~/modules/auth/queries.server'
import { fileHeaders, printJob, printQueryOf } from '~/modules/reports/queries/print-job.server'

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'stock.read')
  const query = printQueryOf(request)
  const { labels, sheet } = await printJob(visitor, query)
  const at = new Date(visitor.context.at)
  // The writer of PDFs takes a tenth of the server's start, so it is loaded when one is printed.
  const { rollPdf, sheetPdf } = await import('~/modules/labels/queries/label-pdf.server')
  const pdf = sheet ? await sheetPdf(labels, sheet, query.start, at) : await rollPdf(labels, at)
  return new Response(Buffer.from(pdf), { headers: fileHeaders('application/pdf', 'labels.pdf') })
}
