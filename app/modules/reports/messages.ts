import { dateTime, type Instant, minutesBetween } from '~/lib/day'
import { unreachable } from '~/lib/result'
import { explainKit } from '~/modules/kits/messages'
import type { Attention, Looked, SetUp } from './types'

const degrees = (centi: number): string => `${(centi / 100).toFixed(1)} °C`
const things = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** A word, a sentence and a detail. */
type Words = { readonly word: string; readonly title: string; readonly detail: string }

const words = (word: string, title: string, detail: string): Words => ({ word, title, detail })

/** Holds that wait for somebody, wherever they are: they belong to lots and units, not to a site. */
function holdWords({ code, holds }: Extract<Attention, { readonly holds: number }>): Words {
  switch (code) {
    case 'QUARANTINED':
      return words(
        'quarantine',
        `${things(holds, 'hold', 'holds')} from receiving to decide`,
        'At all sites: goods in quarantine, or without their records.',
      )
    case 'REVIEW':
      return words(
        'review',
        `${things(holds, 'record', 'records')} made afterwards to review`,
        'At all sites: something was already done when it was recorded; what is left is on hold.',
      )
    case 'GAP_HELD':
      return words(
        'not proven',
        `${things(holds, 'unit is', 'units are')} on hold for a time that no reading covers`,
        'At all sites: a manager or the medical director decides, after looking at what the logger remembers.',
      )
  }
}

const givenWords = (place: string): Words =>
  words(
    'given',
    `Given before the reading came in: ${place}`,
    'A patient got something that had stood out of its range. The excursion lists what and when; its closing says what was done.',
  )

const deliveryWords = (
  { deliveryId, supplier }: Extract<Attention, { readonly code: 'DELIVERY_OPEN' }>,
  arrived: string,
): Words =>
  words('open', `Delivery ${deliveryId} from ${supplier} is open`, `Arrived ${arrived}. Scan the rest, or close it.`)

/** What a procedure's record asks for. No patient is named (R25). */
function procedureWords(
  { code, procedureId, scheduledAt }: Extract<Attention, { readonly procedureId: number }>,
  zone: string,
  now: Instant,
): Words {
  switch (code) {
    case 'GIVEN_TO_TWO':
      return words(
        'two patients',
        `Procedure ${procedureId}: its container is in another patient’s record, too`,
        'A single-dose container is for one patient. Find out which record is right, and tell the clinician; the review ends under Holds to decide.',
      )
    case 'KEPT_LOST':
      return words(
        'lost',
        `Procedure ${procedureId}: what was kept for it was given in another one`,
        `Booked for ${dateTime(scheduledAt, zone, now)}. Keep another container for it.`,
      )
    case 'CHANGED_LOST':
      return words(
        'changed',
        `Procedure ${procedureId}: its booking was changed, and what was kept for it no longer fits`,
        `Booked for ${dateTime(scheduledAt, zone, now)}. Make it ready again; say what becomes of what is opened or thawed.`,
      )
    case 'REACTION_TO_REVIEW':
      return words(
        'reaction',
        `Procedure ${procedureId}: a reaction waits for its review`,
        'Its lots are on hold. The medical director says on its page what came of the review.',
      )
    case 'SUPPLIER_TO_TELL':
      return words(
        'reaction',
        `Procedure ${procedureId}: tell the supplier of the reaction`,
        'The same day. Say on its page whom you told.',
      )
    case 'LATE_TO_SORT':
      return words(
        'late record',
        `Procedure ${procedureId}: sort out the late record`,
        'What else was set apart may have been given, or something stands against what was used. Say on its page what was found.',
      )
    case 'EMERGENCY_TO_SORT':
      return words(
        'emergency',
        `Procedure ${procedureId}: sort out the emergency record`,
        'What was given, what came from the kit, and the kit’s count. Say on its page what was done.',
      )
  }
}

const setUpWords: Record<SetUp, Words> = {
  storage: words(
    'not set up',
    'No freezer, fridge or cabinet is set up',
    'Set each one up: cold products need proven storage.',
  ),
  kit: words('not set up', 'No emergency kit is set up', 'A procedure needs one that is in order.'),
  room: words('not set up', 'No procedure room is set up', 'Procedures are booked into a room.'),
  product: words(
    'not set up',
    'No product is in the catalog',
    'Add what you use, or receive a delivery: it asks for what it does not know.',
  ),
}

const all = (count: number, one: string, many: string): string => (count === 1 ? `The ${one}` : `All ${count} ${many}`)

/**
 * What the first page may say when nothing needs anybody: a sentence for each thing that was looked at and is there, and none for
 * what is not (R50). Each stands behind a query of `attention.server.ts`, which would have raised it.
 */
export function quietSentences({ storages, kits, notices, products }: Looked): string[] {
  return [
    storages > 0
      ? `${all(storages, 'storage location is proven', 'storage locations are proven')}, and no excursion is open.`
      : null,
    kits > 0 ? `${all(kits, 'emergency kit is in order', 'emergency kits are in order')}.` : null,
    notices > 0
      ? `None of the ${things(notices, 'recall notice', 'recall notices')} entered is open.`
      : 'No recall notice was ever entered.',
    products > 0 ? 'No lot here whose expiry is known has expired or expires within a week.' : null,
    'No delivery is open. No hold from receiving, for missing readings or for a review waits at any site.',
    'No review of a container in two patients’ records waits here, and nothing kept for a procedure to come was given in another or no longer fits its booking.',
    'No reaction waits here for a review or for its supplier to be told, and no emergency or late record to be sorted out.',
  ].filter((sentence) => sentence !== null)
}

/** What needs a person's attention, in a word, a sentence and a detail. */
export function explainAttention(item: Attention, zone: string, now: Instant): Words {
  if ('procedureId' in item) return procedureWords(item, zone, now)
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
          ? 'No reading yet, so what is stored in it is not proven.'
          : `Proven until ${dateTime(item.provenUntil, zone, now)}, so what is stored in it is not proven now.`,
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
          ? 'Its seal was never checked, so this kit does not count.'
          : `Its seal was last checked ${dateTime(item.checkedAt, zone, now)}; it is checked before each session.`,
      )
    case 'KIT_REPLACE':
      return words('recalled', `${item.kit}: replace what is recalled`, explainKit(item.first, zone, now))
    case 'KIT_NOT_IN_ORDER':
      return words(
        'not in order',
        `${item.kit} is not in order`,
        item.first === null ? 'It has no par list.' : explainKit(item.first, zone, now),
      )
    case 'NOT_SET_UP':
      return setUpWords[item.what]
    case 'EXPIRED_HERE':
      return words(
        'expired',
        `${things(item.units, 'expired unit is', 'expired units are')} still here`,
        'Take them out and discard them.',
      )
    case 'EXPIRES_THIS_WEEK':
      return words(
        'soon',
        `${things(item.units, 'unit expires', 'units expire')} this week`,
        `The first on ${item.first}.`,
      )
    case 'QUARANTINED':
    case 'REVIEW':
    case 'GAP_HELD':
      return holdWords(item)
    case 'GIVEN_EXPOSED':
      return givenWords(item.place)
    case 'DELIVERY_OPEN':
      return deliveryWords(item, dateTime(item.arrivedAt, zone, now))
    default:
      return unreachable(item)
  }
}
