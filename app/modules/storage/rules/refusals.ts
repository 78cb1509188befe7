import type { Status } from '~/modules/auth/types'
import type { StorageRefusal } from '../types'

/** The status with which the API answers each refusal of storage. */
export const storageRefusals = {
  LOCATION_UNKNOWN: 404,
  PLACE_NAME_TAKEN: 409,
  PARENT_UNKNOWN: 404,
  RANGE_BACKWARD: 422,
  READING_BACKWARD: 422,
  READING_OUTSIDE_ITSELF: 422,
  READING_IMPOSSIBLE: 422,
  READING_IN_FUTURE: 422,
  READING_NOT_NEWER: 409,
  RESET_AFTER_READING: 422,
  EXCURSION_UNKNOWN: 404,
  EXCURSION_CLOSED: 409,
  RELEASE_NOT_YOURS: 422,
  ADVICE_SAYS_NOTHING: 422,
  DECISION_MISSING: 422,
  PLACE_NOT_EMPTY: 409,
} satisfies Record<StorageRefusal['code'], Status>
