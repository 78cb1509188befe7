import type { State } from '~/ui/state-mark'
import type { Attention } from './types'

const order: readonly Attention['code'][] = [
  'EXCURSION_OPEN',
  'RECALL_OPEN',
  'KIT_CHECK_DUE',
  'STORAGE_NOT_PROVEN',
  'EXPIRED_HERE',
  'REVIEW',
  'QUARANTINED',
  'DELIVERY_OPEN',
  'EXPIRES_THIS_WEEK',
]

/** What needs a person's attention, most urgent first. */
export const byUrgency = (items: readonly Attention[]): Attention[] =>
  [...items].sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code))

const states: Record<Attention['code'], State> = {
  EXCURSION_OPEN: 'stop',
  RECALL_OPEN: 'hold',
  KIT_CHECK_DUE: 'check',
  STORAGE_NOT_PROVEN: 'not-proven',
  EXPIRED_HERE: 'stop',
  REVIEW: 'hold',
  QUARANTINED: 'hold',
  DELIVERY_OPEN: 'check',
  EXPIRES_THIS_WEEK: 'check',
}

/** The state in which something that needs attention is shown. */
export const stateOf = (item: Attention): State => states[item.code]

/** The page that deals with it. */
export function pageOf(item: Attention): string {
  switch (item.code) {
    case 'EXCURSION_OPEN':
    case 'STORAGE_NOT_PROVEN':
      return `/storage/${item.placeId}`
    case 'RECALL_OPEN':
      return `/recalls/${item.noticeId}`
    case 'KIT_CHECK_DUE':
      return `/kits/${item.kitId}`
    case 'EXPIRED_HERE':
    case 'EXPIRES_THIS_WEEK':
      return '/stock?show=expiring'
    case 'QUARANTINED':
    case 'REVIEW':
      return '/stock?show=held'
    case 'DELIVERY_OPEN':
      return `/receiving/${item.deliveryId}`
  }
}
