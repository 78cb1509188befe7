import type { Day } from '~/lib/day'
import type { Requirement } from '~/modules/protocols/types'
import { noExpiry } from '~/modules/stock/rules/unit-facts'
import type { ProductTouch, Reach, ReadinessFacts } from '../types'
import { judgeProduct } from './judge/judge'
import { isKindOf } from './meets'
import { distance, needOf, questions } from './nearest'
import type { Stage, Walk } from './walk'

/** A product that may meet a requirement, with what decides for all of its units. */
export type Product = {
  readonly productId: number
  readonly categoryId: number
  readonly sizeMicroliters: number | null
  readonly held: boolean
  readonly touch: ProductTouch | null
}

/** The products that could meet a requirement of this booking. */
export const ofKind = (
  requirement: Requirement,
  { booking }: ReadinessFacts,
  products: readonly Product[],
): Product[] =>
  products.filter(
    (each) => isKindOf(each, requirement) && (requirement.bind !== 'unit' || each.productId === booking.productId),
  )

/** What is walked through for a requirement, without the products that stop every unit of theirs. */
export function stagesOf(
  requirement: Requirement,
  intent: Walk['intent'],
  facts: ReadinessFacts,
  there: {
    readonly products: readonly Product[]
    readonly open: ReadonlyMap<Reach, readonly number[]>
    readonly from: Day
  },
): Stage[] {
  const need = needOf(requirement, facts, intent)
  const judged = ofKind(requirement, facts, there.products)
    .filter(({ held }) => !held)
    .map(({ productId, touch }) => ({ productId, findings: touch === null ? [] : judgeProduct(touch, need) }))
    .filter(({ findings }) => findings.every(({ severity }) => severity !== 'stop'))
  const reaches = (Object.keys(distance) as Reach[]).filter(
    (reach) => intent === 'offer' || reach === 'room' || reach === 'preparation',
  )
  return ([0, 1] as const)
    .flatMap((asks) => {
      const productIds = judged.filter((each) => questions(each) === asks).map(({ productId }) => productId)
      return reaches.flatMap((reach) =>
        [there.from, noExpiry].map((from): Stage => {
          const placeIds = there.open.get(reach) ?? []
          return { from, questions: asks, reach, dated: from !== noExpiry, productIds, placeIds }
        }),
      )
    })
    .filter(({ productIds, placeIds }) => productIds.length > 0 && placeIds.length > 0)
}
