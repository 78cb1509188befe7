import type { ProductCheck } from './unit-checks'

/**
 * Whether the label of what enters a patient says sterile (R57): no stops it, and while nobody has looked somebody is asked,
 * once for the product.
 */
export const labeledSterile: ProductCheck = ({ touch, facts }) => {
  if (touch === null || !touch.entersPatient || touch.labeledSterile === 'yes') return []
  return touch.labeledSterile === 'no'
    ? [{ code: 'NOT_STERILE' }]
    : [{ code: 'STERILE_UNKNOWN', productId: facts.productId }]
}
