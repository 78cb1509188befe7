import type { Instant } from '~/lib/day'

type Time = { readonly from: Instant; readonly to: Instant }

/** Whether these pieces, in the order in which they begin, cover a time from its beginning to its end without a hole. */
export function isCovered({ from, to }: Time, pieces: readonly Time[]): boolean {
  let reached: Instant | null = null
  for (const piece of pieces) {
    if (piece.from > (reached ?? from)) break
    if (piece.to >= from && (reached === null || piece.to > reached)) reached = piece.to
    if (reached !== null && reached >= to) return true
  }
  return false
}
