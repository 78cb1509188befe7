import type { Status } from '~/modules/auth/types'
import { stockRefusals } from '~/modules/stock/rules/refusals'
import type { ReadinessRefusal } from '../types'

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
