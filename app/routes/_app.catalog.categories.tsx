import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { createCategory, createSupplier } from '~/modules/catalog/commands.server'
import { explainCatalog } from '~/modules/catalog/messages'
import { categories, suppliers } from '~/modules/catalog/queries.server'
import { categoryForm, supplierForm, traitsOf } from '~/modules/catalog/schema'
import { CategoriesPage } from '~/modules/catalog/ui/categories-page'

export const meta: MetaFunction = () => [{ title: 'Categories · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, roles } = await enter(request, 'stock.read')
  return {
    categories: await categories(context.db.read),
    suppliers: await suppliers(context.db.read),
    mayChange: may(roles, 'catalog.change'),
  }
}

const reply = (done: boolean, title: string) => data({ answer: { done, title } }, { status: done ? 200 : 422 })

export async function action({ request }: ActionFunctionArgs) {
  const { context } = await enter(request, 'catalog.change')
  const form = await request.formData()
  if (form.get('intent') === 'supplier') {
    const supplier = parseWithZod(form, { schema: supplierForm })
    if (supplier.status !== 'success') return reply(false, "Enter the supplier's name.")
    const made = await createSupplier(context, supplier.value.commandKey, { name: supplier.value.name })
    return made.ok ? reply(true, `${supplier.value.name} is added.`) : reply(false, explainCatalog(made.refusal))
  }
  const category = parseWithZod(form, { schema: categoryForm })
  if (category.status !== 'success') {
    const [first] = Object.values(category.error ?? {}).flat()
    return reply(false, first ?? 'Something in this form is not as expected. Look at each field.')
  }
  const made = await createCategory(context, category.value.commandKey, traitsOf(category.value))
  return made.ok ? reply(true, `${category.value.name} is added.`) : reply(false, explainCatalog(made.refusal))
}

export default function Categories() {
  return <CategoriesPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()?.answer ?? null} />
}
