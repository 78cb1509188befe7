import { z } from 'zod'
import type { Tx } from '~/lib/db.server'
import { id, wordsIn } from '~/lib/inputs'
import { ok, refuse } from '~/lib/result'
import type { Stamp } from '~/modules/audit/types'
import { command } from '~/modules/auth/commands/command.server'
import { keepRange } from '~/modules/catalog/commands/ranges.server'
import { placeHolds } from '~/modules/stock/commands/holds.server'
import { locationsOfProduct, productLabel } from '../queries/labels.server'
import { locationFacts, openExcursion } from '../queries/locations.server'
import { measuredOutside } from '../queries/readings.server'
import { unitsThatStood } from '../queries/stood.server'
import { decideLabel } from '../rules/label'
import { storageRefusals } from '../rules/refusals'
import { centiCelsius } from '../schema'
import type { LocationFacts, ProductLabel } from '../types'
import { storeExcursion } from './store-reading.server'

/** Holds what stood in a location while it was out of the label that is known now. Returns how many units. */
async function holdBy(
  tx: Tx,
  stamp: Stamp,
  location: LocationFacts,
  { productId, name, label }: { readonly productId: number; readonly name: string; readonly label: ProductLabel },
): Promise<number> {
  const { placeId } = location
  const segments = await measuredOutside(tx, placeId, label)
  if (segments.length === 0) return 0
  const excursion = await openExcursion(tx, placeId)
  const heldBy = { excursionId: excursion?.id ?? null, readingId: null }
  const units = (await unitsThatStood(tx, placeId, heldBy)).filter((unit) => unit.productId === productId)
  const plan = decideLabel({ location, excursion, name, label, segments, units })
  if (plan === null) return 0
  const excursionId = await storeExcursion(tx, placeId, plan, excursion)
  const holds = plan.exposed.map((unit) => ({
    ...unit,
    reason: 'temperature' as const,
    source: `excursion:${excursionId}`,
  }))
  await placeHolds(tx, stamp, holds)
  return holds.length
}

/**
 * A person enters what a product's label says of its storage, with the revision of its instructions (R57, R69): the range, and the
 * excursion that it allows, if any. Readings that are there already are judged by it at once; what it holds, it holds for the
 * excursion of its place. It ends no hold. Refuses a range without an end, a backward one, and an excursion without its minutes.
 */
export const enterLabel = command({
  kind: 'storage.enter-label',
  what: 'Enters the storage range on a product’s label, and holds what was kept outside of it.',
  right: 'catalog.change',
  by: 'person',
  whenLate: 'ask',
  input: z
    .object({
      productId: id,
      min: centiCelsius.nullable(),
      max: centiCelsius.nullable(),
      excursion: z
        .object({
          min: centiCelsius.nullable(),
          max: centiCelsius.nullable(),
          minutes: z.int('must be whole minutes').min(1, 'must be above 0').max(43_200, 'must be at most 30 days'),
        })
        .nullable(),
      revision: wordsIn(120),
    })
    .refine(({ min, max }) => min !== null || max !== null, { path: ['min'], error: 'must have an end' }),
  refusals: storageRefusals,
  audit: z.object({ min: z.number().nullable(), max: z.number().nullable(), revision: z.string(), held: z.number() }),
  run: async (work, { productId, min, max, excursion, revision }) => {
    const { tx } = work
    const product = await productLabel.one(tx, productId)
    if (!product) return refuse({ code: 'PRODUCT_UNKNOWN' as const })
    const ends = [{ min, max }, ...(excursion === null ? [] : [{ min: excursion.min, max: excursion.max }])]
    const backward = ends.find((range) => range.min !== null && range.max !== null && range.min >= range.max)
    if (backward) return refuse({ code: 'RANGE_BACKWARD' as const, min: backward.min ?? 0, max: backward.max ?? 0 })
    await keepRange(tx, work, {
      productId,
      min,
      max,
      excursionMinutes: excursion?.minutes ?? null,
      excursionMin: excursion?.min ?? null,
      excursionMax: excursion?.max ?? null,
      instructionRevision: revision,
    })
    let held = 0
    const label = { min, max, excursion }
    for (const { placeId, siteId } of await locationsOfProduct(tx, productId)) {
      const location = await locationFacts(tx, siteId, placeId)
      if (location) held += await holdBy(tx, work, location, { productId, name: product.name, label })
    }
    work.note(`product:${productId}`, { min, max, revision, held })
    return ok({ held })
  },
})
