const folded = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ')

/** A coded site that can be booked, with the words that name it. */
export type CodedSite = { readonly code: string; readonly label: string }

/**
 * The coded site that these words name; null for words of nobody's list. Only the whole label counts: a code decides whether two
 * bookings are for the same site, so it is never guessed.
 */
export const codedSite = (words: string, sites: readonly CodedSite[]): CodedSite | null =>
  sites.find((site) => folded(site.label) === folded(words)) ?? null

/** A site of a booking: its side, its words, and its code where it is one that can be booked. */
export type SiteOfBooking = { readonly side: string; readonly words: string; readonly code: string | null }

/**
 * Whether two bookings are for the same site. Null where nobody can tell: on one side, where one of them has words of its own, as
 * older bookings do. Whoever asks treats that as a question and not as a no.
 */
export function isSameSite(one: SiteOfBooking, other: SiteOfBooking): boolean | null {
  if (one.side !== other.side) return false
  if (folded(one.words) === folded(other.words)) return true
  return one.code !== null && other.code !== null ? one.code === other.code : null
}
