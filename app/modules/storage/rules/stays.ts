import type { Instant } from '~/lib/day'

/** A time during which something was somewhere; `until` is null while it still is. */
export type Stay = { readonly from: Instant; readonly until: Instant | null }

/** A movement into a storage location, out of it, or neither: the location of both ends, shelves counted to theirs. */
export type StorageMove = {
  readonly unitId: number
  readonly at: Instant
  readonly quantity: number
  readonly from: number | null
  readonly to: number | null
}

/** When a unit stood in a storage location, by its movements in the order in which they happened. A part of a bulk counts as it. */
export function staysIn(placeId: number, moves: readonly StorageMove[]): Stay[] {
  const stays: Stay[] = []
  let here = 0
  let since: Instant | null = null
  for (const { at, quantity, from, to } of moves) {
    const before = here
    here += (to === placeId ? quantity : 0) - (from === placeId ? quantity : 0)
    if (before <= 0 && here > 0) since = at
    if (before > 0 && here <= 0 && since !== null) {
      stays.push({ from: since, until: at })
      since = null
    }
  }
  return since === null ? stays : [...stays, { from: since, until: null }]
}

/** The part of a stay within a time, ends included; null when it was elsewhere then. */
export function during(stay: Stay, from: Instant | null, to: Instant): { from: Instant; to: Instant } | null {
  const start = from !== null && from > stay.from ? from : stay.from
  const end = stay.until !== null && stay.until < to ? stay.until : to
  return start <= end ? { from: start, to: end } : null
}

/** Minutes that some times cover together, those that overlap counted once, rounded up. */
export function minutesOf(times: readonly { readonly from: Instant; readonly to: Instant }[]): number {
  let total = 0
  let reached = Number.NEGATIVE_INFINITY
  for (const { from, to } of [...times].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const start = Math.max(Date.parse(from), reached)
    const end = Date.parse(to)
    if (end > start) total += end - start
    reached = Math.max(reached, end)
  }
  return Math.ceil(total / 60_000)
}
