import type { Status } from '~/modules/auth/types'
import type { CatalogRefusal } from '../types'

/** How the API answers what the catalog refuses. */
export const catalogStatuses = {
  PRODUCT_CONTROLLED: 422,
  PRODUCT_EXISTS: 409,
  PRODUCT_SIZE_MISSING: 422,
  PRODUCT_UNKNOWN: 404,
  CATEGORY_UNKNOWN: 404,
  CATEGORY_EXISTS: 409,
  SUPPLIER_UNKNOWN: 404,
  SUPPLIER_EXISTS: 409,
  CODE_MALFORMED: 422,
  CODE_UNKNOWN: 404,
  CODE_CLAIMED: 409,
  CODE_LINKED_ALREADY: 409,
  STANDING_NOT_DIRECTOR: 422,
  STRENGTH_SAME: 409,
} as const satisfies Record<CatalogRefusal['code'], Status>
