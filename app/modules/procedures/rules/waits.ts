import { addMinutes, dayOf, type Instant } from '~/lib/day'
import type { Applied, Event, Wait, WaitFor } from '../types'
import { hasEnded } from './booked-parts'

/**
 * How long is waited where no label says it, in minutes: the longest of the protocol for an anesthetic (5–15 and 2–5), and three
 * for an antiseptic to dry. The product's own figure wins (R58).
 */
export const seededWaitMinutes: Record<WaitFor, number> = { antiseptic: 3, topical: 15, injectable: 5 }

/** What a category of products is waited for; null where nothing is. */
export function waitForOf(categoryCode: string): WaitFor | null {
  if (categoryCode.startsWith('antiseptic-')) return 'antiseptic'
  if (categoryCode === 'anesthetic-topical') return 'topical'
  return categoryCode === 'anesthetic-injectable' ? 'injectable' : null
}

const isOf = (event: Event, what: WaitFor): boolean => event.kind === 'applied' && event.detail.what === what

/** The event that a correction is about in the end, by its place in the record. */
function rootOf(event: Event, events: readonly Event[]): number {
  const corrected = events.find(({ id }) => id === event.detail.corrects && id < event.id)
  return corrected ? rootOf(corrected, events) : event.id
}

/** What ends it: another side or site was not prepared, and a prepared skin that leaves the room is not prepared any more. */
const ends = (event: Event, what: WaitFor): boolean =>
  hasEnded(event, 'marking') || (what === 'antiseptic' && event.kind === 'left' && event.detail.who === 'patient')

/** What was applied last and still counts, with its corrected time; null while nothing was, or it was on another day. */
export function appliedOf(events: readonly Event[], what: WaitFor, at: Instant, timeZone: string): Applied | null {
  const last = events.filter((event) => isOf(event, what)).at(-1)
  if (!last) return null
  const root = rootOf(last, events)
  if (events.some((event) => event.id > root && ends(event, what))) return null
  if (dayOf(last.occurredAt, timeZone) !== dayOf(at, timeZone)) return null
  const { minutes, product } = last.detail
  return {
    eventId: last.id,
    at: last.occurredAt,
    minutes: typeof minutes === 'number' ? minutes : seededWaitMinutes[what],
    product: typeof product === 'string' ? product : null,
    actor: last.actor,
  }
}

/** A product that is kept for the procedure, with the minutes that its label says. */
export type KeptToWait = {
  readonly categoryCode: string
  readonly productName: string
  readonly waitMinutes: number | null
}

/** All that is waited for in a procedure: its antiseptic always, an anesthetic where one is booked or kept. */
export function waitsOf(
  of: { readonly anesthesia: string; readonly timeZone: string; readonly events: readonly Event[] },
  kept: readonly KeptToWait[],
  at: Instant,
): Wait[] {
  const all: readonly WaitFor[] = ['antiseptic', 'topical', 'injectable']
  const isKept = (what: WaitFor) => kept.filter(({ categoryCode }) => waitForOf(categoryCode) === what)
  return all
    .filter((what) => what === 'antiseptic' || of.anesthesia === what || isKept(what).length > 0)
    .map((what) => {
      const products = isKept(what)
      const applied = appliedOf(of.events, what, at, of.timeZone)
      const minutes = products.map(({ waitMinutes }) => waitMinutes ?? seededWaitMinutes[what])
      return {
        what,
        product: [...new Set(products.map(({ productName }) => productName))].join(', ') || null,
        minutes: minutes.length > 0 ? Math.max(...minutes) : seededWaitMinutes[what],
        isKnown: products.length > 0 && products.every(({ waitMinutes }) => waitMinutes !== null),
        applied,
        until: applied && addMinutes(applied.at, applied.minutes),
      }
    })
}
