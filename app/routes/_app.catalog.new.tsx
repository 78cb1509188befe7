import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { enter } from '~/modules/auth/queries.server'
import { createProduct } from '~/modules/catalog/commands.server'
import { explainCatalog } from '~/modules/catalog/messages'
import { categories, suppliers } from '~/modules/catalog/queries.server'
import { productForm } from '~/modules/catalog/schema'
import { NewProductPage } from '~/modules/catalog/ui/new-product-page'

export const meta: MetaFunction = () => [{ title: 'New product · Vialkeep' }]

export async function loader({ request }: LoaderFunctionArgs) {
  const { context } = await enter(request, 'catalog.change')
  return { categories: await categories(context.db.read), suppliers: await suppliers(context.db.read) }
}

export async function action({ request }: ActionFunctionArgs) {
  const { context } = await enter(request, 'catalog.change')
  const submission = parseWithZod(await request.formData(), { schema: productForm })
  if (submission.status !== 'success') return data({ refusal: null, errors: submission.error ?? {} }, { status: 422 })
  const { commandKey, multiDose, needsThaw, ...rest } = submission.value
  const made = await createProduct(context, commandKey, {
    ...rest,
    multiDose: multiDose === 'on',
    needsThaw: needsThaw === 'on',
  })
  if (made.ok) throw redirect(`/catalog/${made.value.productId}`)
  return data({ refusal: explainCatalog(made.refusal), errors: {} }, { status: 422 })
}

export default function NewProduct() {
  const answer = useActionData<typeof action>()
  return (
    <NewProductPage
      {...useLoaderData<typeof loader>()}
      errors={answer?.errors ?? {}}
      refusal={answer?.refusal ?? null}
    />
  )
}
