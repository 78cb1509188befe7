/** Symbology identifiers (ISO/IEC 15424): the three characters that say in which kind of barcode a text stood. */

/**
 * What may stand in a carrier: `gs1` element strings only (FNC1 in first position), `retail` an EAN/UPC number, `itf` a
 * GTIN-14, `other` anything, `unknown` where nothing is known of it.
 */
export type Carrier = 'gs1' | 'retail' | 'itf' | 'other' | 'unknown'

// With FNC1 first; d5, Q4, z4 are d2, Q3, z1 with ECI. Aztec is no GS1 carrier, yet decoders say z1 (GenSpecs 5.1.2).
const GS1 = ['C1', 'd2', 'd5', 'Q3', 'Q4', 'e0', 'e1', 'e2', 'e3', 'J1', 'J4', 'z1', 'z4']

/**
 * The symbology identifier at the beginning of a text, or null where there is none that a label can have. Code One and
 * Channel Code (D, c) are on no label, but Caps Lock makes them of Data Matrix and Code 128 (d, C).
 */
export function symbologyIdOf(text: string): string | null {
  return text.charCodeAt(0) === 93 && /^\][A-CE-WZdeghopsz][0-9A-F]/.test(text) ? text.slice(0, 3) : null
}

/** The kind of carrier that an identifier names. */
export function carrierOf(symbologyId: string | null): Carrier {
  if (symbologyId === null) return 'unknown'
  if (GS1.includes(symbologyId.slice(1))) return 'gs1'
  if (symbologyId[1] === 'E') return 'retail'
  return symbologyId[1] === 'I' ? 'itf' : 'other'
}
