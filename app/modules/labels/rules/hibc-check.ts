/** The check arithmetic of HIBC (ANSI/HIBC 2.6 Appendix B). */

/** The 43 characters in the order of their values (Appendix B). */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%'
const VALUES = new Int8Array(128).fill(-1)
for (let i = 0; i < 43; i++) VALUES[ALPHABET.charCodeAt(i)] = i
// The human-readable line prints a space as an underscore (4.1).
VALUES[95] = 38

/** The value of a character in the modulo 43 sum; −1 for one that HIBC does not have. `_` counts as the space it prints. */
export function hibcValue(code: number): number {
  return code < 128 ? VALUES[code]! : -1
}

/** The check character of data whose character values (with the leading `+`) add up to `sum`. */
export function expectedCheck(sum: number): string {
  return ALPHABET[sum % 43]!
}
