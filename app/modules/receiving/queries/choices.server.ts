import type { Reader } from '~/lib/db.server'
import { categories, products } from '~/modules/catalog/queries.server'
import { bandName } from '~/modules/stock/messages'
import { placesOf } from '~/modules/stock/queries/places.server'

/** More products than a clinic has: the choice is found by typing, so the list may be long. */
const mostChoices = 5_000

/** What a clerk may choose while receiving: products, categories, the site's places. */
export async function receivingChoices(reader: Reader, siteId: number) {
  const [known, kinds, places] = await Promise.all([
    products(reader, '', mostChoices),
    categories(reader),
    placesOf(reader, siteId, ['storage', 'shelf', 'preparation', 'room']),
  ])
  return {
    products: known.map((product) => ({
      id: product.id,
      name: product.name,
      detail: [product.manufacturer, product.strength, product.category.name].filter(Boolean).join(' · '),
    })),
    categories: kinds.map(({ id, name, drawnFrom }) => ({ id, name, drawnFrom })),
    places: places.map((place) => ({ id: place.id, name: place.name, band: bandName(place.band) })),
  }
}
