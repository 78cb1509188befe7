import type { State } from '~/ui/state-mark'
import type { Attention, Looked, SetUp } from './types'

const order: readonly Attention['code'][] = [
  'GIVEN_TO_TWO',
  'REACTION_TO_REVIEW',
  'SUPPLIER_TO_TELL',
  'EMERGENCY_TO_SORT',
  'LATE_TO_SORT',
  'EXCURSION_OPEN',
  'GIVEN_EXPOSED',
  'RECALL_OPEN',
  'KEPT_LOST',
  'CHANGED_LOST',
  'KIT_NOT_IN_ORDER',
  'KIT_CHECK_DUE',
  'KIT_REPLACE',
  'STORAGE_NOT_PROVEN',
  'EXPIRED_HERE',
  'REVIEW',
  'GAP_HELD',
  'QUARANTINED',
  'DELIVERY_OPEN',
  'EXPIRES_THIS_WEEK',
  'NOT_SET_UP',
]

/** What needs a person's attention, most urgent first. */
export const byUrgency = (items: readonly Attention[]): Attention[] =>
  [...items].sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code))

const states: Record<Attention['code'], State> = {
  EXCURSION_OPEN: 'stop',
  GIVEN_EXPOSED: 'stop',
  GIVEN_TO_TWO: 'stop',
  KEPT_LOST: 'stop',
  CHANGED_LOST: 'check',
  REACTION_TO_REVIEW: 'stop',
  SUPPLIER_TO_TELL: 'stop',
  EMERGENCY_TO_SORT: 'check',
  LATE_TO_SORT: 'stop',
  RECALL_OPEN: 'hold',
  KIT_NOT_IN_ORDER: 'stop',
  KIT_CHECK_DUE: 'check',
  KIT_REPLACE: 'hold',
  STORAGE_NOT_PROVEN: 'not-proven',
  EXPIRED_HERE: 'stop',
  REVIEW: 'hold',
  GAP_HELD: 'hold',
  QUARANTINED: 'hold',
  DELIVERY_OPEN: 'check',
  EXPIRES_THIS_WEEK: 'check',
  NOT_SET_UP: 'check',
}

/** The state in which something that needs attention is shown. */
export const stateOf = (item: Attention): State => states[item.code]

const setUpPages: Record<SetUp, string> = {
  storage: '/storage/new',
  kit: '/kits',
  room: '/storage/new',
  product: '/catalog/new',
}

/** What is not set up yet: nothing can be in order of which there is none. */
export const notSetUp = ({ storages, kits, rooms, products }: Looked): SetUp[] => [
  ...(storages === 0 ? (['storage'] as const) : []),
  ...(kits === 0 ? (['kit'] as const) : []),
  ...(rooms === 0 ? (['room'] as const) : []),
  ...(products === 0 ? (['product'] as const) : []),
]

/** The page that deals with it. */
export function pageOf(item: Attention): string {
  switch (item.code) {
    case 'EXCURSION_OPEN':
    case 'STORAGE_NOT_PROVEN':
      return `/storage/${item.placeId}`
    case 'GIVEN_EXPOSED':
      return `/storage/excursions/${item.excursionId}`
    case 'GIVEN_TO_TWO':
    case 'REACTION_TO_REVIEW':
    case 'SUPPLIER_TO_TELL':
    case 'EMERGENCY_TO_SORT':
    case 'LATE_TO_SORT':
      return `/procedures/${item.procedureId}`
    case 'KEPT_LOST':
    case 'CHANGED_LOST':
      return `/procedures/${item.procedureId}/readiness`
    case 'RECALL_OPEN':
      return `/recalls/${item.noticeId}`
    case 'KIT_CHECK_DUE':
    case 'KIT_NOT_IN_ORDER':
    case 'KIT_REPLACE':
      return `/kits/${item.kitId}`
    case 'EXPIRED_HERE':
      return '/stock?show=expired'
    case 'EXPIRES_THIS_WEEK':
      return '/stock?show=expiring'
    case 'QUARANTINED':
    case 'REVIEW':
    case 'GAP_HELD':
      return '/stock?show=held'
    case 'DELIVERY_OPEN':
      return `/receiving/${item.deliveryId}`
    case 'NOT_SET_UP':
      return setUpPages[item.what]
  }
}
