/** How a storage location stands, as pages mark it. */
export type LocationStanding = { readonly state: 'ready' | 'check' | 'stop' | 'not-proven'; readonly word: string }

/** How long before a reading is due we start asking for it. */
const soonMilliseconds = 4 * 3_600_000

/**
 * The mark of a storage location at an instant: out of range while an excursion is open, not proven when its last reading
 * reaches no farther, due when it soon won't (R20, R21).
 */
export function locationStanding(
  location: { readonly provenUntil: string | null; readonly excursionId: number | null },
  at: string,
): LocationStanding {
  if (location.excursionId !== null) return { state: 'stop', word: 'excursion open' }
  if (location.provenUntil === null || at > location.provenUntil) return { state: 'not-proven', word: 'not proven' }
  const left = Date.parse(location.provenUntil) - Date.parse(at)
  return left < soonMilliseconds ? { state: 'check', word: 'reading due' } : { state: 'ready', word: 'proven' }
}
