/** The largest id that both databases hold. */
export const idMax = 2_147_483_647

/**
 * The id in a text that came from outside: an address, a form, a label of ours. Plain digits and nothing else, 1 to
 * 2,147,483,647; null for anything that only a lenient reader would take for a number ("1e3", "0x10", " 7", "٣", "07").
 */
export function idOf(text: unknown): number | null {
  if (typeof text !== 'string' || !/^[1-9][0-9]{0,9}$/.test(text)) return null
  const id = Number(text)
  return id <= idMax ? id : null
}
