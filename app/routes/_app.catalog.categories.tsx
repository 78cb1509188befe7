import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { createCategory, createSupplier } from '~/modules/catalog/commands/lists.server'
import { explainCatalog } from '~/modules/catalog/messages'
import { categories, suppliers } from '~/modules/catalog/queries.server'
import { categoryForm, supplierForm, traitsOf } from '~/modules/catalog/schema'
import { CategoriesPage } from '~/modules/catalog/ui/categories-page'
import { actionOf, formOf } from '~/server/action'

export const meta: MetaFunction = () => [{ title: 'Categories · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, roles } = await enter(request, 'stock.read')
  return {
    categories: await categories(context.db.read),
    suppliers: await suppliers(context.db.read),
    mayChange: may(roles, 'catalog.change'),
  }
}

export const action = actionOf('stock.read', {
  supplier: formOf(createSupplier, {
    form: supplierForm,
    input: ({ name }) => ({ name }),
    say: (_made, { name }) => `${name} is added.`,
    explain: explainCatalog,
  }),
  category: formOf(createCategory, {
    form: categoryForm,
    input: traitsOf,
    say: (_made, { name }) => `${name} is added.`,
    explain: explainCatalog,
  }),
})

export default function Categories() {
  return <CategoriesPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
