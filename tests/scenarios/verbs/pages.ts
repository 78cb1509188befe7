import { dayOf } from '~/lib/day'
import { lookAt } from '~/modules/readiness/queries/look.server'
import { findOnHand } from '~/modules/stock/queries/find-on-hand.server'
import { onHand } from '~/modules/stock/queries/on-hand.server'
import { lotView, placeView, unitView } from '~/modules/stock/queries/views.server'
import { productStanding } from '~/modules/stock/rules/on-hand'
import { quantityText } from '~/modules/stock/rules/quantity'
import { onHandSearch } from '~/modules/stock/schema'
import { the } from '../forms'
import { lotOf, placeOf, unitOf } from '../things'
import { question } from '../verb'
import { type Outcome, StoryFault, visitorOf } from '../world'

type Products = Awaited<ReturnType<typeof onHand>>['products']

/** What a list says of a product: its mark, and of each part the place, the mark and the sentences. */
function listed(products: Products, name: string): Outcome {
  const product = products.find(({ productName }) => productName === name)
  if (!product) return { said: ['not there'] }
  const parts = product.lots.flatMap((lot) =>
    lot.parts.map(({ placeName, standing, findings }) =>
      [`${placeName}: ${standing.word}.`, ...findings.map(({ sentence }) => sentence)].join(' '),
    ),
  )
  const { word } = productStanding(product, quantityText(product.usable, product))
  return { said: [word], sentence: parts.join(' ') }
}

/** The pages and lists of stock, as whoever opens them reads them. */
export const pageVerbs = [
  question('opens the page of lot {lot}', 'nurse opens the page of lot AF-2201 -> usable', async (world, who, said) => {
    const { id } = await lotOf(world, the(said, 'lot'))
    const { context } = await visitorOf(world, who)
    const view = await lotView(context.db.read, id, context.at, lookAt)
    if (!view) throw new StoryFault('The lot has no page.')
    const units = view.units.map(({ name, standing, findings }) =>
      [`${name}: ${standing.word}.`, ...findings.map(({ sentence }) => sentence)].join(' '),
    )
    return { said: [view.standing.word], sentence: units.join(' ') }
  }),
  question(
    'opens the page of vial {unit}',
    'nurse opens the page of vial AF2201001 -> usable',
    async (world, who, said) => {
      const { id } = await unitOf(world, the(said, 'unit'))
      const { context } = await visitorOf(world, who)
      const view = await unitView(context.db.read, id, context.at, lookAt)
      if (!view) throw new StoryFault('The container has no page.')
      return { said: [view.standing.word], sentence: view.said.join(' ') }
    },
  ),
  question(
    'opens the page of place {place} for {product}',
    'nurse opens the page of place "Room 1" for "Curved probe" -> 1 usable',
    async (world, who, said) => {
      const { id } = await placeOf(world, the(said, 'place'))
      const { context, site } = await visitorOf(world, who)
      const view = await placeView(context.db.read, site.id, id, context.at, lookAt)
      return listed(view?.products ?? [], the(said, 'product'))
    },
  ),
  question(
    'opens the list of stock for {product}',
    'nurse opens the list of stock for "Curved probe" -> 1 usable',
    async (world, who, said) => {
      const { context, site } = await visitorOf(world, who)
      const today = dayOf(context.at, site.timeZone)
      const where = {
        siteId: site.id,
        timeZone: site.timeZone,
        today,
        at: context.at,
        show: 'all',
        text: the(said, 'product'),
        offset: 0,
      } as const
      return listed((await onHand(context.db.read, where, lookAt)).products, the(said, 'product'))
    },
  ),
  question(
    'looks for {text} in the list of stock [showing {show}]',
    'nurse looks for AF2201001 in the list of stock -> lot AF-2201',
    async (world, who, said) => {
      const { context, site } = await visitorOf(world, who)
      const today = dayOf(context.at, site.timeZone)
      const { show, find: text } = onHandSearch.parse({ show: said.show, find: the(said, 'text') })
      const where = { siteId: site.id, timeZone: site.timeZone, today, at: context.at, show, text, offset: 0 }
      const found = await findOnHand(context.db.read, where, lookAt)
      const lots = found.products.flatMap((product) => product.lots.map(({ lotNumber }) => `lot ${lotNumber}`))
      const sentence = [...found.warnings, ...found.said].join(' ')
      return { said: lots.length > 0 ? lots : ['nothing'], ...(sentence === '' ? {} : { sentence }) }
    },
  ),
]
