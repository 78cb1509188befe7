import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { explainKit } from '~/modules/kits/messages'
import { kitFacts } from '~/modules/kits/queries.server'
import { kitVerdict } from '~/modules/kits/rules/verdict'
import { KitsPage } from '~/modules/kits/ui/kits-page'

export const meta: MetaFunction = () => [{ title: 'Emergency kits · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, site } = await enter(request, 'stock.read')
  const kits = await kitFacts(context.db.read, { siteIds: [site.id] })
  return {
    kits: kits.map((kit) => {
      const verdict = kitVerdict(kit, context.at)
      const [first] = verdict.findings
      return {
        kitId: kit.kitId,
        name: kit.name,
        inOrder: verdict.inOrder,
        first: first ? explainKit(first, site.timeZone, context.at) : null,
        earliestExpiry: verdict.earliestExpiry,
      }
    }),
  }
}

export default function Kits() {
  return <KitsPage {...useLoaderData<typeof loader>()} />
}
