import type { Status } from '~/modules/auth/types'
import { stockRefusals } from '~/modules/stock/rules/refusals'
import { scanRefusals } from '~/modules/stock/rules/scanned'
import type { KitRefusal } from '../types'

/** The status with which the API answers each refusal of kits. */
export const kitRefusals = {
  ...stockRefusals,
  ...scanRefusals,
  KIT_UNKNOWN: 404,
  KIT_NAME_TAKEN: 409,
  SEAL_EMPTY: 422,
  SEAL_ALREADY_BROKEN: 409,
  COUNT_INCOMPLETE: 422,
  KIT_MOVED_SINCE: 409,
  SEAL_USED_BEFORE: 409,
  SEAL_IS_OTHER: 422,
  SEAL_OF_OTHER_KIT: 409,
  SEAL_UNKNOWN: 409,
  CATEGORIES_MISSING: 422,
} satisfies Record<KitRefusal['code'], Status>
