import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { labelSvg, sheetSvgs } from '~/modules/labels/rules/print/svg'
import { PrintPage } from '~/modules/labels/ui/print-page'
import { printJob, printQueryOf } from '~/modules/reports/queries/print-job.server'

export const meta: MetaFunction = () => [{ title: 'Print labels · Vialkeep' }]

/** A preview shows what the labels say, patients' names included: it is read when the address changes, and at no other time. */
export const shouldRevalidate = ({ currentUrl, nextUrl }: { currentUrl: URL; nextUrl: URL }) =>
  currentUrl.href !== nextUrl.href

const preview = (thing: string) => (svg: string, index: number, all: readonly string[]) => ({
  name: `${thing} ${index + 1} of ${all.length}`,
  picture: `data:image/svg+xml,${encodeURIComponent(svg)}`,
})

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await enter(request, 'stock.read')
  const query = printQueryOf(request)
  const { labels, missing, sheet } = await printJob(visitor, query)
  const svgs = sheet ? sheetSvgs(labels, sheet, query.start) : labels.map(labelSvg)
  return {
    ...query,
    isSheet: sheet !== null,
    count: labels.length,
    missing,
    previews: svgs.map(preview(sheet ? 'Sheet' : 'Label')),
  }
}

export default function PrintLabels() {
  const page = useLoaderData<typeof loader>()
  return <PrintPage {...page} />
}
