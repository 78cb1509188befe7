import { dateTime, type Instant, minutesBetween } from '~/lib/day'
import { unreachable } from '~/lib/result'
import type { Attention } from './types'

const degrees = (centi: number): string => `${(centi / 100).toFixed(1)} °C`
const things = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** What needs somebody, in a word, a sentence and a detail. */
export function explainAttention(
  item: Attention,
  zone: string,
  now: Instant,
): { word: string; title: string; detail: string } {
  switch (item.code) {
    case 'EXCURSION_OPEN':
      return {
        word: 'excursion',
        title: `${item.place}: temperature excursion`,
        detail: `since ${dateTime(item.startedAt, zone, now)}, worst ${degrees(item.worstCentiCelsius)}. Do not use, keep cold, do not discard.`,
      }
    case 'STORAGE_NOT_PROVEN':
      return {
        word: 'not proven',
        title: `${item.place}: enter the min/max reading`,
        detail:
          item.provenUntil === null
            ? 'No reading yet: nothing in it can be used.'
            : `Proven until ${dateTime(item.provenUntil, zone, now)}: nothing in it can be used.`,
      }
    case 'RECALL_OPEN':
      return {
        word: item.dueAt < now ? 'overdue' : 'recall',
        title: `${item.reference}: ${item.title}`,
        detail:
          item.dueAt < now
            ? `Was due ${dateTime(item.dueAt, zone, now)}.`
            : `Due ${dateTime(item.dueAt, zone, now)}, in ${Math.ceil(minutesBetween(now, item.dueAt) / 60)} hours.`,
      }
    case 'KIT_CHECK_DUE':
      return {
        word: 'check due',
        title: `${item.kit}: scan the seal`,
        detail:
          item.checkedAt === null
            ? 'Never checked: no procedure can be ready.'
            : `Last checked ${dateTime(item.checkedAt, zone, now)}; it is checked before each session.`,
      }
    case 'EXPIRED_HERE':
      return {
        word: 'expired',
        title: `${things(item.units, 'expired unit is', 'expired units are')} still in storage`,
        detail: 'Take them out and discard them.',
      }
    case 'EXPIRES_THIS_WEEK':
      return {
        word: 'soon',
        title: `${things(item.units, 'unit expires', 'units expire')} this week`,
        detail: `The first on ${item.first}.`,
      }
    case 'QUARANTINED':
      return {
        word: 'quarantine',
        title: `${things(item.holds, 'hold', 'holds')} from receiving to decide`,
        detail: 'Records missing, warm arrival or a broken seal.',
      }
    case 'REVIEW':
      return {
        word: 'review',
        title: `${things(item.holds, 'record', 'records')} made afterwards to review`,
        detail: 'Something was already done when it was recorded; what is left is on hold.',
      }
    case 'DELIVERY_OPEN':
      return {
        word: 'open',
        title: `Delivery ${item.deliveryId} from ${item.supplier} is open`,
        detail: `Arrived ${dateTime(item.arrivedAt, zone, now)}. Scan the rest, or close it.`,
      }
    default:
      return unreachable(item)
  }
}
