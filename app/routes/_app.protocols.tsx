import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { currentVersions, requirementsOf, textsOf } from '~/modules/protocols/queries.server'
import { ProtocolPage } from '~/modules/protocols/ui/protocol-page'

export const meta: MetaFunction = () => [{ title: 'Protocol · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context } = await enter(request, 'procedure.read')
  const reader = context.db.read
  const [version] = await currentVersions(reader)
  if (!version) return { version: null, requirements: [], texts: [] }
  const requirements = await requirementsOf(reader, [version.id])
  return { version, requirements: requirements.get(version.id) ?? [], texts: await textsOf(reader, version.id) }
}

export default function Protocol() {
  return <ProtocolPage {...useLoaderData<typeof loader>()} />
}
