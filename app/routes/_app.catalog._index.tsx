import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { products } from '~/modules/catalog/queries.server'
import { CatalogPage } from '~/modules/catalog/ui/catalog-page'

export const meta: MetaFunction = () => [{ title: 'Catalog · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, roles } = await enter(request, 'stock.read')
  const text = new URL(request.url).searchParams.get('find')?.slice(0, 80) ?? ''
  return { products: await products(context.db.read, text), text, mayChange: may(roles, 'catalog.change') }
}

export default function Catalog() {
  return <CatalogPage {...useLoaderData<typeof loader>()} />
}
