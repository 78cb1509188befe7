import type { CodeScheme, PrintedCode } from '../types'

/** The check digit of a GTIN: weights 3 and 1 from the right, modulo 10 (GenSpecs 7.9.1). */
export function gtinHolds(gtin: string): boolean {
  const digits = [...gtin].map(Number)
  const sum = digits.reduce((total, digit, index) => total + digit * ((digits.length - index) % 2 === 0 ? 3 : 1), 0)
  return sum % 10 === 0
}

const forms: Record<CodeScheme, (code: string) => string | null> = {
  gs1: (code) => {
    const digits = code.replace(/[\s-]/g, '')
    // Zeros alone have a right check digit and are the number of nothing.
    if (/^0+$/.test(digits)) return null
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
