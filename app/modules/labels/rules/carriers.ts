/** Symbology identifiers (ISO/IEC 15424): the three characters that say in which kind of barcode a text stood. */

/**
 * What a carrier may hold: `gs1` element strings only (FNC1 in first position), `retail` an EAN/UPC number or the GTIN
 * of an ITF-14, `other` anything, `unknown` where nothing is known of it.
 */
export type Carrier = 'gs1' | 'retail' | 'other' | 'unknown'

// Code One and Channel Code (D, c) are on no label, but Caps Lock makes them of Data Matrix and Code 128 (d, C).
const LABEL = /^\][A-CE-WZdeghopsz][\dA-F]/
// With FNC1 first; d5, Q4, z4 are d2, Q3, z1 with ECI. Aztec is no GS1 carrier, yet decoders say z1 (GenSpecs 5.1.2).
const GS1 = /^\](C1|d[25]|Q[34]|e[0-3]|J[14]|z[14])/

/** The symbology identifier at the beginning of a text, or null where there is none that a label can have. */
export function symbologyIdOf(text: string): string | null {
  return LABEL.test(text) ? text.slice(0, 3) : null
}

/** The kind of carrier that an identifier names. */
export function carrierOf(symbologyId: string | null): Carrier {
  if (symbologyId === null) return 'unknown'
  if (GS1.test(symbologyId)) return 'gs1'
  return symbologyId[1] === 'E' || symbologyId[1] === 'I' ? 'retail' : 'other'
}

/** A text without the symbology identifier that a scanner put before it, and without blanks around it. */
export function withoutIdentifier(text: string): string {
  const trimmed = text.trim()
  return symbologyIdOf(trimmed) ? trimmed.slice(3).trim() : trimmed
}
