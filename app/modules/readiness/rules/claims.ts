import type { Binding } from '../types'

/** What was taken of a unit where it stands: `container` is a single-dose container, which is nobody else's from now on. */
export type Taken = { readonly placeId: number; readonly container: boolean; readonly missing: number }

/**
 * The bindings that end because something was taken from under them: all of a single-dose container, wherever they were made;
 * else, the latest first, only as many at that place as it takes to free what is missing.
 */
export function claimsInTheWay<T extends Binding>(bindings: readonly T[], taken: Taken): T[] {
  if (taken.container) return [...bindings]
  const ended: T[] = []
  let missing = taken.missing
  for (const binding of [...bindings].reverse()) {
    if (missing <= 0) break
    if (binding.placeId !== taken.placeId || !binding.reserved) continue
    ended.push(binding)
    missing -= binding.quantity
  }
  return ended
}
