/** The key by which lots and names are the same: case, spaces and hyphens folded (docs/architecture.md §6). */
export const lotKey = (text: string): string => text.toUpperCase().replace(/[\s‐-―-]+/g, '')

const lookAlikes: Record<string, string> = { O: '0', I: '1', L: '1', S: '5', B: '8', Z: '2' }

/** The skeleton by which lots are near matches: O/0, I/1/L, S/5, B/8, Z/2 folded on top of the key (R34). */
export const lotSkeleton = (text: string): string =>
  lotKey(text).replace(/[OILSBZ]/g, (letter) => lookAlikes[letter] ?? letter)

/** The lot number of products whose category has no lots. */
export const noLotNumber = 'NO-LOT'

/** A lot number as pages show it, or "No lot". */
export const lotText = (lotNumber: string): string => (lotNumber === noLotNumber ? 'No lot' : lotNumber)
