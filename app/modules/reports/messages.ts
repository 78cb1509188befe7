import { dateTime, type Instant, minutesBetween } from '~/lib/day'
import { unreachable } from '~/lib/result'
import type { Attention } from './types'

const degrees = (centi: number): string => `${(centi / 100).toFixed(1)} °C`
const things = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** A word, a sentence and a detail. */
type Words = { readonly word: string; readonly title: string; readonly detail: string }

const words = (word: string, title: string, detail: string): Words => ({ word, title, detail })

/** What needs a person's attention, in a word, a sentence and a detail. */
export function explainAttention(item: Attention, zone: string, now: Instant): Words {
  switch (item.code) {
    case 'EXCURSION_OPEN':
      return words(
        'excursion',
        `${item.place}: temperature excursion`,
        `since ${dateTime(item.startedAt, zone, now)}, worst ${degrees(item.worstCentiCelsius)}. Do not use, keep cold, do not discard.`,
      )
    case 'STORAGE_NOT_PROVEN':
      return words(
        'not proven',
        `${item.place}: enter the min/max reading`,
        item.provenUntil === null
          ? 'No reading yet: nothing in it can be used.'
          : `Proven until ${dateTime(item.provenUntil, zone, now)}: nothing in it can be used.`,
      )
    case 'RECALL_OPEN':
      return words(
        item.dueAt < now ? 'overdue' : 'recall',
        `${item.reference}: ${item.title}`,
        item.dueAt < now
          ? `Was due ${dateTime(item.dueAt, zone, now)}.`
          : `Due ${dateTime(item.dueAt, zone, now)}, in ${Math.ceil(minutesBetween(now, item.dueAt) / 60)} hours.`,
      )
    case 'KIT_CHECK_DUE':
      return words(
        'check due',
        `${item.kit}: scan the seal`,
        item.checkedAt === null
          ? 'Never checked: no procedure can be ready.'
          : `Last checked ${dateTime(item.checkedAt, zone, now)}; it is checked before each session.`,
      )
    case 'EXPIRED_HERE':
      return words(
        'expired',
        `${things(item.units, 'expired unit is', 'expired units are')} still in storage`,
        'Take them out and discard them.',
      )
    case 'EXPIRES_THIS_WEEK':
      return words(
        'soon',
        `${things(item.units, 'unit expires', 'units expire')} this week`,
        `The first on ${item.first}.`,
      )
    case 'QUARANTINED':
      return words(
        'quarantine',
        `${things(item.holds, 'hold', 'holds')} from receiving to decide`,
        'Records missing, warm arrival or a broken seal.',
      )
    case 'REVIEW':
      return words(
        'review',
        `${things(item.holds, 'record', 'records')} made afterwards to review`,
        'Something was already done when it was recorded; what is left is on hold.',
      )
    case 'DELIVERY_OPEN':
      return words(
        'open',
        `Delivery ${item.deliveryId} from ${item.supplier} is open`,
        `Arrived ${dateTime(item.arrivedAt, zone, now)}. Scan the rest, or close it.`,
      )
    default:
      return unreachable(item)
  }
}
