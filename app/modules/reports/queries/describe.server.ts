import type { Visitor } from '~/modules/auth/types'
import { explainFinding } from '~/modules/stock/messages'
import { type FactsWhere, unitFacts } from '~/modules/stock/queries/facts.server'
import { quantityText } from '~/modules/stock/rules/quantity'
import { usability } from '~/modules/stock/rules/usability'
import type { Identified } from '../types'

/** What holds what has gone: a vial in hand may be of a recalled lot although the records say that it was used up. */
async function holdsOfGone({ context, site }: Visitor, where: FactsWhere): Promise<string[]> {
  const gone = await unitFacts(context.db.read, { ...where, siteId: site.id, includeEmpty: true })
  const held = gone.flatMap((each) => usability(each, context.at).findings.filter(({ code }) => code === 'ON_HOLD'))
  return [...new Set(held.map((finding) => explainFinding(finding, site.timeZone, context.at)))]
}

/** What we know about units: usable or not and why, how much is where, and a link to the lot's page. */
export async function describeUnits(
  visitor: Visitor,
  where: FactsWhere,
  lotId: number,
  name: string,
): Promise<Identified> {
  const { context, site } = visitor
  const to = { href: `/stock/lots/${lotId}`, label: 'Open its story' }
  const facts = await unitFacts(context.db.read, { ...where, siteId: site.id })
  const [first] = facts
  if (!first) {
    const holds = await holdsOfGone(visitor, where)
    const away = 'By the records nothing of it is here; its story tells where it went.'
    if (holds.length > 0)
      return { tone: 'refused', title: `${name}: don't use.`, detail: [...holds, away].join(' '), to }
    return { tone: 'question', title: `${name}: nothing of it is here.`, detail: 'Its story tells where it went.', to }
  }
  const answers = facts.map((each) => usability(each, context.at))
  const stopped = answers.filter((answer) => !answer.usable)
  const total = facts.reduce((sum, each) => sum + each.quantity, 0)
  const places = [...new Set(facts.map((each) => each.placeName))].join(', ')
  const amount = `${quantityText(total, first)} in ${places}; expires ${first.expiry ?? 'not known'}.`
  const reasons = [
    ...new Set(
      answers.flatMap((answer) => answer.findings.map((finding) => explainFinding(finding, site.timeZone, context.at))),
    ),
  ]
  if (stopped.length === 0)
    return { tone: 'good', title: `${name}: usable.`, detail: [amount, ...reasons].join(' '), to }
  const title =
    stopped.length === facts.length
      ? `${name}: don't use.`
      : `${name}: ${stopped.length} of ${facts.length} can't be used.`
  return { tone: 'refused', title, detail: [...reasons, amount].join(' '), to }
}

/** What is here of a product, for a code that names the product alone. */
export async function describeProduct(visitor: Visitor, product: { id: number; name: string }): Promise<Identified> {
  const { context, site } = visitor
  const to = { href: `/catalog/${product.id}`, label: 'Open the product' }
  const facts = await unitFacts(context.db.read, { productIds: [product.id], siteId: site.id })
  const usable = facts.filter((each) => usability(each, context.at).usable)
  const [first] = facts
  if (!first) return { tone: 'question', title: `${product.name}: none is here.`, to }
  const total = usable.reduce((sum, each) => sum + each.quantity, 0)
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
