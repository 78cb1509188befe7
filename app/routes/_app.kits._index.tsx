import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { makeKit } from '~/modules/kits/commands.server'
import { explainKit, explainKitRefusal } from '~/modules/kits/messages'
import { kitFacts } from '~/modules/kits/queries.server'
import { kitVerdict } from '~/modules/kits/rules/verdict'
import { newKitForm } from '~/modules/kits/schema'
import { KitsPage } from '~/modules/kits/ui/kits-page'

export const meta: MetaFunction = () => [{ title: 'Emergency kits · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, site, roles } = await enter(request, 'stock.read')
  const kits = await kitFacts(context.db.read, { siteIds: [site.id] })
  return {
    mayMake: may(roles, 'kit.make'),
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

type Told = { refusal: string | null; errors: Record<string, string[] | null> }
const sorry = (told: Partial<Told>) => data<Told>({ refusal: null, errors: {}, ...told }, { status: 422 })

export async function action({ request }: ActionFunctionArgs) {
  const { context, site } = await enter(request, 'kit.make')
  const form = await request.formData()
  const submission = parseWithZod(form, { schema: newKitForm })
  if (submission.status !== 'success') return sorry({ errors: submission.error ?? {} })
  const made = await makeKit(context, String(form.get('commandKey')), { siteId: site.id, ...submission.value })
  return made.ok ? redirect(`/kits/${made.value.kitId}`) : sorry({ refusal: explainKitRefusal(made.refusal) })
}

export default function Kits() {
  const told = useActionData<typeof action>()
  return <KitsPage {...useLoaderData<typeof loader>()} refusal={told?.refusal ?? null} errors={told?.errors ?? {}} />
}
