import type { StockFinding } from '../../types'
import { asksUse, type FindingTable, saysOfKit, saysOnly, stopsMove, stopsUse } from './weigh'

/** Every finding that this room knows against a unit: what it weighs for whom, who may override it, what helps. */
export const stockTable: FindingTable<StockFinding> = {
  ON_HOLD: {
    weights: stopsUse,
    overriddenBy: ({ reason }) => (reason === 'recall' ? 'nobody' : 'director'),
    remedy: 'another',
  },
  MAY_BE_RECALLED: { weights: asksUse, overriddenBy: 'nobody', remedy: 'answer' },
  KEPT_UNTIL_REPLACED: { weights: saysOfKit, overriddenBy: 'nobody', remedy: 'another' },
  EXPIRED: { weights: stopsUse, overriddenBy: 'nobody', remedy: 'another' },
  EXPIRY_UNKNOWN: { weights: stopsUse, overriddenBy: 'director', remedy: 'another' },
  EXPIRES_SOON: { weights: saysOnly, overriddenBy: 'clinician', remedy: 'none', shown: ['days'] },
  OPENED_TOO_LONG: { weights: stopsUse, overriddenBy: 'nobody', remedy: 'another' },
  OPENED_FOR_OTHER: { weights: stopsUse, overriddenBy: 'nobody', remedy: 'another' },
  OPENED: { weights: saysOnly, overriddenBy: 'clinician', remedy: 'none' },
  THAWED_TOO_LONG: { weights: stopsUse, overriddenBy: 'director', remedy: 'another' },
  THAWING: { weights: saysOnly, overriddenBy: 'clinician', remedy: 'none' },
  STORAGE_NOT_PROVEN: { weights: stopsUse, overriddenBy: 'director', remedy: 'another' },
  WRONG_STORAGE: { weights: stopsUse, overriddenBy: 'director', remedy: 'another' },
  WRONG_BAND: { weights: stopsMove, overriddenBy: 'director', remedy: 'none' },
  REFROZEN: { weights: stopsMove, overriddenBy: 'nobody', remedy: 'none' },
  PART_OF_SEALED: { weights: stopsMove, overriddenBy: 'clinician', remedy: 'none' },
  NONE_LEFT: { weights: stopsUse, overriddenBy: 'nobody', remedy: 'another' },
}
