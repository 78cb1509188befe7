import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { liveOf } from '~/lib/live.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { makeKit } from '~/modules/kits/commands/make.server'
import { explainKit, explainKitRefusal } from '~/modules/kits/messages'
import { kitFacts } from '~/modules/kits/queries.server'
import { kitsSeen } from '~/modules/kits/rules/seen'
import { kitVerdict } from '~/modules/kits/rules/verdict'
import { newKitForm } from '~/modules/kits/schema'
import { KitsPage } from '~/modules/kits/ui/kits-page'
import { actionOf, formOf } from '~/server/action'

export const meta: MetaFunction = () => [{ title: 'Emergency kits · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, site, roles } = await enter(request, 'stock.read')
  const kits = await kitFacts(context.db.read, { siteIds: [site.id] })
  const judged = kits.map((kit) => ({ kit, verdict: kitVerdict(kit, context.at) }))
  const seen = kitsSeen(judged.map(({ kit, verdict }) => ({ kitId: kit.kitId, inOrder: verdict.inOrder })))
  return {
    mayMake: may(roles, 'kit.make'),
    live: liveOf({ at: context.at, zone: site.timeZone }, 'kits', seen),
    kits: judged.map(({ kit, verdict }) => {
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

export const action = actionOf(
  'stock.read',
  formOf(makeKit, {
    form: newKitForm,
    input: (given) => given,
    say: () => null,
    explain: explainKitRefusal,
    goTo: ({ kitId }) => `/kits/${kitId}`,
  }),
)

export default function Kits() {
  return <KitsPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
