import { countsAs, type FindingTable, mayOverride, type OverriddenBy } from '~/modules/stock/rules/judge/weigh'
import type { ClearDetail } from '../types'

const wrong = { weights: countsAs('stop'), overriddenBy: 'nobody', remedy: 'none' } as const
const toDo = { weights: countsAs('open'), overriddenBy: 'nobody', remedy: 'none' } as const
const asks = { weights: countsAs('ask'), overriddenBy: 'clinician', remedy: 'answer' } as const

/** What stands against a clearance besides a container, which the tables of units and volumes weigh. */
export type OfClearing = Exclude<ClearDetail, { readonly code: 'UNIT' }>

/**
 * Every finding of CLEAR TO INJECT that is not about one container: what it weighs, and who goes on over it by name (R67). What is
 * asked is a clinician's to answer; what is still to be done is done first.
 */
export const clearTable: FindingTable<OfClearing> = {
  STEP_FIRST: toDo,
  READY_FIRST: wrong,
  TIME_OUT_MISSING: toDo,
  TIME_OUT_OVER: wrong,
  TIME_OUT_CHANGED: wrong,
  TIME_OUT_LEFT: wrong,
  PATIENT_NOT_IDENTIFIED: toDo,
  WRONG_PATIENT_SCANNED: wrong,
  QUESTION_OPEN: wrong,
  NOTHING_DRAWN: wrong,
  SCAN_FIRST: toDo,
  VOLUME_UNSAID: toDo,
  NOT_APPLIED: asks,
  WAIT_NOT_OVER: asks,
  DOSE_OUT_OF_PROTOCOL: asks,
  SECOND_DOSE: { ...wrong, overriddenBy: 'clinician' },
  SECOND_DOSE_UNCERTAIN: asks,
  WEIGHT_MISSING: toDo,
  ANESTHETIC_OVER: asks,
  ANESTHETIC_MIXED: asks,
  ANESTHETIC_LIMIT_UNKNOWN: asks,
}

/** Who may go on over a finding of a clearance. */
export const overriderOfClearing = (finding: OfClearing): OverriddenBy => mayOverride(clearTable, finding)
