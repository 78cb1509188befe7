/** The look-up and a new notice take no longer text in their address: the fifty names that are looked up at once fit in it. */
export const mostInAddress = 2_000

/** What is said where a text is longer: it is never cut, since a name behind the cut would be looked up by nobody. */
export const tooLongToLookUp =
  'This is too long to look up at once; nothing was searched. Look up its first half, then the rest, or open a notice with all of it.'

/** The look-up of a text, as an address; the page alone where the text is too long for one. */
export const lookUpOf = (text: string): string =>
  text.trim().length > mostInAddress ? '/recalls' : `/recalls?${new URLSearchParams({ lot: text.trim() })}`
