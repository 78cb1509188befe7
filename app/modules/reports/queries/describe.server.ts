import type { Visitor } from '~/modules/auth/types'
import { lookAt } from '~/modules/readiness/queries/look.server'
import { type FactsWhere, unitFacts } from '~/modules/stock/queries/facts.server'
import { isUsable, sayLooked } from '~/modules/stock/rules/looked'
import { quantityText } from '~/modules/stock/rules/quantity'
import type { Identified } from '../types'

/** What we know about units: usable or not and why, how much is where, and a link to the lot's page. */
export async function describeUnits(
  visitor: Visitor,
  where: FactsWhere,
  lotId: number,
  name: string,
): Promise<Identified> {
  const { context, site } = visitor
  const here = await unitFacts(context.db.read, { ...where, siteId: site.id })
  const gone = { ...where, siteId: site.id, includeEmpty: true }
  const facts = here.length > 0 ? here : await unitFacts(context.db.read, gone)
  const said = sayLooked(name, await lookAt(context.db.read, facts, context.at))
  return { ...said, to: { href: `/stock/lots/${lotId}`, label: 'Open its story' } }
}

/** What is here of a product, for a code that names the product alone. */
export async function describeProduct(visitor: Visitor, product: { id: number; name: string }): Promise<Identified> {
  const { context, site } = visitor
  const to = { href: `/catalog/${product.id}`, label: 'Open the product' }
  const facts = await unitFacts(context.db.read, { productIds: [product.id], siteId: site.id })
  const usable = (await lookAt(context.db.read, facts, context.at)).filter(isUsable)
  const [first] = facts
  if (!first) return { tone: 'question', title: `${product.name}: none is here.`, to }
  const total = usable.reduce((sum, { facts: each }) => sum + each.quantity, 0)
  return {
    // Which container is in the hand, this barcode doesn't say: never green.
    tone: usable.length > 0 ? 'question' : 'refused',
    title: `${product.name}. This barcode carries no lot: scan the one that does.`,
    detail:
      usable.length === facts.length
        ? `Here: ${quantityText(total, first)}, all of it usable.`
        : `Of what is here, ${usable.length > 0 ? `${quantityText(total, first)} can be used, and the rest can't` : 'nothing can be used'}.`,
    to,
  }
}
