import type { LabelReading } from '~/modules/labels/types'
import type { CodeScheme, PrintedCode } from '../types'

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The NDC inside a GTIN of the United States: `003` + ten digits + check digit (R60). */
const ndcOf = (gtin: string): string | null => (/^003\d{11}$/.test(gtin) ? gtin.slice(3, 13) : null)

function isbtCodes(reading: LabelReading): PrintedCode[] {
  const { fields } = reading
  const container = text(fields.containerDI)
  const item = fields.manufacturer && fields.catalog ? `${fields.manufacturer}${fields.catalog}` : null
  const description = text(fields.pdc) ?? text(fields.productCode)?.slice(0, 5) ?? null
  // The most exact first: a PPIC names the processor's own product, a product description code every processor's.
  return [text(fields.di), container, item, description].flatMap((code) =>
    code === null ? [] : [{ scheme: 'isbt128' as const, code }],
  )
}

/**
 * The product codes that a label prints, the most exact first (R1): a label of several standards may carry several.
 * None for a label that names no product (a secondary HIBC symbol, a lot alone).
 */
export function codesOf(reading: LabelReading): PrintedCode[] {
  const { fields, symbology } = reading
  const codes: PrintedCode[] = []
  const gtin = text(fields.gtin) ?? text(fields.contentGtin)
  if (gtin !== null) {
    codes.push({ scheme: 'gs1', code: gtin })
    const ndc = ndcOf(gtin)
    if (ndc !== null) codes.push({ scheme: 'ndc', code: ndc })
  }
  const hibc = text(fields.di)
  if (symbology === 'hibc' && hibc !== null) codes.push({ scheme: 'hibc', code: hibc })
  if (symbology === 'isbt128') codes.push(...isbtCodes(reading))
  const ndc = text(fields.ndc10)
  if (ndc !== null && !codes.some((code) => code.scheme === 'ndc')) codes.push({ scheme: 'ndc', code: ndc })
  const pzn = text(fields.pzn)
  if (pzn !== null) codes.push({ scheme: 'pzn', code: pzn })
  const own = text(fields.own)
  if (own !== null) codes.push({ scheme: 'own', code: own })
  return codes
}

/** The check digit of a GTIN: weights 3 and 1 from the right, modulo 10 (GenSpecs 7.9.1). */
export function gtinHolds(gtin: string): boolean {
  const digits = [...gtin].map(Number)
  const sum = digits.reduce((total, digit, index) => total + digit * ((digits.length - index) % 2 === 0 ? 3 : 1), 0)
  return sum % 10 === 0
}

const forms: Record<CodeScheme, (code: string) => string | null> = {
  gs1: (code) => {
    const digits = code.replace(/[\s-]/g, '')
    return /^(\d{8}|\d{12,14})$/.test(digits) && gtinHolds(digits) ? digits.padStart(14, '0') : null
  },
  hibc: (code) => (/^[A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}[0-9]$/.test(code.trim()) ? code.trim() : null),
  isbt128: (code) => (/^[A-Za-z0-9]{5,16}$/.test(code.trim()) ? code.trim() : null),
  ndc: (code) => {
    const digits = code.replace(/[\s-]/g, '')
    return /^\d{10,11}$/.test(digits) ? digits : null
  },
  pzn: (code) => (/^\d{8}$/.test(code.replace(/\D/g, '')) ? code.replace(/\D/g, '') : null),
  own: (code) => (/^[\x20-\x7e]{1,80}$/.test(code.trim()) ? code.trim() : null),
}

/**
 * A code as it is stored, or null when it can't be one: a GTIN of 8, 12, 13 or 14 digits with a right check digit becomes
 * fourteen digits; letters keep their case.
 */
export const storedCode = (code: PrintedCode): string | null => forms[code.scheme](code.code)
