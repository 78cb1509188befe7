import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { createProduct } from '~/modules/catalog/commands/products.server'
import { explainCatalog } from '~/modules/catalog/messages'
import { categories, suppliers } from '~/modules/catalog/queries.server'
import { productForm } from '~/modules/catalog/schema'
import { NewProductPage } from '~/modules/catalog/ui/new-product-page'
import { actionOf, formOf } from '~/server/action'

export const meta: MetaFunction = () => [{ title: 'New product · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context } = await enter(request, 'catalog.change')
  return { categories: await categories(context.db.read), suppliers: await suppliers(context.db.read) }
}

export const action = actionOf(
  'catalog.change',
  formOf(createProduct, {
    form: productForm,
    input: ({ commandKey: _key, multiDose, needsThaw, ...product }) => ({
      ...product,
      multiDose: multiDose === 'on',
      needsThaw: needsThaw === 'on',
    }),
    say: () => null,
    explain: explainCatalog,
    goTo: ({ productId }) => `/catalog/${productId}`,
  }),
)

export default function NewProduct() {
  return <NewProductPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
