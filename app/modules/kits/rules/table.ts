import { countsAs, type FindingTable } from '~/modules/stock/rules/judge/weigh'
import type { KitDetail } from '../types'

const wrong = { weights: countsAs('stop'), overriddenBy: 'clinician', remedy: 'none' } as const
const said = { weights: countsAs('check'), overriddenBy: 'clinician', remedy: 'none' } as const

/**
 * Every finding about a kit (R24), weighed for whoever counts on it. A seal that nobody has looked at today is still to do. What a
 * kit holds that can't be used only says why there is too little: the line that is short is what stops.
 */
export const kitTable: FindingTable<KitDetail> = {
  NOT_SEALED: wrong,
  SEAL_BROKEN: wrong,
  SEAL_DIFFERS: wrong,
  SEAL_NOT_CHECKED: { weights: countsAs('open'), overriddenBy: 'clinician', remedy: 'this' },
  COUNT_OVERDUE: wrong,
  COUNT_NOT_IN_ORDER: wrong,
  NOTHING_LISTED: wrong,
  ITEM_SHORT: wrong,
  ITEM_ALONE: wrong,
  ITEM_UNUSABLE: said,
  ITEM_STRENGTH_UNKNOWN: said,
  ITEM_KEPT_RECALLED: said,
  ITEM_REPLACED: said,
  ITEM_EXPIRES: said,
}
