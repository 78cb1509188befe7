import type { Status } from '~/modules/auth/types'
import { stockRefusals } from '~/modules/stock/rules/refusals'
import type { ReadinessRefusal, ScanRefusal } from '../types'

/** The status with which the API answers each refusal to bind or sign. */
export const readinessRefusals = {
  ...stockRefusals,
  NOTHING_ASKS_FOR_IT: 422,
  REQUIREMENT_MET: 409,
  BOUND_ALREADY: 409,
  UNIT_STOPPED: 422,
  BINDING_UNKNOWN: 404,
  BOOKING_OVER: 409,
  NOT_READY: 409,
  NAME_MISSING: 422,
} satisfies Record<ReadinessRefusal['code'], Status>

/** The status with which the API answers a scan that can't be taken. */
export const scanRefusals = {
  SCAN_EMPTY: 422,
  SCAN_TOO_LONG: 422,
  SCAN_LABEL: 422,
  SCAN_AMBIGUOUS: 422,
  SCAN_UNKNOWN: 404,
  SCAN_OWN_LABEL: 404,
  SCAN_UNSURE: 422,
  SCAN_PRODUCT_UNKNOWN: 404,
  SCAN_SEVERAL: 409,
  SCAN_NO_LOT: 422,
  SCAN_LOT_UNKNOWN: 404,
  SCAN_UNIT_UNKNOWN: 404,
  SCAN_CONTRADICTS: 422,
  SCAN_EXPIRY_DIFFERS: 422,
  SCAN_NOT_HERE: 404,
  SCAN_OTHER_THING: 422,
} satisfies Record<ScanRefusal['code'], Status>
