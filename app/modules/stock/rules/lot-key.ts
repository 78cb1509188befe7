import { nameKey, nameSkeleton } from '~/modules/names/rules/keys'

/** The key by which lots are the same: that of their names. */
export const lotKey = nameKey

/** The skeleton by which lots are near matches (R34). */
export const lotSkeleton = nameSkeleton

/** The lot number of products whose category has no lots. */
export const noLotNumber = 'NO-LOT'

/** A lot number as pages show it, or "No lot". */
export const lotText = (lotNumber: string): string => (lotNumber === noLotNumber ? 'No lot' : lotNumber)

/** A lot as a sentence names it in the middle: “lot AF-2201”, or “no lot number” for what has none. */
export const lotWords = (lotNumber: string): string =>
  lotNumber === noLotNumber ? 'no lot number' : `lot ${lotNumber}`

/** The same at the beginning of a sentence. */
export const lotStart = (lotNumber: string): string =>
  lotNumber === noLotNumber ? 'This item (no lot number)' : `Lot ${lotNumber}`

/** A product with its lot: “Amnio Flow 2 mL, lot AF-2201”. What has no lot number goes by the product alone. */
export const productLot = (productName: string, lotNumber: string): string =>
  lotNumber === noLotNumber ? productName : `${productName}, lot ${lotNumber}`
