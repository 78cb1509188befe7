import { addMinutes, type Instant } from '~/lib/day'

/** A movement of a unit: whether it then stood in its own storage, outside of it, or was gone. Base units. */
export type TripMove = {
  readonly at: Instant
  readonly quantity: number
  readonly from: 'stored' | 'out' | 'gone'
  readonly to: 'stored' | 'out' | 'gone'
}

/** The first clock of a unit: when its first trip began, and until when its instructions let it be out then. */
export type TripClock = { readonly startedAt: Instant; readonly limitAt: Instant }

/**
 * How long a unit has been out of its storage over all its trips, and until when it may be (R16). `usedMinutes` are those of trips
 * that have ended; `limitAt` is null while it is back in storage within its hours.
 */
export type Trips = { readonly usedMinutes: number; readonly limitAt: Instant | null }

/** Minutes between two instants, rounded up: a trip of a second is a minute. */
const minutes = (from: Instant, to: Instant): number =>
  Math.max(0, Math.ceil((Date.parse(to) - Date.parse(from)) / 60_000))

/**
 * Adds up the trips of a unit that is not thawed: its hours out of storage are one budget, which putting it back doesn't fill
 * again. When a trip used it up, that moment stays its limit for good. Movements in the order in which they happened.
 */
export function tripsOf(moves: readonly TripMove[], { startedAt, limitAt }: TripClock): Trips {
  const budget = minutes(startedAt, limitAt)
  let used = 0
  let out = 0
  let since: Instant | null = null
  for (const { at, quantity, from, to } of moves) {
    const before = out
    out += (to === 'out' ? quantity : 0) - (from === 'out' ? quantity : 0)
    if (before <= 0 && out > 0) since = at
    if (before > 0 && out <= 0 && since !== null) {
      const end = addMinutes(since, Math.max(0, budget - used))
      used += minutes(since, at)
      if (used > budget) return { usedMinutes: used, limitAt: end }
      since = null
    }
  }
  return { usedMinutes: used, limitAt: since === null ? null : addMinutes(since, budget - used) }
}
