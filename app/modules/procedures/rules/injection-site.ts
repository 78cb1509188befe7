const folded = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ')

/**
 * The code of the site that these words name, among the coded sites; null for words of nobody's list, which are kept as they
 * are. Only the whole label counts: a code decides whether two bookings are for the same site, so it is never guessed.
 */
export const siteCodeOf = (
  words: string,
  sites: readonly { readonly code: string; readonly label: string }[],
): string | null => sites.find((site) => folded(site.label) === folded(words))?.code ?? null
