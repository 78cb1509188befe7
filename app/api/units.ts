import { isUsable, type Looked } from '~/modules/stock/rules/looked'

type Measure = { readonly baseUnit: string; readonly containerQuantity: number }

/** What quantities of a thing count. */
export const unitOf = ({ baseUnit, containerQuantity }: Measure) => ({
  baseUnit: baseUnit === 'uL' ? ('uL' as const) : ('each' as const),
  containerQuantity,
})

/** What quantities of a product count, out of what the recalls room found for several. */
export const measureOf = (measures: Readonly<Record<number, Measure>>, productId: number) =>
  unitOf(measures[productId] ?? { baseUnit: 'each', containerQuantity: 1 })

/** A unit as the API shows it: what it is, where it stands, whether anybody may use it now, and why not, in sentences. */
export function toUnit(looked: Looked) {
  const { facts, findings } = looked
  return {
    unitId: facts.unitId,
    unitNumber: facts.unitNumber,
    lotId: facts.lotId,
    lotNumber: facts.lotNumber,
    expiry: facts.expiry,
    productId: facts.productId,
    productName: facts.productName,
    baseUnit: facts.baseUnit,
    containerQuantity: facts.containerQuantity,
    placeId: facts.placeId,
    placeName: facts.placeName,
    siteId: facts.siteId,
    quantity: facts.quantity,
    reserved: facts.reserved,
    usable: isUsable(looked),
    findings: findings.map(({ code, severity, sentence: message }) => ({ code, severity, message })),
  }
}
