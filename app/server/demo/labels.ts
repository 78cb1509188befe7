import type { Day } from '~/lib/day'

/** How a product's labels are printed: its code in that system. Check digits are added where labels are made. */
export type Printed =
  /** A GTIN without its check digit: 12 or 13 digits. `box` is the GTIN (without check digit) of a box of `per`. */
  | { readonly scheme: 'gs1'; readonly code: string; readonly box?: { readonly code: string; readonly per: number } }
  /** LIC + product number + unit of measure. */
  | { readonly scheme: 'hibc'; readonly code: string }
  /** The product description code of ISBT 128. */
  | { readonly scheme: 'isbt128'; readonly code: string }

/** What a label says besides the product. */
export type Print = {
  readonly lot?: string | null
  readonly expiry?: Day | null
  readonly serial?: string | null
  /** Of an ISBT 128 label: the division of the donation. */
  readonly division?: string
}

const separator = '\u001d'

/** A GTIN of fourteen digits from its first twelve or thirteen (GenSpecs 7.9.1). */
export function gtin(body: string): string {
  const digits = [...body].reverse().map(Number)
  const sum = digits.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 3 : 1), 0)
  return `${body}${(10 - (sum % 10)) % 10}`.padStart(14, '0')
}

const yymmdd = (day: Day): string => day.slice(2).replaceAll('-', '')

/** A GS1 element string as a scanner sends it: GTIN, expiry, serial, lot. */
export function gs1Label(body: string, { lot, expiry, serial }: Print): string {
  const parts = [`01${gtin(body)}${expiry ? `17${yymmdd(expiry)}` : ''}`]
  if (serial) parts.push(`21${serial}`)
  if (lot) parts.push(`10${lot}`)
  const [head, ...rest] = parts
  return `${head}${rest.join(separator)}`
}

const hibcCharacters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%'

/** A HIBC combined symbol: product, expiry and lot, serial as a supplement, check character (ANSI/HIBC 2.6). */
export function hibcLabel(code: string, { lot, expiry, serial }: Print): string {
  const dated = lot ? `/$$${expiry ? `3${yymmdd(expiry)}` : '7'}${lot}` : ''
  const text = `+${code}${dated}${serial ? `/S${serial}` : ''}`
  const sum = [...text].reduce((total, character) => total + hibcCharacters.indexOf(character), 0)
  return `${text}${hibcCharacters[sum % 43]}`
}

/** The barcodes of an ISBT 128 label: donation (flags 00), product with division, expiry as century, year and day of the year. */
export function isbtLabel(code: string, { lot, expiry, division = '00' }: Print): string[] {
  const labels = [`=${lot}00`, `=<${code}V${division}`]
  if (expiry) {
    const date = new Date(`${expiry}T00:00:00Z`)
    const dayOfYear = Math.round((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 0)) / 86_400_000)
    labels.push(`=>0${expiry.slice(2, 4)}${String(dayOfYear).padStart(3, '0')}`)
  }
  return labels
}

/** The barcodes of a product's label, in the order in which a clerk scans them. */
export function labelOf(printed: Printed, print: Print): string[] {
  switch (printed.scheme) {
    case 'gs1':
      return [gs1Label(printed.code, print)]
    case 'hibc':
      return [hibcLabel(printed.code, print)]
    case 'isbt128':
      return isbtLabel(printed.code, print)
  }
}
