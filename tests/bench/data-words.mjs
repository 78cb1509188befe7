// What the bench's data is called and how much of it there is: all follows from a number or a seed, so that data, client and
// floor agree without asking each other.

/** Uses of each lot, and how they spread over patients: each procedure uses five lots, each patient has two procedures. */
export const usesPerLot = 10
const usesPerProcedure = 5
const proceduresPerPatient = 2

/** Products kept by number, and products with a unit for each container. */
export const supplies = 360
const biologics = 40
export const products = supplies + biologics

/** @typedef {{ lots: number, uses: number, procedures: number, patients: number }} Size */

/**
 * How many rows of each kind a number of lots brings.
 * @param {number} lots
 * @returns {Size}
 */
export const sizeOf = (lots) => {
  const uses = lots * usesPerLot
  const procedures = uses / usesPerProcedure
  return { lots, uses, procedures, patients: procedures / proceduresPerPatient }
}

/** Numbers from 0 up to 1 that look random and are the same for the same seed. */
export function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A UUID's form out of random numbers. */
export function uuid(random) {
  const hex = (digits) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  return `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(8)}${hex(4)}`
}

const letters = 'ACDEFGHJKMNPQRTUVWXY'

/** The printed number of a lot: two letters and seven digits, like a real one; no two lots share one. */
export const lotNumber = (lot) =>
  `${letters[(lot * 7919) % 20]}${letters[(lot * 31 + 7) % 20]}${String(lot).padStart(7, '0')}`
/** The product of a lot. One in ten is a biologic, with a unit for each container. */
export const productOf = (lot) => ((lot * 7) % products) + 1
export const isBiologic = (lot) => productOf(lot) > supplies
export const expiryOf = (lot) => `20${40 + (lot % 9)}-${String((lot % 12) + 1).padStart(2, '0')}-28`

/** The GTIN-14 of a product. */
export function gtinOf(product) {
  const body = `0950600${String(product).padStart(6, '0')}`
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0)
  return `${body}${(10 - (sum % 10)) % 10}`
}

/** What a GS1 DataMatrix on a package of a lot holds. */
export const labelOf = (lot) =>
  `]d201${gtinOf(productOf(lot))}17${expiryOf(lot).slice(2).replaceAll('-', '')}10${lotNumber(lot)}`

/** A number as it is compared. */
export const fold = (text) => text.toUpperCase().replace(/[\s-]+/g, '')
const lookAlikes = { O: '0', I: '1', L: '1', S: '5', B: '8', Z: '2' }
/** A number as look-alikes are found. */
export const skeleton = (text) => fold(text).replace(/[OILSBZ]/g, (letter) => lookAlikes[letter])

/** When everything was set up, and until when all storage is proven. */
export const past = '2026-01-05T09:00:00.000Z'
export const proven = '2099-01-01T00:00:00.000Z'
/** The first place of each kind; storage takes ten places, cold storage two, rooms the rest. */
export const place = { supplier: 1, discard: 2, return: 3, difference: 4, storage: 5, cold: 15, room: 17 }
/** Procedures' own places come after these. */
export const fixedPlaces = 20

/** The ids that a run needs. */
export const known = { siteId: 1, personId: 1, deliveryId: 1, storageId: place.storage }
