import type { Lock } from '~/lib/db.server'
import type { HoldScope } from '../types'

/** What a hold covers: two people who hold it, or end a hold of it, wait for each other. */
export function holdLocks(scope: HoldScope): Lock[] {
  if ('lotId' in scope) return [{ kind: 'lot', key: scope.lotId }]
  if ('unitId' in scope) return [{ kind: 'unit', key: scope.unitId }]
  if ('placeId' in scope) return [{ kind: 'place', key: scope.placeId }]
  return [{ kind: 'product', key: scope.productId }]
}

/** What leaves, moves or is counted: two people who take from one unit wait for each other. */
export const unitLocks = ({ unitId }: { readonly unitId: number }): Lock[] => [{ kind: 'unit', key: unitId }]
