import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idIn, notHere } from '~/lib/http.server'
import { enter } from '~/modules/auth/queries.server'
import { may } from '~/modules/auth/rules'
import { correctStrength, setSterile, setWait } from '~/modules/catalog/commands/facts.server'
import { answerAllergen, archiveProduct, setStanding, unlinkCode } from '~/modules/catalog/commands/products.server'
import { explainCatalog } from '~/modules/catalog/messages'
import { productPage } from '~/modules/catalog/queries.server'
import { answersOf } from '~/modules/catalog/rules/allergens'
import {
  allergenForm,
  archiveForm,
  codeForm,
  standingForm,
  sterileForm,
  strengthForm,
  unlinkForm,
  waitForm,
} from '~/modules/catalog/schema'
import { ProductPage } from '~/modules/catalog/ui/product-page'
import { linkCode } from '~/modules/stock/commands/link-code.server'
import { actionOf, formOf, type Sent } from '~/server/action'

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

const idOf = ({ params }: Sent): { productId: number } => ({ productId: idIn(params.productId, nowhere) })

export const action = actionOf('stock.read', {
  link: formOf(linkCode, {
    form: codeForm,
    input: ({ also, ...code }, sent) => ({ ...code, ...idOf(sent), also: also === 'on' }),
    say: () => 'Linked. The next scan knows it.',
    explain: explainCatalog,
  }),
  unlink: formOf(unlinkCode, {
    form: unlinkForm,
    input: ({ codeId }, sent) => ({ ...idOf(sent), codeId }),
    say: () => 'Unlinked.',
    explain: explainCatalog,
  }),
  allergen: formOf(answerAllergen, {
    form: allergenForm,
    input: ({ allergen, answer }, sent) => ({ ...idOf(sent), allergen, answer }),
    say: () => 'Answered, for every patient.',
    explain: explainCatalog,
  }),
  standing: formOf(setStanding, {
    form: standingForm,
    input: ({ standing, basis }, sent) => ({ ...idOf(sent), standing, basis }),
    say: () => 'Recorded.',
    explain: explainCatalog,
  }),
  sterile: formOf(setSterile, {
    form: sterileForm,
    input: ({ answer }, sent) => ({ ...idOf(sent), answer }),
    say: () => 'Answered, for every patient.',
    explain: explainCatalog,
  }),
  strength: formOf(correctStrength, {
    form: strengthForm,
    input: ({ strength, reason }, sent) => ({ ...idOf(sent), strength, reason }),
    say: () => 'Corrected. What it was called before stays in its history.',
    explain: explainCatalog,
  }),
  wait: formOf(setWait, {
    form: waitForm,
    input: ({ minutes }, sent) => ({ ...idOf(sent), minutes: minutes ?? null }),
    say: () => 'Saved. It counts from the next time it is applied.',
    explain: explainCatalog,
  }),
  archive: formOf(archiveProduct, {
    form: archiveForm,
    input: (_form, sent) => idOf(sent),
    say: () => 'Taken out of the lists.',
    explain: explainCatalog,
  }),
})

export default function Product() {
  return <ProductPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
