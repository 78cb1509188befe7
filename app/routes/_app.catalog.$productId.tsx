import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idIn, notHere } from '~/lib/http.server'
import type { Result } from '~/lib/result'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { answerAllergen, archiveProduct, linkCode, setStanding, unlinkCode } from '~/modules/catalog/commands.server'
import { explainCatalog } from '~/modules/catalog/messages'
import { productPage } from '~/modules/catalog/queries.server'
import { answersOf } from '~/modules/catalog/rules/allergens'
import { allergenForm, archiveForm, codeForm, standingForm, unlinkForm } from '~/modules/catalog/schema'
import { ProductPage } from '~/modules/catalog/ui/product-page'

const nowhere = 'There is no such product. Go back to the catalog.'

export const meta: MetaFunction = () => [{ title: 'Product · Vialkeep' }]

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { context, roles } = await enter(request, 'stock.read')
  const product = await productPage(context.db.read, idIn(params.productId, nowhere))
  if (!product) throw notHere(nowhere)
  return {
    product,
    answers: answersOf(product.contains),
    mayChange: may(roles, 'catalog.change'),
    isDirector: roles.includes('director'),
  }
}

const reply = (done: boolean, title: string) => data({ answer: { done, title } }, { status: done ? 200 : 422 })
const replied = (result: Result<unknown, Parameters<typeof explainCatalog>[0]>, title: string) =>
  result.ok ? reply(true, title) : reply(false, explainCatalog(result.refusal))
const wrong = (errors: Record<string, string[] | null> | null | undefined) =>
  reply(
    false,
    Object.values(errors ?? {}).flat()[0] ?? 'Something in this form is not as expected. Look at each field.',
  )

export async function action({ request, params }: ActionFunctionArgs) {
  const { context, roles } = await enter(request, 'catalog.change')
  const form = await request.formData()
  const productId = idIn(params.productId, nowhere)
  switch (form.get('intent')) {
    case 'link': {
      const code = parseWithZod(form, { schema: codeForm })
      if (code.status !== 'success') return wrong(code.error)
      const { commandKey, also, ...input } = code.value
      return replied(
        await linkCode(context, commandKey, { ...input, productId, also: also === 'on' }),
        'Linked. The next scan knows it.',
      )
    }
    case 'unlink': {
      const code = parseWithZod(form, { schema: unlinkForm })
      if (code.status !== 'success') return wrong(code.error)
      return replied(
        await unlinkCode(context, code.value.commandKey, { productId, codeId: code.value.codeId }),
        'Unlinked.',
      )
    }
    case 'allergen': {
      const answer = parseWithZod(form, { schema: allergenForm })
      if (answer.status !== 'success') return wrong(answer.error)
      const { commandKey, ...input } = answer.value
      return replied(await answerAllergen(context, commandKey, { productId, ...input }), 'Answered, for every patient.')
    }
    case 'standing': {
      const standing = parseWithZod(form, { schema: standingForm })
      if (standing.status !== 'success') return wrong(standing.error)
      const { commandKey, ...input } = standing.value
      return replied(await setStanding(context, commandKey, { productId, roles, ...input }), 'Recorded.')
    }
    case 'archive': {
      const archive = parseWithZod(form, { schema: archiveForm })
      if (archive.status !== 'success') return wrong(archive.error)
      return replied(await archiveProduct(context, archive.value.commandKey, { productId }), 'Taken out of the lists.')
    }
    default:
      return reply(false, 'This page does not know what to do. Reload it and try again.')
  }
}

export default function Product() {
  return <ProductPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()?.answer ?? null} />
}
