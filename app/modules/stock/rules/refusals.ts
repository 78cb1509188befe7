import type { Status } from '~/modules/auth/types'
import type { StockRefusal } from '../types'

/** The status with which the API answers each refusal of stock. */
export const stockRefusals = {
  NOT_ENOUGH: 409,
  LOT_EXPIRY_DIFFERS: 409,
  UNIT_OF_OTHER_LOT: 409,
  UNIT_ALREADY_HERE: 409,
  PLACE_UNKNOWN: 404,
  UNIT_UNKNOWN: 404,
  LOT_UNKNOWN: 404,
  PRODUCT_UNKNOWN: 404,
  WRONG_BAND: 422,
  MOVE_STOPPED: 422,
  MOVEMENT_UNKNOWN: 404,
  ALREADY_UNDONE: 409,
  UNDO_BLOCKED: 409,
  COUNT_MORE_THAN_ONE: 422,
  COUNT_ON_OLDER_FACTS: 409,
  HOLD_UNKNOWN: 404,
  ALREADY_RELEASED: 409,
  HOLD_ENDS_ELSEWHERE: 422,
  REASON_SAYS_NOTHING: 422,
} satisfies Record<StockRefusal['code'], Status>
