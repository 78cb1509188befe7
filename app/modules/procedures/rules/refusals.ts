import type { Status } from '~/modules/auth/types'
import { readinessRefusals } from '~/modules/readiness/rules/refusals'
import { scanRefusals } from '~/modules/stock/rules/scanned'
import type { ProcedureRefusal } from '../types'

/** The status with which the API answers each refusal of a procedure's commands. */
export const procedureRefusals = {
  ...readinessRefusals,
  ...scanRefusals,
  PROCEDURE_UNKNOWN: 404,
  BOOKING_PATIENT_UNKNOWN: 404,
  BOOKING_ROOM_UNKNOWN: 404,
  BOOKING_PRODUCT_UNKNOWN: 404,
  BOOKING_PROTOCOL_UNKNOWN: 404,
  DOSE_OUT_OF_RANGE: 422,
  STEP_TAKEN: 409,
  STEP_MISSING: 409,
  PROCEDURE_OVER: 409,
  SCREENING_INCOMPLETE: 422,
  SCREENING_REASON_MISSING: 422,
  SCREENING_SAID_NO: 422,
  SCREENING_NOT_CONSIDERED: 422,
  QUESTION_OPEN: 409,
  TIME_OUT_NOT_READY: 409,
  TIME_OUT_NOT_SIGNED: 409,
  OBSERVATION_NOT_OVER: 409,
  OVERRIDE_NOT_POSSIBLE: 409,
  OVERRIDE_COVERS_NOT: 422,
  VOLUME_STOPPED: 422,
  NOTHING_GIVEN: 422,
  VIAL_NOT_SCANNED: 409,
  NOT_THE_PATIENT: 409,
  NOT_A_VIAL: 422,
  GIVEN_IN_FUTURE: 422,
  REACTION_IN_FUTURE: 422,
  USE_UNKNOWN: 404,
  USE_UNDONE_ALREADY: 409,
  NOTE_CLOSED: 409,
  DISPOSITION_MISSING: 422,
  MUST_BE_DISCARDED: 422,
  NOT_FROM_STORAGE: 409,
  THAW_TOO_EARLY: 409,
} satisfies Record<ProcedureRefusal['code'], Status>
